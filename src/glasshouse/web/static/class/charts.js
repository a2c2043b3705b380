// The screen's two charts: where everybody stands, and what fear holds back. Each has a fixed box, a sentence and a table.

import { html, useRef } from "../vendor/preact-htm.js";
import { Keep } from "../app/keep.js";
import { t, number, percent } from "../app/words.js";

const [W, H, FOOT] = [400, 170, 2];
const PARTS = 16; // shown bins: four of the town's parts each

/** Where the town stands with a system, the class as dots above the bars; `alone` where a class has one life and no dots, `keeps` where it can be saved. */
export function Histogram({ system, alone, keeps }) {
  const figure = useRef(null);
  const bins = folded(system.histogram);
  const dots = system.pupils && folded(system.pupils);
  const top = Math.max(1, ...bins);
  const wide = W / PARTS;
  const at = (m) => system.low + ((system.high - system.low) * m) / PARTS;
  const all = members(system);
  const sentence = !system.middle ? t("class.nobody_yet", { title: system.title })
    : t("class.histogram_says", { title: system.title, n: all, low: number(system.middle[0], 0), high: number(system.middle[1], 0) });
  const scale = [0, PARTS / 2, PARTS].map((m) => number(at(m), 0));
  const heads = [t("class.points"), t("class.people"), ...(dots ? [t("class.in_class")] : [])];
  const rows = () => bins.map((n, m) => [at(m), n, ...(dots ? [dots[m]] : [])]);
  return html`<figure class="chart" ref=${figure}><figcaption><b>${system.title}</b> <span>${sentence}</span></figcaption>
    <svg class="box" viewBox=${`0 0 ${W} ${H}`} role="img" aria-label=${`${system.title}. ${sentence}`}>
      ${bins.map((n, m) => n > 0 && html`<rect class="people" x=${m * wide + 1} width=${wide - 2} y=${bottom(n, top)} height=${H - FOOT - bottom(n, top)} />`)}
      ${dots && dots.flatMap((n, m) => range(n).map((k) => html`<circle class="pupil" r="3.6" cx=${m * wide + wide / 2 + (k % 3 - 1) * 7.6} cy=${H - FOOT - 6 - Math.floor(k / 3) * 8} />`))}
      <line class="axis" x1="0" x2=${W} y1=${H - FOOT} y2=${H - FOOT} />
    </svg>
    <p class="scale" aria-hidden="true">${scale.map((text) => html`<span>${text}</span>`)}</p>
    <p class="small key">${t("class.bars")} ${dots ? html`<svg class="dot" viewBox="0 0 10 10" aria-hidden="true"><circle class="pupil" r="4.5" cx="5" cy="5" /></svg> ${t("class.dots")}` : alone ? "" : t("class.too_few")}</p>
    <details><summary>${t("class.table")}</summary><table><caption>${system.title}</caption>
      <thead><tr><th scope="col">${t("class.points")}</th><th scope="col">${t("class.people")}</th>${dots && html`<th scope="col">${t("class.in_class")}</th>`}</tr></thead>
      <tbody>${bins.map((n, m) => (n > 0 || dots?.[m] > 0) && html`<tr><th scope="row">${number(at(m), 0)}–${number(at(m + 1), 0)}</th><td>${number(n)}</td>${dots && html`<td>${dots[m]}</td>`}</tr>`)}</tbody>
    </table></details>
    ${keeps && html`<${Keep} figure=${figure} chart=${{ title: system.title, series: dots ? [{ name: t("class.in_class") }] : [], sentence, scale, table: { heads, rows } }} />`}</figure>`;
}

/** What the chart of what fear holds back goes up to: few heights, so that small shares look small and the axis seldom moves. */
const HEIGHTS = [0.05, 0.1, 0.25, 0.5, 1];

/** A share in words; a week in which nobody had such an act in mind has none. */
const shareOf = (share) => (share === null ? t("class.no_share") : percent(share));

/** The share that fear holds back, week by week, beside the town where nobody watches; `keeps` where the chart can be saved. */
export function HeldBack({ weeks, all, chapters, keeps }) {
  const figure = useRef(null);
  if (!weeks.length) return null;
  const most = HEIGHTS.find((height) => height >= Math.max(...weeks.flatMap((each) => [each.held_back ?? 0, each.twin_held_back ?? 0])));
  const top = most * 1.15;
  const x = (week) => ((week + 1) * (W - 6)) / all;
  const y = (share) => H - FOOT - (share / top) * (H - FOOT - 8);
  const last = weeks.at(-1);
  const sentence = t("class.held_back_says", { share: shareOf(last.held_back), twin: shareOf(last.twin_held_back), week: String(last.week + 1) });
  const line = (field) => weeks.map((each, m) => each[field] !== null && `${m && weeks[m - 1][field] !== null ? "L" : "M"}${x(each.week)} ${y(each[field])}`).filter(Boolean).join("");
  const end = (field, kind) => last[field] !== null && html`<circle class=${kind} cx=${x(last.week)} cy=${y(last[field])} r="3.5" />`;
  const scale = [t("class.week_1"), t("class.week_n", { week: String(all) })];
  const heads = [t("class.week"), t("class.this_town"), t("class.twin_town")];
  const rows = () => weeks.map((each) => [each.week + 1, each.held_back, each.twin_held_back]);
  return html`<figure class="chart" ref=${figure}><figcaption><b>${t("class.held_back")}</b> <span>${sentence}</span></figcaption>
    <svg class="box" viewBox=${`0 0 ${W} ${H}`} role="img" aria-label=${`${t("class.held_back")}. ${sentence}`}>
      ${chapters.map((each) => html`<line class="chapter" x1=${x(each.week - 1)} x2=${x(each.week - 1)} y1="4" y2=${H - FOOT} />`)}
      <path class="twin" d=${line("twin_held_back")} /><path class="watched" d=${line("held_back")} />
      ${end("twin_held_back", "twin-end")}${end("held_back", "watched-end")}
      <line class="axis" x1="0" x2=${W} y1=${H - FOOT} y2=${H - FOOT} /><line class="most" x1="0" x2=${W} y1=${y(most)} y2=${y(most)} />
      <text class="height" x="2" y=${y(most) - 4}>${shareOf(most)}</text>
    </svg>
    <p class="scale" aria-hidden="true">${scale.map((text) => html`<span>${text}</span>`)}</p>
    <p class="small key"><svg class="dot" viewBox="0 0 10 10" aria-hidden="true"><circle class="watched-end" r="4" cx="5" cy="5" /></svg> ${t("class.this_town")} <b>${shareOf(last.held_back)}</b>
      <svg class="dot" viewBox="0 0 10 10" aria-hidden="true"><circle class="twin-end" r="4" cx="5" cy="5" /></svg> ${t("class.twin_town")} <b>${shareOf(last.twin_held_back)}</b> ${chapters.length > 0 && t("class.chapter_lines")}</p>
    <details><summary>${t("class.table")}</summary><table><caption>${t("class.held_back")}</caption>
      <thead><tr><th scope="col">${t("class.week")}</th><th scope="col">${t("class.this_town")}</th><th scope="col">${t("class.twin_town")}</th></tr></thead>
      <tbody>${weeks.map((each) => html`<tr><th scope="row">${each.week + 1}</th><td>${shareOf(each.held_back)}</td><td>${shareOf(each.twin_held_back)}</td></tr>`)}</tbody></table></details>
    ${keeps && html`<${Keep} figure=${figure} chart=${{ title: t("class.held_back"), series: ["this_town", "twin_town"].map((name) => ({ name: t(`class.${name}`) })), sentence, scale, table: { heads, rows } }} />`}</figure>`;
}

/** The systems of a town, the one that came last first; those in which nobody has points yet come after all others. */
export const newestFirst = (systems) => [...systems].sort((a, b) => (members(b) > 0) - (members(a) > 0) || b.since - a.since || members(b) - members(a));

const members = ({ histogram }) => histogram.reduce((sum, n) => sum + n, 0);

const range = (n) => [...Array(n).keys()];
const bottom = (n, top) => H - FOOT - Math.max(1.5, (n / top) * (H - FOOT - 6));

function folded(parts) {
  const each = parts.length / PARTS;
  return range(PARTS).map((m) => parts.slice(m * each, (m + 1) * each).reduce((sum, n) => sum + n, 0));
}

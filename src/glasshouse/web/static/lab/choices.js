// What if: a year with one decision beside the year by habit; and the same year in other bodies.

import { get, post } from "../app/api.js";
import { histogram } from "../app/charts.js";
import { number, percent, t } from "../app/words.js";
import { html, useState } from "../vendor/preact-htm.js";
import { Action } from "./live.js";

const PARTS = 32;

/** Decisions that would change something, each to be lived. */
export function Choices({ path, told }) {
  return html`<section><h2>${t("person.choices.heading")}</h2><p>${t("person.choices.says")}</p>
    ${told.choices.length ? html`<div class="side-by-side">${told.choices.map((choice) => html`<${If} path=${path} choice=${choice} />`)}</div>` : html`<p>${t("person.choices.none")}</p>`}</section>`;
}

function If({ path, choice }) {
  const { found, problem, works, begin } = useAnswer(() => post(`${path}/if`, { decisions: choice.decisions }));
  const title = t(`person.choices.${choice.name}`);
  return html`<div><h3>${title}</h3><p class="small">${t("person.choices.concerns", { titles: choice.titles.join(", ") })}</p>
    <${Action} on=${!works && !found} act=${begin} label=${`${t("person.choices.live")}: ${title}`}>${t("person.choices.live")}</${Action}>
    <div aria-live="polite">${problem ? html`<p class="problem">${problem}</p>` : works && html`<p class="small">${t("person.choices.living")}</p>`}
    ${found && html`<div class="if-lived ledger"><table><thead><tr><td></td>${found.worlds.map((world) => html`<th scope="col">${t(`person.choices.${world.name}`)}</th>`)}</tr></thead>
      <tbody>${rows(found.worlds).map(([head, ...values]) => html`<tr><th scope="row">${head}</th>${values.map((value) => html`<td>${value}</td>`)}</tr>`)}</tbody></table></div>
      <p class="small">${t("person.choices.touched", { n: found.touched })}${found.refused.length > 0 && ` ${t("person.choices.refused", { n: found.refused.length })}`}</p>`}</div></div>`;
}

/** What a decision did to the year, row by row. */
function rows(worlds) {
  const row = (name, value, values = {}) => [t(`person.choices.rows.${name}`, values), ...worlds.map(value)];
  const last = (values) => (values.length && values[values.length - 1] !== null ? number(values[values.length - 1], 0) : "–");
  return [
    ...worlds[0].scores.map((score, k) => row("score", (world) => last(world.scores[k].values), { title: score.title })),
    row("sanctions", (world) => Math.max(0, ...world.measures.filter((each) => each.type === "sanction").map((each) => each.days))),
    row("denied", (world) => world.days.flatMap((day) => day.events).filter((each) => each.what === "denied").length),
    row("held_back", (world) => world.ledgers.unrecorded.held_back), row("known", (world) => world.ledgers.known.acts),
    row("fear", (world) => percent(world.ledgers.unrecorded.fear, 0)), row("friends_lost", (world) => world.ledgers.unrecorded.friends_lost),
  ];
}

/** The same acts in sixty other bodies. */
export function Bodies({ path, told }) {
  const { found, problem, works, begin } = useAnswer(() => get(`${path}/bodies?n=60`));
  return html`<section class="bodies"><h2>${t("person.bodies.heading")}</h2><p>${t("person.bodies.says")}</p>
    <p><${Action} on=${!works && !found} act=${begin}>${t("person.bodies.live")}</${Action}></p>
    <div aria-live="polite">${problem ? html`<p class="problem">${problem}</p>` : works && html`<p class="small">${t("person.bodies.living")}</p>`}
    ${found && html`<p>${t("person.bodies.denied", { n: found.others.filter((each) => each.denied).length, of: found.others.length, sanctioned: found.others.filter((each) => each.sanctioned).length })}</p>`}</div>
    ${found && html`<div class="side-by-side">${told.worlds[0].scores.map((score) => html`<${Spread} score=${score} found=${found} />`)}</div>`}</section>`;
}

function Spread({ score, found }) {
  const values = found.others.map((each) => each.scores[score.system]).filter((value) => value !== null);
  const own = found.own.scores[score.system];
  if (!values.length) return null;
  const all = own === null ? values : [...values, own];
  const step = Math.max(1, Math.ceil((Math.max(...all) - Math.min(...all)) / PARTS));
  const low = Math.floor(Math.min(...all)) - step;
  const high = low + step * (PARTS + 2);
  const counts = Array.from({ length: PARTS + 2 }, (_, k) => values.filter((value) => value >= low + k * step && value < low + (k + 1) * step).length);
  return html`<${histogram} title=${t("person.bodies.scores", { title: score.title })} low=${low} high=${high} series=${[{ name: t("person.bodies.others"), world: 0, counts }]}
    marks=${own === null ? [] : [{ at: own, text: t("person.bodies.own") }]} sentence=${t("person.bodies.spread", { low: number(Math.min(...values), 0), high: number(Math.max(...values), 0), own: own === null ? "–" : number(own, 0) })} />`;
}

/** A question that is asked once, with what it says while it works. */
function useAnswer(ask) {
  const [found, put] = useState(null);
  const [problem, tell] = useState("");
  const [works, work] = useState(false);
  const begin = () => {
    work(true);
    tell("");
    ask().then((answer) => { put(answer); work(false); }, (error) => { tell(t("person.failed", { why: error.message })); work(false); });
  };
  return { found, problem, works, begin };
}

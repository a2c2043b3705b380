// The same choices in other bodies: a dot for each person, a sentence, and a table.

import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get } from "../app/api.js";
import { Keep } from "../app/keep.js";
import { inWords } from "../app/titles.js";
import { t, number } from "../app/words.js";
import { sentences } from "./talks.js";

const WIDEST = 736, HEIGHT = 300, LEFT = 44, RIGHT = 24, TOP = 12, BOTTOM = 48, TICK = 90; // pixels, so that letters keep their size
const STEPS = [1, 2, 5];

/** Sixty other people with the player's choices. */
export function Bodies({ life }) {
  const [bodies, setBodies] = useState(null);
  const [problems, setProblems] = useState([]);
  useEffect(() => {
    get(`/lives/${life.id}/bodies`).then((found) => setBodies(inWords(found)), (error) => setProblems(sentences(error)));
  }, [life.id]);
  return html`<section class="bodies"><h2>${t("ending.bodies.title")}</h2>
    ${problems.map((problem, i) => html`<p key=${i} class="problem">${problem}</p>`)}
    ${bodies ? html`<${Scores} bodies=${bodies} />` : html`<div class="chart waiting"><p role="status">${t("ending.bodies.living")}</p></div>`}</section>`;
}

function Scores({ bodies }) {
  const [system, setSystem] = useState(widest(bodies.ranges)?.system);
  const range = bodies.ranges.find((each) => each.system === system);
  const could = Object.entries(bodies.could_not).map(([what, n]) => t("ending.bodies.times", { what, n })).join(", ");
  return html`<p>${t("ending.bodies.says", { n: bodies.others.length })}</p>
    ${range && html`<p><label>${t("ending.bodies.system")} <select value=${system} onChange=${({ target }) => setSystem(target.value)}>${bodies.ranges.map((each) => html`<option key=${each.system} value=${each.system}>${each.title}</option>`)}</select></label></p>
      <p aria-live="polite">${sentence(range)} ${byHabit(range)} ${t("ending.bodies.members", { n: range.members, of: bodies.others.length })}</p>
      <${Chart} bodies=${bodies} range=${range} />
      <details><summary>${t("ending.bodies.table")}</summary><${Table} bodies=${bodies} range=${range} /></details>`}
    ${could && html`<p class="small">${t("ending.bodies.could_not", { list: could })}</p>`}`;
}

function Chart({ bodies, range }) {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const fit = () => setWidth(Math.min(WIDEST, box.current.clientWidth));
    const watching = new ResizeObserver(fit);
    watching.observe(box.current);
    fit();
    return () => watching.disconnect();
  }, []);
  const title = `${t("ending.bodies.title")}: ${range.title}`;
  const heads = ["person", "earns", "score", "own"].map((name) => t(`ending.bodies.${name}`));
  const rows = () => [bodies.you, ...bodies.others].map((body) => [body.person.name, body.person.poorer, scoreIn(body.chosen, range.system), scoreIn(body.habit, range.system)]);
  return html`<figure class="chart" ref=${box}>${width > 0 && html`<${Drawing} bodies=${bodies} range=${range} width=${width} />`}</figure>
    <p class="small">${t("ending.bodies.chart")}</p>
    <${Keep} figure=${box} chart=${{ title, sentence: `${sentence(range)} ${t("ending.bodies.chart")}`, table: { heads, rows } }} />`;
}

function Drawing({ bodies, range, width }) {
  const people = [...bodies.others, bodies.you].map((body) => ({ body, score: scoreIn(body.chosen, range.system) })).filter(({ score }) => score !== null);
  const scores = people.map(({ score }) => score);
  const ticks = ticksBetween(Math.min(...scores, range.by_habit[0]), Math.max(...scores, range.by_habit[2]), Math.max(2, Math.floor(width / TICK)));
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const x = (score) => LEFT + (width - LEFT - RIGHT) * ((score - low) / (high - low));
  const y = (poorer) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (poorer / 100);
  return html`<svg class="box" viewBox=${`0 0 ${width} ${HEIGHT}`} width=${width} height=${HEIGHT} role="img" aria-label=${`${t("ending.bodies.chart")} ${sentence(range)}`}>
      ${ticks.map((tick) => html`<g key=${tick}><line class="rule" x1=${x(tick)} x2=${x(tick)} y1=${TOP} y2=${HEIGHT - BOTTOM} /><text x=${x(tick)} y=${HEIGHT - BOTTOM + 18} text-anchor="middle">${number(tick)}</text></g>`)}
      ${[0, 50, 100].map((part) => html`<g key=${part}><line class="rule" x1=${LEFT} x2=${width - RIGHT} y1=${y(part)} y2=${y(part)} /><text x=${LEFT - 8} y=${y(part) + 5} text-anchor="end">${part}</text></g>`)}
      ${people.map(({ body, score }) => html`<${Dot} key=${body.person.citizen} x=${x(score)} y=${y(body.person.poorer)} you=${body === bodies.you} turn=${x(score) > width - 80} />`)}
      <text x=${(LEFT + width - RIGHT) / 2} y=${HEIGHT - 6} text-anchor="middle">${t("ending.bodies.x")}</text></svg>`;
}

function Dot({ x, y, you, turn }) {
  if (!you) return html`<circle class="other" cx=${x} cy=${y} r="5" />`;
  return html`<g class="you"><circle cx=${x} cy=${y} r="8" /><text x=${turn ? x - 13 : x + 13} y=${y + 5} text-anchor=${turn ? "end" : "start"}>${t("ending.bodies.you")}</text></g>`;
}

function Table({ bodies, range }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("ending.bodies.caption")}><table><caption>${t("ending.bodies.caption")}: ${range.title}</caption>
    <thead><tr><th scope="col">${t("ending.bodies.person")}</th><th scope="col" class="number">${t("ending.bodies.earns")}</th><th scope="col" class="number">${t("ending.bodies.score")}</th><th scope="col" class="number">${t("ending.bodies.own")}</th><th scope="col">${t("ending.bodies.penalty")}</th></tr></thead>
    <tbody>${[bodies.you, ...bodies.others].map((body, i) => html`<tr key=${body.person.citizen} class=${i ? "" : "differs"}>
      <th scope="row">${body.person.name}, ${body.person.age}, ${t(body.person.migrant ? "ending.bodies.elsewhere" : "ending.bodies.local")}</th><td class="number">${body.person.poorer}</td>
      <td class="number">${shown(scoreIn(body.chosen, range.system))}</td><td class="number">${shown(scoreIn(body.habit, range.system))}</td><td>${t(body.sanctioned ? "ending.bodies.yes" : "ending.bodies.no")}</td></tr>`)}</tbody></table></div>`;
}

function sentence({ lowest, middle, highest, you }) {
  const said = { lowest: Math.round(lowest), middle: Math.round(middle), highest: Math.round(highest) };
  return you === null ? t("ending.bodies.sentence_none", said) : t("ending.bodies.sentence", { ...said, you: Math.round(you) });
}

function byHabit({ by_habit: [low, mid, high] }) {
  return t("ending.bodies.by_habit", { low: Math.round(low), mid: Math.round(mid), high: Math.round(high) });
}

/** The system that leaves people who choose alike farthest apart, by its own steps. */
function widest(ranges) {
  return [...ranges].sort((a, b) => b.members - a.members || b.highest - b.lowest - (a.highest - a.lowest))[0];
}

const scoreIn = (standings, system) => standings.find((each) => each.system === system)?.score ?? null;
const shown = (score) => (score === null ? t("ending.bodies.none") : number(Math.round(score)));

/** Round numbers from below the lowest to above the highest. */
function ticksBetween(low, high, most) {
  const span = Math.max(high - low, 4);
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = power * STEPS.concat(10).find((each) => span / (power * each) <= most);
  const first = Math.floor(low / step) * step;
  const count = Math.ceil((low + span - first) / step);
  return Array.from({ length: count + 1 }, (_, i) => first + i * step);
}

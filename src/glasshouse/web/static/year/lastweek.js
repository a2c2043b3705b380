// Last week and who saw it: what was done, held back, left out or never happened, what matters first.

import { html } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";
import { dayName, listed } from "./days.js";
import { langOf } from "../app/titles.js";
import { chosenIn } from "./state.js";

const SHOWN = 7; // rows before the rest is folded
const WEIGHT = { false: 0, hindered: 1, refused: 1, held_back: 2, left: 3, done: 5 };

/** The last step. Its heading takes the focus when a step was lived. `undo` may be none; `press` says what to press, where it is another button; `before` heads what others lived, for one who has come just now. */
export function LastWeek({ life, busy, told, undo, heading, press, before }) {
  const rows = rowsOf(life.last);
  const weeks = life.week - life.told_from;
  const first = life.week === 0 || Boolean(before);
  return html`<section class="yours last" aria-labelledby="last">
    <div class="beside"><h2 id="last" tabindex="-1" ref=${heading}>${first ? t("year.first_heading", { n: life.step }) : t("year.last", { n: weeks })}</h2>
      ${undo && life.week > 0 && html`<button type="button" class="plain" onClick=${undo} disabled=${busy}>${t("year.undo")}</button>`}</div>
    ${told && html`<p class="told">${told}</p>`}
    ${first ? html`<${First} life=${life} press=${press || t("year.first_3", { n: life.step })} />
      ${before && rows.length > 0 && html`<details><summary>${before}</summary><${Rows} rows=${rows} step=${weeks} caption=${before} /></details>`}` : html`
      <p class="small">${whatWasChosen(life)}</p>
      ${rows.length === 0 && html`<p>${t("year.nothing_happened")}</p>`}
      <${Rows} rows=${rows.slice(0, SHOWN)} step=${weeks} caption=${t("year.last", { n: weeks })} />
      ${rows.length > SHOWN && html`<details key=${life.week}><summary>${t("year.rest_of_week", { n: rows.length - SHOWN })}</summary>
        <${Rows} rows=${rows.slice(SHOWN)} step=${weeks} caption=${t("year.rest_caption")} /></details>`}`}
  </section>`;
}

function First({ life, press }) {
  return html`<div class="first-words"><p>${t("year.first_1", { people: number(life.people) })}</p><p>${t("year.first_2")}</p><p>${press}</p></div>`;
}

function whatWasChosen(life) {
  const made = life.choices.filter((each) => each.week >= life.told_from);
  const held = new Set(made.flatMap((each) => Object.keys(each.hold || {}).filter((name) => each.hold[name])));
  const n = held.size + made.reduce((sum, each) => sum + chosenIn({ ...each, hold: {} }), 0);
  return n === 0 ? t("year.chose_nothing") : t("year.chose", { n });
}

function Rows({ rows, step, caption }) {
  if (!rows.length) return null;
  return html`<table class="acts"><caption class="hidden-but-read">${caption}</caption>
    <thead class="hidden-but-read"><tr><th scope="col">${t("year.when")}</th><th scope="col">${t("year.what_column")}</th><th scope="col">${t("year.who_saw")}</th></tr></thead>
    <tbody>${rows.map((row, i) => html`<tr key=${i} class=${look(row.event)}>
      <td class="day">${when(row.days, step)}</td>
      <td>${row.event.what === "false" ? html`<s lang=${langOf(row.event.title)}>${row.event.title}</s>` : html`<span lang=${langOf(row.event.title)}>${row.event.title}</span>`}<${Marks} event=${row.event} days=${row.days} /></td>
      <td class="seen">${seen(row.event)}</td></tr>`)}</tbody></table>`;
}

function Marks({ event, days }) {
  const marks = [
    ...(days.length > new Set(days).size ? [t("year.times", { n: days.length })] : []), ...(event.decided ? [t("year.mark.decided")] : []),
    ...(event.of_firm ? [t("year.mark.of_firm")] : []), ...(event.ending ? [`${event.ending === "eased" ? "" : "⚑ "}${t(`year.mark.${event.ending}`)}`] : []),
    ...(event.what === "false" ? [`⚑ ${t("year.mark.false")}`] : []),
  ];
  return marks.map((mark) => html` <span class="mark">${mark}</span>`);
}

/** What stands in the place of who saw it. */
function seen(event) {
  if (["held_back", "left", "refused", "hindered"].includes(event.what)) return t(`year.mark.${event.what}`);
  return event.seen_by.length ? listed(event.seen_by) : t("year.nobody");
}

function look(event) {
  if (event.what === "false") return "never";
  return event.seen_by.length || event.ending ? "" : "unseen";
}

function when(days, step) {
  const names = [...new Set(days)].map((day) => dayName(day, step));
  return names.length > (step === 1 ? 2 : 1) ? t("year.days", { n: names.length }) : names.join(", ");
}

/** Events of all days, the same ones together, what matters first. */
export function rowsOf(last) {
  const rows = new Map();
  for (const { day, events } of last) {
    for (const event of events) {
      const { kind, what, seen_by, ending, decided, of_firm } = event;
      const key = JSON.stringify([kind, what, seen_by, ending, decided, of_firm]);
      if (rows.has(key)) rows.get(key).days.push(day);
      else rows.set(key, { event, days: [day] });
    }
  }
  const weight = ({ event }) => Math.min(WEIGHT[event.what], event.ending ? 1 : 9, event.decided ? 3 : 9, event.seen_by.length ? 4 : 9);
  return [...rows.values()].sort((a, b) => weight(a) - weight(b) || a.days[0] - b.days[0]);
}

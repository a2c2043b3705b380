// The years side by side: one table for all measures, each line with the years' places on a line of its own.

import { html } from "../vendor/preact-htm.js";
import { KeepTable } from "../app/keep.js";
import { t, number } from "../app/words.js";

const GROUPS = {
  did: ["said", "helped", "broke", "played"],
  known: ["recorded", "unrecorded", "misrecorded"],
  met: ["held_back", "refused", "eased", "sanctioned_days", "wronged_days", "friends", "fear_public", "fear_money", "fear_life"],
};
const COLUMNS = ["chosen", "habit", "unwatched"];
const NAMED = 3; // lines that are named where many differ
const WIDTH = 132, HEIGHT = 18, EDGE = 8; // of a line with marks, in its own units

/** A measure of a year by its name. */
export const valueOf = (year, name) => (name.startsWith("fear_") ? year.fear[name.slice(5)] : year[name]);

/** Names of all measures, in order. */
export const MEASURES = Object.values(GROUPS).flat();

/** Three years of one person, side by side. `ways` is where the words stand for what was chosen, and by whom. */
export function Years({ ending, ways = "ways" }) {
  return html`<section class="years"><h2>${t("ending.ways.title")}</h2>
    ${ending.same && html`<p>${t(`ending.${ways}.same`)}</p>`}
    <p class="small"><span class="legend">${t(`ending.${ways}.legend`)} </span>${t(`ending.${ways}.bold`)}</p>
    <${Reading} ending=${ending} ways=${ways} />
    <table><caption class="hidden-but-read">${t("ending.ways.caption")}</caption>
      <thead><tr><th scope="col">${t(`ending.${ways}.what`)}</th>${COLUMNS.map((name) => html`<th key=${name} scope="col" class=${`number ${name}`}>${t(`ending.${ways}.${name}`)}</th>`)}<th class="places" aria-hidden="true"></th></tr></thead>
      ${Object.entries(GROUPS).map(([group, names], i) => html`<${Group} key=${group} group=${group} ending=${ending} names=${names} ways=${i > 0 && ways} />`)}
      <${Standings} ending=${ending} ways=${ways} />
    </table>
    <${KeepTable} title=${t("ending.ways.title")} heads=${[t(`ending.${ways}.what`), ...COLUMNS.map((name) => t(`ending.${ways}.${name}`))]} rows=${() => rowsOf(ending)} />
    <p class="small">${t("ending.measure.fear_says")} ${t("ending.ways.unwatched_judges")}</p></section>`;
}

/** What the table comes to, in words: of what the year did to somebody, how many lines were moved by what was chosen, and how many by the watching. */
function Reading({ ending, ways }) {
  const lines = GROUPS.met;
  const chosen = moved(lines, ending.chosen, ending.habit);
  const watched = moved(lines, ending.habit, ending.unwatched);
  const apart = chosen.length - watched.length;
  return html`<div class="reading"><p>${t("ending.reading.how")}</p>
    <ul>${!ending.same && html`<li>${says("chosen", chosen, lines.length)}</li>`}<li>${says("watched", watched, lines.length)}</li></ul>
    <p>${Math.abs(apart) > 1 && t(`ending.reading.${apart < 0 ? "more_watched" : "more_chosen"}`)} ${t(`ending.${ways}.one_year`)}</p></div>`;
}

/** Lines in which two years differ, those that differ most first. */
function moved(lines, here, there) {
  return lines.map((name) => ({ name, here: valueOf(here, name), there: valueOf(there, name) }))
    .filter((each) => each.here !== each.there)
    .sort((a, b) => far(b) - far(a));
}

const far = ({ here, there }) => Math.abs(here - there);

function says(which, lines, of) {
  if (!lines.length) return t(`ending.reading.${which === "chosen" ? "chosen_none" : "watched_none"}`, { of });
  const list = lines.slice(0, NAMED).map(({ name, here, there }) => t("ending.reading.item", { what: t(`ending.measure.${name}`), here, there })).join("; ");
  return t(`ending.reading.${which}`, { n: lines.length, of, list });
}

/** The table in cells: all measures, then how each year left the person with each system. */
function rowsOf(ending) {
  const habit = new Map(ending.habit.standings.map((each) => [each.system, each]));
  return [
    ...MEASURES.map((name) => [t(`ending.measure.${name}`), ...COLUMNS.map((column) => valueOf(ending[column], name))]),
    ...ending.chosen.standings.map((own) => [own.title, stood(own), stood(habit.get(own.system)), "–"]),
  ];
}

/** The columns' names once more, for whoever no longer sees the head of the table; nothing right below it. A screen reader knows them. */
function Heads({ ways }) {
  return html`${COLUMNS.map((name) => html`<td key=${name} class=${`number ${name}`} aria-hidden="true">${ways && t(`ending.${ways}.${name}`)}</td>`)}<td class="places"></td>`;
}

function Group({ group, names, ending, ways }) {
  return html`<tbody><tr class="group"><th scope="rowgroup">${t(`ending.group.${group}`)}</th><${Heads} ways=${ways} /></tr>
    ${names.map((name) => html`<${Line} key=${name} label=${t(`ending.measure.${name}`)} ending=${ending} read=${(year) => valueOf(year, name)} />`)}</tbody>`;
}

function Line({ label, ending, read }) {
  const values = COLUMNS.map((name) => read(ending[name]));
  const differs = values[0] !== values[1];
  return html`<tr class=${differs ? "differs" : ""}><th scope="row">${label}</th>
    ${COLUMNS.map((name, i) => html`<td key=${name} class=${`number ${name}`}>${number(values[i])}</td>`)}
    <td class="places" aria-hidden="true"><${Places} values=${values} /></td></tr>`;
}

/** Where the years stand between nothing and the most of them. */
function Places({ values }) {
  const most = Math.max(...values, 1);
  const [chosen, habit, unwatched] = values.map((value) => EDGE + (WIDTH - 2 * EDGE) * (value / most));
  const middle = HEIGHT / 2;
  return html`<svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} width=${WIDTH} height=${HEIGHT}>
    <line class="rule" x1=${EDGE} x2=${WIDTH - EDGE} y1=${middle} y2=${middle} />
    <path class="unwatched" d=${`M${unwatched - 5.5} ${middle}l5.5 -5.5l5.5 5.5l-5.5 5.5z`} />
    <circle class="habit" cx=${habit} cy=${middle} r="4.5" /><circle class="chosen" cx=${chosen} cy=${middle} r="3.5" /></svg>`;
}

function Standings({ ending, ways }) {
  const habit = new Map(ending.habit.standings.map((each) => [each.system, each]));
  return html`<tbody class="theirs"><tr class="group"><th scope="rowgroup">${t("ending.group.standings")}</th><${Heads} ways=${ways} /></tr>
    ${ending.chosen.standings.map((own) => html`<tr key=${own.system} class=${stood(own) === stood(habit.get(own.system)) ? "" : "differs"}>
      <th scope="row">${own.title}</th><td class="number chosen">${stood(own)}</td><td class="number habit">${stood(habit.get(own.system))}</td>
      <td class="number unwatched">–</td><td class="places"></td></tr>`)}</tbody>`;
}

/** How somebody stands with a system, in a few words. */
export function stood(standing) {
  if (!standing || !standing.band) return t("ending.ways.none");
  return standing.score === null ? standing.band : `${number(Math.round(standing.score))} ${standing.band}`;
}

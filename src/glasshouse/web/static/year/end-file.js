// What stays on file: how much, with whom, and what they think of who somebody is.

import { html } from "../vendor/preact-htm.js";
import { t, knows } from "../app/words.js";

const WIDTH = 120, HEIGHT = 18, EDGE = 6;

/** Files, guesses and open cases at the end of a year. */
export function OnFile({ file }) {
  if (!file.keepers.length) return html`<section class="file"><h2>${t("ending.file.title")}</h2><p>${t("ending.file.none")}</p></section>`;
  return html`<section class="file"><h2>${t("ending.file.title")}</h2>
    <p class="count"><b>${file.records}</b> ${t("ending.file.records")}</p>
    <p>${t("ending.file.stops")}</p>
    <p>${t("ending.file.keepers", { n: file.keepers.length })} <span class="small">${file.keepers.map(keeper).join(" · ")}</span></p>
    ${file.files.length > 0 && html`<table><caption>${t("ending.file.caption")}</caption>
      <thead><tr><th scope="col">${t("ending.file.keeper")}</th><th scope="col">${t("ending.file.heading")}</th><th scope="col" class="number">${t("ending.file.number")}</th></tr></thead>
      <tbody>${file.files.map((each, i) => html`<tr key=${i}><th scope="row">${keeper(each.keeper)}</th><td>${t(`ending.file.heading_of.${each.heading}`)}</td><td class="number">${each.records}</td></tr>`)}</tbody></table>`}
    ${file.guesses.length > 0 && html`<${Guesses} guesses=${file.guesses} />`}
    ${file.cases.length > 0 && html`<h3>${t("ending.file.cases")}</h3><ul>${file.cases.map((each, i) => html`<li key=${i}>${each}</li>`)}</ul>`}</section>`;
}

function Guesses({ guesses }) {
  const systems = [...new Set(guesses.map((each) => each.system))];
  return html`<h3>${t("ending.file.guesses")}</h3>
    ${systems.map((system) => html`<table key=${system}><caption>${t("ending.file.guesses_caption")}: ${system}</caption>
      <thead><tr><th scope="col">${t("ending.file.attribute")}</th><th scope="col" class="number">${t("ending.file.shown")}</th><th scope="col" class="number">${t("ending.file.truth")}</th><th class="places" aria-hidden="true"></th></tr></thead>
      <tbody>${guesses.filter((each) => each.system === system).map((each) => html`<tr key=${each.attribute}>
        <th scope="row">${t(`ending.file.attribute_of.${each.attribute}`)} <span class="small">${t(each.known ? "ending.file.known" : "ending.file.guessed")}</span></th>
        <td class="number theirs-number">${asShown(each, each.shown)}</td><td class="number">${asShown(each, each.truth)}</td><td class="places" aria-hidden="true"><${Scale} ...${each} /></td></tr>`)}</tbody></table>`)}`;
}

const YOUNGEST = 18, YEARS = 80; // what profiles have as 0, and years up to 100

/** A place of an attribute's scale as a number for readers: age in years. */
const asShown = ({ attribute }, place) => (attribute === "age" ? Math.round(YOUNGEST + (YEARS * place) / 100) : place);

/** What is on file as a dot, the truth as a stroke. */
function Scale({ shown, truth }) {
  const at = (place) => EDGE + (WIDTH - 2 * EDGE) * (place / 100);
  return html`<svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} width=${WIDTH} height=${HEIGHT}>
    <line class="rule" x1=${EDGE} x2=${WIDTH - EDGE} y1=${HEIGHT / 2} y2=${HEIGHT / 2} />
    <line class="truth" x1=${at(truth)} x2=${at(truth)} y1="2" y2=${HEIGHT - 2} /><circle class="theirs" cx=${at(shown)} cy=${HEIGHT / 2} r="4" /></svg>`;
}

const keeper = (name) => (knows(`ending.file.pool.${name}`) ? t(`ending.file.pool.${name}`) : name);

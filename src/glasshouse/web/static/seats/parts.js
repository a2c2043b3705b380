// What the clerk's and the auditor's page share: who somebody is, what went wrong, rows of people, where the town is.

import { html } from "../vendor/preact-htm.js";
import { number, t } from "../app/words.js";

const SQUARE = 8; // of a viewBox that a row of people is drawn in
const A_ROW = 40;

/** A town's number and size as the address asks for them, as a query. */
export function townOf(usual) {
  const asked = new URLSearchParams(location.search);
  const town = { seed: Number(asked.get("seed") || usual) };
  return asked.has("people") ? { ...town, people: Number(asked.get("people")) } : town;
}

/** What to tell the reader when something was refused: sentences. */
export const sentences = (error) => (error.status !== 0 && error.problems?.length ? error.problems.map((each) => each.text) : [error.message]);

/** Sentences for the reader, and a way to try again. */
export function Problems({ problems, again }) {
  return problems.length > 0 && html`<div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}
    ${again && html`<button type="button" onClick=${again}>${t("seats.again")}</button>`}</div>`;
}

/** Man or woman, where from, with work or without. */
export function about(person) {
  return [
    t(person.man ? "seats.man" : "seats.woman"), ...(person.migrant ? [t("seats.migrant")] : []),
    t(person.town ? "seats.town" : "seats.country"), t(person.employed ? "seats.employed" : "seats.no_work"),
  ].join(", ");
}

/** Points with their sign. */
export const signed = (points) => (points > 0 ? `+${number(points)}` : number(points).replace("-", "−"));

/** A row of squares, one for each person, filled or empty; the number stands beside it. */
export function Row({ n, filled }) {
  const whole = Math.round(n);
  return html`<svg class="row" viewBox=${`0 0 ${A_ROW * SQUARE} ${SQUARE}`} aria-hidden="true">
    ${Array.from({ length: whole }, (_, i) => html`<rect key=${i} class=${filled ? "filled" : "empty"} x=${i * SQUARE + 1} y="1" width="6" height="6" />`)}</svg>`;
}

/** So many of so many. */
export const ofAll = ({ n, of }) => (of ? t("seats.of_all", { n, all: of }) : "–");

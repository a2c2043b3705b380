// What one does with a week: live it, go on until something happens, or look back when the year is over.

import { html } from "../vendor/preact-htm.js";
import { link, t } from "../app/words.js";
import { chosenIn } from "./state.js";

/** The bar that stays in reach: at the foot of the window. */
export function Act({ state, live, goOn, stop }) {
  const { life, draft, phase, going } = state;
  const busy = phase !== "choosing";
  if (life.over) {
    return html`<div class="act"><a class="button first" href=${link(`/year/${life.id}/end`)}>${t("year.look_back")}</a></div>`;
  }
  const n = chosenIn(draft);
  return html`<div class="act">
    <div role="alert">${state.problems.map((text) => html`<p class="problem">${text}</p>`)}</div>
    <p class="small chosen">${n === 0 ? t("year.nothing_chosen", { n: life.step }) : t("year.chosen", { n })}</p>
    <button type="button" class="first" aria-disabled=${busy} onClick=${() => busy || live()}>${t("year.live", { n: life.step })}</button>
    ${going
      ? html`<button type="button" onClick=${stop}>${t("year.stop")}</button>`
      : html`<button type="button" aria-disabled=${busy} onClick=${() => busy || goOn()}>${t("year.go_on")}</button>`}
  </div>`;
}

// The same choices with the games switched off, and the tricks by their names.

import { html } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";
import { MEASURES, stood, valueOf } from "./end-years.js";

const TRICKS = ["start", "row", "level", "prize", "friends"];

/** What games changed: `on` is the year as chosen, `off` the same with the games switched off. */
export function Games({ on, off }) {
  const measures = MEASURES.filter((name) => valueOf(on, name) !== valueOf(off, name))
    .map((name) => ({ what: t(`ending.measure.${name}`), on: number(valueOf(on, name)), off: number(valueOf(off, name)) }));
  const scores = on.standings.map((each, i) => ({ what: each.title, on: stood(each), off: stood(off.standings[i]) })).filter((each) => each.on !== each.off);
  const differences = [...measures, ...scores];
  return html`<section class="games"><h2>${t("ending.games.title")}</h2><p>${t("ending.games.says")}</p>
    ${differences.length ? html`<ul>${differences.map((each) => html`<li key=${each.what}>${t("ending.games.differs", each)}</li>`)}</ul>` : html`<p><strong>${t("ending.games.same")}</strong></p>`}
    <p>${t("ending.games.tricks")}</p>
    <ul class="tricks">${TRICKS.map((key) => html`<li key=${key}>${t(`ending.games.trick.${key}`)}</li>`)}</ul></section>`;
}

// The bets at the end of the year, all four.

import { html } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { Bet, useBets } from "./bet.js";

/** All bets of a year. */
export function Bets({ life }) {
  const known = useBets(life);
  if (!known) return null;
  const ready = known.done === known.seeds;
  return html`<section class="bets"><h2>${t("ending.bets.title")}</h2><p>${t("ending.bets.says", { n: known.seeds })}</p>
    <p class="small" role="status">${ready ? t("ending.bets.hangs") : t("ending.bets.counting", { done: known.done, of: known.seeds })}</p>
    <div class="questions">${known.bets.map(({ bet }) => html`<${Bet} key=${bet} life=${life} bet=${bet} known=${known} />`)}</div></section>`;
}

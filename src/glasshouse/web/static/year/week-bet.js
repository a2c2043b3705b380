// The bet of a week: it comes when its week comes, below what is chosen, and can be left for the end of the year.

import { html, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { Bet, useBets } from "./bet.js";
import { betsOf, keepBet } from "./kept.js";

/** The first bet whose week has come and that was neither made nor left; one that was made stays for the rest of its week. */
export function WeekBet({ life, leave }) {
  const known = useBets(life);
  const shown = useRef({ week: -1, bet: null });
  const [, setLeft] = useState(0);
  if (!known) return null;
  if (shown.current.week !== life.week) {
    const settled = betsOf(life);
    const due = known.bets.find(({ bet, week }) => week <= life.week && !(bet in settled));
    shown.current = { week: life.week, bet: due?.bet ?? null };
  }
  const { bet } = shown.current;
  if (!bet) return null;
  const skip = () => {
    keepBet(life, bet, null);
    shown.current.bet = null;
    setLeft((n) => n + 1);
    leave();
  };
  return html`<section class="week-bet" aria-labelledby="week-bet"><h3 id="week-bet">${t("year.bet_label")}</h3><p class="small">${t("year.bet_says", { n: known.seeds })}</p>
    <${Bet} key=${bet} life=${life} bet=${bet} known=${known} skip=${skip} /></section>`;
}

// A plenary's votes: each thing that somebody wants beside habit, how many want it, and whether that carries.

import { html } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { langOf } from "../app/titles.js";
import { dayName } from "../year/days.js";

/** How the class votes (`vote.ballots` have voted) or has voted; `step` is the weeks of a step. */
export function Votes({ vote, step, heading }) {
  const voted = t("class.votes_of", { n: vote.ballots });
  return html`<section class="votes"><h3>${heading}</h3><p class="small" role="status">${voted} ${t(vote.options.length ? "class.votes_say" : "class.votes_none")}</p>
    ${vote.options.length > 0 && html`<ul>${vote.options.map((each) => html`<li class=${each.carried ? "carried" : ""}><span>${wording(each, step)}</span>
      <span class="count">${t("class.votes_count", { votes: each.votes, ballots: vote.ballots })} ${t(each.carried ? "class.votes_carried" : "class.votes_habit")}</span></li>`)}</ul>`}</section>`;
}

/** An option in words: what it is called in the library stays as it is. */
function wording({ what, day, name, title, wish }, step) {
  const way = [what, what === "hold" ? name : wish].filter(Boolean).join("_");
  const [before, after] = t(`class.vote.${way}`).split("{title}");
  const when = day === null ? "" : `${dayName(day, step)}: `;
  return html`${when}${before}${after !== undefined && html`<span lang=${langOf(title)}>${title}</span>${after}`}`;
}

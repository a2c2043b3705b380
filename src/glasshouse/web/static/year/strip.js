// The strip that stays in sight: where in the year, on which weeks the rules change, and how the newest account stands.

import { html } from "../vendor/preact-htm.js";
import { langOf } from "../app/titles.js";
import { t, number } from "../app/words.js";
import { Rolling } from "./rolling.js";
import { newest } from "./standing.js";

/** The strip of a life. */
export function Strip({ life }) {
  const account = newest(life.accounts);
  return html`<div class="strip">
    <p class="where"><b>${where(life)}</b> ${t("year.of_weeks", { weeks: life.weeks })}</p>
    <${Course} life=${life} />
    <p class="theirs-voice headline">
      ${account
        ? html`<span class="of" lang=${langOf(account.title)}>${account.title}: </span><b><${Rolling} value=${Math.round(account.score)} /></b> <span>${account.band || ""}</span>`
        : html`<span>${t("year.no_score")}</span>`}
    </p>
  </div>`;
}

/** The coming weeks, or that the year is over. */
export function where({ week, weeks, step, over }) {
  if (over) return t("year.over_strip");
  const last = Math.min(week + step, weeks);
  return step === 1 ? t("year.week", { week: week + 1 }) : t("year.weeks", { first: week + 1, last });
}

function Course({ life }) {
  const at = (week) => (100 * week) / life.weeks;
  const said = life.chapters.map((chapter) => t(chapter.begun ? "year.changed_in" : "year.changes_in", { week: chapter.week + 1 }));
  return html`<svg class="course" viewBox="0 0 100 12" preserveAspectRatio="none" role="img"
      aria-label=${[t("year.lived", { n: life.week, weeks: number(life.weeks) }), ...said].join(" ")}>
    <rect class="all" x="0" y="5" width="100" height="2" />
    <rect class="gone" x="0" y="4.5" width=${at(life.week)} height="3" />
    ${life.chapters.map((chapter) => html`<rect class=${chapter.begun ? "turn begun" : "turn"} x=${at(chapter.week) - 0.3} y="0" width=".6" height="12" />`)}
  </svg>`;
}

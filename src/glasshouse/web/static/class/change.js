// A change of rules and what it brings, in a sentence or two.

import { html } from "../vendor/preact-htm.js";
import { link, t } from "../app/words.js";
import { langOf } from "../app/titles.js";

/** A change of rules that has begun, or comes with the weeks after `week`; `links` where each new system leads to its page. */
export function Change({ change, week, links }) {
  const named = ({ title, page }) => (links && page
    ? html`<a lang=${langOf(title)} href=${link(page)} target="_blank" rel="noopener">${title}</a>` : html`<span lang=${langOf(title)}>${title}</span>`);
  return html`${t(change.week < week ? "class.changed" : "class.changes_now", { week: String(change.week + 1), title: change.title })}
    ${["systems", "forbidden", "allowed"].map((key) => change[key].length > 0 && html` ${t(`class.brings.${key}`)} ${change[key].map((each, i) => html`${i > 0 ? ", " : ""}${named(each)}`)}.`)}`;
}

// A question that is put to the class: how it has answered, and what other towns say.

import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { wording } from "../year/wording.js";

/** How a class has answered a question, or how many have answered so far; then what other towns say, once the desk shows it. */
export function Poll({ poll, people }) {
  const text = (m) => wording(poll.question, poll.options[m], people);
  const top = Math.max(1, ...(poll.counts || []));
  return html`<section class="poll"><h2>${t(`ending.bets.${poll.question}`, { people })}</h2>
    ${poll.counts === null
      ? html`<ul class="options">${poll.options.map((_, m) => html`<li>${text(m)}</li>`)}</ul><p role="status">${t("class.answered", { n: poll.answered })}</p>`
      : html`<table class="counts"><caption class="hidden-but-read">${t("class.poll_counts")}</caption><tbody>${poll.counts.map((n, m) => html`<tr><th scope="row">${text(m)}</th>
          <td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="people" width=${(100 * n) / top} height="10" /></svg></td><td>${n}</td></tr>`)}</tbody></table>`}
    ${poll.told && html`<${Told} poll=${poll} />`}
  </section>`;
}

/** What other towns say; what draws it is fetched once it is asked for. */
function Told({ poll }) {
  const [made, put] = useState(null);
  useEffect(() => { import("../year/bet-answer.js").then(put); }, []);
  const is = made && poll.answers ? "told" : poll.can_tell ? "living" : "failed";
  return html`<div class="answer"><h3>${t("class.towns_say")}</h3>
    <p role="status" class=${is === "told" ? "hidden-but-read" : ""}>${t(`class.towns_${is}`)}</p>
    ${is === "told" && html`<${made.Answer} bet=${poll.question} answers=${poll.answers} placed=${poll.options[poll.yours]} />`}</div>`;
}

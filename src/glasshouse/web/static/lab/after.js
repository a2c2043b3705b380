// What came of an experiment: people first, then what differs, what it rests on, and how to do it again.

import { get } from "../app/api.js";
import { t } from "../app/words.js";
import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { Keep } from "./keep.js";
import { People } from "./people.js";

/** All that is told of an experiment that is done. */
export function After({ run, state }) {
  const [found, put] = useState(null);
  const [problem, tell] = useState("");
  useEffect(() => { get(`/runs/${run}/findings`).then(put, (error) => tell(error.message)); }, []);
  if (problem) return html`<p class="problem">${problem}</p>`;
  if (!found) return html`<p class="small" aria-live="polite">${t("run.writing")}</p>`;
  return html`<${People} run=${run} otherwise=${found.otherwise} citizens=${state.citizens} />
    <${Differs} found=${found} />
    <${Rests} rests=${found.rests} run=${run} />
    <${Keep} run=${run} again=${found.again} worlds=${state.worlds} />`;
}

function Differs({ found }) {
  return html`<section><h2>${t("run.differs.heading")}</h2>
    ${found.numbers.length > 0 && html`<h3>${t("run.differs.numbers")}</h3><ul class="numbers-found" lang="en">${found.numbers.map((each) => html`<li><b>${each.number}</b>${each.sentence}
      ${each.people && html`<br /><span class="small">${each.people}</span>`}${each.luck && html`<br /><span class="small">${t("run.differs.luck", { low_to_high: each.luck })}</span>`}</li>`)}</ul>
      <p class="small" lang="en">${found.spans}</p>`}
    ${found.statements.map((each) => html`<h3>${t("run.differs.against", each)}</h3>
      <div class="side-by-side">${["aim", "cost"].map((side) => each[side].length > 0 && html`<div><h4>${t(`run.differs.${side}`)}</h4>
        <ul class="sentences" lang="en">${each[side].map((sentence) => html`<li>${sentence}</li>`)}</ul></div>`)}</div>`)}
    <p class="small" lang="en">${t("run.differs.interval", { interval: found.interval })}</p></section>`;
}

function Rests({ rests }) {
  return html`<section><h2>${t("run.rests.heading")}</h2><p>${t("run.rests.says", rests)}${rests.without_source > 0 && ` ${t("run.rests.bare", { count: rests.without_source })}`} ${t("run.rests.report")}</p></section>`;
}

// The page of an experiment: it is followed while it is lived, then looked at.

import { t } from "../app/words.js";
import { html, render, useEffect, useState } from "../vendor/preact-htm.js";
import { After } from "./after.js";
import { follow } from "./follow.js";
import { Controls, Live } from "./live.js";

const place = document.getElementById("run");
const run = place.dataset.run;

function Page() {
  const [state, put] = useState(null);
  const [problem, tell] = useState("");
  useEffect(() => {
    const ends = new AbortController();
    follow(run, put, ends.signal);
    return () => ends.abort();
  }, []);
  if (!state || !state.worlds) return html`<p class="standfirst">${state && state.lost ? t("run.lost") : t("run.loading")}</p>`;
  return html`<p class="standfirst">${t("run.standfirst", { citizens: state.citizens, n: state.days })}</p>
    <${Message} state=${state} problem=${problem} />
    <${Controls} run=${run} state=${state} failed=${(error) => tell(error.message)} />
    <${Live} state=${state} />
    ${state.status === "done" && html`<${After} run=${run} state=${state} />`}`;
}

/** What is to be said beside the day: waiting, paused, ended, failed. */
function Message({ state, problem }) {
  const said = problem || saying(state);
  const bad = problem || state.lost || ["failed", "stopped", "gone"].includes(state.status);
  return html`<div aria-live="polite">${said && html`<p class=${bad ? "problem" : "small"}>${said}</p>`}
    ${(state.problems || []).map((each) => html`<p class="problem">${each.text}</p>`)}</div>`;
}

function saying(state) {
  if (state.lost) return t("run.lost");
  switch (state.status) {
    case "queued": return t("run.waits", { place: state.queued || 1 });
    case "paused": return t("run.paused_says", { day: state.day });
    case "stopped": return t("run.stopped");
    case "failed": return t("run.failed", { why: state.why || t("run.failed_unknown") });
    case "gone": return t("run.gone_says");
    default: return state.day === state.days && state.status === "running" ? t("run.writing") : "";
  }
}

render(html`<${Page} />`, place.parentNode.appendChild(document.createElement("div")));
place.remove();

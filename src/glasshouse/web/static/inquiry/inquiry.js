// The page of an inquiry: how far it is while a worker makes it, then what came of it.

import { events, get, post } from "../app/api.js";
import { Saved } from "../app/saved.js";
import { t } from "../app/words.js";
import { html, render, useEffect, useState } from "../vendor/preact-htm.js";

const place = document.getElementById("inquiry");
const inquiry = place.dataset.inquiry;
const AGAIN = 1000; // milliseconds after which a server that does not answer is asked again
const MINUTE = 60;

function Page() {
  const [state, put] = useState(null);
  const [problem, tell] = useState("");
  useEffect(() => {
    const ends = new AbortController();
    follow(put, ends.signal);
    return () => ends.abort();
  }, []);
  if (!state || !state.status) return html`<p aria-live="polite">${state && state.lost ? t("inquiry.lost") : t("inquiry.loading")}</p>`;
  const lives = state.status === "queued" || state.status === "running";
  const stop = () => post(`/inquiries/${inquiry}/stop`).catch((error) => tell(error.message)); // what came of it, the events tell
  return html`${lives && html`<div class="far"><div><p>${far(state)}</p>
        <progress max=${state.of || 1} value=${state.done} aria-label=${t("inquiry.progress")}></progress></div>
      <button type="button" onClick=${stop}>${t("inquiry.stop")}</button></div>`}
    <div aria-live="polite"><${Said} state=${state} problem=${problem} /></div>
    ${state.status === "done" && html`<${Found} kind=${state.kind} />`}`;
}

/** Take up how it stands whenever that changes, until it has ended. */
async function follow(put, signal) {
  for (;;) {
    try {
      for await (const each of events(`/inquiries/${inquiry}/events`, { signal })) {
        put({ ...each.data, lost: false });
        if (each.event === "end") return;
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      if (error.status === 404) { put({ status: "gone" }); return; }
    }
    put((state) => ({ ...state, lost: true }));
    await new Promise((done) => setTimeout(done, AGAIN));
  }
}

/** Which world or run is being lived, and about how long it takes still. */
function far(state) {
  if (state.status === "queued") return t("inquiry.waits", { place: state.queued || 1 });
  if (!state.done || !state.of) return t("inquiry.begins");
  const minutes = Math.max(1, Math.ceil((state.seconds / state.done) * (state.of - state.done) / MINUTE));
  const step = state.kind === "audit" ? "world" : "run";
  return `${t(`inquiry.step_${step}`, { done: state.done, of: state.of })} ${t("inquiry.left", { n: minutes })}`;
}

function Said({ state, problem }) {
  const wrong = state.status === "done" ? "" : problem; // an end that came too late is none
  const said = wrong || saying(state);
  const all = [...(said ? [said] : []), ...(state.problems || []).map((each) => each.text)];
  return all.map((each) => html`<p class=${["running", "done"].includes(state.status) && !state.lost && !wrong ? "small" : "problem"}>${each}</p>`);
}

function saying(state) {
  if (state.lost) return t("inquiry.lost");
  switch (state.status) {
    case "stopped": return t("inquiry.stopped");
    case "failed": return state.why ? t("inquiry.failed", { why: state.why }) : t("inquiry.cannot");
    case "gone": return t("inquiry.gone_says");
    case "done": return t("inquiry.done");
    case "running": return t("inquiry.may_leave");
    default: return "";
  }
}

/** What came of it: sentences, the report, files. */
function Found({ kind }) {
  const [found, put] = useState(null);
  const [problem, tell] = useState("");
  useEffect(() => { get(`/inquiries/${inquiry}/found`).then(put, (error) => tell(error.message)); }, []);
  if (problem) return html`<p class="problem">${problem}</p>`;
  if (!found) return html`<p class="small" aria-live="polite">${t("inquiry.reading")}</p>`;
  return html`<ul class="keep"><li><a class="button first" href=${`/inquiries/${inquiry}/report`} target="_blank">${t("inquiry.report")}</a></li>
      <li><${Saved} path=${`/inquiries/${inquiry}/document`} name=${`${kind}.json`}>${t("inquiry.document")}</${Saved}></li></ul>
    <h2>${t("inquiry.found")}</h2><p class="small">${t(`inquiry.limits.${kind}`)}</p>
    <dl class="answers" lang="en">${found.sentences.map((each) => html`${each.title && html`<dt>${each.title}</dt>`}<dd>${each.sentence}</dd>`)}</dl>
    ${found.tables.length > 0 && html`<details><summary>${t("inquiry.tables", { n: found.tables.length })}</summary><ul class="tables" lang="en">
      ${found.tables.map((each) => html`<li><${Saved} plain path=${`/inquiries/${inquiry}/tables/${each.name}.csv`} name=${`${each.name}.csv`}>${each.title}</${Saved}></li>`)}</ul></details>`}
    <h2>${t("inquiry.again")}</h2><p>${t("inquiry.again_says")}</p>
    ${found.command && html`<pre tabindex="0"><code>${found.command}</code></pre>`}
    <p class="small">${t("inquiry.digest", { digest: found.digest })}</p>`;
}

place.replaceChildren();
render(html`<${Page} />`, place);

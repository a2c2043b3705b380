// Doing it again and keeping it: command, document, seed, digests, report, tables, charts.

import { get } from "../app/api.js";
import { Saved } from "../app/saved.js";
import { t } from "../app/words.js";
import { html, useState } from "../vendor/preact-htm.js";
import { Action } from "./live.js";

const FORMS = ["svg", "png", "csv", "html", "json"];

/** How the same numbers are made again, and what can be kept of them. */
export function Keep({ run, again, worlds }) {
  return html`<section><h2>${t("run.again.heading")}</h2><p>${t("run.again.says")}</p>
    ${again.command && html`<h3>${t("run.again.command")}</h3><pre><code>${again.command}</code></pre>`}
    <h3>${t("run.again.toml")}</h3><pre><code>${again.toml}</code></pre>
    <p class="small">${t("run.again.seed", { seed: String(again.seed) })}<br />${t("run.again.digest", { digest: again.digest })}
      ${worlds.map((world) => html`<br />${t("run.again.state", { world: world.label, digest: again.state_digests[world.name] })}`)}</p>
    <h3>${t("run.again.keep")}</h3>
    <ul class="keep"><li><a class="button first" href=${`/lab/${run}/report`} target="_blank">${t("run.again.report")}</a></li>
      <li><${Saved} path=${`/runs/${run}/document`} name=${`${run}.json`}>${t("run.again.document")}</${Saved}></li>
      ${worlds.map((world) => html`<li><${Saved} path=${`/runs/${run}/series.csv?world=${encodeURIComponent(world.name)}`} name=${`${world.name}.csv`}>${t("run.again.series", { label: world.label })}</${Saved}></li>`)}</ul>
    <${Charts} run=${run} /></section>`;
}

function Charts({ run }) {
  const [charts, put] = useState(null);
  const [drawing, begin] = useState(false);
  const [problem, tell] = useState("");
  const draw = () => { begin(true); get(`/runs/${run}/charts`).then(put, (error) => { begin(false); tell(error.message); }); };
  return html`<h3>${t("run.again.charts")}</h3>
    <${Action} on=${!drawing} act=${draw}>${t("run.again.draw")}</${Action}>
    <div aria-live="polite">${problem ? html`<p class="problem">${problem}</p>` : drawing && !charts && html`<p class="small">${t("run.again.drawing")}</p>`}</div>
    ${charts && html`<p class="small">${t("run.again.forms")}</p><ul class="saved">${charts.map((chart) => html`<li><span lang="en">${chart.title}</span><span>${FORMS.map((form) => html`<${Saved}
      path=${`/runs/${run}/chart/${chart.name}.${form}`} name=${`${chart.name}.${form}`} label=${t("run.again.save", { title: chart.title, form: form.toUpperCase() })} plain=${true}>${form.toUpperCase()}</${Saved}>`)}</span></li>`)}</ul>`}`;
}

// One file to audit: the score's terms, what asking brings, and the verdict.

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get } from "../app/api.js";
import { number, t } from "../app/words.js";
import { langOf } from "../app/titles.js";
import { about, Problems, sentences, signed } from "./parts.js";

/** A file. `left` can be spent on asking; `decide` is told the verdict. */
export function AuditFile({ audit, file, left, town, decide }) {
  const [found, setFound] = useState({}); // by tool, the records that it speaks against
  const [chosen, choose] = useState(undefined);
  const [problems, setProblems] = useState([]);
  const heading = useRef(null);
  const asking = useRef(false);
  const { name } = file.person;
  const rest = left - (found.person ? audit.cost_person : 0) - (found.twin ? audit.cost_twin : 0);
  const records = file.entries.filter((each) => each.record);

  useLayoutEffect(() => heading.current.focus({ preventScroll: true }), []);

  async function ask(tool) {
    if (asking.current) return; // what is asked for has not been paid yet
    asking.current = true;
    setProblems([]);
    try {
      const told = await get(`/auditor/files/${file.number}/${tool}?${new URLSearchParams(town)}`);
      setFound((now) => ({ ...now, [tool]: told.entries }));
    } catch (error) {
      setProblems(sentences(error));
    } finally {
      asking.current = false;
    }
  }
  function submit(event) {
    event.preventDefault();
    if (chosen === undefined) return setProblems([t("auditor.choose")]);
    decide({ file: file.number, entry: chosen, person: Boolean(found.person), twin: Boolean(found.twin) });
  }
  const button = (tool, cost, label) => html`<button type="button" aria-disabled=${found[tool] || rest < cost ? "true" : "false"} onClick=${() => found[tool] || rest < cost || ask(tool)}>${label} <span class="cost">${t("auditor.cost", { n: cost })}</span></button>`;

  return html`<section class="strip" aria-label=${t("auditor.strip")}><p><b>${t("auditor.file", { n: file.number + 1, all: audit.files.length })}</b></p><p>${t("auditor.left", { n: rest, all: audit.asks })}</p></section>
    <h1 tabindex="-1" ref=${heading}>${t("seats.person", { name, age: file.person.age })}</h1>
    <p class="who">${about(file.person)}.</p>
    <p class="score theirs-voice"><b>${t("auditor.trust", { score: number(file.score), band: file.band })}</b></p>
    <form onSubmit=${submit}>
      <fieldset class="records"><legend>${t("auditor.records")}</legend>
        ${records.map((entry) => html`<label key=${entry.number} class="record"><input type="radio" name="entry" checked=${chosen === entry.number} onChange=${() => choose(entry.number)} />
          <span><b lang=${langOf(entry.what)}>${entry.what}</b> <span class="small">${t("seats.day", { day: String(entry.day + 1) })} · ${t("auditor.seen_by", { who: entry.seen_by.join(", ") })}</span>
          <span class="small rate">${entry.error ? t("auditor.rate", { n: number(entry.error * 1000, entry.error < 0.01 ? 1 : 0) }) : t("auditor.rate_none")}</span>
          ${found.person && html`<${Told} against=${found.person.includes(entry.number)} yes=${t("auditor.objected")} no=${t("auditor.not_objected")} />`}
          ${found.twin && html`<${Told} against=${found.twin.includes(entry.number)} yes=${t("auditor.twin_did_not")} no=${t("auditor.twin_did")} />`}</span>
          <span class="points">${signed(entry.points)}</span></label>`)}
        <label class="record"><input type="radio" name="entry" checked=${chosen === null} onChange=${() => choose(null)} /><span><b>${t("auditor.none")}</b></span></label>
      </fieldset>
      <section aria-labelledby="ask"><h2 class="sub" id="ask">${t("auditor.ask")}</h2>
        <p class="decide">${button("person", audit.cost_person, t("auditor.ask_person", { name }))} ${button("twin", audit.cost_twin, t("auditor.ask_twin"))}</p>
        <p class="report" role="status">${found.person && t(found.person.length ? "auditor.objects" : "auditor.silent", { name })}</p>
        <p class="small">${t("auditor.person_says", { wrong: number(audit.objects_wrong * 100, 0), right: number(audit.objects_right * 100, 0) })}</p></section>
      <details><summary>${t("auditor.others")}</summary>
        <ul class="lines">${file.entries.filter((each) => !each.record).map((each) => html`<li key=${each.number}><span lang=${langOf(each.what)}>${each.what}</span><span class="points">${signed(each.points)}</span></li>`)}</ul></details>
      <p class="begin"><button class="first" type="submit">${t("auditor.verdict")}</button></p>
      <${Problems} problems=${problems} /></form>`;
}

const Told = ({ against, yes, no }) => html`<span class=${against ? "told against" : "told"}>${against ? yes : no}</span>`;

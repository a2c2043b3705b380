// The auditor's files: opens them, deals one after another, and tells at the end what the verdicts came to.

import { html, render, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get, post } from "../app/api.js";
import { inWords } from "../app/titles.js";
import { t } from "../app/words.js";
import { AuditFile } from "./auditor-file.js";
import { Result } from "./auditor-result.js";
import { Problems, sentences, townOf } from "./parts.js";

const USUAL = 2; // the town's number, where the address names none
const root = document.getElementById("auditor");
const town = townOf(USUAL);

function Auditor() {
  const [audit, setAudit] = useState(null);
  const [verdicts, setVerdicts] = useState([]);
  const [result, setResult] = useState(null);
  const [waiting, setWaiting] = useState(false);
  const [problems, setProblems] = useState([]);
  const [said, say] = useState("");
  const heading = useRef(null);

  async function ask(work) {
    setProblems([]);
    setWaiting(true);
    try {
      await work();
    } catch (error) {
      setProblems(sentences(error));
    }
    setWaiting(false);
  }
  const open = () => ask(async () => setAudit(inWords(await get(`/auditor?${new URLSearchParams(town)}`))));
  const judge = (all) => ask(async () => setResult(await post("/auditor/verdicts", { ...town, verdicts: all })));

  function decide(verdict) {
    const all = [...verdicts, verdict];
    setVerdicts(all);
    const next = audit.files[all.length];
    if (next) say(t("auditor.next_file", { n: all.length + 1, name: next.person.name }));
    else judge(all);
  }
  useLayoutEffect(() => { if (audit) window.scrollTo(0, 0); if (result) heading.current.focus(); }, [audit, verdicts.length, result]);

  const over = audit && verdicts.length === audit.files.length;
  const spent = audit ? verdicts.reduce((sum, each) => sum + (each.person ? audit.cost_person : 0) + (each.twin ? audit.cost_twin : 0), 0) : 0;
  return html`<p class="hidden-but-read" role="status">${said}</p>
    ${!audit && html`<${Start} waiting=${waiting} open=${open} />`}
    ${audit && !over && html`<${AuditFile} key=${verdicts.length} audit=${audit} file=${audit.files[verdicts.length]} left=${audit.asks - spent} town=${town} decide=${decide} />`}
    ${over && html`<h1 tabindex="-1" ref=${heading}>${t("auditor.result")}</h1>
      ${waiting && html`<p class="small" role="status">${t("auditor.judging")}</p>`}
      ${result && html`<${Result} audit=${audit} result=${result} town=${town} />`}`}
    <${Problems} problems=${problems} again=${over ? () => judge(verdicts) : null} />`;
}

function Start({ waiting, open }) {
  return html`<h1>${t("auditor.title")}</h1>
    <p class="standfirst">${t("auditor.standfirst")}</p>
    <ol class="how">${["how_1", "how_2"].map((key) => html`<li key=${key}>${t(`auditor.${key}`)}</li>`)}
      <li>${t("auditor.how_3", root.dataset)}</li></ol>
    <p>${t("auditor.long")} ${t("seats.people")}</p>
    <p class="begin"><button class="first" type="button" aria-disabled=${waiting ? "true" : "false"} onClick=${() => waiting || open()}>${t("auditor.open")}</button>
      <span class="small" role="status">${waiting ? t("seats.living") : ""}</span></p>
    <p class="small">${t("seats.kept")}</p>`;
}

root.replaceChildren();
render(html`<${Auditor} />`, root);

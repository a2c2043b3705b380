// What the auditor found: by what was used, beside other ways of judging, and the truth file by file.

import { html } from "../vendor/preact-htm.js";
import { link, number, t } from "../app/words.js";
import { langOf } from "../app/titles.js";
import { ofAll } from "./parts.js";

/** What the verdicts came to. */
export function Result({ audit, result, town }) {
  const sum = result.ways.find((each) => each.way === "you");
  return html`<p class="standfirst"><b>${t("auditor.hits")}: ${ofAll({ n: sum.hits, of: sum.false })}.</b> ${t("auditor.alarms")}: ${number(sum.alarms)}.</p>
    <section><h2>${t("auditor.by_tools")}</h2>
      <${Scores} rows=${result.by_tools} head=${t("auditor.tools")} name=${(each) => t(`auditor.tool.${each.tools}`)} files /></section>
    <section><h2>${t("auditor.ways")}</h2>
      <${Scores} rows=${result.ways} head=${t("seats.how")} name=${(each) => t(`auditor.way.${each.way}`)} />
      <p class="small">${t("auditor.ways_says")}</p></section>
    <section><h2>${t("auditor.truths")}</h2><${Truths} audit=${audit} truths=${result.truths} /></section>
    <section class="nobody"><h2>${t("auditor.lesson_title")}</h2>
      <ul>${["lesson_1", "lesson_2", "lesson_3", "lesson_4"].map((key) => html`<li key=${key}>${t(`auditor.${key}`)}</li>`)}</ul></section>
    <p class="small">${t("auditor.how_4", { wronged: audit.wronged, people: audit.people })} ${t("auditor.limits")}</p>
    <p><a href=${link("/systems/municipal-trust")}>${t("auditor.to_system")}</a> · <a href=${link(`/auditor?seed=${town.seed + 1}`)}>${t("auditor.again")}</a> · <a href=${link("/clerk")}>${t("auditor.to_clerk")}</a></p>`;
}

function Scores({ rows, head, name, files }) {
  return html`<table class="ways"><thead><tr><th scope="col">${head}</th>${files && html`<th scope="col">${t("auditor.files")}</th>`}<th scope="col">${t("auditor.hits")}</th><th scope="col">${t("auditor.alarms")}</th></tr></thead>
    <tbody>${rows.map((each) => html`<tr key=${name(each)} class=${each.way === "you" ? "you" : ""}><th scope="row">${name(each)}</th>${files && html`<td>${number(each.files)}</td>`}
      <td>${ofAll({ n: each.hits, of: each.false })}</td><td>${number(each.alarms)}</td></tr>`)}</tbody></table>`;
}

function Truths({ audit, truths }) {
  const named = (file, entry) => {
    const found = file.entries.find((each) => each.number === entry);
    return t("auditor.never", { what: found.what, day: String(found.day + 1) });
  };
  return html`<table><thead><tr><th scope="col">${t("auditor.truth_file")}</th><th scope="col">${t("auditor.truth_said")}</th><th scope="col">${t("auditor.truth_is")}</th></tr></thead>
    <tbody>${truths.map((each) => {
      const file = audit.files[each.file];
      return html`<tr key=${each.file}><th scope="row">${file.person.name}</th>
        <td>${each.said === null ? t("auditor.said_none") : html`<${Named} what=${file.entries.find((entry) => entry.number === each.said).what} />`} <span class="small">${t(each.said === each.false ? "auditor.right" : "auditor.wrong")}</span></td>
        <td>${each.false === null ? t("auditor.all_so") : named(file, each.false)}</td></tr>`;
    })}</tbody></table>`;
}

const Named = ({ what }) => html`<span lang=${langOf(what)}>${what}</span>`;

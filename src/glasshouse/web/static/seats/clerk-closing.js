// The end of a week: what the office counts, what it never learns, three people, and what seeing the score did.

import { html } from "../vendor/preact-htm.js";
import { link, number, percent, t } from "../app/words.js";
import { File } from "./clerk-file.js";
import { ofAll, Row } from "./parts.js";

/** What came of a week. `next` begins another one. */
export function Closing({ rules, week, closed, next, waiting }) {
  const told = closed.weeks.find((each) => each.week === week.week);
  const [own] = told.ways;
  const worked = closed.weeks.map((each) => each.week);
  const more = Array.from({ length: rules.weeks }, (_, i) => i).find((each) => !worked.includes(each));
  return html`<div class="two">
      <section class="theirs"><h2>${t("clerk.office")}</h2>
        <p>${t("clerk.handled", { n: told.handled, all: rules.cases, minutes: told.minutes })}</p>
        <p>${t(told.promoted ? "clerk.promoted" : "clerk.not_promoted", { n: rules.promoted_at })}</p>
        <p class="small">${t("clerk.counts")}</p></section>
      <section class="nobody"><h2>${t("clerk.never")}</h2>
        <p class="count"><b>${told.innocent ? ofAll({ n: own.sanctioned, of: told.innocent }) : 0}</b> <span>${t("clerk.sanctioned")}</span></p><${Row} n=${own.sanctioned} filled />
        <p class="count"><b>${told.guilty ? ofAll({ n: own.let_go, of: told.guilty }) : 0}</b> <span>${t("clerk.let_go")}</span></p><${Row} n=${own.let_go} /></section>
    </div>
    <${Errors} people=${told.people} />
    <${Ways} ways=${told.ways} follows=${rules.follows} />
    ${closed.compared.length > 0 ? html`<${Compared} closed=${closed} />` : closed.weeks.length > 1 && html`<section><h2>${t("clerk.compare")}</h2><p>${t("clerk.compare_few")}</p></section>`}
    <section><h2>${more === undefined ? t("clerk.lesson") : t("clerk.next", { n: more + 1 })}</h2>
      ${more === undefined ? html`<p>${t("clerk.all_done")}</p>` : html`<p class="begin"><button class="first" type="button" aria-disabled=${waiting ? "true" : "false"} onClick=${() => waiting || next(more)}>${t("clerk.next_button", { n: more + 1 })}</button>
        <span class="small">${t(more === 1 || more === 2 ? "clerk.next_hidden" : "clerk.next_shown")}</span></p><h3>${t("clerk.lesson")}</h3>`}
      <ul>${["lesson_1", "lesson_2", "lesson_3"].map((key) => html`<li key=${key}>${t(`clerk.${key}`)}</li>`)}</ul>
      ${(closed.weeks.length > 1 || more === undefined) && html`<p>${t("clerk.notes_true", { n: closed.notes, false: closed.false_notes })}</p>`}
      <p class="small">${t("clerk.how_4", { scenario: rules.scenario })} ${t("clerk.limits")}</p>
      <p><a href=${link("/systems/welfare-fraud")}>${t("clerk.to_system")}</a> · <a href=${link(`/lab?scenario=${rules.scenario}`)}>${t("clerk.to_lab")}</a> · <a href=${link("/auditor")}>${t("seats.auditor")}</a></p></section>`;
}

function Errors({ people }) {
  if (!people.length) return html`<section><h2>${t("clerk.errors")}</h2><p>${t("clerk.no_errors")}</p></section>`;
  return html`<section><h2>${t("clerk.errors")}</h2><p class="small">${t("clerk.errors_says")}</p>
    <div class="three">${people.map((each) => html`<div key=${each.file.number}><${File} file=${each.file} level=${3} score=${each.file.score !== null} />
      <p class="truth"><b>${t(each.verdict === "impose" ? "clerk.you_imposed" : "clerk.you_dismissed")}</b> ${t(each.did ? "clerk.did" : "clerk.did_not")}
      ${each.false_notes > 0 && t("clerk.false_notes", { n: each.false_notes })}</p></div>`)}</div></section>`;
}

function Ways({ ways, follows }) {
  return html`<section><h2>${t("clerk.ways")}</h2><p class="small">${t("clerk.ways_says", { share: percent(follows, 0) })}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${t("clerk.ways")}><table class="ways"><thead><tr><th scope="col">${t("seats.how")}</th><th scope="col">${t("clerk.ways_handled")}</th>
      <th scope="col">${t("clerk.ways_sanctioned")}</th><th scope="col">${t("clerk.ways_let_go")}</th></tr></thead>
    <tbody>${ways.map((each) => html`<tr key=${each.way} class=${each.way === "you" ? "you" : ""}><th scope="row">${t(`clerk.way.${each.way}`)}</th>
      <td class="handled">${number(each.handled)}</td><td>${number(each.sanctioned)}<${Row} n=${each.sanctioned} filled /></td>
      <td>${number(each.let_go)}<${Row} n=${each.let_go} /></td></tr>`)}</tbody></table></div></section>`;
}

function Compared({ closed }) {
  const [shown, hidden] = closed.compared;
  const share = (each) => html`${ofAll(each)}${each.of > 0 && html` <span class="small">${percent(each.n / each.of, 0)}</span>`}`;
  return html`<section><h2>${t("clerk.compare")}</h2><p>${t("clerk.compare_pull")}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${t("clerk.compare")}><table><thead><tr><th scope="col">${t("clerk.compare_what")}</th><th scope="col">${t("clerk.compare_shown")}</th><th scope="col">${t("clerk.compare_hidden")}</th></tr></thead>
    <tbody>${["decided", "lower", "upper", "sanctioned", "let_go"].map((key) => html`<tr key=${key}><th scope="row">${t(`clerk.compare_${key}`)}</th><td>${share(shown[key])}</td><td>${share(hidden[key])}</td></tr>`)}</tbody></table></div>
    ${closed.by_luck > 0 && html`<p class="small">${t("clerk.compare_luck", { points: number(closed.by_luck * 100, 0) })}</p>`}</section>`;
}

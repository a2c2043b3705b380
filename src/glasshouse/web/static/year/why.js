// Why a score is what it is: terms that add up to it, back to record and witness.

import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";
import { dayName, listed, weekOf } from "./days.js";
import { langOf } from "../app/titles.js";
import { Sheet } from "./sheet.js";
import { signed } from "./standing.js";
import { sentences } from "./talks.js";

const SHOWN = 0.005; // the least points that are not written as 0

/** The sheet of one account. `ask` gives the explanation, once a week was lived; `say` tells in sentences why there is none. */
export function WhySheet({ account, ask, close, lived = true, say = sentences }) {
  const [found, setFound] = useState(null);
  const [problems, setProblems] = useState([]);
  useEffect(() => {
    if (lived) ask(account.system).then(setFound, (error) => setProblems(say(error)));
  }, []);
  return html`<${Sheet} title=${account.title} close=${close}>
    ${problems.map((text) => html`<p class="problem">${text}</p>`)}
    ${!lived && html`<p>${t("year.why_first")}</p>`}
    ${lived && !found && !problems.length && html`<p class="small" role="status">${t("year.why_looking")}</p>`}
    ${found && html`<${Found} found=${found} listed=${account.listed} />`}
  </${Sheet}>`;
}

function Found({ found, listed: isListed }) {
  const notes = [...new Set([found, ...found.behind].flatMap((each) => [...each.terms, ...each.pending]).map((term) => term.source).filter(Boolean))];
  const parts = found.score !== null || found.terms.length > 0;
  const head = isListed === true ? t("year.on_list") : found.score === null ? t("year.no_score") : number(found.score);
  return html`<p class="score theirs-voice"><b>${head}</b> <span class="band">${isListed === true ? "" : found.band || ""}</span></p>
    <p class="small">${found.published === null ? t("year.why_unpublished") : t("year.why_published", { week: String(weekOf(found.published)) })} ${parts ? t("year.why_says") : ""}</p>
    ${!parts && html`<p class="small">${t(found.cases.length ? "year.why_by_cases" : "year.why_no_terms")}</p>`}
    ${parts && html`<${Terms} terms=${found.terms} caption=${t("year.why_terms")} notes=${notes} sum=${found.sum} adds=${found.adds_up} />`}
    ${found.pending.length > 0 && html`<h3>${t("year.why_pending")}</h3><${Terms} terms=${found.pending} caption=${t("year.why_pending")} notes=${notes} />`}
    ${found.others.length > 0 && html`<h3>${t("year.why_others")}</h3><ul>${found.others.map((each) => html`<li>${each.what}: ${signed(each.points)}</li>`)}</ul>`}
    ${found.cases.length > 0 && html`<h3>${t("year.why_cases")}</h3><ul>${found.cases.map((text) => html`<li>${text}</li>`)}</ul>`}
    ${found.behind.map((account) => html`<h3>${t("year.why_behind", { title: account.title })}</h3><${Terms} terms=${account.terms} caption=${account.title} notes=${notes} sum=${account.sum} adds=${account.adds_up} />`)}
    ${notes.length > 0 && html`<h3>${t("year.why_sources")}</h3><ol class="notes">${notes.map((text) => html`<li lang=${langOf(text)}>${text}</li>`)}</ol>`}`;
}

function Terms({ terms, caption, notes, sum = null, adds = null }) {
  if (!terms.length) return html`<p class="small">${t("year.why_no_terms")}</p>`;
  return html`<table class="terms"><caption class="hidden-but-read">${caption}</caption>
    <thead><tr><th scope="col">${t("year.why_what")}</th><th scope="col">${t("year.why_points")}</th></tr></thead>
    <tbody>${grouped(terms).map(({ term, all, points }, i) => html`<tr key=${i} class=${term.happened === false ? "never" : ""}>
      <th scope="row">${term.happened === false ? html`<s>${term.what}</s>` : term.what}<${Under} term=${term} times=${all.length} note=${notes.indexOf(term.source) + 1} />
        ${all.length > 1 && html`<details><summary>${t("year.why_each")}</summary><ul>${all.map((each, k) => html`<li key=${k}>${dayOf(each)}: ${signed(each.points)}</li>`)}</ul></details>`}</th>
      <td>${signed(points)}</td></tr>`)}</tbody>
    ${sum !== null && html`<tfoot><tr><th scope="row">${t(adds ? "year.why_sum" : "year.why_no_sum")}</th><td>${number(sum)}</td></tr></tfoot>`}</table>`;
}

/** Terms of the same thing in the same area together; what moves the score most comes first. */
function grouped(terms) {
  const found = new Map();
  for (const term of terms) {
    const key = term.day === null ? found.size : JSON.stringify([term.what, term.area, term.source, term.happened, term.seen_by]);
    const group = found.get(key) || { term, all: [], points: 0 };
    group.all.push(term);
    group.points += term.points;
    found.set(key, group);
  }
  return [...found.values()].filter(({ points }) => Math.abs(points) >= SHOWN).sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

const dayOf = (term) => t("year.day_of_week", { day: dayName(term.day, 1), week: String(weekOf(term.day)) });

function Under({ term, times, note }) {
  const parts = [
    ...(term.area ? [term.area] : []), ...(times > 1 ? [t("year.times", { n: times })] : term.day === null ? [] : [dayOf(term)]),
    ...(term.seen_by.length ? [t("year.seen_by", { who: listed(term.seen_by) })] : []), ...(term.happened === false ? [`⚑ ${t("year.mark.false")}`] : []),
    ...(note ? [t("year.why_source", { number: note })] : []),
  ];
  return parts.length ? html`<span class="small">${parts.join(" · ")}</span>` : null;
}

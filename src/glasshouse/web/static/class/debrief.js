// The debrief: the class's year as sums, drawn and in words, on a sheet to print.

import { html, render, useEffect, useState } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";
import { get } from "../app/api.js";
import { inWords } from "../app/inwords.js";
import { keptOf, takeFromAddress } from "./kept.js";
import { sentences } from "./follow.js";
import { Right } from "../year/bet-answer.js";
import { wording } from "../year/wording.js";
import { Change } from "./change.js";
import { HeldBack, Histogram, newestFirst } from "./charts.js";

const root = document.getElementById("debrief");
const { code } = root.dataset;
takeFromAddress(code);

const SUMS = ["records", "false", "unseen", "left_out", "held_back", "lawful_held_back", "friends_lost", "denied", "eased", "sanctioned_days", "wrongly_sanctioned_days"];

function Year() {
  const [found, setFound] = useState(null);
  const [problems, setProblems] = useState([]);
  useEffect(() => {
    const { screen, seats, at } = keptOf(code);
    const token = screen || seats[at];
    if (!token) setProblems([t("class.screen_from_desk")]);
    else get(`/classes/${code}/debrief`, { token }).then((found) => setFound(inWords(found)), (error) => setProblems(sentences(error)));
  }, []);
  if (problems.length) return html`<div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>`;
  if (!found) return html`<p class="small" role="status">${t("class.opening")}</p>`;
  const { total, town } = found;
  const system = newestFirst(town.systems)[0];
  const begun = town.chapters.filter((each) => each.day < found.day); // a class may end on the eve of a change
  return html`
    <p>${t(found.plenary ? "debrief.what_plenary" : "debrief.what", { n: found.joined, people: number(found.people), weeks: t("debrief.weeks", { n: found.weeks }), seed: String(found.seed) })}</p>
    ${begun.length > 0 && html`<ol class="changes">${begun.map((each) => html`<li><${Change} change=${each} week=${Infinity} /></li>`)}</ol>`}
    ${total ? html`<table class="sums"><caption>${found.plenary ? t("debrief.sums_plenary") : t("debrief.sums", { n: total.pupils })}</caption><tbody>
      ${SUMS.map((name) => html`<tr><th scope="row">${t(`debrief.sum.${name}`)}</th><td>${number(total[name])}</td></tr>`)}
      <tr><th scope="row">${t("debrief.sum.fear")}</th><td>${number(total.fear)} / ${number(total.twin_fear)}</td></tr></tbody></table>` : !found.plenary && html`<p>${t("debrief.too_few_sums")}</p>`}
    <div class="charts">${system && html`<${Histogram} system=${system} alone=${found.plenary} keeps />`}<${HeldBack} keeps weeks=${town.weeks} all=${Math.max(found.weeks, 1)} chapters=${begun} /></div>
    ${found.bets.length > 0 && html`<h2>${t("debrief.bets")}</h2><p>${t("debrief.bets_say")}</p><dl class="guesses">${found.bets.map((poll) => html`<${Guess} key=${poll.question} poll=${poll} people=${found.people} />`)}</dl>`}
    <h2 class="of-the-world">${t("debrief.facts")}</h2><p>${t("debrief.facts_say")}</p>
    <ul class="facts-list">${found.facts.map((fact) => html`<li lang="en">${fact.text} <span class="small">${fact.source} (${fact.as_of})</span></li>`)}</ul>`;
}

function Guess({ poll, people }) {
  const guesses = poll.options.map((option, m) => `${wording(poll.question, option, people)}: ${poll.counts[m]}`);
  return html`<dt>${t(`ending.bets.${poll.question}`, { people })}</dt><dd>${guesses.join(" · ")}
    ${poll.answers && html`<${Right} bet=${poll.question} answers=${poll.answers} />`}</dd>`;
}

root.replaceChildren();
render(html`<${Year} />`, root);

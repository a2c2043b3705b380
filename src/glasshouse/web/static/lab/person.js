// The page of one citizen: who it is, beside the twin, ledgers, days, why, what if, other bodies.

import { get } from "../app/api.js";
import { course } from "../app/charts.js";
import { number, percent, t } from "../app/words.js";
import { html, render, useEffect, useState } from "../vendor/preact-htm.js";
import { Bodies, Choices } from "./choices.js";
import { Days } from "./days.js";
import { Ledgers } from "./ledgers.js";
import { Why } from "./why.js";

const place = document.getElementById("person");
const { run, citizen } = place.dataset;
const path = `/runs/${run}/people/${citizen}`;

function Page() {
  const [told, put] = useState(null);
  const [problem, tell] = useState("");
  useEffect(() => { get(path).then(put, (error) => tell(t("person.failed", { why: error.message }))); }, []);
  if (problem) return html`<p class="problem" role="alert">${problem}</p>`;
  if (!told) return html`<p class="standfirst" aria-live="polite">${t("person.loading")}</p>`;
  return html`<p class="standfirst">${described(told.person)} ${t("person.twin")}</p>
    <${Otherwise} told=${told} />
    <${Ledgers} worlds=${told.worlds} />
    <${Courses} told=${told} />
    <${Days} worlds=${told.worlds} />
    <${Why} path=${path} told=${told} />
    <${Choices} path=${path} told=${told} />
    <${Bodies} path=${path} told=${told} />`;
}

/** A citizen in one sentence. */
function described(person) {
  const parts = [t(person.man ? "person.man" : "person.woman", { age: person.age }),
    t(person.registered_elsewhere ? "person.registered_elsewhere" : "person.registered_here"), person.minority && t("person.minority"),
    `${t(person.town ? "person.town" : "person.country")}, ${person.region}`, person.employed && t("person.employed"),
    t("person.earn_less", { share: percent(person.income, 0) })];
  return `${parts.filter(Boolean).join(", ")}.`;
}

function Otherwise({ told }) {
  return html`<section><h2>${t("person.beside")}</h2><div class="side-by-side">${told.worlds.slice(1).map((world) => {
    const ways = told.otherwise[world.name] || [];
    return ways.length ? html`<div><h3>${t("person.otherwise", { phrase: world.phrase })}</h3><ul class="sentences" lang="en">${ways.map((way) => html`<li>${way.title}, ${t("person.in_days", { n: way.days })}</li>`)}</ul></div>`
      : html`<p>${t("person.same", { phrase: world.phrase })}</p>`;
  })}</div></section>`;
}

function Courses({ told }) {
  const systems = [...new Map(told.worlds.flatMap((world) => world.scores).map((score) => [score.system, score])).values()];
  const points = (values) => values.map((value, day) => [day, value]);
  return html`<section><h2>${t("person.charts")}</h2><div class="side-by-side">
    ${systems.map((system) => html`<${course} title=${t("person.score", { title: system.title })} days=${told.days} shown=${(value) => number(value, 0)}
      ...${span(told.worlds, system)}
      series=${told.worlds.map((world, k) => ({ name: world.label, world: k, values: points(world.scores.find((each) => each.system === system.system)?.values || []) })).filter((each) => each.values.length)} />`)}
    <${course} title=${t("person.fear")} days=${told.days} shown=${(value) => percent(value, value < 0.1 ? 1 : 0)} series=${told.worlds.map((world, k) => ({ name: world.label, world: k, values: points(world.fear) }))} />
  </div></section>`;
}

/** From where to where an axis of scores goes: what the year used, with a tenth of the scale around it. */
function span(worlds, system) {
  const values = worlds.flatMap((world) => world.scores.filter((each) => each.system === system.system).flatMap((each) => each.values)).filter((value) => value !== null);
  const room = (system.high - system.low) / 10;
  return values.length ? { floor: Math.max(system.low, Math.floor((Math.min(...values) - room) / 10) * 10), ceiling: Math.min(system.high, Math.ceil((Math.max(...values) + room) / 10) * 10) } : {};
}

render(html`<${Page} />`, place.parentNode.appendChild(document.createElement("div")));
place.remove();

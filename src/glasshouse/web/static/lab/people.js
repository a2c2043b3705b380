// Whose days went otherwise: ways, counts with intervals, an example each, and more people on demand.

import { get } from "../app/api.js";
import { link, percent, t } from "../app/words.js";
import { html, useState } from "../vendor/preact-htm.js";

const ORDER = ["silenced", "wrongly_sanctioned", "denied", "sanctioned", "louder", "encouraged", "deterred", "conduct_differs"];

/** People by the way in which their days were not their twin's. */
export function People({ run, otherwise, citizens }) {
  return html`<section><h2>${t("run.otherwise.heading")}</h2><p>${t("run.otherwise.says")}</p>
    ${otherwise.map((each) => html`<h3>${t("run.otherwise.against", each)}</h3>
      <ul class="ways">${ORDER.map((way) => each.ways.find((other) => other.way === way)).filter(Boolean).map((way) => html`<${Way} run=${run} twin=${each.twin} way=${way} citizens=${citizens} />`)}</ul>`)}
  </section>`;
}

function Way({ run, twin, way, citizens }) {
  const [people, put] = useState(null);
  const [open, turn] = useState(false);
  const [problem, tell] = useState("");
  const toggle = () => {
    turn(!open);
    tell("");
    if (!open && !people) get(`/runs/${run}/people?way=${way.way}&twin=${encodeURIComponent(twin)}`).then((told) => put(told.found), (error) => tell(error.message));
  };
  const title = t(`run.otherwise.title.${way.way}`);
  return html`<li><p><strong>${title}</strong><br /><span class="count">${counted(way, citizens)}</span>
      ${way.people > 0 && way.low !== null && html`<br /><span class="small">${t("run.otherwise.luck", { low: percent(way.low, 2), high: percent(way.high, 2) })}</span>`}
      ${way.example && html`<br /><span class="small">${t("run.otherwise.example", { day: String(way.example.day) })} <a href=${pageOf(run, way.example.citizen)}>${t("run.otherwise.open", { citizen: String(way.example.citizen) })}</a></span>`}</p>
    ${way.people > 0 && html`<button type="button" aria-expanded=${open} aria-label=${`${t(open ? "run.otherwise.less" : "run.otherwise.more")}: ${title}`} onClick=${toggle}>${t(open ? "run.otherwise.less" : "run.otherwise.more")}</button>`}
    ${open && (people ? html`<ul class="people">${people.map((each) => html`<li><a href=${pageOf(run, each.person.citizen)}>${described(each.person)}</a>, ${t("run.otherwise.days", { n: each.days })}</li>`)}</ul>`
      : html`<p class=${problem ? "problem" : "small"} aria-live="polite">${problem || t("run.otherwise.loading")}</p>`)}</li>`;
}

function counted(way, citizens) {
  if (way.people === null) return t("run.otherwise.untold", { reason: way.reason });
  return way.people ? t("run.otherwise.people", { people: way.people, citizens, share: percent(way.share, 2) }) : t("run.otherwise.nobody");
}

const pageOf = (run, citizen) => link(`/lab/${run}/people/${citizen}`);

const described = (person) => t("run.otherwise.list", { citizen: String(person.citizen), region: person.region,
  who: t(person.man ? "run.otherwise.man" : "run.otherwise.woman", { age: person.age }) });

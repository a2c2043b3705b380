// Opens a year that was passed on: reads the address behind its # or a file, says what it is, and has it lived again.

import { post } from "../app/api.js";
import { html, render } from "../vendor/preact-htm.js";
import { link, t } from "../app/words.js";
import { keepLife, sentences } from "./talks.js";

const box = document.getElementById("again");
const file = document.getElementById("file");

file.addEventListener("change", fromFile);
window.addEventListener("hashchange", fromLink);
window.addEventListener("hashchange", keepYear);
keepYear();
box.replaceChildren();
fromLink();

async function fromLink() {
  const fragment = location.hash.slice(1);
  if (!fragment) {
    show({ nothing: t("ending.again.nothing") });
    return;
  }
  show({ waiting: t("ending.again.reading") });
  try {
    show({ opened: await post("/years/open", { fragment }) });
  } catch (error) {
    show({ problems: sentences(error) });
  }
}

/** The page in another language is about the same year. */
function keepYear() {
  for (const each of document.querySelectorAll(".languages a")) each.hash = location.hash;
}

async function fromFile() {
  try {
    const year = JSON.parse(await file.files[0].text());
    show({ opened: { year, same_engine: null, same_scenario: true } });
  } catch {
    show({ problems: [t("ending.again.not_a_year")] });
  }
}

async function live(year) {
  show({ waiting: t("ending.again.living") });
  try {
    const life = await post("/lives/replay", year);
    keepLife(life, null);
    location.assign(link(`/year/${life.id}${life.over ? "/end" : ""}`));
  } catch (error) {
    show({ problems: sentences(error) });
  }
}

function show({ opened, problems = [], waiting, nothing }) {
  render(html`${waiting && html`<p>${waiting}</p>`}${nothing && html`<p>${nothing}</p>`}
    ${problems.map((problem) => html`<p class="problem">${problem}</p>`)}
    ${opened && html`<${Opened} ...${opened} />`}`, box);
}

function Opened({ year, same_engine: sameEngine, same_scenario: sameScenario }) {
  return html`<div class="opened"><p>${t("ending.again.town", { seed: String(year.seed), people: year.people, scenario: year.scenario })} ${t("ending.again.choices", { n: year.choices?.length ?? 0 })}</p>
    ${sameEngine !== null && html`<p>${t(sameEngine ? "ending.again.same_engine" : "ending.again.other_engine")}</p>`}
    ${!sameScenario && html`<p class="problem">${t("ending.again.other_scenario")}</p>`}
    <p><button type="button" class="first" onClick=${() => live(year)}>${t("ending.again.live")}</button></p></div>`;
}

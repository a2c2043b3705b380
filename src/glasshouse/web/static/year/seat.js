// Choosing a seat: how long, who, which town. The form works once the interface has answered who there is.

import { get, post } from "../app/api.js";
import { t, number, language } from "../app/words.js";
import { keep } from "./kept.js";

const form = document.getElementById("seat");
const field = (name) => form.elements.namedItem(name);
const asked = new URLSearchParams(location.search);
const TOWNS = 9999;

field("seed").value = asked.get("seed") || String(1 + Math.floor(Math.random() * TOWNS));
for (const option of field("people").options) option.textContent = number(Number(option.value));
if (asked.has("people")) field("people").value = asked.get("people");
if (asked.has("length")) field("length").value = asked.get("length");

const start = form.querySelector("button.first");
start.disabled = false;
form.addEventListener("submit", begin);
form.addEventListener("change", (event) => {
  if (["seed", "people"].includes(event.target.name)) cast();
});
cast();

/** Ask who there is in this town, and say how many it happens to. */
async function cast() {
  const said = document.getElementById("casting");
  const ways = [...form.querySelectorAll(".way input")];
  said.textContent = t("year.casting");
  for (const way of ways) show(way, undefined);
  try {
    const found = await get(`/cast/year?seed=${seed()}&people=${people()}`);
    for (const way of ways) show(way, found.ways[way.value], found.of);
    said.textContent = t("year.cast_says");
  } catch (error) {
    said.textContent = error.status === 0 ? t("frame.unreachable") : t("year.cast_failed");
  }
}

function show(input, found, of) {
  const count = document.getElementById(`count-${input.value}`);
  count.textContent = found ? t("year.of", { n: found.people, of }) : "…";
  input.disabled = !found || found.people === 0;
  input.closest("label").classList.toggle("nobody", input.disabled);
  if (input.disabled && input.checked) field("who").value = "lot";
}

async function begin(event) {
  event.preventDefault();
  const box = document.getElementById("seat-problem");
  box.replaceChildren();
  start.disabled = true;
  start.textContent = t("year.beginning");
  const who = field("who").value;
  const wanted = { scenario: "year", seed: seed(), people: people(), length: field("length").value };
  try {
    const life = await post("/lives", who === "lot" ? wanted : { ...wanted, cast: who });
    keep(life.id, { begun: { ...wanted, citizen: life.person.citizen }, choices: [] });
    const link = new URL(`/year/${life.id}`, location.href);
    if (asked.has("lang")) link.searchParams.set("lang", language);
    location.assign(link);
  } catch (error) {
    start.disabled = false;
    start.textContent = t("year.begin");
    box.replaceChildren(...problemsOf(error).map(paragraph));
    start.focus();
  }
}

function problemsOf(error) {
  if (error.status === 0) return [t("frame.unreachable")];
  return error.problems?.length ? error.problems.map((each) => each.text) : [error.message];
}

function paragraph(text) {
  const made = document.createElement("p");
  made.className = "problem";
  made.textContent = text;
  return made;
}

function seed() {
  return Number(field("seed").value) || 1;
}

function people() {
  return Number(field("people").value);
}

// Choosing a seat: how long, who, which town. Who there is comes from a year that was lived by habit.

import { get, post } from "../app/api.js";
import { link, number, t } from "../app/words.js";
import { lastKept } from "./kept.js";
import { keepLife, sentences } from "./talks.js";

const TOWNS = 9999; // town numbers to choose from, if the reader names none
const form = document.getElementById("seat");
const start = form.querySelector("button.first");
const said = document.getElementById("casting");
const asked = new URLSearchParams(location.search);
const field = (name) => form.elements.namedItem(name);
const seed = () => Number(field("seed").value) || 1;
const people = () => Number(field("people").value);
let cast = null;
let seat = null;

field("seed").value = asked.get("seed") || String(1 + Math.floor(Math.random() * TOWNS));
for (const option of field("people").options) option.textContent = number(Number(option.value));
for (const name of ["people", "length"]) if (asked.has(name)) field(name).value = asked.get(name);
start.disabled = false;
form.addEventListener("submit", begin);
form.addEventListener("change", ({ target }) => {
  if (["seed", "people"].includes(target.name)) look();
  if (target.name === "who") choose();
});
goOn();
look();

/** Offer the year that was begun in this tab. */
function goOn() {
  const kept = lastKept();
  if (!kept) return;
  const way = document.createElement("a");
  way.className = "button";
  way.href = link(`/year/${kept.life}`);
  way.textContent = t("year.go_on_as", kept);
  const line = document.createElement("p");
  line.append(way);
  form.before(line);
}

/** Ask who there is in this town, and say to how many it happens. */
async function look() {
  const wanted = [seed(), people()];
  const ways = [...form.querySelectorAll(".way input")];
  cast = null;
  for (const way of ways) show(way);
  said.textContent = t("year.casting");
  try {
    const found = await get(`/cast/year?seed=${wanted[0]}&people=${wanted[1]}`);
    if (wanted[0] !== seed() || wanted[1] !== people()) return; // another town was chosen meanwhile
    cast = found;
    for (const way of ways) show(way);
    choose();
  } catch (error) {
    said.textContent = error.status === 0 ? t("frame.unreachable") : t("year.cast_failed");
  }
}

function show(input) {
  const found = cast?.ways[input.value];
  const none = !found?.some.length;
  document.getElementById(`count-${input.value}`).textContent = found ? t("year.of", { n: found.people, of: cast.of }) : "…";
  input.disabled = none;
  input.closest("label").classList.toggle("nobody", none);
  if (cast && none && input.checked) field("who").value = "lot";
}

/** Take a seat: of those to whom it happens, the one to whom it happens most. */
function choose() {
  if (!cast) return;
  seat = (cast.ways[field("who").value]?.some[0] || cast.lot).person;
  said.textContent = t("year.would_be", { name: seat.name, age: seat.age, says: t("year.cast_says") });
}

async function begin(event) {
  event.preventDefault();
  const box = document.getElementById("seat-problem");
  box.replaceChildren();
  start.setAttribute("aria-disabled", "true");
  start.textContent = t("year.beginning");
  const whom = cast && seat ? { citizen: seat.citizen } : {};
  try {
    const life = await post("/lives", { scenario: "year", seed: seed(), people: people(), length: field("length").value, ...whom });
    keepLife(life);
    location.assign(link(`/year/${life.id}`));
  } catch (error) {
    start.removeAttribute("aria-disabled");
    start.textContent = t("year.begin");
    box.replaceChildren(...sentences(error).map(paragraph));
  }
}

function paragraph(text) {
  const made = document.createElement("p");
  made.className = "problem";
  made.textContent = text;
  return made;
}

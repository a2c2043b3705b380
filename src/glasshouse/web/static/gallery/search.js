// Finds entries by typing, without asking a server: by what the page carries for it, else by what an entry says.

import { t } from "../app/words.js";

const field = document.getElementById("search");
const cards = [...document.querySelectorAll("[data-search]")];
const families = [...document.querySelectorAll(".family")];
const found = document.getElementById("found");
const none = document.getElementById("none");
const texts = new Map(cards.map((card) => [card, card.dataset.search || card.textContent.toLocaleLowerCase()]));

/** Shows the entries that have every word, and says how many they are. */
function look() {
  const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const card of cards) {
    const fits = words.every((word) => texts.get(card).includes(word));
    card.hidden = !fits;
    count += fits;
  }
  for (const family of families) {
    family.hidden = !family.querySelector("[data-search]:not([hidden])");
    if (family.localName === "details") family.open = words.length > 0 && !family.hidden;
  }
  found.textContent = t(found.dataset.text, { n: count });
  none.hidden = count > 0;
}

field.addEventListener("input", look);
if (field.value) look();

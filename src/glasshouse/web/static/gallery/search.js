// Finds systems by typing. The page carries what each card may be found by, so that no server is asked.

import { t } from "../app/words.js";

const field = document.getElementById("search");
const cards = [...document.querySelectorAll("[data-search]")];
const families = [...document.querySelectorAll(".family")];
const found = document.getElementById("found");
const none = document.getElementById("none");

/** Shows the cards that have every word, and says how many they are. */
function look() {
  const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const card of cards) {
    const fits = words.every((word) => card.dataset.search.includes(word));
    card.hidden = !fits;
    count += fits;
  }
  for (const family of families) family.hidden = !family.querySelector("[data-search]:not([hidden])");
  found.textContent = t("gallery.found", { n: count });
  none.hidden = count > 0;
}

field.addEventListener("input", look);
if (field.value) look();

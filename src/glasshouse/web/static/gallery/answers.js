// Computes known answers one after the other, and says how far it is.

import { post } from "../app/api.js";
import { number, t } from "../app/words.js";

const button = document.getElementById("compute");
const said = document.getElementById("computed");
const rows = [...document.querySelectorAll("[data-case]")];

button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || compute());

async function compute() {
  button.setAttribute("aria-disabled", "true");
  let passed = 0;
  let all = 0;
  let missed = 0;
  for (const [place, row] of rows.entries()) {
    said.textContent = t("studies.validation.computing", { n: place + 1, of: rows.length });
    try {
      const answers = await post(`/validation/${row.dataset.case}`);
      const counted = answers.filter((each) => each.passed !== null);
      passed += counted.filter((each) => each.passed).length;
      all += counted.length;
      row.querySelector("[data-answers]").replaceChildren(...answers.map(line));
    } catch (error) {
      missed += 1;
      row.querySelector("[data-answers]").textContent = error.message;
    }
  }
  said.textContent = [t("studies.validation.done", { passed, all }), ...(missed ? [t("studies.validation.missed", { n: missed })] : [])].join(" ");
  button.removeAttribute("aria-disabled");
}

/** One figure: what it should be, what it is, whether that is near enough. */
function line({ figure, target, ours, passed }) {
  const made = document.createElement("div");
  const values = { target: target === null ? "–" : number(target, 6), ours: ours === null ? "–" : number(ours, 6) };
  const mark = passed === null ? "" : t(passed ? "studies.validation.passed" : "studies.validation.failed");
  made.textContent = `${figure}: ${t("studies.validation.beside", values)} ${mark}`;
  return made;
}

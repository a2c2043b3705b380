// What was chosen in the laboratory, kept in this tab: a reload, the way back and another language find it again.

const MOVED = "glasshouse-lab-moved";

/** The address without its language: each has choices of its own. */
function keyOf() {
  const asked = new URLSearchParams(location.search);
  asked.delete("lang");
  return `glasshouse-lab?${asked}`;
}

/** What was chosen at this address before, where the page was not opened afresh; else null. */
export function keptChoice() {
  const came = performance.getEntriesByType("navigation")[0]?.type;
  const moved = sessionStorage.getItem(MOVED);
  sessionStorage.removeItem(MOVED);
  if (came === "navigate" && !moved) return null;
  try {
    return JSON.parse(sessionStorage.getItem(keyOf()));
  } catch {
    return null;
  }
}

/** Keep what is chosen: `state` (scenario, twin, sizes), `settings` and their `fields` as pairs, `text` or null. */
export function keepChoice(chosen) {
  sessionStorage.setItem(keyOf(), JSON.stringify(chosen));
}

for (const each of document.querySelectorAll(".languages a")) each.addEventListener("click", () => sessionStorage.setItem(MOVED, "1"));

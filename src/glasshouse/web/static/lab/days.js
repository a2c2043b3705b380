// Days that carried stakes, in every world side by side.

import { t } from "../app/words.js";
import { html, useState } from "../vendor/preact-htm.js";

const FEW = 20;

/** The days on which something carried stakes: first those that were not the same. */
export function Days({ worlds }) {
  const maps = worlds.map((world) => new Map(world.days.map((day) => [day.day, day.events])));
  const all = [...new Set(worlds.flatMap((world) => world.days.map((day) => day.day)))].sort((a, b) => a - b);
  const differ = all.filter((day) => maps.some((map) => written(map.get(day)) !== written(maps[0].get(day))));
  const [whole, show] = useState(false);
  const days = whole ? all : differ.slice(0, FEW);
  return html`<section><h2>${t("person.days.heading")}</h2><p>${t("person.days.says")}</p>
    <p><button type="button" aria-pressed=${whole} onClick=${() => show(!whole)}>${whole ? t("person.days.differ") : t("person.days.all", { n: all.length })}</button></p>
    ${days.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t("person.days.heading")}><table class="days-of"><thead><tr><th scope="col">${t("person.days.day")}</th>${worlds.map((world) => html`<th scope="col">${world.label}</th>`)}</tr></thead>
      <tbody>${days.map((day) => html`<tr><th scope="row">${day}</th>${maps.map((map) => html`<td><${Events} events=${map.get(day) || []} /></td>`)}</tr>`)}</tbody></table></div>`
      : html`<p>${t("person.days.none")}</p>`}
  </section>`;
}

const written = (events) => (events || []).map((each) => `${each.what} ${each.kind}`).sort().join();

function Events({ events }) {
  if (!events.length) return html`<span class="small">${t("person.days.nothing")}</span>`;
  return html`<ul lang="en">${events.map((each) => html`<li><span class=${each.what}>${t(`person.days.${each.what}`, each)}</span>${told(each) && html` <span class="small">${told(each)}</span>`}</li>`)}</ul>`;
}

/** Who saw it, and whether it was decided. */
function told(event) {
  const channels = event.seen.join(", ");
  const said = event.decided ? [t("person.days.decided")] : [];
  if (event.what === "false") return [...said, t("person.days.recorded", { channels })].join(", ");
  if (event.what === "held_back" || event.what === "hindered") return said.join(", ");
  return [...said, event.seen.length ? t("person.days.seen", { channels }) : t("person.days.unseen")].join(", ");
}

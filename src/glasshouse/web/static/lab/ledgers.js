// Two ledgers of a citizen in every world: what they know, and what nobody records.

import { percent, t } from "../app/words.js";
import { html } from "../vendor/preact-htm.js";

const KNOWN = ["acts", "false", "on_file"];
const UNRECORDED = ["acts", "held_back", "hindered", "friends", "friends_lost", "fear"];

/** Both ledgers, one column a world. */
export function Ledgers({ worlds }) {
  return html`<section><h2>${t("person.ledgers")}</h2><div class="side-by-side">
    <div class="ledger theirs"><h3>${t("person.known.heading")}</h3><${Rows} worlds=${worlds} part="known" names=${KNOWN} />
      ${worlds.map((world) => world.ledgers.known.keepers.length > 0 && html`<p class="small"><b>${world.label}</b><br />${t("person.known.keepers", { names: world.ledgers.known.keepers.join(", ") })}<br />${t("person.known.channels", { names: Object.entries(world.ledgers.known.by_channel).map(([title, count]) => `${title} ${count}`).join(", ") || t("person.known.none") })}</p>`)}</div>
    <div class="ledger unseen"><h3>${t("person.unrecorded.heading")}</h3><${Rows} worlds=${worlds} part="unrecorded" names=${UNRECORDED} /></div>
  </div>
  ${worlds.map((world) => world.measures.length > 0 && html`<h3>${t("person.measures")}: ${world.label}</h3><ul class="sentences">${world.measures.map((each) => html`<li>${t("person.measure", { ...each, days: t("person.in_days", { n: each.days }) })}</li>`)}</ul>`)}
  </section>`;
}

function Rows({ worlds, part, names }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t(`person.${part}.heading`)}><table><thead><tr><td></td>${worlds.map((world) => html`<th scope="col">${world.label}</th>`)}</tr></thead>
    <tbody>${names.map((name) => html`<tr><th scope="row">${t(`person.${part}.${name}`)}</th>${worlds.map((world) => html`<td>${shown(name, world.ledgers[part][name])}</td>`)}</tr>`)}</tbody></table></div>`;
}

const shown = (name, value) => (name === "fear" ? percent(value, 0) : value);

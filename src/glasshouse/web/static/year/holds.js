// What the player does with free evenings, holds to for the whole step, and wants done about cases.

import { html } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { listed } from "./days.js";

/** Free evenings: a kind each; the day comes by itself. */
export function Evenings({ life, draft, set, busy }) {
  const pick = (slot, kind) => {
    const all = Array.from({ length: life.most_evenings }, (_, i) => draft.do[i] || "");
    all[slot] = kind;
    set({ do: all });
  };
  const label = ({ title, way }) => (way.can ? title : t("year.evening_cannot", { title, why: t(`year.why_not.${way.why_not}`) }));
  return html`<section class="yours evenings" aria-labelledby="evenings">
    <h3 id="evenings">${t("year.evenings", { n: life.most_evenings })}</h3>
    <p class="small">${t("year.evenings_say", { n: life.step })}</p>
    <div class="slots">${Array.from({ length: life.most_evenings }, (_, slot) => html`<label key=${slot}>
      <span class="small">${t("year.evening", { number: slot + 1 })}</span>
      <select value=${draft.do[slot] || ""} disabled=${busy} onChange=${(event) => pick(slot, event.target.value)}>
        <option value="">${t("year.evening_free")}</option>
        ${life.evenings.map((evening) => html`<option key=${evening.kind} value=${evening.kind} disabled=${!evening.way.can} selected=${draft.do[slot] === evening.kind}>${label(evening)}</option>`)}
      </select></label>`)}</div>
    <p class="small stakes">${stakesOf(life, draft)}</p>
  </section>`;
}

/** For which systems the evenings count, a sentence for each kind that is picked. */
function stakesOf(life, draft) {
  const picked = life.evenings.filter((evening) => draft.do.includes(evening.kind) && evening.stakes.length);
  return picked.map((evening) => t("year.evening_stakes", { title: evening.title, systems: listed(evening.stakes) })).join(" ");
}

/** What the player holds to: it stays on until it is switched off. */
export function Holds({ life, draft, set, busy }) {
  const flip = (name) => set({ hold: { ...draft.hold, [name]: !draft.hold[name] } });
  const means = { rules: listed(life.holds.rules), tongue: listed(life.holds.tongue), encrypt: "" };
  return html`<section class="yours holds" aria-labelledby="holds">
    <h3 id="holds">${t("year.holds")}</h3>
    ${Object.keys(means).map((name) => html`<label key=${name} class="check"><input type="checkbox" checked=${draft.hold[name]} disabled=${busy} onChange=${() => flip(name)} />
      <span>${t(`year.hold.${name}`)} <span class="small">${t(`year.hold.${name}_says`)}</span></span></label>`)}
    <details><summary>${t("year.holds_mean")}</summary>
      ${["rules", "tongue"].filter((name) => means[name]).map((name) => html`<p class="small">${t(`year.hold.${name}`)}: ${means[name]}.</p>`)}</details>
  </section>`;
}

/** Cases that the player was told of; who was not told cannot appeal. */
export function Cases({ life, draft, set, busy }) {
  if (!life.cases.length) return null;
  const open = life.cases.filter((each) => each.open);
  const system = (name) => life.accounts.find((account) => account.system === name)?.title || name;
  return html`<section class="yours cases" aria-labelledby="cases">
    <h3 id="cases" tabindex="-1">${t("year.cases", { n: life.cases.length })}</h3>
    <ul>${life.cases.map((each, i) => html`<li key=${i}>${t("year.case", { kind: each.title, system: system(each.system), channel: each.channel })}
      <span class="small"> ${[t(`year.case_status.${each.status}`), ...appealOf(each)].join(" · ")}</span></li>`)}</ul>
    ${open.length > 0 && html`<div class="pair three" role="radiogroup" aria-labelledby="cases">${["wait", "appeal", "accept"].map((what) => html`<label key=${what}>
      <input type="radio" name="cases" checked=${draft.cases === what} disabled=${busy} onChange=${() => set({ cases: what })} /><span>${t(`year.case_do.${what}`)}</span></label>`)}</div>
      <p class="small">${t("year.case_says")}</p>`}
  </section>`;
}

/** How an appeal stands, or why there is none. One that was granted leaves no case behind. */
function appealOf({ appealed, open, why_not: whyNot }) {
  if (appealed) return [t(whyNot === "decided_already" ? "year.appeal_refused" : "year.appealed")];
  return !open && whyNot ? [t(`year.why_not.${whyNot}`)] : [];
}

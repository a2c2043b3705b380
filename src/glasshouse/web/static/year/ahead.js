// The week ahead: what habit brings and what fear would hold back. The everyday is folded into one line.

import { html } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { dayName, listed } from "./days.js";
import { langOf } from "../app/titles.js";
import { answered, isAnswered } from "./state.js";

const SHOWN = 6; // urges before the rest is folded

/** The cards of the coming step. */
export function Ahead({ life, draft, set, busy }) {
  const urges = cardsOf(life);
  const of = { life, draft, set, busy };
  return html`<section class="yours ahead" aria-labelledby="ahead">
    <h2 id="ahead">${t("year.ahead", { n: life.step })}</h2>
    <p class="small">${t("year.ahead_says")}</p>
    ${urges.length === 0 && html`<p>${t("year.no_urges")}</p>`}
    <ul class="urges">${urges.slice(0, SHOWN).map((urge) => html`<${Card} key=${name(urge)} urge=${urge} ...${of} />`)}</ul>
    ${urges.length > SHOWN && html`<details key=${life.week}><summary>${t("year.more_urges", { n: urges.length - SHOWN })}</summary>
      <ul class="urges">${urges.slice(SHOWN).map((urge) => html`<${Card} key=${name(urge)} urge=${urge} ...${of} />`)}</ul></details>`}
    ${life.everyday.length > 0 && html`<p class="small everyday">${t("year.everyday", { acts: listed(life.everyday.map(({ title, times }) => (times > 1 ? `${title} (${times}×)` : title))) })}</p>`}
  </section>`;
}

/** Urges as cards, what fear holds back first. In a step of several weeks the same urge is one card, answered once for all its days. */
function cardsOf({ urges, step }) {
  const cards = new Map();
  for (const urge of urges) {
    const key = JSON.stringify([urge.kind, urge.fear, urge.choice.can, step === 1 ? urge.day : 0]);
    if (cards.has(key)) cards.get(key).days.push(urge.day);
    else cards.set(key, { ...urge, days: [urge.day] });
  }
  return [...cards.values()].sort((a, b) => Number(b.fear) - Number(a.fear) || a.day - b.day);
}

const name = (urge) => `${urge.day}-${urge.kind}`;

function Card({ urge, life, draft, set, busy }) {
  const yes = isAnswered(draft, urge);
  const held = hold(urge, life, draft);
  const id = `urge-${name(urge)}`;
  const options = urge.fear ? [["held", false], ["dare", true]] : [["do", false], ["leave", true]];
  return html`<li class=${urge.fear ? "feared" : ""}>
    <span class="day">${urge.days.length > 1 ? t("year.times", { n: urge.days.length }) : dayName(urge.day, life.step)}</span>
    <span id=${id} class="what"><b lang=${langOf(urge.title)}>${urge.title}</b><span class="small">${about(urge)}</span></span>
    ${held
      ? html`<span class="small">${t("year.held_to", { hold: t(`year.hold.${held}`) })}</span>`
      : urge.choice.can
      ? html`<span class="pair" role="radiogroup" aria-labelledby=${id}>${options.map(([label, value]) => html`<label>
          <input type="radio" name=${id} checked=${yes === value} disabled=${busy} onChange=${() => set(answered(draft, urge, value))} /><span>${t(`year.urge.${label}`)}</span></label>`)}</span>`
      : html`<span class="small">${t(`year.why_not.${urge.choice.why_not}`)}</span>`}
  </li>`;
}

/** What the player holds to that leaves an urge out; what is dared is done all the same. */
function hold(urge, { holds }, draft) {
  return !isAnswered(draft, urge) && !urge.fear && ["rules", "tongue"].find((each) => draft.hold[each] && holds[each].includes(urge.title));
}

function about(urge) {
  const parts = [
    ...(urge.fear ? [t(`year.fear_holds.${urge.domain}`)] : []), ...(urge.law !== "lawful" ? [t(`year.law.${urge.law}`)] : []),
    ...(urge.attempt ? [t("year.attempt")] : []), ...(urge.stakes.length ? [t("year.stakes", { systems: listed(urge.stakes) })] : []),
  ];
  return parts.length ? parts.join(" · ") : "";
}

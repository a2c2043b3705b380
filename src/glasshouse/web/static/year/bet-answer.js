// What twenty other towns say of a bet, with its spread.

import { html } from "../vendor/preact-htm.js";
import { t, number, percent } from "../app/words.js";
import { wording } from "./wording.js";

/** The answer to a bet from all other towns, and in how many of them each option is right; `placed` is the one that was bet on. */
export function Answer({ bet, answers, placed }) {
  return html`<${Told} bet=${bet} answers=${answers} /><${Right} bet=${bet} answers=${answers} placed=${placed} />`;
}

/** In how many towns each option is right that is right in any, or that was bet on. */
export function Right({ bet, answers, placed }) {
  const { people, seeds } = answers;
  const found = Object.entries(answers.right[bet]).filter(([option, n]) => n > 0 || option === placed);
  return html`<ul class="right">${found.map(([option, n]) => html`<li key=${option} class=${option === placed ? "own" : ""}>${t(option === placed ? "ending.bets.right_own" : "ending.bets.right", { answer: wording(bet, option, people), n: String(n), of: seeds })}</li>`)}</ul>`;
}

function Told({ bet, answers }) {
  if (bet === "doing") return html`<p>${t("ending.bets.doing_answer", { asked: answers.asked, n: answers.seeds })}</p><${Splits} splits=${answers.splits} />`;
  const { lowest, middle, highest, values } = answers[bet];
  const decimals = bet === "criticism" ? 1 : 0;
  return html`<p>${t(`ending.bets.told.${bet}.${LEADS[bet](middle)}`, {
    mean: number(Math.abs(middle), Math.max(decimals, middle < 10 ? 1 : 0)), low: number(lowest, decimals), high: number(highest, decimals), n: answers.seeds,
    some: String(values.filter((value) => value > 0).length), share: percent(middle / answers.people),
  })} ${t(`ending.bets.adds.${bet}`, { false_records: number(answers.misrecorded.middle, 0), system: answers.system, rules: answers.rules_on_criticism })}</p>
    <figure class="towns"><${Dots} values=${values} decimals=${decimals} /><figcaption class="small">${t(`ending.bets.dots.${bet}`, { n: answers.seeds })}</figcaption></figure>`;
}

/** Which sentence leads: of what befalls few, a mean below one says nothing; nor does a part of a point. */
const LEADS = {
  criticism: (middle) => (Math.abs(middle) < 1 ? "alike" : middle < 0 ? "lower" : "higher"),
  punished: (middle) => (middle === 0 ? "never" : middle < 1 ? "rare" : "mean"),
  refused: () => "mean",
};

const WIDTH = 320, HEIGHT = 54, EDGE = 14;
const NEAR = 40; // between two numbers below the line, at least

/** A dot for each town on one line; where towns agree, dots stand on each other. */
function Dots({ values, decimals }) {
  const [low, high] = [Math.min(...values, 0), Math.max(...values, 0)];
  const at = (value) => (high > low ? EDGE + (WIDTH - 2 * EDGE) * ((value - low) / (high - low)) : WIDTH / 2);
  const apart = Math.min(at(0) - EDGE, WIDTH - EDGE - at(0)) > NEAR;
  const labels = high > low ? [[low, "start"], ...(apart ? [[0, "middle"]] : []), [high, "end"]] : [[low, "middle"]];
  const stacked = new Map();
  return html`<svg class="dots" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true"><line class="rule" x1=${EDGE} x2=${WIDTH - EDGE} y1="34" y2="34" />
    ${values.map((value, i) => {
      const x = Math.round(at(value) / 8) * 8;
      stacked.set(x, (stacked.get(x) ?? -1) + 1);
      return html`<circle key=${i} class="other" cx=${x} cy=${29 - Math.min(stacked.get(x), 8) * 3} r="3.5" />`;
    })}
    ${low < 0 && high > 0 && html`<line class="rule" x1=${at(0)} x2=${at(0)} y1="30" y2="38" />`}
    ${labels.map(([value, anchor]) => html`<text key=${anchor} x=${at(value)} y="50" text-anchor=${anchor}>${number(value, decimals)}</text>`)}</svg>`;
}

function Splits({ splits }) {
  const cell = ({ middle, lowest, highest }) => `${number(middle, 0)} % (${number(lowest, 0)}–${number(highest, 0)})`;
  return html`<table><caption>${t("ending.bets.doing_caption")}</caption>
    <thead><tr><th scope="col">${t("ending.bets.doing_system")}</th><th scope="col" class="number">${t("ending.bets.doing_doing")}</th><th scope="col" class="number">${t("ending.bets.doing_being")}</th></tr></thead>
    <tbody>${splits.map((each) => html`<tr key=${each.system}><th scope="row">${each.title}</th><td class="number">${cell(each.doing)}</td><td class="number">${cell(each.being)}</td></tr>`)}</tbody></table>`;
}

// A bet before its answer: a question, a bet, and then what twenty other towns say, with its spread.

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get } from "../app/api.js";
import { inWords } from "../app/titles.js";
import { betsOf, keepBet } from "./kept.js";
import { t, number, percent } from "../app/words.js";
import { wording } from "./wording.js";

const OPTIONS = {
  criticism: ["much", "little", "none"],
  punished: ["none", "few", "many", "most"],
  refused: ["few", "some", "many", "most"],
  doing: ["doing", "being", "depends"],
};
const WAIT = 2500; // milliseconds between looks at how far the towns are

/** The bets of a year and how far the towns are that answer them; null until that is known. Asking has them begin. */
export function useBets(life) {
  const [known, setKnown] = useState(null);
  useEffect(() => {
    let timer;
    const look = () => get(`/bets/${life.scenario}?people=${life.people}`).then((found) => {
      setKnown(inWords(found));
      if (found.done < found.seeds) timer = setTimeout(look, WAIT);
    }, () => {});
    look();
    return () => clearTimeout(timer);
  }, []);
  return known;
}

/** One bet of a life. `known` is what `useBets` knows; `skip` shows another way out than the answer. */
export function Bet({ life, bet, known, skip }) {
  const { people, scenario } = life;
  const ready = known.done === known.seeds;
  const [chosen, setChosen] = useState("");
  const [placed, setPlaced] = useState(() => betsOf(life)[bet] ?? null); // the answer that was bet on; empty for none
  const moved = useRef(false);
  const [answers, setAnswers] = useState(null);
  const told = useRef(null);
  useLayoutEffect(() => {
    if (moved.current) told.current?.focus();
  }, [placed]);
  useEffect(() => {
    if (placed !== null && ready && !answers) get(`/bets/${scenario}/${bet}?people=${people}`).then((found) => setAnswers(inWords(found.answers)), () => {});
  }, [placed, ready]);
  const settle = (answer) => {
    moved.current = true;
    keepBet(life, bet, answer);
    setPlaced(answer);
  };
  const place = (event) => {
    event.preventDefault();
    if (chosen) settle(chosen);
  };
  return html`<form class="bet" onSubmit=${place}><fieldset><legend>${t(`ending.bets.${bet}`, { people })}</legend>
    ${placed === null && html`${OPTIONS[bet].map((option) => html`<label key=${option} class="option"><input type="radio" name=${bet} value=${option} checked=${chosen === option} onChange=${() => setChosen(option)} /> ${wording(bet, option, people)}</label>`)}
      <p><button type="submit" disabled=${!chosen}>${t("ending.bets.bet")}</button> ${skip
        ? html`<button type="button" class="plain" onClick=${skip}>${t("year.bet_skip")}</button>`
        : html`<button type="button" class="plain" onClick=${() => settle("")}>${t("ending.bets.no_bet")}</button>`}</p>`}
    ${placed !== null && html`<div class="answer" tabindex="-1" ref=${told}>${placed && html`<p class="small">${t("ending.bets.yours", { answer: wording(bet, placed, people) })}</p>`}
      ${answers ? html`<${Answer} bet=${bet} answers=${answers} />` : html`<p role="status">${t("ending.bets.waiting")}</p>`}</div>`}</fieldset></form>`;
}

function Answer({ bet, answers }) {
  if (bet === "doing") return html`<p>${t("ending.bets.doing_answer", { asked: answers.asked, n: answers.seeds })}</p><${Splits} splits=${answers.splits} />`;
  const { lowest, middle, highest } = answers[bet];
  const decimals = bet === "criticism" ? 2 : 0;
  return html`<p>${t(`ending.bets.${bet}_answer`, {
    mean: number(middle, Math.max(decimals, middle < 10 ? 1 : 0)), low: number(lowest, decimals), high: number(highest, decimals), n: answers.seeds,
    share: percent(middle / answers.people), system: answers.system, rules: answers.rules_on_criticism,
  })}</p><${Dots} values=${answers[bet].values} decimals=${decimals} />`;
}

const WIDTH = 320, HEIGHT = 54, EDGE = 14;

/** A dot for each town on one line; where towns agree, dots stand on each other. */
function Dots({ values, decimals }) {
  const [low, high] = [Math.min(...values, 0), Math.max(...values, 0)];
  const at = (value) => (high > low ? EDGE + (WIDTH - 2 * EDGE) * ((value - low) / (high - low)) : WIDTH / 2);
  const stacked = new Map();
  return html`<svg class="dots" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true"><line class="rule" x1=${EDGE} x2=${WIDTH - EDGE} y1="34" y2="34" />
    ${values.map((value, i) => {
      const x = Math.round(at(value) / 8) * 8;
      stacked.set(x, (stacked.get(x) ?? -1) + 1);
      return html`<circle key=${i} class="other" cx=${x} cy=${29 - Math.min(stacked.get(x), 8) * 3} r="3.5" />`;
    })}
    <text x=${EDGE} y="50">${number(low, decimals)}</text><text x=${WIDTH - EDGE} y="50" text-anchor="end">${number(high, decimals)}</text></svg>`;
}

function Splits({ splits }) {
  const cell = ({ middle, lowest, highest }) => `${number(middle, 0)} % (${number(lowest, 0)}–${number(highest, 0)})`;
  return html`<table><caption>${t("ending.bets.doing_caption")}</caption>
    <thead><tr><th scope="col">${t("ending.bets.doing_system")}</th><th scope="col" class="number">${t("ending.bets.doing_doing")}</th><th scope="col" class="number">${t("ending.bets.doing_being")}</th></tr></thead>
    <tbody>${splits.map((each) => html`<tr key=${each.system}><th scope="row">${each.title}</th><td class="number">${cell(each.doing)}</td><td class="number">${cell(each.being)}</td></tr>`)}</tbody></table>`;
}

// A bet before its answer: a question, a bet, and then what twenty other towns say, with its spread.

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get } from "../app/api.js";
import { inWords } from "../app/titles.js";
import { betsOf, keepBet } from "./kept.js";
import { t } from "../app/words.js";
import { Answer } from "./bet-answer.js";
import { wording } from "./wording.js";

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
    ${placed === null && html`${known.bets.find((each) => each.bet === bet).options.map((option) => html`<label key=${option} class="option"><input type="radio" name=${bet} value=${option} checked=${chosen === option} onChange=${() => setChosen(option)} /> ${wording(bet, option, people)}</label>`)}
      <p><button type="submit" disabled=${!chosen}>${t("ending.bets.bet")}</button> ${skip
        ? html`<button type="button" class="plain" onClick=${skip}>${t("year.bet_skip")}</button>`
        : html`<button type="button" class="plain" onClick=${() => settle("")}>${t("ending.bets.no_bet")}</button>`}</p>`}
    ${placed !== null && html`<div class="answer" tabindex="-1" ref=${told}>${placed && html`<p class="small">${t("ending.bets.yours", { answer: wording(bet, placed, people) })}</p>`}
      ${answers ? html`<${Answer} bet=${bet} answers=${answers} placed=${placed} />` : html`<p role="status">${t("ending.bets.waiting")}</p>`}</div>`}</fieldset></form>`;
}

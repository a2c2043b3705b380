// The week's screen: parts put together, and what happens when something is pressed.

import { html, render, useEffect, useLayoutEffect, useReducer, useRef, useState } from "../vendor/preact-htm.js";
import { link, number, t } from "../app/words.js";
import { asTheyCame, BEFORE, next, withEntry } from "./state.js";
import { keepSwitches, switches } from "./kept.js";
import { keepLife, live, open, sentences, undo, why } from "./talks.js";
import { Strip, where } from "./strip.js";
import { News, Person } from "./person.js";
import { LastWeek } from "./lastweek.js";
import { Ahead } from "./ahead.js";
import { Cases, Evenings, Holds } from "./holds.js";
import { newest, Standing } from "./standing.js";
import { Friends } from "./friends.js";
import { Known, Unrecorded } from "./ledgers.js";
import { WhySheet } from "./why.js";
import { Act } from "./act.js";
import { KeepSheet } from "./end-share.js";
import { WeekBet } from "./week-bet.js";
import { KeysSheet, useKeys } from "./keys.js";

const root = document.getElementById("year");

function Year({ id }) {
  const [state, dispatch] = useReducer(next, BEFORE);
  const [sheet, setSheet] = useState(null);
  const [own, setOwn] = useState(switches);
  const heading = useRef(null);
  const stopped = useRef(false);
  const { draft, phase, order } = state;
  const life = state.life && { ...state.life, accounts: asTheyCame(state.life.accounts, order) };
  const busy = phase !== "choosing" || life.over;
  const fail = (error) => dispatch({ type: "failed", problems: sentences(error) });
  const flip = (name) => {
    const chosen = { ...own, [name]: !own[name] };
    keepSwitches(chosen);
    setOwn(chosen);
  };

  useEffect(() => { open(id).then((found) => dispatch({ type: "opened", ...found }), fail); }, []);
  useEffect(() => { if (life && phase === "choosing") keepLife(life, draft, order); }, [state.life, draft, phase]);
  useLayoutEffect(() => { if (state.steps > 0) heading.current?.focus(); }, [state.steps]);

  const set = (part) => dispatch({ type: "changed", draft: part });
  const act = {
    live: () => run(false),
    goOn: () => run(true),
    undo: async () => {
      if (phase !== "choosing" || life.week === 0) return;
      const taken = life.choices.at(-1);
      dispatch({ type: "sent" });
      await undo(life).then((found) => dispatch({ type: "undone", taken, life: found.life, told: found.told || t("year.undone") }), fail);
    },
    why: () => { const account = newest(life.accounts); if (account) setSheet({ account }); },
  };

  async function run(going) {
    if (busy) return;
    stopped.current = false;
    dispatch({ type: "sent", going });
    try {
      let found = await live(life, draft);
      let [passed, last] = [1, found.life.last];
      while (going && !stopped.current && !found.life.over && found.life.news.length === 0) {
        dispatch({ type: "passed", life: found.life });
        found = await live(found.life, next(state, { type: "passed", life: found.life }).draft);
        passed += 1;
        last = [...last, ...found.life.last];
      }
      dispatch({ type: "lived", life: { ...found.life, last, told_from: life.week }, told: found.told || (passed > 1 ? t("year.passed", { n: passed * life.step }) : null) });
    } catch (error) {
      fail(error);
    }
  }

  async function ask(system) {
    const found = await why(life, system);
    if (found.told) dispatch({ type: "opened", life: found.life, draft, told: found.told });
    return found.why;
  }

  useKeys(own.keys && !sheet && Boolean(life), act);
  if (!life) return html`<${Opening} problems=${state.problems} />`;
  const of = { life, draft, set, busy, games: own.games };
  return html`
    <p class="hidden-but-read" role="status" aria-live="polite">${state.steps > 0 && phase === "choosing" ? spoken(state) : ""}</p>
    <${Strip} life=${life} />
    <div class="top"><${Person} person=${life.person} /><div class="switches">
      <button type="button" class="plain" aria-pressed=${!own.games} onClick=${() => flip("games")}>${t("year.games_off")}</button>
      <button type="button" class="plain" onClick=${() => setSheet({ keep: true })}>${t("year.keep")}</button>
      <button type="button" class="plain" onClick=${() => setSheet({ keys: true })}>${t("year.keys")}</button></div></div>
    <${News} ...${of} />
    <div class="weeks">
      <div class="own">
        <${LastWeek} ...${of} busy=${phase !== "choosing"} told=${state.told} undo=${act.undo} heading=${heading} />
        <${Cases} ...${of} />
        ${!life.over && html`<${Ahead} ...${of} /><${Evenings} ...${of} /><${Holds} ...${of} />`}
        ${!life.over && html`<${WeekBet} life=${life} leave=${() => heading.current?.focus()} />`}
        <${Act} state=${state} live=${act.live} goOn=${act.goOn} stop=${() => { stopped.current = true; }} />
      </div>
      <div class="accounts"><${Standing} ...${of} change=${(table, key, value) => set(withEntry(draft, table, key, value))} openWhy=${(account) => setSheet({ account })} />
        <${Friends} ...${of} /></div>
      <div class="ledgers"><${Known} ...${life.ledgers} /><${Unrecorded} ...${life.ledgers} step=${life.step} /></div>
    </div>
    ${sheet?.account && html`<${WhySheet} account=${sheet.account} ask=${ask} lived=${life.week > 0} close=${() => setSheet(null)} />`}
    ${sheet?.keep && html`<${KeepSheet} life=${life} close=${() => setSheet(null)} />`}
    ${sheet?.keys && html`<${KeysSheet} on=${own.keys} flip=${() => flip("keys")} close=${() => setSheet(null)} />`}`;
}

function Opening({ problems }) {
  if (!problems.length) return html`<p class="small opening" role="status">${t("year.opening")}</p>`;
  return html`<h1>${t("year.title")}</h1><div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>
    <p><button type="button" class="first" onClick=${() => location.reload()}>${t("frame.again")}</button> <a class="button" href=${link("/year")}>${t("year.start_anew")}</a></p>`;
}

/** What a screen reader hears after a step. */
function spoken({ life, told, order }) {
  const account = newest(asTheyCame(life.accounts, order));
  const { known, unrecorded, met } = life.ledgers;
  return [
    told || "", `${where(life)} ${t("year.of_weeks", { weeks: life.weeks })}.`,
    account ? t("year.spoken_score", { title: account.title, score: number(account.score, 0), band: account.band || "" }) : t("year.no_score"),
    t("year.spoken_ledgers", { false: known.false, denied: met.denied + met.worsened, fear: unrecorded.you.fear.public, twin: unrecorded.twin.fear.public }),
  ].join(" ");
}

render(html`<${Year} id=${root.dataset.life} />`, root);

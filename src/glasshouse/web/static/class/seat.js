// One seat's week: the same parts as a year alone, but everybody goes on together, and nothing is taken back.

import { html, useEffect, useLayoutEffect, useReducer, useRef, useState } from "../vendor/preact-htm.js";
import { link, number, t } from "../app/words.js";
import { get, post } from "../app/api.js";
import { asSent, BEFORE, chosenIn, next, withEntry } from "../year/state.js";
import { keepSwitches, switches } from "../year/kept.js";
import { Strip } from "../year/strip.js";
import { News, Person } from "../year/person.js";
import { LastWeek } from "../year/lastweek.js";
import { Ahead } from "../year/ahead.js";
import { Cases, Evenings, Holds } from "../year/holds.js";
import { Standing } from "../year/standing.js";
import { Friends } from "../year/friends.js";
import { Known, Unrecorded } from "../year/ledgers.js";
import { WhySheet } from "../year/why.js";
import { wording } from "../year/wording.js";
import { sentences, states } from "./follow.js";
import { Countdown } from "./countdown.js";
import { keep, keptOf } from "./kept.js";
import { Poll } from "./poll.js";
import { Votes } from "./votes.js";
import { Back } from "./back.js";

const CONFLICT = 409; // the class stands still, or is in another week
const SOON = 150; // milliseconds without a change after which the class is told what is ticked

/** The page of one seat; the focus goes to it where it was just `taken`. `gone` is told when the class does not know it any more, `chosen` when its choices were taken down. */
export function SeatPage({ code, token, taken, gone, chosen }) {
  const [state, dispatch] = useReducer(next, BEFORE);
  const [room, setRoom] = useState(null);
  const [sent, setSent] = useState(null);
  const [lost, setLost] = useState(false);
  const [sheet, setSheet] = useState(null);
  const [back, setBack] = useState(false);
  const [late, setLate] = useState(false); // whether the class went on before what was ticked arrived
  const [games, setGames] = useState(() => switches().games);
  const heading = useRef(null);
  const held = useRef(null);
  const missed = useRef(null); // the week for which something was ticked that the class did not take
  const before = useRef(Promise.resolve());
  const { life, draft } = state;
  const fail = (error) => dispatch({ type: "failed", problems: sentences(error) });

  useEffect(() => {
    const stop = new AbortController();
    (async () => {
      for await (const found of states(code, token, { has: () => held.current, lost: setLost, signal: stop.signal })) {
        setRoom(found);
        if (!found.life) continue;
        const first = held.current === null;
        if (missed.current !== null && missed.current !== found.life.week) setLate(true);
        held.current = found.life.week;
        setSent(found.chosen ? found.week : null);
        dispatch(first ? { type: "opened", life: found.life, draft: keptOf(code).drafts[token] } : { type: "lived", life: found.life });
      }
    })().catch((error) => (stop.signal.aborted ? null : gone(error)));
    return () => stop.abort();
  }, [code, token]);
  useEffect(() => { if (draft) keep(code, { drafts: { ...keptOf(code).drafts, [token]: draft } }); }, [draft]);
  // In turn: what is ticked must not arrive after what was chosen later.
  const say = (path, choices) => (before.current = before.current.catch(() => {}).then(() => post(`/classes/${code}/${path}`, asSent(choices), { token })));
  // A class that stands still or has ended takes nothing either, but then no step was lived without what was ticked.
  const miss = (week) => { if (held.current === week) missed.current = week; else setLate(true); };
  const takenDown = () => { missed.current = null; setLate(false); };
  const waits = Boolean(life) && sent === life.week;
  const still = !life || !room || room.phase !== "open" || life.over;
  useEffect(() => {
    if (!draft || still || waits || lost) return undefined;
    const tell = () => say("ticks", draft).then(() => { takenDown(); dispatch({ type: "failed", problems: [] }); }, (error) => (error.status === CONFLICT ? miss(life.week) : error.problems?.length && fail(error)));
    const soon = setTimeout(tell, SOON);
    return () => clearTimeout(soon);
  }, [draft, still, waits, lost]);
  useLayoutEffect(() => { if (state.steps > 0 || taken) heading.current?.focus(); }, [state.steps, Boolean(life && room)]);

  if (!life || !room) return html`<p class="small opening" role="status">${t("class.opening")}</p>`;
  const set = (part) => dispatch({ type: "changed", draft: part });
  const done = life.over || room.phase === "ended";
  const of = { life, draft, set, busy: still || waits, games };
  const send = () => say("weeks", draft).then(({ ready, joined }) => {
    setSent(life.week);
    setRoom({ ...room, ready, joined });
    dispatch({ type: "changed", draft: {} });
    takenDown();
    chosen();
  }, (error) => (error.status === CONFLICT ? miss(life.week) : fail(error)));
  const answer = (option) => post(`/classes/${code}/answers`, { question: room.poll.question, option }, { token })
    .then(() => setRoom({ ...room, poll: { ...room.poll, yours: option } }), fail);
  const ask = (system) => get(`/classes/${code}/why?system=${encodeURIComponent(system)}`, { token }).then((found) => found[0]);
  const flip = () => { keepSwitches({ ...switches(), games: !games }); setGames(!games); };
  return html`
    <p class="hidden-but-read" role="status" aria-live="polite">${state.steps > 0 && !life.over ? t("class.went_on", { week: String(life.week + 1) }) : ""}</p>
    <${Strip} life=${life} />
    ${lost && html`<p class="problem" role="status">${t("class.lost")}</p>`}
    ${late && html`<p class="problem" role="alert">${t("class.too_late")}</p>`}
    ${room.phase === "frozen" && html`<p class="still" role="status">${t("class.look_up")}</p>`}
    ${room.phase === "ended" && html`<p class="still" role="status">${t("class.ended_pupil")} <a href=${link(`/c/${code}/debrief`)}>${t("class.to_debrief")}</a></p>`}
    ${life.week > 0 && done && html`<p><button type="button" class=${back ? "" : "first"} aria-expanded=${back} onClick=${() => setBack(!back)}>${t(back ? "ending.class.to_week" : "ending.class.look_back")}</button></p>`}
    ${back && html`<${Back} code=${code} token=${token} plenary=${room.plenary} />`}
    ${!back && html`${room.plenary && html`<p class="small">${t("class.plenary_seat")}</p>`}
    ${room.decided && html`<${Votes} vote=${room.decided} step=${room.step} heading=${t("class.decided")} />`}
    ${room.poll && html`<${Question} poll=${room.poll} people=${life.people} answer=${answer} />`}
    <div class="top"><${Person} person=${life.person} /><div class="switches">
      <button type="button" class="plain" aria-pressed=${!games} onClick=${flip}>${t("year.games_off")}</button></div></div>
    <${News} ...${of} />
    <div class="weeks">
      <div class="own">
        <${LastWeek} ...${of} told=${null} undo=${null} heading=${heading} press=${t("class.press")} before=${room.newcomer ? t("class.before_you") : null} />
        <${Cases} ...${of} />
        ${!done && html`<${Ahead} ...${of} /><${Evenings} ...${of} /><${Holds} ...${of} />`}
        ${room.phase !== "ended" && html`<${Ready} state=${state} room=${room} waits=${waits} still=${still} send=${send} again=${() => setSent(null)} />`}
      </div>
      <div class="accounts"><${Standing} ...${of} change=${(table, key, value) => set(withEntry(draft, table, key, value))} openWhy=${(account) => setSheet({ account })} />
        <${Friends} ...${of} here=${room.in_room} /></div>
      <div class="ledgers"><${Known} ...${life.ledgers} /><${Unrecorded} ...${life.ledgers} step=${life.step} /></div>
    </div>`}
    ${sheet && html`<${WhySheet} account=${sheet.account} ask=${ask} lived=${life.week > 0} close=${() => setSheet(null)} say=${sentences} />`}`;
}

function Ready({ state, room, waits, still, send, again }) {
  const { life, draft, problems } = state;
  const n = chosenIn(draft);
  const asked = room.poll && (room.poll.counts !== null || room.poll.yours === null);
  const count = t("class.ready_of", { ready: room.ready, joined: number(room.joined) });
  if (life.over) return html`<div class="act"><p>${t("class.year_over")}</p></div>`;
  return html`<div class="act">
    <div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>
    ${asked && html`<p class="small asked"><a href="#poll">${t(room.poll.counts === null ? "class.to_question" : "class.to_counts")}</a></p>`}
    <p class="small chosen"><span role="status">${room.phase === "frozen" ? html`<strong>${t("class.look_up_bar")}</strong>` : waits ? t("class.waiting") : n === 0 ? t("year.nothing_chosen", { n: life.step }) : t("year.chosen", { n })} ${count}</span> <${Countdown} until=${room.until} /></p>
    <button type="button" class=${waits ? "" : "first"} aria-disabled=${still} onClick=${still ? undefined : waits ? again : send}>${t(waits ? "class.change" : "class.ready")}</button>
  </div>`;
}

function Question({ poll, people, answer }) {
  if (poll.counts !== null) return html`<div id="poll" tabindex="-1"><${Poll} poll=${poll} people=${people} /></div>`;
  return html`<section class="poll" id="poll" tabindex="-1"><h2>${t(`ending.bets.${poll.question}`, { people })}</h2>
    <div class="buttons">${poll.options.map((option, m) => html`<button type="button" aria-pressed=${poll.yours === m} onClick=${() => answer(m)}>${wording(poll.question, option, people)}</button>`)}</div></section>`;
}

// The teacher's desk: open a class, see how many are there, set the pace, put questions, end. It never names a pupil.

import { html, render, useEffect, useState } from "../vendor/preact-htm.js";
import { link, number, t } from "../app/words.js";
import { get, post } from "../app/api.js";
import { deskCode, forget, keep, keepDesk, keptOf } from "./kept.js";
import { sentences, states, whereOf } from "./follow.js";
import { Countdown, timed } from "./countdown.js";
import { Door, Opening } from "./opening.js";
import { Change } from "./change.js";
import { HeldBack, Histogram, newestFirst } from "./charts.js";
import { Poll } from "./poll.js";

const root = document.getElementById("desk");
const questions = JSON.parse(root.dataset.questions);
const TAKEN = 409; // a server holds one class
const UNKNOWN = 401; // the server's own token is missing

function Desk() {
  const [opened, setOpened] = useState(() => deskCode() && keptOf(deskCode()));
  const [problems, setProblems] = useState([]);
  const [open, setOpen] = useState(false); // whether the server holds a class already
  useEffect(() => { if (!opened) get("/classes").then((found) => setOpen(found.open), () => setOpen(false)); }, [opened]);
  const begin = async (opening) => {
    try {
      const found = await post("/classes", opening);
      keepDesk(found.code);
      keep(found.code, { desk: found.desk_token, screen: found.screen_token, code: found.code, address: found.address });
      setProblems([]);
      setOpened(keptOf(found.code));
    } catch (error) {
      if (error.status === TAKEN) setOpen(true);
      setProblems(error.status === TAKEN ? [t("class.other_open")] : error.status === UNKNOWN ? [t("class.needs_token")] : sentences(error));
    }
  };
  const gone = (error) => {
    forget(opened.code);
    keepDesk(null);
    setOpened(null);
    setProblems(error ? sentences(error) : []);
  };
  if (!opened) return html`<${Opening} begin=${begin} back=${open && (() => begin({ back: true }))} problems=${problems} root=${root} />`;
  return html`<${Running} key=${opened.code} opened=${opened} gone=${gone} />`;
}

function Running({ opened, gone }) {
  const [state, setState] = useState(null);
  const [lost, setLost] = useState(false);
  const [problems, setProblems] = useState([]);
  const { code, desk: token } = opened;
  useEffect(() => {
    const stop = new AbortController();
    (async () => {
      for await (const next of states(code, token, { lost: setLost, signal: stop.signal })) setState(next);
    })().catch(gone);
    return () => stop.abort();
  }, [code]);
  const say = (path, body = {}) => post(`/classes/${code}/${path}`, body, { token }).then((next) => { setState(timed(next)); setProblems([]); }, (error) => setProblems(sentences(error)));
  if (!state) return html`<p class="small" role="status">${t("class.opening")}</p>`;
  const ended = state.phase === "ended";
  const goesOn = !state.over && state.change - state.week > state.step;
  const begun = state.town.chapters.filter((each) => each.begun);
  return html`
    <div class=${ended ? "desk ended" : "desk"}>
      ${!ended && html`<${Door} opened=${opened} state=${state} />`}
      <div class="goes">
        <${Course} state=${state} />
        ${begun.filter((each) => each.week + state.step > state.week).map((each) => html`<p key=${each.day} class="chapters"><${Change} change=${each} week=${state.week} links /></p>`)}
        <div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>
        ${lost && html`<p class="problem" role="status">${t("frame.unreachable")}</p>`}
        ${ended ? html`<${Ended} code=${code} anew=${() => gone(null)} />` : html`
        <div class="buttons">
          ${!state.over && html`<button type="button" class="first" disabled=${state.phase !== "open"} onClick=${() => say("next", { week: state.week })}>${t("class.next", { n: state.step })}</button>`}
          ${!state.over && html`<button type="button" aria-pressed=${state.phase === "frozen"} onClick=${() => say("freeze", { frozen: state.phase !== "frozen" })}>${t(state.phase === "frozen" ? "class.unfreeze" : "class.freeze")}</button>`}
          <a class="button" href=${link(`/c/${code}/screen#screen=${opened.screen}`)} target="_blank" rel="noopener">${t("class.to_screen")}</a>
        </div>
        ${goesOn && html`<p><button type="button" disabled=${state.phase !== "open"} onClick=${() => say("next", { week: state.week, to_change: true })}>${t(state.change < state.weeks ? "class.to_change" : "class.to_end", { week: String(state.change) })}</button> <span class="small">${t("class.to_change_says")}</span></p>`}
        ${state.desk.away > 0 && html`<p><button type="button" onClick=${() => say("seats/away")}>${t("class.free_seats", { n: state.desk.away })}</button> <span class="small">${t("class.free_seats_say")}</span></p>`}
        ${state.plenary && html`<${Plenary} state=${state} />`}
        <${PaceForm} state=${state} set=${(pace) => say("pace", pace)} />
        ${!state.plenary && html`<p class="finds"><button type="button" aria-pressed=${state.finds} onClick=${() => say("friends", { shown: !state.finds })}>${t("class.find_friends")}</button> <span class="small">${t("class.find_friends_says")}</span></p>`}
        <${Questions} state=${state} say=${say} people=${state.town.people} />
        <h3>${t("class.end_heading")}</h3>
        <p class="small">${t("class.end_says")}</p>
        <div class="buttons"><button type="button" onClick=${() => confirm(t("class.end_sure")) && say("end")}>${t("class.end")}</button>
          <a class="button" href=${link(`/c/${code}/debrief#screen=${opened.screen}`)} target="_blank" rel="noopener">${t("class.to_debrief")}</a></div>`}
      </div>
    </div>
    <section class="town"><h2>${t("class.town")}</h2>
      ${begun.length > 0 && html`<ul class="changes">${begun.map((each) => html`<li key=${each.day}><${Change} change=${each} week=${state.week} links /></li>`)}</ul>`}
      <div class="charts">${newestFirst(state.town.systems).slice(0, 1).map((system) => html`<${Histogram} key=${system.system} system=${system} alone=${state.plenary} keeps />`)}
        <${HeldBack} keeps weeks=${state.town.weeks} all=${state.weeks} chapters=${begun} /></div>
    </section>`;
}

/** How a class votes on one life; what shows it is fetched for such a class alone. */
function Plenary({ state }) {
  const [made, put] = useState(null);
  useEffect(() => { import("./votes.js").then((found) => put(found)); }, []);
  const told = [["votes", state.vote], ["decided", state.decided]];
  return made && told.map(([name, vote]) => vote && html`<${made.Votes} key=${name} vote=${vote} step=${state.step} heading=${t(`class.${name}`)} />`);
}

function Course({ state }) {
  const text = state.over ? t("class.over") : whereOf(state);
  return html`<h2 class="course-now">${text}</h2>
    ${!state.over && state.phase !== "ended" && html`<p class="count"><span role="status">${t("class.ready_of", { ready: state.ready, joined: number(state.joined) })}${state.desk.away > 0 ? ` ${t("class.away", { n: state.desk.away })}` : ""}${state.phase === "frozen" ? ` ${t("class.stands_still")}` : ""}</span> <${Countdown} until=${state.until} /></p>
    <p class="small">${t(state.plenary ? "class.nobody_votes" : "class.nobody_waits")}</p>`}`;
}

function PaceForm({ state, set }) {
  const [seconds, setSeconds] = useState(state.desk.seconds || 60);
  return html`<fieldset class="pace"><legend>${t("class.pace")}</legend>
    ${["hand", "ready", "timer"].map((by) => html`<label class="choice"><input type="radio" name="pace" checked=${state.by === by} onChange=${() => set({ by, seconds })} /> ${t(`class.pace_${by}`)}</label>`)}
    <label>${t("class.seconds")} <input type="number" min="10" max="900" step="5" value=${seconds} onChange=${({ target }) => {
      const chosen = Math.min(900, Math.max(10, Math.round(Number(target.value)) || 60));
      setSeconds(chosen);
      if (state.by === "timer") set({ by: "timer", seconds: chosen });
    }} /></label></fieldset>`;
}

function Questions({ state, say, people }) {
  return html`<h3>${t("class.questions")}</h3><p class="small">${t("class.questions_say")}</p>
    <div class="questions">${questions.map((question) => html`<button type="button" aria-pressed=${state.poll?.question === question} onClick=${() => say("poll", { question })}>${t(`ending.bets.${question}`, { people })}</button>`)}</div>
    ${state.poll && html`<${Poll} poll=${state.poll} people=${people} />
      <div class="buttons">${state.poll.counts === null && html`<button type="button" onClick=${() => say("poll/shown")}>${t("class.show_counts")}</button>`}
        ${state.poll.counts !== null && state.poll.can_tell && !state.poll.told && html`<button type="button" onClick=${() => say("poll/told")}>${t("class.show_towns")}</button>`}
        <button type="button" onClick=${() => say("poll", { question: null })}>${t("class.poll_away")}</button></div>`}`;
}

function Ended({ code, anew }) {
  const kept = keptOf(code);
  return html`<p>${t("class.ended_desk")}</p><div class="buttons">
    <a class="button first" href=${link(`/c/${code}/debrief#screen=${kept.screen}`)} target="_blank" rel="noopener">${t("class.to_debrief")}</a>
    <button type="button" onClick=${anew}>${t("class.anew")}</button></div>`;
}

root.replaceChildren();
render(html`<${Desk} />`, root);

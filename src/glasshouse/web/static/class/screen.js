// The screen for all: the town, the class as dots in it, what fear holds back, and questions. Never a pupil, never a name.

import { html, render, useEffect, useState } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";
import { keptOf, takeFromAddress } from "./kept.js";
import { sentences, states, whereOf } from "./follow.js";
import { Countdown } from "./countdown.js";
import { Change } from "./change.js";
import { HeldBack, Histogram, newestFirst } from "./charts.js";
import { Poll } from "./poll.js";
import { Votes } from "./votes.js";

const root = document.getElementById("screen");
const { code } = root.dataset;
takeFromAddress(code);

function Screen() {
  const [state, setState] = useState(null);
  const [problems, setProblems] = useState([]);
  const [shown, setShown] = useState(null);
  useEffect(() => {
    const { screen, seats, at } = keptOf(code);
    const token = screen || seats[at];
    if (!token) return setProblems([t("class.screen_from_desk")]);
    (async () => {
      for await (const next of states(code, token)) setState(next);
    })().catch((error) => setProblems(sentences(error)));
  }, []);
  if (problems.length) return html`<div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>`;
  if (!state?.town) return html`<p class="small" role="status">${t("class.opening")}</p>`;
  const systems = newestFirst(state.town.systems);
  const system = systems.find((each) => each.system === shown) || systems[0];
  const begun = state.town.chapters.filter((each) => each.begun);
  return html`
    <header class="screen-head"><h1>${state.over ? t("class.over") : whereOf(state)}</h1>
      <p class="join">${t("class.join_at", { address: state.address.replace(/^http:\/\//, "").replace(/\/[^/]*$/, "") })} <b class="code">${code}</b></p></header>
    ${state.phase === "frozen" && html`<p class="still" role="status">${t("class.look_up")}</p>`}
    <p class="count"><span role="status">${state.over || state.phase === "ended" ? "" : t("class.ready_of", { ready: state.ready, joined: number(state.joined) })}${state.phase === "ended" ? ` ${t("class.has_ended")}` : ""}</span> <${Countdown} until=${state.until} /></p>
    ${begun.length > 0 && html`<p class="chapters"><${Change} change=${begun.at(-1)} week=${state.week} /></p>`}
    ${state.poll && html`<${Poll} poll=${state.poll} people=${state.town.people} />`}
    ${state.decided && html`<${Votes} vote=${state.decided} step=${state.step} heading=${t("class.decided")} />`}
    ${systems.length > 1 && html`<div class="buttons" role="group" aria-label=${t("class.which_system")}>${systems.map((each) => html`<button type="button" aria-pressed=${each === system} onClick=${() => setShown(each.system)}>${each.title}</button>`)}</div>`}
    <div class="charts">${system ? html`<${Histogram} system=${system} alone=${state.plenary} />` : html`<p>${t("class.no_scores")}</p>`}
      <${HeldBack} weeks=${state.town.weeks} all=${state.weeks} chapters=${begun} /></div>`;
}

root.replaceChildren();
render(html`<${Screen} />`, root);

// A pupil's page: join, then the week's screen with everybody's pace. Several people may share one device, a seat each.

import { html, render, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { link, t } from "../app/words.js";
import { post, remove } from "../app/api.js";
import { keep, keptOf } from "./kept.js";
import { sentences } from "./follow.js";
import { SeatPage } from "./seat.js";

const root = document.getElementById("year");
const { code } = root.dataset;

function Pupil() {
  const [kept, setKept] = useState(() => keptOf(code));
  const [problems, setProblems] = useState([]);
  const [veiled, setVeiled] = useState(false);
  const [taken, setTaken] = useState(false);
  const set = (part) => {
    keep(code, part);
    setKept(keptOf(code));
  };
  const join = () => post(`/classes/${code}/seats`).then(({ seat_token }) => {
    const { seats } = keptOf(code);
    setProblems([]);
    setVeiled(false);
    setTaken(true);
    set({ seats: [...seats, seat_token], at: seats.length });
  }, (error) => setProblems(sentences(error)));
  const drop = (token, error) => {
    const { seats, drafts } = keptOf(code);
    set({ seats: seats.filter((each) => each !== token), at: 0, drafts: { ...drafts, [token]: undefined } });
    setProblems(error ? sentences(error) : []);
  };
  const leave = (token) => remove(`/classes/${code}/seats`, { token }).then(() => drop(token), (error) => drop(token, error));
  const chosen = () => {
    if (kept.seats.length < 2) return;
    set({ at: (kept.at + 1) % kept.seats.length });
    setVeiled(true);
    setTaken(true);
  };
  const token = kept.seats[kept.at];
  if (!token) return html`<${Join} join=${join} problems=${problems} />`;
  return html`<div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>
    <nav class="shared" aria-label=${t("class.this_device")}>
      ${kept.seats.length > 1 && kept.seats.map((each, m) => html`<button type="button" aria-pressed=${m === kept.at} onClick=${() => { set({ at: m }); setVeiled(false); }}>${t("class.person", { n: m + 1 })}</button>`)}
      <button type="button" class="plain" onClick=${join}>${t("class.one_more")}</button>
      <button type="button" class="plain" onClick=${() => confirm(t("class.leave_sure")) && leave(token)}>${t("class.leave")}</button></nav>
    ${veiled
      ? html`<${HandOver} n=${kept.at + 1} go=${() => setVeiled(false)} />`
      : html`<${SeatPage} key=${token} taken=${taken} code=${code} token=${token} gone=${(error) => drop(token, error)} chosen=${chosen} />`}`;
}

function HandOver({ n, go }) {
  const button = useRef(null);
  useLayoutEffect(() => button.current.focus(), [n]);
  return html`<section class="veil"><h1>${t("class.hand_over", { n })}</h1><p>${t("class.hand_over_says")}</p>
    <p><button type="button" class="first" ref=${button} onClick=${go}>${t("class.i_am", { n })}</button></p></section>`;
}

function Join({ join, problems }) {
  return html`<section class="joining"><h1>${t("class.join_heading", { code })}</h1>
    <p class="standfirst">${t("class.join_says")}</p>
    ${root.dataset.scenario === "year" && html`<p>${t("class.join_year")} ${t("year.what_town")}</p>`}
    <p>${t("year.content_note")}</p><p>${t("class.join_private")}</p>
    <div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>
    <p><button type="button" class="first" onClick=${join}>${t("class.take_seat")}</button> <a class="button" href=${link("/c")}>${t("class.other_code")}</a></p></section>`;
}

root.replaceChildren();
render(html`<${Pupil} />`, root);

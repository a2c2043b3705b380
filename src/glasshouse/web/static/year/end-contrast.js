// The fair contrast: eight systems to judge, one narrow penalty to look at, the eight again; hits and false alarms stay on the page.

import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get } from "../app/api.js";
import { inWords } from "../app/titles.js";
import { link, number, t } from "../app/words.js";
import { sentences } from "./talks.js";

const WAYS = ["refused", "silenced", "misrecorded", "wronged", "left"];

/** Five minutes, offered at the end of every year. Judgements are kept in this component and nowhere else. */
export function Contrast({ life }) {
  const [found, setFound] = useState(null);
  const [problems, setProblems] = useState([]);
  const [said, setSaid] = useState(null); // before the player begins; then the judgements of each round, in the order given
  const [between, setBetween] = useState(false);
  useEffect(() => {
    get(`/lives/${life.id}/contrast`).then((found) => setFound(inWords(found)), (error) => setProblems(sentences(error)));
  }, [life.id]);
  const answers = said?.length ?? 0;
  const items = found?.items.length ?? 0;
  const judge = (allows) => {
    setSaid([...said, allows]);
    setBetween(answers + 1 === items);
  };
  const anew = () => setSaid([]);
  return html`<section class="contrast"><h2>${t("ending.contrast.title")}</h2>
    ${problems.map((problem, i) => html`<p key=${i} class="problem">${problem}</p>`)}
    ${said === null && html`<p>${t("ending.contrast.says")}</p><p><button type="button" class="first" disabled=${!found} onClick=${anew}>${t("ending.contrast.begin")}</button></p>`}
    ${said && between && html`<${Between} found=${found} go=${() => setBetween(false)} />`}
    ${said && !between && answers < 2 * items && html`<${Judge} key=${answers} item=${item(found.items, answers)} at=${answers % items} of=${items} judge=${judge} />`}
    ${said && answers === 2 * items && html`<${Result} items=${found.items} said=${said} anew=${anew} />`}</section>`;
}

/** The second round goes the other way round, so that no order helps. */
const item = (items, at) => (at < items.length ? items[at] : items[2 * items.length - 1 - at]);

/** Takes the focus when it comes, so that a keyboard and a screen reader follow. */
function useFocus() {
  const place = useRef(null);
  useLayoutEffect(() => place.current?.focus(), []);
  return place;
}

function Judge({ item: { system, title }, at, of, judge }) {
  const place = useFocus();
  return html`<div class="judge"><p class="small">${t("ending.contrast.step", { n: at + 1, of })}</p>
    <h3 tabindex="-1" ref=${place}>${title}</h3><p>${t(`ending.contrast.system.${system}.says`)}</p><p>${t("ending.contrast.would")}</p>
    <p class="answers"><button type="button" onClick=${() => judge(true)}>${t("ending.contrast.allow")}</button> <button type="button" onClick=${() => judge(false)}>${t("ending.contrast.stop")}</button></p></div>`;
}

function Between({ found, go }) {
  const place = useFocus();
  const { year, narrow, of } = found;
  const licence = narrow.standing.find((each) => each.score !== null);
  return html`<h3 tabindex="-1" ref=${place}>${t("ending.contrast.between_title")}</h3><p>${t("ending.contrast.between")}</p>
    <table><caption>${t("ending.contrast.between_caption", { of })}</caption>
      <thead><tr><th scope="col">${t("ending.contrast.between_what")}</th><th scope="col" class="number">${t("ending.contrast.between_year")}</th><th scope="col" class="number">${t("ending.contrast.between_narrow")}</th></tr></thead>
      <tbody>${WAYS.map((way) => html`<tr key=${way}><th scope="row">${t(`ending.contrast.way.${way}`)}</th><td class="number">${number(year.people[way])}</td><td class="number">${number(narrow.people[way])}</td></tr>`)}</tbody></table>
    <p>${t("ending.contrast.between_opened", { n: narrow.opened })} ${t("ending.contrast.between_appeals", { n: narrow.appeals })} ${t("ending.contrast.between_won", { n: narrow.overturned })}
      ${licence ? t("ending.contrast.between_you", { points: Math.round(licence.score), band: licence.band }) : t("ending.contrast.between_none")}</p>
    <p><button type="button" class="first" onClick=${go}>${t("ending.contrast.go_on")}</button></p>`;
}

function Result({ items, said, anew }) {
  const place = useFocus();
  const judged = items.map((each, i) => ({ ...each, first: said[i], then: said[2 * items.length - 1 - i] }));
  const stopped = (fair, round) => judged.filter((each) => each.fair === fair && !each[round]).length;
  const row = (fair) => html`<tr><th scope="row">${t(fair ? "ending.contrast.alarms" : "ending.contrast.hits")}</th><td class="number">${stopped(fair, "first")}</td><td class="number">${stopped(fair, "then")}</td></tr>`;
  const word = (allows) => t(allows ? "ending.contrast.said_allow" : "ending.contrast.said_stop");
  return html`<h3 tabindex="-1" ref=${place}>${t("ending.contrast.result_title")}</h3><p>${t("ending.contrast.result")}</p>
    <table><caption>${t("ending.contrast.result_caption")}</caption><thead><tr><td></td><th scope="col" class="number">${t("ending.contrast.before")}</th><th scope="col" class="number">${t("ending.contrast.after")}</th></tr></thead>
      <tbody>${row(false)}${row(true)}</tbody></table>
    <p>${t("ending.contrast.trust_less")}</p><h3>${t("ending.contrast.each_title")}</h3><p class="small">${t("ending.contrast.by")}</p>
    <ul class="each">${judged.map((each) => html`<li key=${each.system}><h4><a href=${link(`/systems/${each.system}`)}>${each.title}</a>: ${t(each.fair ? "ending.contrast.fair" : "ending.contrast.unfair")}</h4>
      <p>${t(`ending.contrast.system.${each.system}.why`)} <span class="small">${t("ending.contrast.point", { n: each.point })} ${t("ending.contrast.you_said", { first: word(each.first), second: word(each.then) })}</span></p></li>`)}</ul>
    <p><button type="button" onClick=${anew}>${t("ending.contrast.again")}</button></p>`;
}

// The clerk's weeks: opens the office, deals the cases of a week, and shows what came of it.

import { html, render, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get, post } from "../app/api.js";
import { inWords } from "../app/titles.js";
import { t } from "../app/words.js";
import { Desk } from "./clerk-desk.js";
import { Closing } from "./clerk-closing.js";
import { Problems, sentences, townOf } from "./parts.js";

const USUAL = 1; // the town's number, where the address names none
const root = document.getElementById("clerk");
const town = townOf(USUAL);
const query = new URLSearchParams(town);

function Clerk() {
  const [at, go] = useState({ page: "start" });
  const [rules, setRules] = useState(null);
  const [done, setDone] = useState([]);
  const [problems, setProblems] = useState([]);
  const heading = useRef(null);
  const fail = (error) => { setProblems(sentences(error)); go((now) => ({ ...now, waiting: false })); };

  async function begin(number) {
    setProblems([]);
    go((now) => ({ ...now, waiting: true }));
    try {
      const known = rules || inWords(await get(`/clerk?${query}`));
      const week = inWords(await get(`/clerk/weeks/${number}?${query}`));
      setRules(known);
      go({ page: "desk", week });
    } catch (error) {
      fail(error);
    }
  }

  async function close(week, decisions) {
    const weeks = [...done.filter((each) => each.week !== week.week), { week: week.week, decisions }];
    setProblems([]);
    setDone(weeks);
    go({ page: "closing", week, decisions });
    try {
      go({ page: "closing", week, decisions, closed: inWords(await post("/clerk/closing", { ...town, weeks })) });
    } catch (error) {
      fail(error);
    }
  }

  useLayoutEffect(() => {
    if (at.page !== "start") window.scrollTo(0, 0);
    if (at.closed) heading.current.focus();
  }, [at.page, at.closed]);

  const again = at.page === "closing" && !at.closed ? () => close(at.week, at.decisions) : null;
  return html`${at.page === "start" && html`<${Start} waiting=${at.waiting} begin=${() => begin(0)} />`}
    ${at.page === "desk" && html`<${Desk} key=${at.week.week} rules=${rules} week=${at.week} query=${query} close=${(decisions) => close(at.week, decisions)} />`}
    ${at.page === "closing" && html`<h1 tabindex="-1" ref=${heading}>${t("clerk.closed", { n: at.week.week + 1 })}</h1>
      ${!at.closed && !problems.length && html`<p class="small" role="status">${t("clerk.closing")}</p>`}
      ${at.closed && html`<${Closing} rules=${rules} week=${at.week} closed=${at.closed} next=${begin} waiting=${at.waiting} />`}`}
    <${Problems} problems=${problems} again=${again} />`;
}

function Start({ waiting, begin }) {
  return html`<h1>${t("clerk.title")}</h1>
    <p class="standfirst">${t("clerk.standfirst")}</p>
    <ol class="how">${["how_1", "how_2", "how_3"].map((key) => html`<li key=${key}>${t(`clerk.${key}`)}</li>`)}</ol>
    <p>${t("clerk.long")} ${t("seats.people")}</p>
    <p class="begin"><button class="first" type="button" aria-disabled=${waiting ? "true" : "false"} onClick=${() => waiting || begin()}>${t("clerk.open")}</button>
      <span class="small" role="status">${waiting ? t("seats.living") : ""}</span></p>
    <p class="small">${t("clerk.how_4", { scenario: "welfare-fraud" })} ${t("seats.kept")}</p>`;
}

root.replaceChildren();
render(html`<${Clerk} />`, root);

// The desk: one case after another, a clock that runs down, and what was decided.

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get } from "../app/api.js";
import { percent, t } from "../app/words.js";
import { File } from "./clerk-file.js";
import { Problems, sentences } from "./parts.js";

/** A week's cases. `close` is told the decisions once the week is over. */
export function Desk({ rules, week, query, close }) {
  const [decisions, setDecisions] = useState([]);
  const [visit, setVisit] = useState(null); // what an inspector reported of the present case
  const [said, say] = useState("");
  const [problems, setProblems] = useState([]);
  const heading = useRef(null);
  const now = decisions.length;
  const file = week.cases[now];
  const left = rules.minutes - spent(rules, decisions) - (visit ? rules.minutes_visit : 0);
  const open = week.cases.length - now;
  const unread = Math.min(open, Math.floor(left / rules.minutes_unread));
  const readable = left >= rules.minutes_file;

  useLayoutEffect(() => { heading.current?.focus({ preventScroll: true }); window.scrollTo(0, 0); }, [now]);

  function decide(verdict) {
    const made = [...decisions, { case: file.number, verdict, read: true, visited: visit !== null }];
    const next = week.cases[made.length];
    setVisit(null);
    setProblems([]);
    if (!next) return close(made);
    say(t("clerk.next_case", { done: t(`clerk.said_${verdict}`), n: made.length + 1, name: next.person.name }));
    setDecisions(made);
  }

  function sign(verdict) {
    const rest = week.cases.slice(now, now + unread).map((each, m) => ({ case: each.number, verdict, read: false, visited: m === 0 && visit !== null }));
    close([...decisions, ...rest]);
  }

  async function send() {
    setProblems([]);
    const asked = {}; // of this case: an answer that comes after the next one was opened is not put beside it
    let mine = true;
    setVisit(asked);
    try {
      const told = await get(`/clerk/weeks/${week.week}/cases/${file.number}/visit?${query}`);
      setVisit((now) => (now === asked ? told : now));
    } catch (error) {
      setVisit((now) => { mine = now === asked; return mine ? null : now; });
      if (mine) setProblems(sentences(error));
    }
  }

  const pay = t("clerk.costs", { minutes: rules.minutes_file });
  return html`<section class="strip" aria-label=${t("clerk.strip")}>
      <p><b>${t("clerk.week", { n: week.week + 1, all: rules.weeks })}</b> <span>${t("clerk.case", { n: now + 1, all: week.cases.length })}</span></p>
      <svg class="course" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="4" /><rect class="gone" width=${100 - (100 * left) / rules.minutes} height="4" /></svg>
      <p>${t("clerk.clock", { left, all: rules.minutes })}</p>
    </section>
    <p class="hidden-but-read" role="status">${said}</p>
    <${File} file=${file} heading=${heading} score=${week.score_shown} />
    <h2 class="sub" id="decide">${t("clerk.decide")}</h2>
      ${readable ? html`<p class="small">${t("clerk.file_time", { n: rules.minutes_file })}</p>` : html`<p class="problem">${t("clerk.no_time")}</p>`}
      <div class="decide at-hand" role="group" aria-labelledby="decide">
        <button type="button" class="impose" disabled=${!readable} onClick=${() => decide("impose")}>${t("clerk.impose")} <span class="hidden-but-read">${pay}</span></button>
        <button type="button" disabled=${!readable} onClick=${() => decide("dismiss")}>${t("clerk.dismiss")} <span class="hidden-but-read">${pay}</span></button>
        <button type="button" aria-disabled=${left < rules.minutes_visit + rules.minutes_file || visit ? "true" : "false"}
          onClick=${() => visit || left < rules.minutes_visit + rules.minutes_file || send()}>${t("clerk.visit")} <span class="cost">${t("clerk.costs", { minutes: rules.minutes_visit })}</span></button>
      </div>
      <div class="report" role="status">${visit && (visit.found === undefined ? t("clerk.visiting") : html`<b>${t(visit.found ? "clerk.found_something" : "clerk.found_nothing")}</b>`)}</div>
      <p class="small">${t("clerk.visit_says", { nothing: percent(rules.clears_nothing), something: percent(rules.clears_something) })}</p>
      <${Problems} problems=${problems} />
    <details open=${!readable}><summary>${t("clerk.more")}</summary>
      <p class="small">${t("clerk.unread_says", { minutes: rules.minutes_unread })}</p>
      <p class="decide">${unread > 0 && html`<button type="button" onClick=${() => sign("impose")}>${t("clerk.unread_impose", { n: unread })}</button>
        <button type="button" onClick=${() => sign("dismiss")}>${t("clerk.unread_dismiss", { n: unread })}</button>`}
        <button type="button" onClick=${() => close(decisions)}>${t("clerk.end_week")}</button></p>
      <p class="small">${t("clerk.end_says")}</p></details>`;
}

/** Minutes that decisions took. */
function spent(rules, decisions) {
  return decisions.reduce((sum, each) => sum + (each.read ? rules.minutes_file : rules.minutes_unread) + (each.visited ? rules.minutes_visit : 0), 0);
}

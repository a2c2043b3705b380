// Why a score is what it is: terms with rule, record and channel, and whether they add up.

import { get } from "../app/api.js";
import { number, t } from "../app/words.js";
import { html, useState } from "../vendor/preact-htm.js";
import { Choice } from "./live.js";

/** A day and a world are chosen; the terms of every account follow. */
export function Why({ path, told }) {
  const [day, choose] = useState(told.days - 1);
  const [world, turn] = useState(told.worlds[0].name);
  const [found, put] = useState(null);
  const [problem, tell] = useState("");
  const [works, work] = useState(false);
  const explain = (event) => {
    event.preventDefault();
    work(true);
    get(`${path}/why?day=${day}&world=${encodeURIComponent(world)}`).then(
      (answer) => { put(answer); tell(""); work(false); }, (error) => { tell(error.problems?.[0]?.text || error.message); work(false); });
  };
  return html`<section><h2>${t("person.why.heading")}</h2><p>${t("person.why.says")}</p>
    <form class="why-form" onSubmit=${explain}>
      <div class="choose"><label for="why-day">${t("person.why.day")}</label><input id="why-day" type="number" min="0" max=${told.days - 1} value=${day} onInput=${(event) => choose(event.target.value)} /></div>
      <${Choice} id="why-world" label=${t("person.why.world")} value=${world} choose=${turn} options=${told.worlds.filter((each) => each.scores.length || each === told.worlds[0]).map((each) => [each.name, each.label])} />
      <button>${t("person.why.explain")}</button></form>
    <div aria-live="polite">${problem ? html`<p class="problem">${problem}</p>` : works && html`<p class="small">${t("person.why.working")}</p>`}
      ${found && html`<p class=${found.adds_up ? "small" : "problem"}>${t(found.adds_up ? "person.why.adds_up" : "person.why.not_up")}</p>`}</div>
    ${found && html`<div class="side-by-side">${Object.values(found.systems).sort((a, b) => b.items.length - a.items.length).map((account) => html`<${Account} account=${account} />`)}</div>
      <details><summary>${t("person.why.in_words")}</summary><pre lang="en" tabindex="0">${found.text}</pre></details>`}</section>`;
}

function Account({ account }) {
  const head = account.score !== null ? t("person.why.account", { title: account.title, score: number(account.score, 1), band: account.band })
    : account.band ? t("person.why.listed", account) : t("person.why.no_account", account);
  return html`<div><h3 lang="en">${head}</h3>${account.items.length ? html`<table class="terms"><thead><tr><th scope="col">${t("person.why.term")}</th><th scope="col">${t("person.why.points")}</th></tr></thead>
    <tbody lang="en">${account.items.map((item) => html`<tr><td>${item.what}${about(item) && html`<br /><span class="small">${about(item)}</span>`}</td><td>${number(item.points, 2).replace("-", "−")}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row">${t("person.why.sum")}</th><td>${number(account.sum, 2)}</td></tr></tfoot></table>` : html`<p class="small">${t("person.why.reports", account)}</p>`}</div>`;
}

/** Where a term comes from. */
function about(item) {
  return [item.day !== null && t("person.why.of_day", { day: item.day }), item.channels.length && t("person.why.by", { channels: item.channels.join(", ") }),
    item.happened === false && t("person.why.not_so"), item.rule].filter(Boolean).join("; ");
}

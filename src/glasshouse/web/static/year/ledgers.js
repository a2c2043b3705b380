// Two ledgers over the whole year: what they know, and what nobody records.

import { html } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";

/** What the systems have on file, true and false, by whom. */
export function Known({ known, met }) {
  return html`<section class="theirs" aria-labelledby="known">
    <h2 id="known">${t("year.known")}</h2>
    <${Figures} figures=${[["records", known.records], ["false", known.false], ["denied", met.denied + met.worsened]]} />
    ${known.by.length === 0 ? html`<p class="small">${t("year.nothing_known")}</p>` : html`<table class="plain-table">
      <caption class="small">${t("year.record_is")}</caption>
      <thead><tr><th scope="col">${t("year.holder")}</th><th scope="col">${t("year.records_column")}</th></tr></thead>
      <tbody>${known.by.map((holder) => html`<tr key=${holder.channel}><th scope="row">${holder.title}</th>
        <td>${number(holder.records)}${holder.false > 0 && html` <span class="mark">⚑ ${t("year.false_of", { n: holder.false })}</span>`}</td></tr>`)}</tbody></table>`}
    ${met.sanctioned_days > 0 && html`<p class="small">${t("year.sanctioned", { n: met.sanctioned_days })}
      ${met.wrongly_sanctioned_days > 0 && html` ⚑ ${t("year.wrongly", { n: met.wrongly_sanctioned_days })}`}</p>`}
  </section>`;
}

/** What stands in no file: acts, silence, friends, fear, beside the same person where nobody watches. */
export function Unrecorded({ unrecorded, step }) {
  const { you, twin } = unrecorded;
  return html`<section class="nobody" aria-labelledby="unrecorded">
    <h2 id="unrecorded">${t("year.unrecorded")}</h2>
    <${Figures} figures=${[["unseen", unrecorded.acts], ["held_back", unrecorded.held_back], ["friends_lost", unrecorded.friends_lost]]} />
    <table class="plain-table"><caption class="small">${t("year.fear_is")}</caption>
      <thead><tr><th scope="col">${t("year.fear")}</th><th scope="col">${t("year.fear_you")}</th><th scope="col">${t("year.fear_twin")}</th></tr></thead>
      <tbody>${["public", "money", "life"].map((domain) => html`<tr key=${domain}><th scope="row">${t(`year.domain.${domain}`)}</th>
        <td>${number(you.fear[domain])}</td><td>${number(twin.fear[domain])}</td></tr>`)}</tbody></table>
    <p class="small">${t("year.said", { you: you.said, twin: twin.said })} ${unrecorded.left_out > 0 && t("year.left_out", { n: unrecorded.left_out })}</p>
  </section>`;
}

function Figures({ figures }) {
  return html`<dl class="figures">${figures.map(([name, value]) => html`<div key=${name}><dt>${t(`year.figure.${name}`, { n: value })}</dt><dd>${number(value)}</dd></div>`)}</dl>`;
}

// How the player stands with each system in force: the systems' own voice, in red and always friendly.

import { html } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";
import { Rolling } from "./rolling.js";
import { together } from "./days.js";
import { langOf } from "../app/titles.js";

/** The account of the system that came last, among those that show the player a score of their own. */
export const newest = (accounts) => accounts.filter((each) => each.member && !each.firm && each.score !== null).at(-1);

/** All accounts: the newest first, then lists and what one has no part in. */
export function Standing({ life, games, draft, change, busy, openWhy }) {
  const scored = life.accounts.filter((each) => each.member && each.score !== null).reverse();
  const others = life.accounts.filter((each) => !scored.includes(each));
  const of = { life, games, draft, change, busy, openWhy };
  return html`<section class="theirs" aria-labelledby="standing">
    <h2 id="standing">${t("year.standing")}</h2>
    ${scored.length === 0 && html`<p class="small">${t("year.no_scores_yet")}</p>`}
    ${scored.map((account) => html`<${Scored} key=${account.system} account=${account} ...${of} />`)}
    ${others.map((account) => html`<${Unscored} key=${account.system} account=${account} ...${of} />`)}
  </section>`;
}

function Scored({ account, games, openWhy, ...of }) {
  const game = games ? account.game : null;
  return html`<div class="account">
    <h3 lang=${langOf(account.title)}>${account.title}</h3>
    ${account.firm && html`<p class="small">${t("year.firm_account")}</p>`}
    <p class="score theirs-voice"><b><${Rolling} value=${Math.round(account.score)} /></b>
      ${account.band && html` <span class="band">${account.band}</span>`} <${Change} score=${account.score} by=${account.change} />
      <button type="button" class="plain" onClick=${() => openWhy(account)}
        aria-label=${t("year.why_of", { title: account.title, score: Math.round(account.score) })}>${t("year.why_button")}</button></p>
    <${Bar} account=${account} />
    ${account.next && html`<p class="theirs-voice">${t(game ? "year.missing_game" : "year.missing", { n: missing(account), band: account.next.band })}</p>`}
    ${game && html`<${Game} game=${game} />`}
    <${Measures} account=${account} ...${of} />
    <${Membership} account=${account} ...${of} />
  </div>`;
}

/** Points to the next band, so that they and the score as they are shown add up to where it starts. */
function missing({ bands, next, score }) {
  const start = bands.find((band) => band.name === next.band)?.start ?? score + next.missing;
  return Math.max(1, Math.round(start) - Math.round(score));
}

function Unscored({ account, openWhy, ...of }) {
  const state = account.listed === null ? (account.member ? account.band || t("year.no_score") : t("year.no_account")) : t(account.listed ? "year.on_list" : "year.off_list");
  return html`<div class="account unscored">
    <h3 lang=${langOf(account.title)}>${account.title}</h3><p class=${account.listed ? "theirs-voice" : "small"}>${account.listed ? "⚑ " : ""}${state}
      ${account.listed && html` <button type="button" class="plain" aria-label=${t("year.why_listed", { title: account.title })} onClick=${() => openWhy(account)}>${t("year.why_button")}</button>`}</p>
    <${Measures} account=${account} ...${of} />
    ${account.listed !== false && html`<${Membership} account=${account} ...${of} />`}
  </div>`;
}

/** How far a score has moved, as it is shown: in whole points. */
function Change({ score, by }) {
  const rounded = Math.round(score) - Math.round(score - (by || 0));
  if (!rounded) return html`<span class="small change"></span>`;
  return html`<span class="small change">${t(rounded > 0 ? "year.more_by" : "year.less_by", { n: Math.abs(rounded) })}</span>`;
}

function Bar({ account }) {
  const { low, high, score, bands } = account;
  if (low === null || high === null || high <= low) return null;
  const at = (value) => Math.max(0, Math.min(100, (100 * (value - low)) / (high - low)));
  const starts = bands.map((band) => t("year.band_from", { band: band.name, start: Math.round(band.start) }));
  const said = t("year.bar", { score: Math.round(score), low, high }) + (starts.length ? ` ${t("year.bands", { bands: together(starts) })}` : "");
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=${said}>
    <rect class="all" x="0" y="2" width="100" height="6" /><rect class="gone" x="0" y="2" width=${at(score)} height="6" />
    ${bands.filter((band) => band.start > low).map((band) => html`<rect class="tick" x=${at(band.start) - 0.2} y="0" width=".4" height="10" />`)}
  </svg>`;
}

function Game({ game }) {
  return html`<p class="theirs-voice game">
    ${t("year.row", { n: game.row })} · ${t("year.level", { level: game.level, levels: game.levels })}
    ${game.prize_in !== null && html` · ${t("year.prize_in", { n: game.prize_in })}`}</p>`;
}

function Measures({ account, life }) {
  const own = life.measures.filter((measure) => measure.system === account.system);
  if (!own.length) return null;
  return html`<ul class="measures">${own.map((measure) => html`<li key=${measure.title} class="theirs-voice">
    ${measure.sanction ? "⚑ " : ""}${measure.title} <span class="small">${t("year.since", { n: measure.days })}</span></li>`)}</ul>`;
}

function Membership({ account, life, draft, change, busy }) {
  if (account.firm) return null;
  const way = account.member ? "quit" : "join";
  if (!account[way].can) return html`<p class="small">${t(`year.cannot_${way}`, { why: t(`year.why_not.${account[way].why_not}`) })}</p>`;
  if (life.over) return null;
  const chosen = draft.accounts[account.system] === way;
  const set = () => change("accounts", account.system, chosen ? null : way);
  return html`<label class="check"><input type="checkbox" checked=${chosen} disabled=${busy} onChange=${set} /> <span>${t(`year.${way}`)}
    <span class="hidden-but-read"> ${account.title}</span></span></label>`;
}

/** A number with its sign, as points are written. */
export const signed = (points) => (points > 0 ? "+" : points < 0 ? "−" : "") + number(Math.abs(points), Math.abs(points) < 10 ? 2 : 1);

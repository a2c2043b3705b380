// Who the player is, and what is new: the systems' lines in their voice, everything else in ours.

import { html } from "../vendor/preact-htm.js";
import { t, knows } from "../app/words.js";
import { dayName } from "./days.js";

const SHOWN = 5; // lines before the rest is folded

/** Name and one sentence about the person. */
export function Person({ person }) {
  const parts = [
    t(person.man ? "year.person.man" : "year.person.woman"), t(person.migrant ? "year.person.migrant" : "year.person.local"),
    t(person.town ? "year.person.town" : "year.person.country"), person.region,
    ...(person.minority ? [t("year.person.minority")] : []), t(person.employed ? "year.person.employed" : "year.person.no_work"),
  ];
  return html`<header class="person">
    <h1>${t("year.person.name", { name: person.name, age: person.age })}</h1>
    <p>${t("year.person.sentence", { parts: parts.join(", "), poorer: person.poorer })}</p>
  </header>`;
}

/** What is new since the last step; the place is kept when nothing is. */
export function News({ life, games }) {
  const coming = life.chapters.filter((chapter) => chapter.title && !chapter.begun);
  const quiet = !coming.length && !life.news.length;
  return html`<section class="news" aria-label=${t("year.news_label")}>
    ${coming.map((chapter) => html`<p key=${chapter.day} class="chapter">${announced(chapter, life)}</p>`)}
    <${Items} items=${life.news.slice(0, SHOWN)} life=${life} games=${games} />
    ${life.news.length > SHOWN && html`<details key=${life.week}><summary>${t("year.more_news", { n: life.news.length - SHOWN })}</summary>
      <${Items} items=${life.news.slice(SHOWN)} life=${life} games=${games} /></details>`}
    ${quiet && (life.week === 0 && games ? html`<p class="theirs-voice">${t("year.welcome")}</p>` : html`<p class="small">${t("year.no_news")}</p>`)}
  </section>`;
}

function Items({ items, life, games }) {
  return items.length > 0 && html`<ul class=${life.step > 1 ? "many-weeks" : ""}>${items.map((item, i) => html`<${Item} key=${i} item=${item} life=${life} games=${games} />`)}</ul>`;
}

function Item({ item, life, games }) {
  const voice = `year.voice.${key(item)}`;
  const theirs = games && item.system !== null && knows(voice);
  const system = life.accounts.find((account) => account.system === item.system)?.title || item.system;
  const text = t(theirs ? voice : `year.news.${key(item)}`, { title: item.title, system });
  return html`<li class=${theirs ? "theirs-voice" : item.sort === "chapter" ? "chapter" : ""}>
    <span class="day">${dayName(item.day, life.step)}</span> <span>${theirs ? html`<b>${system}:</b> ` : ""}${text}${item.sort === "case" && life.cases.length > 0
      ? html` <a href="#cases">${t("year.see_case")}</a>` : ""}</span></li>`;
}

function announced({ title, week }, life) {
  if (week < life.week + life.step) return t("year.chapter_step", { n: life.step, title });
  return life.step === 1 ? t("year.chapter_soon", { title }) : t("year.chapter_from", { week: String(week + 1), title });
}

const key = ({ sort, better }) => (knows(`year.news.${sort}`) ? sort : `${sort}_${better ? "better" : "worse"}`);

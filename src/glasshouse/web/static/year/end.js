// Looking back on a year: loads what was lived, and puts the parts of the page together.

import { html, render, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get } from "../app/api.js";
import { inWords } from "../app/titles.js";
import { link, t } from "../app/words.js";
import { open, sentences } from "./talks.js";
import { Years } from "./end-years.js";
import { OnFile } from "./end-file.js";
import { Bodies } from "./end-bodies.js";
import { Games } from "./end-games.js";
import { Bets } from "./end-bets.js";
import { Contrast } from "./end-contrast.js";
import { Share } from "./end-share.js";

const root = document.getElementById("end");

function End() {
  const [found, setFound] = useState({ life: null, ending: null, told: null, problems: [] });
  const heading = useRef(null);
  useEffect(() => {
    load().then(setFound, (error) => setFound({ life: null, ending: null, told: null, problems: sentences(error) }));
  }, []);
  useLayoutEffect(() => {
    if (found.ending) heading.current.focus({ preventScroll: true });
  }, [found.ending]);
  const { life, ending, told, problems } = found;
  return html`<h1 tabindex="-1" ref=${heading}>${t("ending.title")}</h1>
    <p class="hidden-but-read" role="status">${ending ? t("ending.lived") : t("ending.living")}</p>
    ${problems.map((problem, i) => html`<p key=${i} class="problem" role="alert">${problem}</p>`)}
    ${!ending && !problems.length && html`<p class="standfirst waiting" aria-hidden="true">${t("ending.living")}</p>`}
    ${told && html`<p class="told">${told}</p>`}
    ${ending && html`<${Whole} life=${life} ending=${ending} />`}`;
}

function Whole({ life, ending }) {
  return html`<p class="standfirst">${t("ending.standfirst", { name: life.person.name })} ${!ending.over && t("ending.so_far", { n: ending.days })}</p>
    <p class="no-grade">${t("ending.no_grade")} ${!ending.over && html`<a href=${link(`/year/${life.id}`)}>${t("ending.to_week")}</a>`}</p>
    <${Years} ending=${ending} />
    <div class="pair"><${OnFile} file=${ending.on_file} /><${Touched} touched=${ending.touched} /></div>
    <${Bodies} life=${life} />
    ${ending.gameless && html`<${Games} on=${ending.chosen} off=${ending.gameless} />`}
    <${Bets} life=${life} />
    <${Contrast} life=${life} />
    <${Share} life=${life} />
    <section class="limits"><h2>${t("ending.limits.title")}</h2>
      <ul>${["first", "second", "third"].map((key) => html`<li key=${key}>${t(`ending.limits.${key}`)}</li>`)}</ul></section>`;
}

function Touched({ touched }) {
  const counts = ["acts", "scores", "fear"].filter((key) => touched[key]);
  return html`<section class="nobody-records"><h2>${t("ending.touched.title")}</h2>
    ${!counts.length ? html`<p>${t("ending.touched.nobody")}</p>` : html`<p class="small">${t("ending.touched.says")}</p>
      <ul>${counts.map((key) => html`<li key=${key}>${t(`ending.touched.${key}`, { n: touched[key] })}</li>`)}</ul>
      <p>${t("ending.touched.friends", { n: touched.friends, contacts: touched.contacts })}</p>
      <p class="small">${t("ending.touched.why")}</p>`}</section>`;
}

async function load() {
  const { life, told } = await open(root.dataset.life);
  return { life, told, ending: inWords(await get(`/lives/${life.id}/end`)), problems: [] };
}

root.replaceChildren();
render(html`<${End} />`, root);

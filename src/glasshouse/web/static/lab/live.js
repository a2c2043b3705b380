// An experiment while it is lived: its course, and three charts of all worlds.

import { post } from "../app/api.js";
import { course, histogram, tiles } from "../app/charts.js";
import { t } from "../app/words.js";
import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { GAUGES, titleOf, valueOf, writer } from "./gauges.js";

const PACES = [["slow", 5], ["even", 40], ["quick", 150], ["most", null]];
const SPOKEN = 2000;

/** The course of the experiment: day, buttons, pace. */
export function Controls({ run, state, failed }) {
  const [pace, choose] = useState("even");
  const speed = (name) => PACES.find(([each]) => each === name)[1];
  const order = (what, body = {}) => post(`/runs/${run}/${what}`, body).catch(failed); // what came of it, the events tell
  const paused = state.status === "paused";
  const lives = paused || state.status === "running";
  return html`<section class="course-of" aria-label=${t("run.controls")}>
    <div class="day-now"><p>${t("run.day", { day: state.day, days: state.days })}</p><progress max=${state.days} value=${state.day} aria-label=${t("run.progress")}></progress></div>
    <${Action} on=${lives} act=${() => (paused ? order("go", { days_a_second: speed(pace) }) : order("pause"))}>${paused ? t("run.go") : t("run.pause")}</${Action}>
    <${Action} on=${lives} act=${() => order("week", { days_a_second: speed(pace) })}>${t("run.week")}</${Action}>
    <div class="choose"><label for="pace">${t("run.pace")}</label><select id="pace" value=${pace} onChange=${(event) => {
      choose(event.target.value);
      if (state.status === "running") order("go", { days_a_second: speed(event.target.value) });
    }}>${PACES.map(([name]) => html`<option value=${name}>${t(`run.pace_${name}`)}</option>`)}</select></div>
    <${Action} on=${lives || state.status === "queued"} act=${() => order("stop")}>${t("run.stop")}</${Action}>
  </section>`;
}

/** Three charts: scores, the course of a gauge, the map. */
export function Live({ state }) {
  const systems = scaled(state.worlds);
  const [system, chooseSystem] = useState(systems.length ? systems[0].name : "");
  const [gauge, chooseGauge] = useState(GAUGES[0]);
  const [second, chooseSecond] = useState("sanctioned");
  const gauges = GAUGES.map((each) => [each, titleOf(each)]);
  const shown = systems.find((each) => each.name === system);
  return html`<section aria-labelledby="lived"><h2 id="lived" class="hidden-but-read">${t("run.live")}</h2>
    <div class="choices">
      ${systems.length > 1 && html`<${Choice} id="system" label=${t("run.system")} value=${system} choose=${chooseSystem} options=${systems.map((each) => [each.name, each.title])} />`}
      <${Choice} id="gauge" label=${t("run.gauge")} value=${gauge} choose=${chooseGauge} options=${gauges} />
      <${Choice} id="second" label=${t("run.second")} value=${second} choose=${chooseSecond} options=${gauges} />
    </div>
    <div class="side-by-side">
      ${shown ? html`<${Scores} state=${state} system=${shown} />` : html`<p class="small">${t("run.no_scores")}</p>`}
      <${Gauge} state=${state} gauge=${gauge} />
      <${Gauge} state=${state} gauge=${second} />
      ${state.map && html`<${Regions} state=${state} />`}
    </div>
    <${Spoken} state=${state} gauge=${gauge} />
  </section>`;
}

/** A button that keeps the focus when there is nothing to do with it. */
export function Action({ on, act, label, children }) {
  return html`<button type="button" aria-disabled=${!on} aria-label=${label} onClick=${on ? act : undefined}>${children}</button>`;
}

/** A labelled choice between few things. */
export function Choice({ id, label, value, choose, options }) {
  return html`<div class="choose"><label for=${id}>${label}</label><select id=${id} value=${value} onChange=${(event) => choose(event.target.value)}>
    ${options.map(([name, title]) => html`<option value=${name}>${title}</option>`)}</select></div>`;
}

/** Systems with a scale in any world, each once. */
const scaled = (worlds) => [...new Map(worlds.flatMap((world) => world.systems).filter((each) => each.has_scale).map((each) => [each.name, each])).values()];

const standing = (state, world) => (state.newest ? state.newest.worlds[world.name] : undefined);

function Scores({ state, system }) {
  const series = state.worlds.map((world, k) => ({ name: world.label, world: k, counts: standing(state, world)?.histograms[system.name] }))
    .filter((each, k) => state.worlds[k].systems.some((other) => other.name === system.name)).map((each) => ({ ...each, counts: each.counts || [] }));
  return html`<${histogram} title=${t("run.scores", { title: system.title })} low=${system.low} high=${system.high} series=${series} />`;
}

function Gauge({ state, gauge }) {
  const series = state.worlds.map((world, k) => {
    const told = state.course[world.name] || { days: [], gauges: {} };
    const values = told.gauges[gauge] || [];
    return { name: world.label, world: k, values: told.days.map((day, at) => [day, valueOf(gauge, values[at])]) };
  });
  return html`<${course} title=${titleOf(gauge)} series=${series} days=${state.days} shown=${writer(gauge)} />`;
}

function Regions({ state }) {
  const base = state.worlds[0];
  const values = standing(state, base)?.regions || {};
  const regions = state.map.tiles.map((tile) => ({ ...tile, value: values[tile.name] ?? null }));
  const low = Math.min(0, ...regions.map((each) => each.value ?? 0)); // below 0 people speak up more than they would by themselves
  return html`<${tiles} title=${t("run.map", { noun: state.map.noun })} regions=${regions} low=${low} shown=${writer("self_censorship")} />`;
}

/** A sentence for who listens, every two seconds at most. */
function Spoken({ state, gauge }) {
  const [said, say] = useState("");
  const newest = useRef(state);
  newest.current = state;
  useEffect(() => {
    const timer = setInterval(() => {
      const { newest: day, worlds } = newest.current;
      if (!day) return;
      const values = worlds.map((world) => t("run.said_one", { name: world.label, value: spoken(gauge, day.worlds[world.name].gauges[gauge]) })).join(", ");
      say(t("run.said", { day: day.day, gauge: titleOf(gauge), values }));
    }, SPOKEN);
    return () => clearInterval(timer);
  }, [gauge]);
  return html`<p class="hidden-but-read" aria-live="polite">${said}</p>`;
}

/** A gauge's value as it is written, in words where there is none. */
function spoken(gauge, value) {
  const shown = valueOf(gauge, value);
  return shown === null ? t("charts.none") : writer(gauge)(shown);
}

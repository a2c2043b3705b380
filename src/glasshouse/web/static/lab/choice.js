// What is chosen before the rules: the scenario, what it is lived beside, how many people, how many days, the luck.

import { html } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";

const RUNGS = ["nothing", "sensing", "scoring"];

/** The row of choices. `state` holds them; `change(part)` is told of what is other now; where `isText`, a text says most of it. */
export function Choice({ catalogue, state, form, isText, change, choose }) {
  const isOther = !RUNGS.includes(state.twin);
  return html`<div class="choice">
    <p><label for="scenario">${t("rules.scenario")}</label>
      <select id="scenario" value=${state.base} disabled=${isText} onChange=${(event) => choose(event.target.value)}>
        <${Options} catalogue=${catalogue} /></select></p>
    <p><label for="twin">${t("rules.beside")}</label>
      <select id="twin" value=${isOther ? "other" : state.twin} onChange=${(event) => change({ twin: event.target.value === "other" ? "narrow-penalty" : event.target.value })}>
        ${[...RUNGS, "other"].map((each) => html`<option key=${each} value=${each}>${t(`rules.twin.${each}`)}</option>`)}</select></p>
    ${isOther && html`<p><label for="other">${t("rules.which")}</label>
      <select id="other" value=${state.twin} onChange=${(event) => change({ twin: event.target.value })}><${Options} catalogue=${catalogue} /></select></p>`}
    <${Number_} name="citizens" state=${state} isText=${isText} change=${change} least=${100} most=${1000000} />
    <${Number_} name="days" state=${state} isText=${isText} change=${change} least=${1} most=${3660} />
    <${Number_} name="seed" state=${state} isText=${isText} change=${change} least=${0} most=${999999999} />
    <p class="small about-scenario">${isText ? t("rules.text_says") : form ? form.description : ""}</p>
  </div>`;
}

function Options({ catalogue }) {
  const families = [...new Set(catalogue.map((each) => each.family))];
  return families.map((family) => html`<optgroup key=${family} label=${t(`rules.family.${family}`)}>
    ${catalogue.filter((each) => each.family === family).map((each) => html`<option key=${each.name} value=${each.name}>${each.title}</option>`)}
  </optgroup>`);
}

function Number_({ name, state, isText, change, least, most }) {
  const value = state[name];
  const isWrong = !isWithin(value, least, most);
  return html`<p class="short"><label for=${name}>${t(`rules.${name}`)}</label>
    <input type="number" id=${name} min=${least} max=${most} step="1" value=${value} disabled=${isText} aria-invalid=${isWrong ? "true" : undefined}
      aria-describedby=${isWrong ? `${name}-wrong` : undefined} onInput=${(event) => change({ [name]: event.target.value })} />
    ${isWrong && html`<span class="problem" id=${`${name}-wrong`}>${t("rules.between", { least, most })}</span>`}</p>`;
}

function isWithin(value, least, most) {
  return value !== "" && Number.isInteger(Number(value)) && Number(value) >= least && Number(value) <= most;
}

/** Whether people, days and luck are numbers that a run can have. */
export const isSized = ({ citizens, days, seed }) =>
  isWithin(citizens, 100, 1000000) && isWithin(days, 1, 3660) && isWithin(seed, 0, 999999999);

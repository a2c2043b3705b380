// One field of the form: its words, its value with unit, where the value comes from, what it was, and what is wrong with it.

import { html } from "../vendor/preact-htm.js";
import { knows, number, t } from "../app/words.js";

/** The id of the element in which a field is entered. */
export const idOf = (path) => `field-${path.replace(/[^\w-]/g, "_")}`;

/** What a field is: plainer words where there are some, else what the model's own documents say. */
export const nameOf = (field) => (knows(`rules.label.${field.path}`) ? t(`rules.label.${field.path}`) : field.meaning);

/** What is wrong with a number before anybody is asked; empty where it may be. */
export function wrongly(field, written) {
  if (field.kind === "switch" || field.kind === "choice") return "";
  const value = Number(written);
  if (written === "" || !Number.isFinite(value)) return t("rules.not_a_number");
  if (field.kind === "whole" && !Number.isInteger(value)) return t("rules.not_whole");
  if (field.at_least !== null && value < field.at_least) return t("rules.too_little", { least: number(field.at_least, 4) });
  if (field.at_most !== null && value > field.at_most) return t("rules.too_much", { most: number(field.at_most, 4) });
  return "";
}

/** Whether a number lies where its source says that it may. */
function isStretched(field, written) {
  return field.low !== null && wrongly(field, written) === "" && (Number(written) < field.low || Number(written) > field.high);
}

/** A field. `value` is what is written now, `change(value)` is told of another; `undo` puts back what the scenario says. */
export function Field({ field, value, isChanged, problem, change, undo }) {
  const id = idOf(field.path);
  const wrong = (isChanged && wrongly(field, value)) || problem;
  const unit = field.unit && knows(`rules.unit.${field.unit}`) ? t(`rules.unit.${field.unit}`) : field.unit;
  return html`<div class=${`field ${isChanged ? "changed" : ""} ${wrong ? "wrong" : ""}`}>
    <label for=${id}>${field.where.length ? html`<b>${field.where.join(" · ")}</b>` : ""}<span>${nameOf(field)}</span></label>
    <div class="entry">
      <${Entry} ...${{ id, field, value, change, wrong }} />
      <span class="unit">${unit}</span>
      <${About} field=${field} />
    </div>
    ${isChanged && html`<p class="was">${t("rules.was", { value: shown(field, field.value) })} <button type="button" class="quiet" onClick=${undo}>${t("rules.undo")}</button></p>`}
    ${isChanged && !wrong && isStretched(field, value) && html`<p class="was">${t("rules.stretched", { low: number(field.low, 4), high: number(field.high, 4) })}</p>`}
    ${wrong && html`<p class="problem" id=${`${id}-wrong`}>${wrong}</p>`}
  </div>`;
}

function Entry({ id, field, value, change, wrong }) {
  const said = { id, "aria-invalid": wrong ? "true" : undefined, "aria-describedby": wrong ? `${id}-wrong` : undefined };
  if (field.kind === "switch")
    return html`<select ...${said} value=${String(value)} onChange=${(event) => change(event.target.value)}>
      <option value="true">${t("rules.yes")}</option><option value="false">${t("rules.no")}</option></select>`;
  if (field.kind === "choice")
    return html`<select ...${said} value=${value} onChange=${(event) => change(event.target.value)}>
      ${field.options.map((each) => html`<option key=${each} value=${each}>${each}</option>`)}</select>`;
  return html`<input type="number" ...${said} step=${field.kind === "whole" ? 1 : "any"} min=${field.at_least ?? undefined}
    max=${field.at_most ?? undefined} value=${value} onInput=${(event) => change(event.target.value)} />`;
}

/** Where the value comes from, behind a sign that says so. */
function About({ field }) {
  if (!field.status && field.at_least === null && field.at_most === null) return "";
  const bounds = field.at_least !== null && field.at_most !== null ? t("rules.bounds", { least: number(field.at_least), most: number(field.at_most) }) : "";
  return html`<details class="about"><summary aria-label=${t("rules.about")}>${t("rules.source")}</summary><div>
    ${field.status && html`<p><b>${t(`rules.known.${field.status}`)}</b>${field.reason ? ` ${field.reason}` : ""}</p>`}
    ${field.low !== null && html`<p>${t("rules.range", { low: number(field.low, 4), high: number(field.high, 4) })}</p>`}
    ${bounds && html`<p>${bounds}</p>`}
    ${field.source && html`<p>${field.source.statement} <i>${field.source.source}</i>${field.source.url ? html` <a href=${field.source.url} rel="noreferrer">${t("rules.read")}</a>` : ""}</p>`}
    <p><code>${field.path}</code></p>
  </div></details>`;
}

function shown(field, value) {
  if (field.kind === "switch") return value ? t("rules.yes") : t("rules.no");
  return typeof value === "number" ? number(value, 6) : value;
}

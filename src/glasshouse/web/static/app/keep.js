// The ways to keep a chart, behind a summary: few do, so what makes the files is fetched with the first.

import { html } from "../vendor/preact-htm.js";
import { t } from "./words.js";

const FORMS = ["svg", "png", "csv", "html"];

/** Buttons to save or embed a chart. `figure` is the reference to its element; `chart` is as `keepChart` takes it. */
export function Keep({ figure, chart }) {
  const keep = (form) => import("./keepchart.js").then(({ keepChart }) => keepChart(form, figure.current, chart));
  const label = (form) => t("charts.keep_as", { title: chart.title, form: form.toUpperCase() });
  return html`<details class="kept-as"><summary>${t("charts.keep")}</summary><p class="small">${t("charts.keep_says")}</p><p class="forms">
    ${FORMS.map((form) => html`<button type="button" aria-label=${label(form)} onClick=${() => keep(form)}>${form.toUpperCase()}</button>`)}</p></details>`;
}

/** A button to save a table as CSV. `table` has a `title`, `heads` and `rows()`. */
export function KeepTable({ title, heads, rows }) {
  const keep = () => import("./keepchart.js").then(({ keepChart }) => keepChart("csv", null, { title, table: { heads, rows } }));
  return html`<p class="kept-table"><button type="button" class="plain" onClick=${keep}>${t("charts.keep_table")}</button></p>`;
}

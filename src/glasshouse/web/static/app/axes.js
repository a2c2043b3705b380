// Scales, ticks and the frame that all charts share. One unit of a chart's box is one pixel on the narrowest phone.

import { html, useRef } from "../vendor/preact-htm.js";
import { Keep } from "./keep.js";
import { number, t } from "./words.js";

export const WIDTH = 320;
export const HEIGHT = 220;
export const PLOT = { left: 46, right: 312, top: 10, bottom: 186 };
const STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers from `low` to `high`, at most about `most` of them; one alone where both are the same. */
export function ticks(low, high, most = 4) {
  if (!(high > low)) return [low];
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * STEPS.find((each) => each * power >= rough * 0.999);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high * (1 + 1e-9) + 1e-12; k++) found.push(Number((k * step).toPrecision(12)));
  return found;
}

/** The smallest round number that is not below the largest value. */
export const roundUp = (value) => {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * STEPS.find((each) => each * power >= value * 0.999);
};

/** A function from values to places in the box. */
export const scale = (low, high, from, to) => (value) => from + (high > low ? (value - low) / (high - low) : 0) * (to - from);

/** Axes with their numbers: `x` and `y` are scales, `xs` and `ys` where numbers stand. */
export function Axes({ x, y, xs, ys, shownX = number, shownY = number, below }) {
  return html`<g class="axes" aria-hidden="true">
    ${ys.map((value) => html`<line class="grid" x1=${PLOT.left} x2=${PLOT.right} y1=${y(value)} y2=${y(value)} /><text
      x=${PLOT.left - 6} y=${y(value) + 5} text-anchor="end">${shownY(value)}</text>`)}
    ${xs.map((value) => html`<line class="tick" x1=${x(value)} x2=${x(value)} y1=${PLOT.bottom} y2=${PLOT.bottom + 4} /><text
      x=${x(value)} y=${PLOT.bottom + 19} text-anchor=${x(value) > PLOT.right - 14 ? "end" : "middle"}>${shownX(value)}</text>`)}
    <line class="tick" x1=${PLOT.left} x2=${PLOT.right} y1=${PLOT.bottom} y2=${PLOT.bottom} />
    ${below && html`<text class="below" x=${PLOT.left} y=${HEIGHT + 4}>${below}</text>`}
  </g>`;
}

/**
 * The frame of a chart: heading, key in words, box, sentence, and a table for who cannot see it.
 * `series` are `{ name, world }`; `table` is `{ heads, rows, data }`, rows as they are read and as they are saved; `children` is what is drawn.
 */
export function Frame({ title, series = [], sentence, table, height = HEIGHT + 10, children }) {
  const figure = useRef(null);
  return html`<figure class="chart" ref=${figure}>
    <figcaption><h3>${title}</h3></figcaption>
    ${series.length > 0 && html`<ul class="key-of-worlds">${series.map((each) => html`<li key=${each.name}>
      <svg viewBox="0 0 30 10" aria-hidden="true"><line class=${`line world-${each.world}`} x1="0" x2="30" y1="5" y2="5" /></svg>${each.name}</li>`)}</ul>`}
    <svg class="box" viewBox=${`0 0 ${WIDTH} ${height}`} role="img" aria-label=${`${title}. ${sentence || ""}`}>${children}</svg>
    ${sentence && html`<p class="small">${sentence}</p>`}
    ${table && html`<${Numbers} ...${table} title=${title} /><${Keep} figure=${figure} chart=${{ title, series, sentence, table }} />`}
  </figure>`;
}

/** A chart's numbers as a table behind a summary; made only while it is open, so that a running chart stays quick. */
function Numbers({ heads, rows, title }) {
  return html`<details class="numbers-of"><summary>${t("charts.numbers")}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${title}><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows().map((row) => html`<tr>${row.map((cell, k) => (k ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>`)}</tbody></table></div>
  </details>`;
}

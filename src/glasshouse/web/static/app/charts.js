// Charts that live: a course over days, a histogram of scores, a map of tiles. A page that uses them loads the texts "charts."
// and the style sheet app/charts.css. Colours are repeated by dash patterns and by words.

import { html } from "../vendor/preact-htm.js";
import { Axes, Frame, HEIGHT, PLOT, WIDTH, roundUp, scale, ticks } from "./axes.js";
import { number, percent, t } from "./words.js";

const ROWS = 14;
const FEWEST_PIXELS = 2;
const BARS = 32;
const ROOM = 3;

/**
 * A course over days.
 * @param {string} title what is drawn
 * @param {{name: string, world: number, values: [number, number|null][]}[]} series points by day, one line a world
 * @param {number} days the last day of the axis
 * @param {(value: number) => string} [shown] how a value is written
 * @param {number[]} [marks] days at which a dotted line stands
 * @param {string} [sentence] what it says; by default the latest value of each line
 * @param {number} [floor] the lowest value of the axis, unless a value is lower
 * @param {number} [ceiling] the highest value of the axis, unless a value is higher; without it the axis follows the values
 */
export function course({ title, series, days, shown = number, marks = [], sentence, floor = 0, ceiling }) {
  const known = series.map((each) => ({ ...each, values: each.values.filter(([, value]) => value !== null && value !== undefined) }));
  let low = floor;
  let most = ceiling ?? -Infinity;
  for (const each of known) for (const [, value] of each.values) { low = Math.min(low, value); most = Math.max(most, value); }
  const high = ceiling ?? (most > low ? low + roundUp(most - low) : low + 1);
  const x = scale(0, Math.max(days, 1), PLOT.left, PLOT.right);
  const y = scale(low, Math.max(high, most), PLOT.bottom, PLOT.top);
  const says = sentence ?? known.filter((each) => each.values.length).map((each) => latest(each, shown)).join(" ");
  const table = { heads: [t("charts.day"), ...series.map((each) => each.name)], rows: () => rowsOf(series, shown), data: () => allRows(series) };
  return html`<${Frame} title=${title} series=${series} sentence=${says} table=${table}>
    <${Axes} x=${x} y=${y} xs=${ticks(0, Math.max(days, 1))} ys=${ticks(low, high)} shownY=${shown} below=${t("charts.day_axis")} />
    ${marks.map((day) => html`<line class="mark" x1=${x(day)} x2=${x(day)} y1=${PLOT.top} y2=${PLOT.bottom} />`)}
    ${[...known].reverse().map((each) => html`<path key=${each.name} class=${`line world-${each.world}`} d=${path(each.values, x, y)} />`)}
  </${Frame}>`;
}

const latest = (each, shown) => {
  const [day, value] = each.values[each.values.length - 1];
  return t("charts.latest", { name: capital(each.name), day, value: shown(value) });
};

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A line through points; it is broken where days are missing. */
function path(values, x, y) {
  let last = null;
  return values.map(([day, value]) => {
    const joined = last !== null && day > last;
    last = day;
    return `${joined ? "L" : "M"}${x(day).toFixed(1)} ${y(value).toFixed(1)}`;
  }).join("");
}

const daysOf = (series) => [...new Set(series.flatMap((each) => each.values.map(([day]) => day)))].sort((a, b) => a - b);

/** Every day with its values as they are; nothing where there is none. */
function allRows(series) {
  const maps = series.map((each) => new Map(each.values));
  return daysOf(series).map((day) => [day, ...maps.map((map) => map.get(day) ?? "")]);
}

function rowsOf(series, shown) {
  const all = daysOf(series);
  const every = Math.max(1, Math.ceil(all.length / ROWS));
  const days = all.filter((_, k) => k % every === 0 || k === all.length - 1);
  const maps = series.map((each) => new Map(each.values));
  return days.map((day) => [day, ...maps.map((map) => { const value = map.get(day); return value === undefined || value === null ? t("charts.none") : shown(value); })]);
}

/**
 * People by score.
 * @param {string} title what is drawn
 * @param {number} low the lowest score
 * @param {number} high the highest
 * @param {{name: string, world: number, counts: number[]}[]} series people by equal parts of the scale
 * @param {{at: number, text: string}[]} [marks] scores to mark, such as one person's
 * @param {string} [sentence] what it says; by default where most people are
 */
export function histogram({ title, low: lowest, high: highest, series, marks = [], sentence }) {
  const all = Math.max(1, ...series.map((each) => each.counts.length));
  const [first, end] = taken(series, all);
  const by = Math.ceil((end - first) / BARS);
  const few = series.map((each) => ({ ...each, counts: joined(each.counts.slice(first, end), by) }));
  const part = (highest - lowest) / all;
  const low = lowest + first * part;
  const at = (k) => Math.min(low + k * by * part, highest);
  const high = lowest + end * part;
  const top = roundUp(Math.max(1, ...few.flatMap((each) => each.counts)));
  const x = scale(low, high, PLOT.left, PLOT.right);
  const y = scale(0, top, PLOT.bottom, PLOT.top);
  const says = sentence ?? few.map((each) => fullest(each, at)).filter(Boolean).join(" ");
  const table = { heads: [t("charts.scores"), ...few.map((each) => each.name)],
    rows: () => few.length ? few[0].counts.map((_, k) => [`${number(at(k), 0)}–${number(at(k + 1), 0)}`, ...few.map((each) => number(each.counts[k]))]) : [],
    data: () => few.length ? few[0].counts.map((_, k) => [at(k), ...few.map((each) => each.counts[k])]) : [] };
  return html`<${Frame} title=${title} series=${series} sentence=${says} table=${table}>
    <${Axes} x=${x} y=${y} xs=${ticks(low, high)} ys=${ticks(0, top)} shownY=${compact} below=${t("charts.score_axis")} />
    ${few.map((each, k) => html`<path key=${each.name} class=${k ? `line world-${each.world}` : `bars line world-${each.world}`} d=${outline(each.counts, x, y, at)} />`)}
    ${marks.map((mark) => html`<line class="mark" x1=${x(mark.at)} x2=${x(mark.at)} y1=${PLOT.top} y2=${PLOT.bottom} /><text class="marked"
      x=${x(mark.at)} y=${PLOT.top + 12} dx=${x(mark.at) > 180 ? -5 : 5} text-anchor=${x(mark.at) > 180 ? "end" : "start"}>${mark.text}</text>`)}
  </${Frame}>`;
}

/** From which part of the scale to which there is anybody, with some room; never less than a quarter of it. */
function taken(series, all) {
  const some = Array.from({ length: all }, (_, k) => k).filter((k) => series.some((each) => each.counts[k]));
  if (!some.length) return [0, all];
  const first = Math.max(0, some[0] - ROOM);
  const end = Math.min(all, some[some.length - 1] + ROOM + 1);
  const lack = Math.max(0, Math.ceil(all / 4) - (end - first));
  const before = Math.min(first, Math.ceil(lack / 2));
  return [first - before, Math.min(all, end + lack - before)];
}

/** Neighbouring parts added up, so that bars are wide enough to be seen. */
function joined(counts, by) {
  return Array.from({ length: Math.ceil(counts.length / by) }, (_, k) => counts.slice(k * by, (k + 1) * by).reduce((a, b) => a + b, 0));
}

/** The outline of all bars. One person is drawn too: a bar that is not empty is never thinner than can be seen. */
function outline(counts, x, y, at) {
  const floor = PLOT.bottom;
  return counts.map((count, k) => {
    if (!count) return "";
    const height = Math.min(y(count), floor - FEWEST_PIXELS);
    const [left, right] = [x(at(k)) + 0.5, x(at(k + 1)) - 0.5].map((place) => place.toFixed(1));
    return `M${left} ${floor}V${height.toFixed(1)}H${right}V${floor}`;
  }).join("");
}

function fullest(each, at) {
  const all = each.counts.reduce((a, b) => a + b, 0);
  if (!all) return "";
  const k = each.counts.indexOf(Math.max(...each.counts));
  return t("charts.fullest", { name: capital(each.name), share: percent(each.counts[k] / all, 0), low: number(at(k), 0), high: number(at(k + 1), 0), people: all });
}

const compact = (value) => new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" }).format(value);

/**
 * A map of tiles, one square a region.
 * @param {string} title what is drawn
 * @param {{name: string, code: string, x: number, y: number, value: number|null}[]} regions where each lies, and its value
 * @param {(value: number) => string} [shown] how a value is written
 * @param {number} [low] the value of the lightest tile
 * @param {number} [high] the value of the darkest
 * @param {string} [sentence] what it says; by default the region with the most
 */
export function tiles({ title, regions, shown = number, low = 0, high, sentence }) {
  const known = regions.filter((each) => each.value !== null && each.value !== undefined);
  const top = high ?? Math.max(low, ...known.map((each) => each.value));
  const left = Math.min(...regions.map((each) => each.x));
  const above = Math.min(...regions.map((each) => each.y));
  const columns = Math.max(...regions.map((each) => each.x)) - left + 1;
  const rows = Math.max(...regions.map((each) => each.y)) - above + 1;
  const size = Math.min(WIDTH / columns, HEIGHT / rows);
  const across = Math.min(WIDTH / columns, size * 1.5);
  const begins = (WIDTH - across * columns) / 2;
  const most = known.length ? known.reduce((a, b) => (b.value > a.value ? b : a)) : null;
  const says = sentence ?? (most && top > low ? t("charts.most", { name: most.name, value: shown(most.value) }) : t("charts.nothing_yet"));
  const table = { heads: [t("charts.region"), title], rows: () => regions.map((each) => [each.name, each.value === null || each.value === undefined ? t("charts.none") : shown(each.value)]), data: () => regions.map((each) => [each.name, each.value ?? ""]) };
  return html`<${Frame} title=${title} sentence=${says} table=${table} height=${Math.ceil(size * rows) + 26}>
    ${regions.map((each) => html`<g key=${each.name} class=${`tile shade-${shade(each.value, low, top)}`} transform=${`translate(${begins + (each.x - left) * across} ${(each.y - above) * size})`}>
      <title>${each.name}: ${each.value === null || each.value === undefined ? t("charts.none") : shown(each.value)}</title>
      <rect x="1" y="1" width=${across - 2} height=${size - 2} /><text x=${across / 2} y=${size / 2 + 5} text-anchor="middle">${each.code}</text></g>`)}
    <g class="shades" transform=${`translate(0 ${Math.ceil(size * rows) + 4})`} aria-hidden="true"><text x="0" y="16">${shown(low)}</text>
      ${[0, 1, 2, 3, 4].map((k) => html`<rect class=${`shade-${k}`} x=${60 + k * 22} y="4" width="22" height="14" />`)}
      <text x="178" y="16">${shown(top)}</text></g>
  </${Frame}>`;
}

/** One of five shades, or none where nothing is known. */
const shade = (value, low, high) => (value === null || value === undefined ? "none" : high > low ? Math.max(0, Math.min(4, Math.floor(((value - low) / (high - low)) * 5))) : 0);

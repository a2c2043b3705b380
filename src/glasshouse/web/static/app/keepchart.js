// A chart to keep: as it looks now, in one file that needs nothing else, with a line that says where it comes from.

import { save } from "./saved.js";
import { t } from "./words.js";

const [MARGIN, LINE, LETTERS, BOLD, WIDTH, SHARP] = [16, 18, 44, 39, 320, 3]; // so many letters of a line fit into such a width
const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "font-size", "font-weight", "text-anchor"];
const COLOURS = ["fill", "stroke"];
const SVG = "http://www.w3.org/2000/svg";

/** The ways to keep a chart, by the ending of the file. */
const KEPT = {
  svg: async (figure, chart) => new Blob([drawn(figure, chart)], { type: "image/svg+xml" }),
  png: async (figure, chart) => pixels(drawn(figure, chart)),
  csv: async (figure, { table }) => new Blob([csv([table.heads, ...(table.data || table.rows)()])], { type: "text/csv" }),
  html: async (figure, chart) => new Blob([page(drawn(figure, chart), chart)], { type: "text/html" }),
};

/** Keep a chart as a file named after its title. `figure` is its element; `chart` has its `title`, `sentence` and `table`, and may have `series` and a `scale`, numbers below it. */
export async function keepChart(ending, figure, chart) {
  const name = chart.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  save(`${name}.${ending}`, await KEPT[ending](figure, chart));
}

/** Where a chart comes from, in a line. */
function source() {
  const made = document.querySelector("meta[name=generator]")?.content;
  return t("charts.source", { page: document.querySelector("h1")?.textContent || "", made });
}

/** The chart as an SVG of its own: title, key, what is drawn, sentence, source; with the colours that are seen now. */
function drawn(figure, { title, series, sentence, scale }) {
  const box = figure.querySelector("svg.box");
  const seen = getComputedStyle(figure);
  const letters = figure.querySelector("svg text");
  const [ink, muted] = [rgb(seen.color), rgb(letters ? getComputedStyle(letters).fill : seen.color)];
  const made = element("svg", { role: "img", "font-family": "system-ui, sans-serif", "font-size": 14 });
  made.append(element("title", {}, title), element("desc", {}, sentence || ""));
  let at = MARGIN;
  const [, , width, height] = box.getAttribute("viewBox").split(" ").map(Number);
  const write = (text, attributes) => {
    for (const line of lines(text, Math.floor(((attributes["font-weight"] ? BOLD : LETTERS) * width) / WIDTH))) { at += LINE; made.append(element("text", { x: MARGIN, y: at - 4, ...attributes }, line)); }
  };
  write(title, { fill: ink, "font-weight": 600 });
  const keys = figure.querySelectorAll(".key-of-worlds svg line, .key svg circle");
  (series || []).forEach((each, k) => {
    at += LINE;
    const dot = keys[k].tagName === "circle";
    const key = plain(keys[k], dot ? element("circle", { cx: MARGIN + 15, cy: at - 9, r: 5 }) : element("line", { x1: MARGIN, x2: MARGIN + 30, y1: at - 9, y2: at - 9 }));
    made.append(key, element("text", { x: MARGIN + 38, y: at - 4, fill: ink }, each.name));
  });
  const inner = element("g", { transform: `translate(${MARGIN} ${at + 10})` });
  inner.append(...[...box.children].map(copy));
  made.append(inner);
  at += height + 14;
  (scale || []).forEach((text, k) => {
    const [part, side] = [k / (scale.length - 1), k === 0 ? "start" : k === scale.length - 1 ? "end" : "middle"];
    made.append(element("text", { x: MARGIN + width * part, y: at + 8, "text-anchor": side, fill: muted }, text));
  });
  at += scale ? LINE : 0;
  write(sentence || "", { fill: ink });
  write(source(), { fill: muted });
  const whole = { width: width + 2 * MARGIN, height: at + MARGIN };
  for (const [name, value] of Object.entries({ ...whole, viewBox: `0 0 ${whole.width} ${whole.height}` })) made.setAttribute(name, value);
  made.prepend(element("rect", { ...whole, fill: rgb(getComputedStyle(document.body).backgroundColor) }));
  return new XMLSerializer().serializeToString(made);
}

/** A drawn element without classes: what the style sheet gives it stands in its attributes. */
function copy(from) {
  const made = plain(from, from.cloneNode(false));
  made.removeAttribute("class");
  for (const each of from.childNodes) made.append(each.nodeType === Node.ELEMENT_NODE ? copy(each) : each.cloneNode());
  return made;
}

function plain(from, to) {
  const seen = getComputedStyle(from);
  for (const name of DRAWN) {
    const value = seen.getPropertyValue(name);
    if (COLOURS.includes(name) && value !== "none") to.setAttribute(name, rgb(value));
    else if (value) to.setAttribute(name, value);
  }
  return to;
}

/** A colour as every program reads it: mixed colours have a notation that few know. */
function rgb(colour) {
  const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${Math.round((alpha / 255) * 100) / 100})`;
}

async function pixels(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const picture = Object.assign(new Image(), { src: address });
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.width * SHARP, height: picture.height * SHARP });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A figure for pages of others: the picture lies in it, it asks nobody for anything and runs nothing. */
function page(svg, { title, sentence }) {
  const bytes = new TextEncoder().encode(svg);
  const picture = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const made = document.createElement("figure");
  const image = Object.assign(document.createElement("img"), { alt: `${title}. ${sentence || ""}`, src: `data:image/svg+xml;base64,${picture}` });
  made.append(image, Object.assign(document.createElement("figcaption"), { textContent: source() }));
  return `${made.outerHTML}\n`;
}

function csv(rows) {
  const cell = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? ""));
  return `${rows.map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

/** A text in lines that fit the box. */
function lines(text, most) {
  const found = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = found.length - 1;
    if (last >= 0 && `${found[last]} ${word}`.length <= most) found[last] += ` ${word}`;
    else found.push(word);
  }
  return found;
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

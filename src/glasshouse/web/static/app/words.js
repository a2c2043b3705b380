// Texts in the reader's language: the page carries those that its scripts need.

const element = document.getElementById("texts");
const texts = element ? JSON.parse(element.textContent) : {};
export const language = document.documentElement.lang || "en";
const plurals = new Intl.PluralRules(language);

/** One text. `values` fill its slots; `n` chooses between the forms of a plural and is written as the language does. */
export function t(key, values = {}) {
  let text = texts[key];
  if (text === undefined && "n" in values) text = texts[`${key}.${plurals.select(values.n)}`] ?? texts[`${key}.other`];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? shown(values[name]) : all));
}

/** The address of another page in the language for which this page was asked by name. */
export function link(path) {
  if (!new URLSearchParams(location.search).has("lang")) return path;
  const [page, fragment] = path.split("#");
  return `${page}${page.includes("?") ? "&" : "?"}lang=${language}${fragment ? `#${fragment}` : ""}`;
}

/** A title of the library in the reader's language; undefined where it has none. */
export const titleOf = (english) => texts["library." + english];

/** Whether there is such a text. */
export const knows = (key) => key in texts;

function shown(value) {
  return typeof value === "number" ? number(value) : String(value);
}

/** A number as the language writes it, with at most so many decimals. */
export function number(value, decimals = 1) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(value);
}

/** A share between 0 and 1 as percent. */
export function percent(value, decimals = 1) {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: decimals }).format(value);
}

// Titles of the library in the reader's language. The interface tells them in English; what has no translation stays so, marked.

import { language, titleOf } from "./words.js";

const HOLDS = new Set(["title", "band", "channel", "seen_by", "stakes", "rules", "tongue", "what", "keeper", "keepers"]); // keys under which titles stand, one or a list
const own = new Set();

/** A document of the interface with the titles of the library in the reader's language. */
export function inWords(found) {
  if (Array.isArray(found)) return found.map(inWords);
  if (found === null || typeof found !== "object") return found;
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, said(key, value)]));
}

function said(key, value) {
  if (key === "bands" && Array.isArray(value)) return value.map((band) => (band?.name ? { ...band, name: title(band.name) } : band));
  if (!HOLDS.has(key)) return inWords(value);
  if (typeof value === "string") return title(value);
  return Array.isArray(value) ? value.map((each) => (typeof each === "string" ? title(each) : inWords(each))) : inWords(value);
}

function title(english) {
  const found = titleOf(english);
  if (found === undefined) return english;
  own.add(found);
  return found;
}

/** The language of a title, where it is not the page's. */
export const langOf = (shown) => (language === "en" || own.has(shown) ? undefined : "en");

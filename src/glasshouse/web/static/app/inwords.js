// Titles of the library in the reader's language; for English nothing is fetched.

import { language } from "./words.js";

/** A document of the interface with its titles in the reader's language. */
export const inWords = language === "en" ? (found) => found : (await import("./titles.js")).inWords;

// Days of the year as the reader's language writes them. Day 0 is a Monday.

import { language, t } from "../app/words.js";

const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;
const short = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
const and = new Intl.ListFormat(language, { style: "long", type: "conjunction" });

/** A weekday; with its week where a step has several. */
export function dayName(day, step) {
  const name = short.format(MONDAY + (day % 7) * DAY);
  return step === 1 ? name : t("year.day_in_week", { day: name, week: String(Math.floor(day / 7) + 1) });
}

/** The week that a day lies in, counted from 1. */
export const weekOf = (day) => Math.floor(day / 7) + 1;

/** Texts in a row, without “and”: some may be English titles in a sentence of another language. */
export const listed = (texts) => texts.join(", ");

/** Texts in a row, with “and”. */
export const together = (texts) => and.format(texts);

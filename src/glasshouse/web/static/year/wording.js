// The options of a bet in words: a year alone and a class ask the same.

import { t } from "../app/words.js";

const PARTS = { a: 0.01, b: 0.05, c: 0.2 }; // of all people: where the options about those refused end

/** An option in words; numbers of people go by how many there are. */
export function wording(bet, option, people) {
  return t(`ending.bets.${bet}_option.${option}`, Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [name, people * part])));
}

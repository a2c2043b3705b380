// Gauges of a world: in which order they are offered, and how their values are written.

import { number, percent, t } from "../app/words.js";

const PER_1000 = new Set(["withheld", "denied", "invented"]);
const PLAIN = new Set(["recorded", "ties"]);

/** Names of the gauges, the most telling first. */
export const GAUGES = ["self_censorship", "withheld", "perceived_risk", "sanctioned", "wrongly_sanctioned", "denied", "recorded", "invented",
  "effort", "grievance", "evasion", "ties"];

/** A gauge's title. */
export const titleOf = (gauge) => t(`run.gauges.${gauge}`);

/** A value of a gauge in the unit in which it is shown; null where it is undefined. */
export const valueOf = (gauge, value) => (value === undefined || value === null ? null : PER_1000.has(gauge) ? value * 1000 : value);

/** How such a value is written. */
export const writer = (gauge) => (value) => {
  if (PER_1000.has(gauge) || PLAIN.has(gauge)) return number(value, Math.abs(value) < 1 ? 3 : 2);
  return percent(value, Math.abs(value) < 0.01 ? 2 : Math.abs(value) < 0.1 ? 1 : 0);
};

// Following a class: each answer waits until there is something new.

import { get } from "../app/api.js";
import { inWords } from "../app/inwords.js";
import { t } from "../app/words.js";
import { timed } from "./countdown.js";

const AGAIN = 2000; // milliseconds before an answer is asked for again that failed
const GONE = [401, 403, 404];

/**
 * States of a class as they come. `has()` says how many weeks the life has that the page shows; `lost` is told when the
 * server does not answer for a while. Ends with an error where the class is gone.
 */
export async function* states(code, token, { has = () => null, lost = () => {}, signal } = {}) {
  let after = 0;
  while (!signal?.aborted) {
    try {
      const weeks = has();
      const state = timed(inWords(await get(`/classes/${code}/state?after=${after}${weeks === null ? "" : `&has=${weeks}`}`, { token, signal })));
      lost(false);
      after = state.version;
      yield state;
    } catch (error) {
      if (signal?.aborted) return;
      if (GONE.includes(error.status)) throw error;
      lost(true);
      await new Promise((done) => setTimeout(done, AGAIN));
    }
  }
}

/** What went wrong, in sentences for the reader. */
export function sentences(error) {
  if (error.status === 0) return [t("class.no_answer")];
  if (error.problems?.length) return error.problems.map((each) => each.text);
  if (error.status === 404) return [t("class.gone")];
  if (error.status === 401) return [t("class.not_known")];
  if (error.status === 429) return [t("class.too_often")];
  return [error.message];
}

/** Where a class is: the weeks of the step that comes. */
export function whereOf({ week, step, weeks }) {
  const last = Math.min(week + step, weeks);
  return t("class.where", { n: last - week, week: String(week + 1), last: String(last), weeks: String(weeks) });
}

// Talking with the server about a life. A server that has forgotten it lives it again from what this tab keeps.

import { get, post, remove } from "../app/api.js";
import { inWords } from "../app/inwords.js";
import { t } from "../app/words.js";
import { asSent, replayable } from "./state.js";
import { forget, keep, keptOf } from "./kept.js";

/** A life as the server has it, or lived again: `{life, draft, order, told}`; `told` is a sentence for the reader. */
export async function open(id) {
  const kept = keptOf(id);
  try {
    return { life: inWords(await get(`/lives/${id}`)), draft: kept?.draft, order: kept?.order };
  } catch (error) {
    if (error.status !== 404 || !kept?.again) throw error;
    return { draft: kept.draft, order: kept.order, ...(await again(id, kept.again)) };
  }
}

/** Live the coming step as chosen: `{life, told}`. */
export async function live(life, draft) {
  const { answer, told } = await asked(life, (id) => post(`/lives/${id}/weeks`, asSent(draft)));
  return { life: answer, told };
}

/** Take the last step back: `{life, told}`. */
export async function undo(life) {
  const { answer, told } = await asked(life, (id) => remove(`/lives/${id}/weeks/last`));
  return { life: answer, told };
}

/** Why a system's score stands where it does: `{why, life, told}`; `life` is another one where it had to be lived again. */
export async function why(life, system) {
  const { answer, ...rest } = await asked(life, (id) => get(`/lives/${id}/why?system=${encodeURIComponent(system)}`));
  return { why: answer[0], ...rest };
}

/** Keep what is needed to go on after a reload or a restart. */
export function keepLife(life, draft, order) {
  keep(life.id, { again: replayable(life), draft, order, name: life.person.name, week: life.week, weeks: life.weeks });
}

/** What to tell the reader when something was refused: sentences. */
export function sentences(error) {
  if (error.status === 0) return [t("frame.unreachable")];
  if (error.status === 404) return [t("year.lost")];
  return error.problems?.length ? error.problems.map((each) => each.text) : [error.message];
}

async function asked(life, ask) {
  try {
    return { answer: inWords(await ask(life.id)), life, told: null };
  } catch (error) {
    if (error.status !== 404) throw error;
    const lived = await again(life.id, replayable(life));
    return { answer: inWords(await ask(lived.life.id)), ...lived };
  }
}

async function again(id, replay) {
  const life = inWords(await post("/lives/replay", replay));
  forget(id);
  history.replaceState(null, "", location.pathname.replace(id, life.id) + location.search);
  return { life, told: t(life.same_engine ? "year.lived_again" : "year.other_engine") };
}

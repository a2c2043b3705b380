// The week's screen as a state machine: what there is, what can happen to it, and nothing of how it looks.
//
//   opening ─opened→ choosing ⇄ (changed) ─sent→ living ─lived→ choosing … until life.over
//      └─failed→ lost                          └─failed→ choosing, with the problems

/** The state before the interface has answered. */
export const BEFORE = { phase: "opening", life: null, draft: null, told: null, problems: [], steps: 0, going: false, order: [] };

/** The state after an event: `{type, …}`. */
export function next(state, event) {
  const turned = TURNS[event.type](state, event);
  return event.life ? { ...turned, order: inOrder(event.order || state.order, event.life) } : turned;
}

/** Names of systems as they came into force: those known so far, then the new ones. */
function inOrder(known, life) {
  return [...known, ...life.accounts.map((account) => account.system).filter((system) => !known.includes(system))];
}

/** Accounts as their systems came into force. */
export const asTheyCame = (accounts, order) => [...accounts].sort((a, b) => order.indexOf(a.system) - order.indexOf(b.system));

const TURNS = {
  opened: (state, { life, draft, told }) => ({
    ...state, phase: "choosing", life, told: told || null, problems: [], draft: draft?.week === life.week ? draft : carried(life, draft ?? life.choices.at(-1)),
  }),
  changed: (state, { draft }) => (state.phase === "choosing" ? { ...state, draft: { ...state.draft, ...draft } } : state),
  sent: (state, { going }) => ({ ...state, phase: "living", problems: [], told: null, going: Boolean(going) }),
  lived: (state, { life, told }) => ({
    ...state, phase: "choosing", life, draft: carried(life, state.draft), problems: [], told: told || null, steps: state.steps + 1, going: false,
  }),
  passed: (state, { life }) => ({ ...state, life, draft: carried(life, state.draft) }),
  undone: (state, { life, taken, told }) => ({
    ...state, phase: "choosing", life, draft: taken?.week === life.week ? filled(taken) : carried(life, null), problems: [], told, steps: state.steps + 1,
    going: false,
  }),
  failed: (state, { problems }) => ({ ...state, phase: state.life ? "choosing" : "lost", problems, going: false }),
};

/** Choices for the coming step when nothing is chosen; holds and ties go on as they were. */
export function carried(life, before) {
  const ties = Object.entries(before?.ties || {}).filter(([citizen, tie]) =>
    life.friends.some((friend) => String(friend.citizen) === citizen && friend[tie].can));
  return filled({ week: life.week, hold: before?.hold, ties: Object.fromEntries(ties) });
}

/** Choices with every part there. */
function filled(choices) {
  return {
    week: choices.week, leave: choices.leave || [], dare: choices.dare || [], do: choices.do || [],
    hold: { rules: false, tongue: false, encrypt: false, ...choices.hold }, cases: choices.cases || "wait",
    accounts: choices.accounts || {}, ties: choices.ties || {},
  };
}

/** How many things are chosen: 0 is habit. */
export function chosenIn(choices) {
  const held = Object.values(choices.hold || {}).filter(Boolean).length;
  const cases = choices.cases && choices.cases !== "wait" ? 1 : 0;
  return (choices.leave || []).length + (choices.dare || []).length + usedEvenings(choices).length + held + cases
    + Object.keys(choices.accounts || {}).length + Object.keys(choices.ties || {}).length;
}

/** Free evenings that are used. */
export const usedEvenings = (choices) => (choices.do || []).filter(Boolean);

/** Choices as the interface takes them. */
export const asSent = (draft) => ({ ...draft, do: usedEvenings(draft) });

/** Whether an urge is answered: left out, or dared. */
export const isAnswered = (draft, urge) => draft[list(urge)].some(([day, kind]) => day === urge.day && kind === urge.kind);

/** The part of a draft that changes when an urge is answered on all its days, or is left to habit again. */
export function answered(draft, urge, yes) {
  const others = draft[list(urge)].filter(([day, kind]) => kind !== urge.kind || !urge.days.includes(day));
  return { [list(urge)]: yes ? [...others, ...urge.days.map((day) => [day, urge.kind])] : others };
}

/** A part of a draft's table with one entry set, or taken out where there is no value. */
export function withEntry(draft, table, key, value) {
  const entries = Object.entries(draft[table]).filter(([each]) => each !== String(key));
  return { [table]: Object.fromEntries(value ? [...entries, [String(key), value]] : entries) };
}

/** All that is needed to live a life again. */
export function replayable(life) {
  const { scenario, seed, people, person, length, engine, choices } = life;
  return { scenario, seed, people, citizen: person.citizen, length, engine, choices };
}

const list = (urge) => (urge.fear ? "dare" : "leave");

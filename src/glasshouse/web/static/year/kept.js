// What this tab keeps of a life: how it began and every choice, so that a reload or a restarted server loses nothing.

const PREFIX = "glasshouse-life-";
const BETS = "glasshouse-bets-";
const SWITCHES = "glasshouse-switches";
const USUAL = { games: true, keys: false };

/** What is kept of a life: `{again, draft, order, name, week, at}`, or null where this tab has never seen it. */
export const keptOf = (life) => read(PREFIX + life);

/** Keep a life: `again` is all that is needed to live it again, `draft` what is chosen
 * for the coming step, `order` how systems came, `name` and `week` whose it is and how far. */
export const keep = (life, kept) => write(PREFIX + life, { ...kept, at: Date.now() });

/** The life that this tab kept last: `{life, name, week, weeks}`, or null. */
export function lastKept() {
  const lives = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).map((key) => ({ life: key.slice(PREFIX.length), ...read(key) }));
  return lives.filter(({ name }) => name).sort((a, b) => b.at - a.at)[0] ?? null;
}

/** Forget a life, which has another name since the server lived it again. */
export const forget = (life) => sessionStorage.removeItem(PREFIX + life);

/** The bets that were made in this tab, by name: what was bet on, empty for the answer alone, null for one left for later.
 * The answers are the same for all lives of a scenario. */
export const betsOf = ({ scenario, people }) => read(`${BETS}${scenario}-${people}`) ?? {};

/** Keep a bet. */
export const keepBet = (life, bet, answer) => write(`${BETS}${life.scenario}-${life.people}`, { ...betsOf(life), [bet]: answer });

/** A reader's own switches, which hold for every life in this tab: `games` shown, single `keys` on. */
export const switches = () => ({ ...USUAL, ...read(SWITCHES) });

/** Keep the reader's switches. */
export const keepSwitches = (chosen) => write(SWITCHES, chosen);

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or switched off: the year goes on, and a reload would lose it.
  }
}

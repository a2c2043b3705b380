// What this tab keeps of a class, so that a reload or a device that is handed on loses nothing: tokens, and what is chosen.
// Tokens stand in an address's fragment at most once.

const PREFIX = "glasshouse-class-";
const NOTHING = { seats: [], at: 0, drafts: {} };

/** What is kept of a class: `{desk, screen, seats: [tokens], at, drafts}`; `drafts` is what each seat has chosen for the coming step. */
export function keptOf(code) {
  try {
    return { ...NOTHING, ...JSON.parse(sessionStorage.getItem(PREFIX + code)) };
  } catch {
    return NOTHING;
  }
}

/** Keep some more of a class. */
export function keep(code, part) {
  try {
    sessionStorage.setItem(PREFIX + code, JSON.stringify({ ...keptOf(code), ...part }));
  } catch {
    // Storage is full or switched off: a reload would have to join again.
  }
}

/** Forget a class. */
export const forget = (code) => sessionStorage.removeItem(PREFIX + code);

/** Take over a token that another page handed on in the address's fragment. */
export function takeFromAddress(code) {
  const given = new URLSearchParams(location.hash.slice(1)).get("screen");
  if (!given) return;
  keep(code, { screen: given });
  history.replaceState(null, "", location.pathname + location.search);
}

/** The class whose desk this tab is, or null. */
export const deskCode = () => sessionStorage.getItem(`${PREFIX}desk`);

/** Remember of which class this tab is the desk; null for none. */
export function keepDesk(code) {
  if (code) sessionStorage.setItem(`${PREFIX}desk`, code);
  else sessionStorage.removeItem(`${PREFIX}desk`);
}

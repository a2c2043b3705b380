// Single keys for the week's screen: off until the reader switches them on, since they get in the way of others' tools.

import { html, useLayoutEffect } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { Sheet } from "./sheet.js";

const KEYS = { l: "live", g: "goOn", u: "undo", w: "why" };

/** Listen for the keys while they are on. `actions` has a function for each. */
export function useKeys(on, actions) {
  useLayoutEffect(() => { // with what is shown: a key that is pressed at once is heard
    if (!on) return undefined;
    const pressed = (event) => {
      const name = KEYS[event.key.toLowerCase()];
      if (!name || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea, dialog")) return;
      event.preventDefault();
      actions[name]();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
}

/** What the keys are, and the switch. */
export function KeysSheet({ on, flip, close }) {
  return html`<${Sheet} title=${t("year.keys")} close=${close}>
    <p>${t("year.keys_say")}</p>
    <label class="check"><input type="checkbox" checked=${on} onChange=${flip} /> <span>${t("year.keys_on")}</span></label>
    <dl class="keys">${Object.entries(KEYS).map(([key, name]) => html`<div key=${key}><dt><kbd>${key.toUpperCase()}</kbd></dt><dd>${t(`year.key.${name}`)}</dd></div>`)}</dl>
  </${Sheet}>`;
}

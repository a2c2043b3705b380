// A sheet that opens beside the week: closes by Escape or its button, and gives the focus back.

import { html, useLayoutEffect, useRef } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";

/** A sheet; it is open as long as it is there. */
export function Sheet({ title, close, children }) {
  const dialog = useRef(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.isConnected && before.focus();
  }, []);
  return html`<dialog class="sheet" ref=${dialog} onClose=${close} aria-labelledby="sheet-title">
    <div class="beside"><h2 id="sheet-title">${title}</h2><button type="button" onClick=${() => dialog.current.close()}>${t("year.close")}</button></div>
    ${children}
  </dialog>`;
}

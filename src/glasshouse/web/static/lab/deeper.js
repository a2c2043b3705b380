// Inquiries into the rules as they stand, behind a heading that opens; what is behind it is fetched then.

import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";

/** `isRight` says whether the scheme can be asked about as it stands. */
export function Deeper({ scheme, isRight }) {
  const [made, put] = useState(null);
  const [open, turn] = useState(false);
  const toggle = (event) => { turn(event.currentTarget.open); import("../inquiry/asking.js").then((found) => put(found)); };
  return html`<details class="deeper" onToggle=${toggle}><summary>${t("inquiry.heading")}</summary>
    ${open && html`<p>${t("inquiry.says")}</p>${isRight ? made && html`<${made.Asking} scheme=${scheme} />` : html`<p class="problem">${t("inquiry.not_right")}</p>`}`}</details>`;
}

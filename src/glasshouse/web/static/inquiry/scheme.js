// Inquiries into the scheme that a page names, and on the page of audits into whichever is chosen.

import { html, render } from "../vendor/preact-htm.js";
import { Asking } from "./asking.js";

const place = document.getElementById("asking");
const choice = document.getElementById("scheme");
const { scenario, settings } = place.dataset;

function draw() {
  const scheme = choice ? { base: choice.value } : { base: scenario, settings: settings ? [settings] : [] };
  render(html`<${Asking} scheme=${scheme} />`, place);
}

place.replaceChildren();
choice?.addEventListener("change", draw);
draw();

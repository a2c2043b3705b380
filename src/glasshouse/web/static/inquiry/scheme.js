// The page of audits: inquiries into the scheme that is chosen there, with the changes that its address names.

import { html, render } from "../vendor/preact-htm.js";
import { Asking } from "./asking.js";

const place = document.getElementById("asking");
const choice = document.getElementById("scheme");
const { scenario } = place.dataset;
const settings = JSON.parse(place.dataset.settings);

function draw() {
  const named = choice.value === scenario;
  render(html`<${Asking} scheme=${{ base: choice.value, settings: named ? settings : [] }} />`, place);
}

place.replaceChildren();
choice.addEventListener("change", draw);
draw();

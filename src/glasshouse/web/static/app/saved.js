// Files to keep: a link to one that the interface hands out, and a document that a page holds itself.

import { html, useState } from "../vendor/preact-htm.js";
import { addressOf, blob } from "./api.js";

const SOON = 1000; // milliseconds after which the browser has begun to write

/** Hands a document to the browser, to be kept as a file. */
export function save(name, content) {
  const address = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SOON);
}

/** A link that saves a file under a name. It is fetched with the tab's token, and says so where it is refused. */
export function Saved({ path, name, label, plain, children }) {
  const [problem, tell] = useState("");
  const keep = (event) => {
    event.preventDefault();
    tell("");
    blob(path).then((content) => save(name, content), (error) => tell(error.message));
  };
  return html`<a class=${plain ? "" : "button"} href=${addressOf(path)} download=${name} aria-label=${label} onClick=${keep}>${children}</a>
    ${problem && html`<span class="problem" role="alert">${problem}</span>`}`;
}

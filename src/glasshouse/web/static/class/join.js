// Typing the code: on to the class.

import { link } from "../app/words.js";

const form = document.getElementById("join");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = form.elements.namedItem("code").value.toUpperCase().replace(/[^A-Z0-9]/g, "");
  if (code) location.assign(link(`/c/${code}`));
});

// Typing the code: on to the class.

const form = document.getElementById("join");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = form.elements.namedItem("code").value.toUpperCase().replace(/[^A-Z0-9]/g, "");
  if (code) location.assign(`/c/${code}${location.search}`);
});

// Before and at the door: what a class begins with, and the code, address and picture by which pupils join.

import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";

const TOWNS = 9999;

/** The form that opens a class. `back` leads to the class that is open already. */
export function Opening({ begin, back, problems, root }) {
  const [busy, setBusy] = useState(false);
  const [drawn] = useState(() => 1 + Math.floor(Math.random() * TOWNS));
  const alert = useRef(null);
  useEffect(() => { if (problems.length) alert.current.focus(); }, [problems]);
  const submit = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const whole = (name) => Number(form.get(name));
    setBusy(true);
    await begin({ seats: whole("seats"), length: form.get("length"), seed: whole("seed"), people: whole("people"), plenary: form.get("lives") === "plenary", instead: form.get("instead") !== null });
    setBusy(false);
  };
  return html`<form class="open" onSubmit=${submit} autocomplete="off">
    <div role="alert" tabindex="-1" ref=${alert}>${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>
    ${back && html`<p>${t("class.is_open")} <button type="button" onClick=${back}>${t("class.back")}</button></p>`}
    <fieldset><legend>${t("class.length")}</legend>
      ${JSON.parse(root.dataset.lengths).map((each) => html`<label class="choice"><input type="radio" name="length" value=${each} defaultChecked=${each === "lesson"} /> <span><b>${t(`class.length_${each}`)}</b> <span class="small">${t(`class.length_${each}_says`)}</span></span></label>`)}</fieldset>
    <fieldset><legend>${t("class.lives")}</legend>
      ${["each", "plenary"].map((each) => html`<label class="choice"><input type="radio" name="lives" value=${each} defaultChecked=${each === "each"} /> <span><b>${t(`class.lives_${each}`)}</b> <span class="small">${t(`class.lives_${each}_says`)}</span></span></label>`)}</fieldset>
    <label>${t("class.seats")} <input type="number" name="seats" min="1" max=${root.dataset.most} defaultValue="30" required /></label>
    <p class="small">${t("class.seats_say")}</p>
    <details open=${problems.length > 0}><summary>${t("class.more")}</summary>
      <label>${t("class.town_number")} <input type="number" name="seed" min="1" max="999999" defaultValue=${drawn} required /></label>
      <label>${t("class.people")} <select name="people">${[2000, 5000, 20000].map((n) => html`<option value=${n} selected=${n === 20000}>${number(n)}</option>`)}</select></label>
      <label class="choice"><input type="checkbox" name="instead" /> <span>${t("class.instead")}</span></label></details>
    <button type="submit" class="first" aria-disabled=${busy}>${t(busy ? "class.opening" : "class.open")}</button>
    <p role="status">${busy && t("class.opening_says")} ${busy && html`<${Seconds} />`}</p></form>`;
}

/** Seconds since this was first shown. */
function Seconds() {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const began = Date.now();
    const clock = setInterval(() => setPassed(Math.round((Date.now() - began) / 1000)), 1000);
    return () => clearInterval(clock);
  }, []);
  return html`<b aria-hidden="true">${t("class.opening_for", { n: passed })}</b>`;
}

/** The code, the address, and the picture of it. */
export function Door({ opened, state }) {
  return html`<section class="door"><h2>${t("class.join_here")}</h2>
    <p class="code" aria-label=${t("class.code_is", { code: opened.code.split("").join(" ") })}>${opened.code}</p>
    <p class="address">${opened.address}</p>
    <img class="qr" src=${`/api/v1/classes/${opened.code}/qr.svg`} width="180" height="180" alt=${t("class.qr", { address: opened.address })} />
    <p class="small">${t("class.of_seats", { n: state.joined, seats: String(state.desk.seats) })} ${state.plenary ? t("class.plenary_here") : t("class.friends_here", { n: number(state.desk.classmates, 1) })}</p></section>`;
}

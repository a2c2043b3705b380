// The three inquiries into a scheme: what each asks, how large it is, about how long it takes, and the button that begins it.

import { post } from "../app/api.js";
import { link, t } from "../app/words.js";
import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";

const MINUTE = 60;
const PAUSE = 350; // milliseconds after the last change before it is asked what it would cost

/**
 * What can be asked of a scheme.
 * @param {{scheme: object}} props what the interface is asked for: a base or a document, settings, a seed
 */
export function Asking({ scheme }) {
  const [costs, put] = useState(null);
  const [problems, tell] = useState([]);
  const [said, say] = useState("");
  const starting = useRef(false);
  const key = JSON.stringify(scheme);
  useEffect(() => {
    let current = true;
    put(null);
    tell([]);
    const waiting = setTimeout(() => post("/inquiries/costs", scheme).then((found) => current && put(found), (error) => current && tell(told(error))), PAUSE);
    return () => { current = false; clearTimeout(waiting); };
  }, [key]);
  const begin = async (kind) => {
    if (starting.current) return;
    starting.current = true;
    say(t("inquiry.starting"));
    tell([]);
    try {
      const made = await post("/inquiries", { ...scheme, kind });
      addEventListener("pagehide", () => { starting.current = false; say(""); }, { once: true }); // whoever comes back may ask again
      location.assign(link(`/inquiries/${made.inquiry}`));
    } catch (error) {
      starting.current = false;
      say("");
      tell(told(error));
    }
  };
  return html`<ul class="inquiries">${["audit", "remedies", "portrait"].map((kind) => html`<li key=${kind}>
      <h3>${t(`inquiry.kind.${kind}.title`)}</h3><p>${t(`inquiry.kind.${kind}.asks`)}</p>
      <p class="small">${size(costs, kind)}</p>
      <button type="button" aria-disabled=${!costs} onClick=${() => costs && begin(kind)}>${t(`inquiry.kind.${kind}.begin`)}</button></li>`)}</ul>
    <div aria-live="polite">${said && html`<p class="small">${said}</p>`}${problems.map((each) => html`<p class="problem">${each}</p>`)}</div>`;
}

function size(costs, kind) {
  const cost = costs && costs.find((each) => each.kind === kind);
  if (!cost) return t("inquiry.counting");
  return t("inquiry.cost", { citizens: cost.citizens, days: cost.days, n: Math.max(1, Math.round(cost.seconds / MINUTE)) });
}

const told = (error) => (error.problems.length ? error.problems.map((each) => each.text) : [error.message]);

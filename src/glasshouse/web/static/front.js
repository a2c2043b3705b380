// The picture of the front page: a small town through a year, a week at a time. It stops by itself, or when it is told to.

import { get } from "./app/api.js";
import { histogram } from "./app/charts.js";
import { t } from "./app/words.js";
import { html, render, useEffect, useState } from "./vendor/preact-htm.js";

const PACE = 450; // milliseconds a week: a year passes while the page is read
const place = document.getElementById("town");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

function Town({ town }) {
  const last = town.weeks.length - 1;
  const [week, go] = useState(still ? last : 0);
  const [moves, move] = useState(!still);
  useEffect(() => {
    if (!moves) return undefined;
    if (week >= last) { move(false); return undefined; }
    const timer = setInterval(() => document.hidden || go((now) => Math.min(now + 1, last)), PACE);
    return () => clearInterval(timer);
  });
  const press = () => { if (!moves && week >= last) go(0); move(!moves); };
  const series = [{ name: t("front.now", { week: week + 1, weeks: last + 1 }), world: 0, counts: town.weeks[week] }, { name: t("front.first"), world: 1, counts: town.weeks[0] }];
  return html`<${histogram} title=${t("front.scores", { system: town.system })} low=${town.low} high=${town.high} series=${series} sentence=${t("front.picture_says", { citizens: town.citizens })} />
    <button type="button" onClick=${press}>${t(moves ? "front.stop" : week >= last ? "front.again" : "front.go")}</button>`;
}

get("/town").then(
  (town) => { place.replaceChildren(); render(html`<${Town} town=${town} />`, place); },
  () => { place.textContent = t("front.none"); }, // the page says all that matters without it
);

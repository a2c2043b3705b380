// A file: what the office has about somebody, and nothing of what they did.

import { html } from "../vendor/preact-htm.js";
import { number, t } from "../app/words.js";
import { langOf } from "../app/titles.js";
import { about, signed } from "./parts.js";

/** One case's file. `heading` is given the focus when the case is dealt. */
export function File({ file, heading = null, score = true, level = 1 }) {
  const { person } = file;
  const name = t("seats.person", { name: person.name, age: person.age });
  return html`<article class="file">
    ${level === 1 ? html`<h1 tabindex="-1" ref=${heading}>${name}</h1>` : html`<h3>${name}</h3>`}
    <p class="who">${about(person)}.</p>
    <div class="cols">
      <div><${Sub} level=${level}>${t("clerk.notes")}</${Sub}>
        ${file.notes.length ? html`<ul class="lines">${together(file.notes).map((note, i) => html`<${Line} key=${i} note=${note} />`)}</ul>` : html`<p>${t("clerk.no_notes")}</p>`}
        <${Sub} level=${level}>${t("clerk.profile")}</${Sub}>
        <ul class="lines">${file.profile.map((note, i) => html`<${Line} key=${i} note=${note} />`)}</ul></div>
      ${(level === 1 || file.score !== null) && html`<div class="theirs">${level === 1 && html`<${Sub} level=${level}>${t("clerk.suspected")}</${Sub}>`}
        ${level === 1 && html`<p>${t("clerk.band", { band: file.band })}</p>`}
        ${score && file.score !== null ? html`<p class="score"><b>${t("clerk.score", { score: number(file.score) })}</b> <span class="small">${t("clerk.score_says")}</span></p>` : html`<p class="small">${t("clerk.no_score")}</p>`}</div>`}
    </div></article>`;
}

function Line({ note }) {
  const under = [...(note.days?.length ? [when(note.days)] : []), ...note.seen_by];
  return html`<li class=${note.charge ? "charge" : ""}><span><span lang=${langOf(note.what)}>${note.what}</span>
      ${under.length > 0 && html`<span class="small"> ${under.join(" · ")}</span>`}${note.charge && html`<span class="flag">${t("clerk.charge")}</span>`}</span>
    ${note.points !== null && html`<span class="points">${t("seats.points", { points: signed(note.points) })}</span>`}</li>`;
}

const Sub = ({ level, children }) => (level === 1 ? html`<h2 class="sub">${children}</h2>` : html`<h4>${children}</h4>`);

/** Notes of the same kind by the same keeper as one line. */
function together(notes) {
  const lines = new Map();
  for (const note of notes) {
    const key = JSON.stringify([note.what, note.seen_by]);
    const line = lines.get(key) || { ...note, days: [], points: note.points === null ? null : 0 };
    lines.set(key, { ...line, days: [...line.days, note.day + 1], points: note.points === null ? null : line.points + note.points });
  }
  return [...lines.values()];
}

const when = (days) => (days.length === 1 ? t("seats.day", { day: String(days[0]) }) : t("seats.times", { n: days.length, first: String(Math.min(...days)), last: String(Math.max(...days)) }));

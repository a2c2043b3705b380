// The form: five groups of fields, those that matter first, the rest behind a button or found by typing.

import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { Field, nameOf } from "./field.js";

/** The form. `whole[name]` are all fields of a group once asked for; `ask(names)` asks for them. */
export function Groups({ form, whole, settings, problems, set, undo, ask }) {
  const [sought, seek] = useState("");
  const words = sought.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const type = (event) => {
    seek(event.target.value);
    ask(form.groups.map((group) => group.name));
  };
  const fits = (field) => words.every((word) => [...field.where, nameOf(field), field.meaning, field.path].join(" ").toLocaleLowerCase().includes(word));
  const row = (field) => html`<${Field} key=${field.path} field=${field} isChanged=${settings.has(field.path)}
    value=${settings.has(field.path) ? settings.get(field.path) : field.value} problem=${problems.get(field.path)}
    change=${(value) => set(field, value)} undo=${() => undo(field.path)} />`;
  return html`<div class="rules">
    <p class="find"><label for="find">${t("rules.find")}</label>
      <input type="text" id="find" autocomplete="off" placeholder=${t("rules.find_hint")} value=${sought} onInput=${type} /></p>
    ${form.groups.map((group) => html`<${Group} key=${group.name} ...${{ group, all: whole[group.name], words, fits, row, ask }} />`)}
  </div>`;
}

function Group({ group, all, words, fits, row, ask }) {
  const [isWhole, open] = useState(false);
  const name = t(`rules.group.${group.name}.name`);
  const found = words.length ? (all || group.fields).filter(fits) : isWhole && all ? all : group.fields;
  if (words.length && !found.length) return "";
  const openAll = () => {
    open(!isWhole);
    ask([group.name]);
  };
  return html`<section aria-labelledby=${`group-${group.name}`}>
    <h2 id=${`group-${group.name}`}>${name}</h2>
    <p class="small">${t(`rules.group.${group.name}.says`)}</p>
    ${found.slice(0, 60).map(row)}
    ${found.length > 60 && html`<p class="small">${t("rules.many", { n: found.length - 60 })}</p>`}
    ${!words.length && group.more > 0 && html`<button type="button" aria-expanded=${isWhole ? "true" : "false"} onClick=${openAll}>
      ${isWhole ? t("rules.fewer") : t("rules.more", { n: group.more, group: name })}</button>`}
  </section>`;
}

// Choose a scenario and change its rules, as a form or as text; then let it run.

import { html, render, useEffect, useMemo, useRef, useState } from "../vendor/preact-htm.js";
import { post } from "../app/api.js";
import { save } from "../app/saved.js";
import { link, t } from "../app/words.js";
import { Choice, isSized } from "./choice.js";
import { Deeper } from "./deeper.js";
import { idOf, nameOf, wrongly } from "./field.js";
import { Groups } from "./groups.js";
import { keepChoice, keptChoice } from "./kept.js";

const CATALOGUE = JSON.parse(document.getElementById("catalogue").textContent);
const PAUSE = 350; // milliseconds without a key before the server is asked

const asked = new URLSearchParams(location.search);
const FIRST = {
  base: CATALOGUE.some((each) => each.name === asked.get("scenario")) ? asked.get("scenario") : "rongcheng",
  twin: ["sensing", "scoring", ...CATALOGUE.map((each) => each.name)].includes(asked.get("with")) ? asked.get("with") : "nothing", citizens: "20000", days: "", seed: "1",
};

const KEPT = keptChoice();

/** A setting as TOML: numbers and switches as they are, all else in quotes. */
const setting = (path, value, field) => `${path}=${field && field.kind === "choice" ? JSON.stringify(value) : value}`;

function Laboratory() {
  const [state, setState] = useState(KEPT?.state ?? FIRST);
  const [settings, setSettings] = useState(() => new Map(KEPT?.settings ?? asked.getAll("set").map((each) => [each.split("=")[0], each.slice(each.indexOf("=") + 1)])));
  const fields = useRef(new Map(KEPT?.fields));
  const [form, setForm] = useState(null);
  const [whole, setWhole] = useState({});
  const [text, setText] = useState(KEPT?.text ?? null); // the text while it is edited; null while the form is
  const [found, setFound] = useState({ ok: true, problems: [] });
  const [said, say] = useState("");
  const latest = useRef(0);
  const current = useRef(state.base); // the scenario that was chosen last: an answer about another one comes too late
  const asking = useRef(new Set());
  const starting = useRef(false);

  const change = (part) => setState((now) => ({ ...now, ...part }));
  const list = [...settings].map(([path, value]) => setting(path, value, fields.current.get(path)));
  const sized = () => ({ citizens: Number(state.citizens), days: Number(state.days), seed: Number(state.seed) });
  const body = () => (text === null ? { base: state.base, settings: list, ...sized() } : { toml: text }); // a text says its own sizes

  const remember = (groups) => groups.forEach((group) => group.fields.forEach((field) => fields.current.set(field.path, field)));
  const load = async (base, sizes) => {
    current.current = base;
    try {
      const made = await post("/scenarios/form", { base, citizens: 20000 });
      if (base !== current.current) return;
      remember(made.groups);
      setForm(made);
      setWhole({});
      change({ base, days: String(made.days), seed: String(made.seed), ...sizes });
    } catch (error) {
      if (base !== current.current) return;
      current.current = state.base;
      refused(error, say, setFound);
    }
  };
  const choose = (base) => { setSettings(new Map()); setText(null); load(base); };
  const ask = async (names) => {
    const { base } = state;
    const keyOf = (group) => `${base} ${group}`;
    const wanted = names.filter((group) => !whole[group] && !asking.current.has(keyOf(group)));
    wanted.forEach((group) => asking.current.add(keyOf(group)));
    try {
      for (const group of wanted) {
        const made = await post("/scenarios/form", { base, citizens: 20000, group });
        if (base !== current.current) return;
        remember(made.groups);
        setWhole((now) => ({ ...now, [group]: made.groups[0].fields }));
      }
    } catch (error) {
      if (base === current.current) refused(error, say, setFound);
    } finally {
      wanted.forEach((group) => asking.current.delete(keyOf(group)));
    }
  };
  const set = (field, value) => setSettings((now) => {
    const next = new Map(now);
    return String(field.value) === String(value) ? (next.delete(field.path), next) : next.set(field.path, value);
  });
  const undo = (path) => {
    setSettings((now) => { const next = new Map(now); next.delete(path); return next; });
    requestAnimationFrame(() => (document.getElementById(idOf(path)) ?? document.getElementById("find"))?.focus()); // a folded field is not on the page
  };

  useEffect(() => { load(state.base, KEPT?.state); }, []);
  useEffect(() => { if (form) keepChoice({ state, settings: [...settings], fields: [...fields.current].filter(([path]) => settings.has(path)), text }); }, [state, settings, text]);
  const local = [...settings].some(([path, value]) => fields.current.has(path) && wrongly(fields.current.get(path), value));
  const key = JSON.stringify([list, text, state]);
  useEffect(() => {
    if (!form || local || !isSized(state)) return undefined;
    const mine = (latest.current += 1);
    const waiting = setTimeout(async () => {
      try {
        const answer = await post("/scenarios/check", { ...body(), with: [state.twin] });
        if (mine === latest.current) { setFound(answer); say(""); }
      } catch (error) { if (mine === latest.current) refused(error, say, setFound); }
    }, PAUSE);
    return () => clearTimeout(waiting);
  }, [key, form]);

  const beside = useMemo(() => new Map(found.problems.map((each) => [each.path.replace(/\.value$/, ""), told(each)])), [found]);
  const toText = () => {
    const { base } = state;
    return written(body()).then((made) => base === current.current && setText(made), (error) => refused(error, say, setFound));
  };
  const toForm = async () => {
    const before = current.current;
    let answer;
    try {
      answer = await post("/scenarios/check", { toml: text });
    } catch (error) { refused(error, say, setFound); return; }
    if (before !== current.current) return;
    if (answer.base === null) { setFound(answer); say(answer.ok ? t("rules.too_much_for_form") : t("rules.text_is_wrong")); return; }
    setSettings(new Map(answer.settings.map((each) => [each.slice(0, each.indexOf("=")), plain(each.slice(each.indexOf("=") + 1))])));
    setText(null);
    await load(answer.base);
    if (answer.citizens && answer.base === current.current) change({ citizens: String(answer.citizens), days: String(answer.days), seed: String(answer.seed) });
  };
  const run = async () => {
    if (starting.current) return;
    starting.current = true;
    say(t("rules.starting"));
    try {
      const made = await post("/runs", { ...body(), with: [state.twin] });
      addEventListener("pagehide", () => { starting.current = false; say(""); }, { once: true }); // whoever comes back may run again
      location.assign(link(`/lab/${made.run}`));
    } catch (error) { starting.current = false; refused(error, say, setFound); }
  };
  if (!form) return html`<p role="status">${said || t("rules.opening")}</p>`;
  const cannot = local || !found.ok || !isSized(state);
  return html`
    <${Choice} catalogue=${CATALOGUE} state=${state} form=${form} isText=${text !== null} change=${change} choose=${choose} />
    <div class="views" role="group" aria-label=${t("rules.views")}>
      <button type="button" aria-pressed=${text === null ? "true" : "false"} onClick=${() => text !== null && toForm()}>${t("rules.as_form")}</button>
      <button type="button" aria-pressed=${text !== null ? "true" : "false"} onClick=${() => text === null && toText()}>${t("rules.as_text")}</button>
    </div>
    ${text === null
      ? html`<${Changes} settings=${settings} fields=${fields.current} undo=${undo} />
        <${Groups} ...${{ form, whole, settings, problems: beside, set, undo, ask }} />`
      : html`<p class="text"><label for="text">${t("rules.text")}</label>
        <textarea id="text" spellcheck="false" rows="22" value=${text} onInput=${(event) => setText(event.target.value)}></textarea></p>`}
    <${Problems} problems=${found.problems} shown=${text === null ? fields.current : new Map()} />
    <div class="go">
      <button type="button" class="first" disabled=${cannot} onClick=${run}>${t("rules.run")}</button>
      <button type="button" disabled=${cannot} onClick=${() => written(body()).then((toml) => save("experiment.toml", new Blob([toml], { type: "application/toml" })), (error) => refused(error, say, setFound))}>${t("rules.save")}</button>
      <p class="small" role="status">${said || (cannot ? t("rules.cannot") : found.cost ? t("rules.cost", { people: found.citizens, n: found.days, seconds: Math.max(1, Math.round(found.cost.seconds)) }) : "")}</p>
    </div>
    <${Deeper} scheme=${text === null ? { base: state.base, settings: list, seed: Number(state.seed) } : { toml: text }} isRight=${!cannot} />`;
}

/** What was changed, also where its field is not on the page. */
function Changes({ settings, fields, undo }) {
  if (!settings.size) return "";
  return html`<section class="changes" aria-labelledby="changes"><h2 id="changes">${t("rules.changes", { n: settings.size })}</h2><ul>
    ${[...settings].map(([path, value]) => {
      const field = fields.get(path);
      const name = field ? [...field.where, nameOf(field)].join(" · ") : path;
      return html`<li key=${path}>${name}: <b>${value.length > 60 ? t("rules.long_value") : value}</b>
        <button type="button" class="quiet" aria-label=${t("rules.undo_this", { name })} onClick=${() => undo(path)}>${t("rules.undo")}</button></li>`;
    })}</ul></section>`;
}

/** Problems that stand beside no field. */
function Problems({ problems, shown }) {
  const left = problems.filter((each) => !shown.has(each.path.replace(/\.value$/, "")));
  return html`<div aria-live="polite">${left.map((each) => html`<p class="problem">${each.path ? html`<code>${each.path}</code> ` : ""}${told(each)}</p>`)}</div>`;
}

const told = ({ expected, found, nearest, advice }) =>
  [t("rules.expected", { expected, found: found ?? t("rules.nothing") }), nearest ? t("rules.nearest", { nearest }) : "", advice ?? ""].filter(Boolean).join(" ");

const written = async (body) => (await post("/scenarios/toml", body)).toml;
const plain = (value) => (value.startsWith('"') ? JSON.parse(value) : value);

function refused(error, say, setFound) {
  if (error.problems?.length) setFound({ ok: false, problems: error.problems.map((each) => ({ path: each.key, ...each })) });
  say(error.status === 404 ? t("rules.no_runs") : error.message);
}

const place = document.getElementById("rules");
place.replaceChildren();
render(html`<${Laboratory} />`, place);

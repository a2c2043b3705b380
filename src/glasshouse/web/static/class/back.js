// A pupil's look back: three years of the same person side by side, and what stays on file.

import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";
import { get } from "../app/api.js";
import { inWords } from "../app/inwords.js";
import { sentences } from "./follow.js";

/** The year of one seat, looked back on; what draws it is fetched with it. */
export function Back({ code, token, plenary }) {
  const [found, setFound] = useState(null);
  const [problems, setProblems] = useState([]);
  const heading = useRef(null);
  useEffect(() => {
    heading.current.focus();
    Promise.all([get(`/classes/${code}/end`, { token }), import("../year/end-years.js"), import("../year/end-file.js")])
      .then(([ending, { Years }, { OnFile }]) => setFound({ ending: inWords(ending), Years, OnFile }), (error) => setProblems(sentences(error)));
  }, []);
  return html`<div id="end"><h1 class="looks-back" tabindex="-1" ref=${heading}>${t("ending.class.title")}</h1>
    <div role="alert">${problems.map((text) => html`<p class="problem">${text}</p>`)}</div>
    ${!found && !problems.length && html`<p role="status">${t("ending.class.looking")}</p>`}
    ${found && html`<p class="small">${t(plenary ? "ending.class.says_plenary" : "ending.class.says")} ${!found.ending.over && t("ending.so_far", { n: found.ending.days })}</p>
      <${found.Years} ending=${found.ending} ways="class" /><${found.OnFile} file=${found.ending.on_file} />`}</div>`;
}

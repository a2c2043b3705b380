// A year to take along: as a link, as a file, as a scenario, on paper.

import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { get } from "../app/api.js";
import { save, Saved } from "../app/saved.js";
import { link as linked, t } from "../app/words.js";
import { Sheet } from "./sheet.js";

/** Ways to pass the year on. Nothing is sent anywhere: the link and the file hold all of it. */
export function Share({ life }) {
  return html`<section class="share"><h2>${t("ending.share.title")}</h2><div class="pair"><div><${Kept} life=${life} /></div>
    <div><h3>${t("ending.share.toml")}</h3><p>${t("ending.share.toml_says")}</p>
      <p><${Saved} path=${`/lives/${life.id}/scenario.toml`} name="year.toml">year.toml</${Saved}> <a class="button" href=${linked("/lab")}>${t("ending.share.lab")}</a></p>
      <p><button type="button" onClick=${() => print()}>${t("ending.share.print")}</button> <a class="button" href=${linked("/year")}>${t("ending.share.again")}</a></p></div></div></section>`;
}

/** The same while the year goes on: the link leads to where it stands. */
export function KeepSheet({ life, close }) {
  return html`<${Sheet} title=${t("year.keep")} close=${close}><div class="share"><p>${t("year.keep_says")}</p><${Kept} life=${life} /></div></${Sheet}>`;
}

function Kept({ life }) {
  const [link, setLink] = useState(null);
  const [told, setTold] = useState("");
  const field = useRef(null);
  useEffect(() => {
    get(`/lives/${life.id}/link`).then(setLink, () => {});
  }, [life.id]);
  const address = link?.fragment ? `${location.origin}/year/again#${link.fragment}` : "";
  const copy = async () => {
    field.current.select();
    try {
      await navigator.clipboard.writeText(address);
      setTold(t("ending.share.copied"));
    } catch {
      // Browsers offer a clipboard on secure pages alone; the address is marked, keys copy it.
      setTold(t("ending.share.select"));
    }
  };
  return html`<h3>${t("ending.share.link")}</h3>
      ${link && !address && html`<p>${t("ending.share.too_long")}</p>`}
      ${address && html`<p>${t("ending.share.link_says")} ${t("ending.share.engine")}</p>
        <p class="address"><label class="hidden-but-read" for="link">${t("ending.share.link_label")}</label><input id="link" type="text" readonly value=${address} ref=${field} onFocus=${({ target }) => target.select()} />
        <button type="button" onClick=${copy}>${t("ending.share.copy")}</button></p><p class="small" role="status">${told}</p>`}
      <p><button type="button" disabled=${!link} onClick=${() => save("year-under-glass.json", new Blob([JSON.stringify(link.year)], { type: "application/json" }))}>${t("ending.share.file")}</button></p>`;
}

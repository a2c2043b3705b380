// The player's friends: a ranking where a system makes one, who cut a tie, and whom to stand by.

import { html } from "../vendor/preact-htm.js";
import { t, number } from "../app/words.js";
import { withEntry } from "./state.js";

/** Friends near by, with the player among them where a system ranks; those far away in one line. `here` are those whose seats are taken in the room. */
export function Friends({ life, draft, set, busy, games, here = null }) {
  const game = games ? life.accounts.find((account) => account.game?.friends && account.score !== null) : null;
  const score = (friend) => (game ? friend.scores[game.system] ?? -Infinity : 0);
  const near = life.friends.filter((friend) => friend.near);
  const you = game ? [{ citizen: "you", you: true, scores: { [game.system]: game.score } }] : [];
  const rows = [...near.filter((friend) => friend.stands), ...you].sort((a, b) => score(b) - score(a));
  const lost = near.filter((friend) => !friend.stands);
  const far = life.friends.length - near.length;
  const inRoom = (friend) => (here?.includes(friend.citizen) ? html` <span class="small in-room">${t("class.in_room")}</span>` : "");
  return html`<section class=${game ? "theirs" : "yours"} aria-labelledby="friends">
    <h2 id="friends">${t("year.friends")}</h2>
    <p class="small">${game ? t("year.ranked_by", { system: game.title }) : t("year.friends_say")}</p>
    ${here && html`<p class="small">${here.length ? t("class.in_room_says", { n: here.length }) : t("class.in_room_none")}</p>`}
    <ul class="friends">
      ${rows.map((friend) => html`<li key=${friend.citizen} class=${friend.you ? "you" : ""}>
        <span>${friend.you ? t("year.you") : friend.name}${inRoom(friend)}</span>
        <span class="rank">${game ? (score(friend) === -Infinity ? t("year.not_shown") : number(score(friend), 0)) : ""}</span>
        <span class="small">${draft.ties[friend.citizen] ? t(draft.ties[friend.citizen] === "keep" ? "year.stood_by" : "year.to_cut") : ""}</span></li>`)}
      ${lost.map((friend) => html`<li key=${friend.citizen} class="lost"><s>${friend.name}</s><span class="small">${t(`year.cut_by.${friend.cut_by}`)}</span></li>`)}
    </ul>
    ${!life.over && html`<${Ties} friends=${rows.filter((friend) => !friend.you)} draft=${draft} set=${set} busy=${busy} />`}
    ${far > 0 && html`<p class="small">${t("year.far", { n: far })}</p>`}
  </section>`;
}

function Ties({ friends, ...of }) {
  const open = friends.filter((friend) => friend.keep.can || friend.cut.can);
  if (!open.length) return null;
  return html`<details><summary>${t("year.ties")}</summary><ul class="friends">${open.map((friend) => html`<li key=${friend.citizen}>
    <span>${friend.name}</span><span></span><${Tie} friend=${friend} ...${of} /></li>`)}</ul></details>`;
}

function Tie({ friend, draft, set, busy }) {
  const ways = ["keep", "cut"].filter((way) => friend[way].can);
  return html`<select aria-label=${t("year.tie_with", { name: friend.name })} value=${draft.ties[friend.citizen] || ""} disabled=${busy}
    onChange=${(event) => set(withEntry(draft, "ties", friend.citizen, event.target.value))}>
    <option value="">${t("year.tie.habit")}</option>${ways.map((way) => html`<option key=${way} value=${way}>${t(`year.tie.${way}`)}</option>`)}</select>`;
}

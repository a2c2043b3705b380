// The public interface: every number on a page comes from here.

import { t } from "./words.js";

const ROOT = "/api/v1";
const KEY = "glasshouse-token";

/** What the server said when it refused: a problem document (RFC 9457). */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.problems = problem.problems || [];
  }
}

// The token stands in the address's fragment once, so that it reaches no server log; then in this tab alone.
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, "", location.pathname + location.search);
}

export const get = (path, options = {}) => ask("GET", path, undefined, options);
export const post = (path, body = {}, options = {}) => ask("POST", path, body, options);
export const remove = (path, options = {}) => ask("DELETE", path, {}, options);

/** Ask the interface. `options.token` is a seat's or a desk's own token; `options.signal` stops waiting. */
async function ask(method, path, body, { token, signal } = {}) {
  const headers = { accept: "application/json", ...bearer(token) };
  if (body !== undefined) headers["content-type"] = "application/json";
  const answer = await fetched(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
  return answer.status === 204 ? null : answer.json().catch(() => ({}));
}

/** A file that the interface hands out; what a link cannot do where the interface needs a token. */
export async function blob(path) {
  return (await fetched(path, { headers: bearer() })).blob();
}

/** Where the interface answers a path. */
export const addressOf = (path) => ROOT + path;

/** Server-sent events as they come; ends when the stream does. Uses fetch, since an EventSource carries no token. */
export async function* events(path, { token, signal } = {}) {
  const answer = await fetched(path, { headers: { accept: "text/event-stream", ...bearer(token) }, signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let left = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (left + value).split("\n\n");
    left = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").filter((line) => line.includes(": ")).map((line) => {
        const at = line.indexOf(": ");
        return [line.slice(0, at), line.slice(at + 2)];
      }));
      if (fields.data !== undefined) yield { event: fields.event || "message", id: fields.id, data: JSON.parse(fields.data) };
    }
  }
}

/** An answer that is no refusal. Where no server answers, the refusal's status is 0. */
async function fetched(path, options) {
  let answer;
  try {
    answer = await fetch(addressOf(path), options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused({ status: 0, title: t("frame.unreachable") });
  }
  if (!answer.ok) throw new Refused({ title: answer.statusText, status: answer.status, ...(await answer.json().catch(() => ({}))) });
  return answer;
}

function bearer(token) {
  const own = token || sessionStorage.getItem(KEY);
  return own ? { authorization: `Bearer ${own}` } : {};
}

// Following an experiment: events as they come, drawn once a frame, the newest only; taken up again where a stream breaks.

import { events, get } from "../app/api.js";

const WAIT = 1000;

/**
 * Follow a run until it ends.
 * @param {string} run its name
 * @param {(change: (state: object) => object) => void} put takes a change of the page's state
 * @param {AbortSignal} signal ends it
 */
export async function follow(run, put, signal) {
  const frame = newestOnly((day) => put((state) => ({ ...state, newest: day, day: day.day, course: grown(state.course, day) })));
  let known = 0;
  for (;;) {
    try {
      const told = await get(`/runs/${run}`, { signal });
      known = Math.max(known, told.newest ? told.newest.day : 0);
      put((state) => ({ ...state, ...told, lost: false }));
      for await (const each of events(`/runs/${run}/events?after=${known}`, { signal })) {
        if (each.event === "day") {
          known = each.data.day;
          frame(each.data);
        } else {
          put((state) => ({ ...state, ...each.data, day: Math.max(state.day || 0, each.data.day) }));
          if (each.event === "end") return;
        }
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      if (error.status === 404) { put((state) => ({ ...state, status: "gone" })); return; }
    }
    put((state) => ({ ...state, lost: true }));
    await new Promise((done) => setTimeout(done, WAIT));
  }
}

/** A function that hands on its newest argument once a frame; days in between reach the course all the same. */
function newestOnly(draw) {
  let waiting = [];
  return (day) => {
    if (!waiting.length) requestAnimationFrame(() => { const days = waiting; waiting = []; days.forEach(draw); });
    waiting.push(day);
  };
}

/** The course with one more day. */
function grown(course, day) {
  const found = {};
  for (const [world, standing] of Object.entries(day.worlds)) {
    const before = course[world] || { days: [], gauges: {} };
    if (before.days[before.days.length - 1] >= day.day) return course;
    const gauges = {};
    for (const [name, value] of Object.entries(standing.gauges)) gauges[name] = [...(before.gauges[name] || []), value];
    found[world] = { days: [...before.days, day.day], gauges };
  }
  return found;
}

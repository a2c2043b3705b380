// A number that rolls to its new value in a fifth of a second, unless the reader wants no motion.

import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { number } from "../app/words.js";

const ROLL = 200; // milliseconds
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** A number as text. A screen reader meets the last value only. */
export function Rolling({ value, decimals = 0 }) {
  const element = useRef(null);
  const before = useRef(value);
  useEffect(() => {
    const from = before.current;
    before.current = value;
    if (still.matches || from === value) return undefined;
    const start = performance.now();
    let asked = 0;
    const draw = (now) => {
      const gone = Math.min(1, (now - start) / ROLL);
      // The text node itself: Preact goes on writing to it.
      element.current.firstChild.data = number(from + (value - from) * gone, gone < 1 ? 0 : decimals);
      if (gone < 1) asked = requestAnimationFrame(draw);
    };
    asked = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(asked);
  }, [value]);
  return html`<span class="rolling" ref=${element}>${number(value, decimals)}</span>`;
}

// How long until the timer lets the class go on.

import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { t } from "../app/words.js";

const LOOK = 250; // milliseconds between looks at the clock

/** Seconds left until a moment of this page's clock (`timed`); nothing where no timer runs. */
export function Countdown({ until }) {
  const left = () => Math.max(0, Math.ceil((until - performance.now()) / 1000));
  const [, look] = useState(0);
  useEffect(() => {
    if (until === null) return undefined;
    const clock = setInterval(() => look(left()), LOOK);
    return () => clearInterval(clock);
  }, [until]);
  return until !== null && html`<span class="countdown" role="timer">${t("class.seconds_left", { n: left() })}</span>`;
}

/** A state with the moment of this page's clock at which its timer ends; null where none runs. */
export const timed = (state) => ({ ...state, until: state.seconds_left === null ? null : performance.now() + state.seconds_left * 1000 });

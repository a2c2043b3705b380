"""From what was worked out to what was published: cut off at the ends of the scale, blurred, rounded to a step."""

from __future__ import annotations

import numpy as np

from glasshouse.audit.account import CUT, NOISE, ROUNDING, Item
from glasshouse.audit.history import Diary
from glasshouse.kernels import randomness
from glasshouse.scoring.accounts import TOP, score_of


def ends(diary: Diary, s: int, raw: float, code: int, last: int) -> list[Item]:
    """The last terms of a score, which lead from the sum of the others to what was published.

    Args:
        diary: the citizen's days.
        s: the system's number.
        raw: the sum of the other terms.
        code: the published code.
        last: the day of publication; -1 for the first one.
    """
    label, found = diary.labels.systems[s], []
    clipped = min(max(raw, label.low), label.high)
    if abs(clipped - raw) > 1e-9:
        found.append(Item(CUT, clipped - raw))
    noise = 0.0
    shift = _shift(diary, s, max(last, 0))
    if shift:
        clean = 1 + round((clipped - label.low) / (label.high - label.low) * float(TOP))
        noise = (min(max(clean + shift, 1), 65534) - clean) / float(TOP) * (label.high - label.low)
        found.append(Item(NOISE, noise))
    score = score_of(code, label.low, label.high)
    found.append(Item(ROUNDING, score - clipped - noise))
    return found


def _shift(diary: Diary, s: int, day: int) -> int:
    """The noise of one publication, in steps of the published code; the kernel's own draw."""
    system = diary.numbers.systems[s]
    if not float(system["noise"]):
        return 0
    seed, citizen = np.ascontiguousarray(diary.numbers.rules["seed"][0]), np.uint64(diary.citizen)
    word = randomness.draw(seed, citizen, np.uint32(day), randomness.NOISE, np.uint32(system["key"]))[0]
    luck = randomness.unit(np.uint32(word))
    reach = np.float32(system["noise"]) * np.float32(TOP)
    return int(reach * (np.float32(2.0) * np.float32(luck) - np.float32(1.0)))

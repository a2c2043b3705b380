"""Whether a figure is met: a size by its ratio, as every run's published figures are; a sign by its interval over seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from glasshouse.heldout.document import Answer
from glasshouse.heldout.experiment import Expected
from glasshouse.worlds.intervals import over_seeds


@dataclass(frozen=True)
class Spread:
    """A number over seeds.

    Attributes:
        value: the mean over the seeds in which it is defined; None where it is in none.
        low: lower end of its 95 % interval; None where there is none.
        high: upper end.
        seeds: in how many seeds it is defined, of how many.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    seeds: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Verdict:
    """What may be said of a figure.

    Attributes:
        answer: the word.
        clear: whether the whole interval says the same; None without an interval.
        why: why.
    """

    answer: Answer
    clear: bool | None
    why: str

    @property
    def meets(self) -> bool | None:
        """Whether it is met; None where that cannot be told."""
        return {"met": True, "missed": False}.get(self.answer)


def spread(values: Sequence[float]) -> Spread:
    """The mean over seeds with Student's t; seeds in which the number is undefined are left out, and counted.

    Args:
        values: one number for each seed; not a number where it is undefined.
    """
    known = [float(each) for each in values if np.isfinite(each)]
    seeds = len(known), len(values)
    if not known:
        return Spread(None, seeds=seeds)
    if len(set(known)) == 1 and len(known) > 1:
        return Spread(known[0], known[0], known[0], seeds)
    found = over_seeds(known)
    return Spread(float(np.mean(known)), found.low, found.high, seeds)


def judge_size(ours: Spread, published: float, tolerance: tuple[float, float]) -> Verdict:
    """Whether a size is met: the ratio of the means decides, as for the published figures of a run."""
    if ours.value is None or not published:
        return Verdict("cannot be told", None, "the worlds give no such number")
    low, high = tolerance
    times = ours.value / published
    meets = low <= times <= high
    why = f"{times:.3g} times the published size; {low:g} to {high:g} count as near"
    return Verdict("met" if meets else "missed", _is_clear(ours, published, tolerance, meets=meets), why)


def _is_clear(ours: Spread, published: float, tolerance: tuple[float, float], *, meets: bool) -> bool | None:
    """Whether the whole interval is met, or missed on one side; None without an interval."""
    if ours.low is None or ours.high is None:
        return None
    # Of a negative figure the ends of the interval change places.
    first, last = sorted((ours.low / published, ours.high / published))
    low, high = tolerance
    return low <= first and last <= high if meets else last < low or first > high


def judge_sign(ours: Spread, expected: Expected, smallest: float) -> Verdict:
    """Whether a sign is met: by the whole interval over seeds, or not at all.

    That there is no difference is met by an interval within the smallest difference that matters, and missed by one beyond
    it. One that lies across that line tells neither, on whichever side of 0 it lies.

    Args:
        ours: the difference.
        expected: the published sign.
        smallest: the smallest difference that matters.
    """
    if ours.value is None or ours.low is None or ours.high is None:
        return Verdict("cannot be told", None, "the worlds give no such number, or no interval")
    if -smallest <= ours.low and ours.high <= smallest:
        same = ours.low == ours.high == 0
        why = "no difference, to the last bit" if same else "the whole interval is too small to matter"
        return Verdict("met" if expected == "0" else "missed", True, why)
    if expected == "0" and not _is_beyond(ours.low, ours.high, smallest):
        return Verdict(
            "cannot be told", False, "the interval lies partly within what is too small to matter, and partly beyond"
        )
    # An interval that is clear of 0 may still begin within what is too small to matter: its sign is known, its size is not.
    sign = _sign(ours.low, ours.high)
    if not sign:
        return Verdict("cannot be told", False, "the interval holds 0, and reaches to what would matter")
    side = {"-": "below", "+": "above"}[sign]
    meets = expected in ("not 0", sign)
    return Verdict("met" if meets else "missed", True, f"the whole interval lies {side} 0")


def _is_beyond(low: float, high: float, smallest: float) -> bool:
    """Whether an interval lies on one side of 0, and all of it farther than what is too small to matter."""
    return low > smallest or high < -smallest


def _sign(low: float, high: float) -> str:
    """The sign that both ends have; none where 0 lies between them."""
    return "-" if high < 0 else "+" if low > 0 else ""

"""Patrols that go where the records are, and records that patrols make."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.patrols import corrected, entered, is_sent
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.luck import luck

SHARE = "share of patrols that place A ends with"
DRAWN = "mean share of records of place A in drawn urns"

_TURNS = 200_000
_SPEED = 0.2
_DAYS = 20_000


@kernel_function
def _added(rate: float, sent: float, other: float, discovered: float, reported: float, correct: bool) -> float:
    """What a day adds to a place's records, where a patrol is there with chance `sent`."""
    found = entered(rate, sent, discovered, 0.0)
    if correct:
        found = corrected(found, other)
    return found + entered(rate, sent, 0.0, reported)


@kernel_function
def _limit(rate_a: float, rate_b: float, discovered: float, reported: float, correct: bool) -> float:
    """Where the share of records ends in expectation, starting from equal records."""
    share = 0.5
    for _ in range(_TURNS):
        a = _added(rate_a, share, 1.0 - share, discovered, reported, correct)
        b = _added(rate_b, 1.0 - share, share, discovered, reported, correct)
        after = share + _SPEED * (a / (a + b) - share) if a + b > 0.0 else share
        if after == share:
            break
        share = after
    return share


@kernel_function
def _drawn_shares(seed: int, shares: np.ndarray, rates: np.ndarray, weights: np.ndarray, correct: bool) -> None:
    """Urns in which each day's patrol is drawn: the share of records of place A at their end."""
    for urn in range(len(shares)):
        a, b = 1.0, 1.0
        for day in range(_DAYS):
            here = is_sent(a, b, luck(seed, urn, day, 0)[0])
            share = a / (a + b)
            a += _added(rates[0], 1.0 if here else 0.0, 1.0 - share, weights[0], weights[1], correct)
            b += _added(rates[1], 0.0 if here else 1.0, share, weights[0], weights[1], correct)
        shares[urn] = a / (a + b)


def _weights(values: Values) -> tuple[Any, Any, Any, Any, bool]:
    rate_a, rate_b, discovered, reported = (
        np.float64(values[name]) for name in ("rate_a", "rate_b", "discovered", "reported")
    )
    return rate_a, rate_b, discovered, reported, bool(values["corrected"])


def _share(values: Values) -> Measured:
    return Measured(float(_limit(*_weights(values))))


def _drawn(values: Values) -> Measured:
    rate_a, rate_b, discovered, reported, correct = _weights(values)
    seed, shares = int(values["seed"]), np.empty(int(values["urns"]))
    _drawn_shares(seed, shares, np.array([rate_a, rate_b]), np.array([discovered, reported]), correct)
    error = float(shares.std(ddof=1)) / math.sqrt(len(shares))
    return Measured(float(shares.mean()), error, len(shares), seed, f"after {_DAYS:,} days")


def _closed(values: Values) -> dict[str, float]:
    """The stable root of (c+d-a-b)x² + (a-2c-d)x + c = 0, where a, b are added if the patrol goes to A, c, d if to B."""
    one, two, found, told = (values[name] for name in ("rate_a", "rate_b", "discovered", "reported"))
    if found + told == 0:
        return {}
    if values["corrected"]:
        return {SHARE: one / (one + two)} if found == 0 or told == 0 else {}
    return _stable_root(one * (found + told), two * told, one * told, two * (found + told))


def _stable_root(a: float, b: float, c: float, d: float) -> dict[str, float]:
    """The root at which the expected share stays; nothing where there is none."""
    square, line = c + d - a - b, a - 2 * c - d
    if abs(square) < 1e-12:
        return {SHARE: c / (2 * c + d - a) if abs(line) > 1e-12 else 0.5}
    roots = [(-line + sign * math.sqrt(line * line - 4 * square * c)) / (2 * square) for sign in (1, -1)]
    stable = [root for root in roots if -1e-9 <= root <= 1 + 1e-9 and 2 * square * root + line < 0]
    return {SHARE: min(max(stable[0], 0.0), 1.0)} if stable else {}


CASE = Case(
    name="runaway",
    title="predictive policing as an urn: discoveries alone run away to 1, reports and a correction do not",
    text="Two places with different rates of incidents. A patrol goes to a place in proportion to its records. What it discovers "
    "there is entered, and what people report. The expected share is followed to its end; besides, urns are drawn. "
    "Corrected: a discovery is kept in proportion to the other place's share.",
    source="Ensign, Friedler, Neville, Scheidegger, Venkatasubramanian, Runaway feedback loops in predictive policing, FAT* "
    "(2018)",
    mechanisms=("patrols.is_sent", "patrols.entered", "patrols.corrected"),
    parameters={
        "rate_a": Parameter("incidents a day in place A", 3.68511, 0, 1e6, open=True),
        "rate_b": Parameter("incidents a day in place B", 2.816466, 0, 1e6, open=True),
        "discovered": Parameter("weight of what patrols discover", 1, 0, 1e6),
        "reported": Parameter("weight of what people report", 0, 0, 1e6),
        "corrected": Parameter("1: keep a discovery in proportion to the other place's share", 0, 0, 1, whole=True),
        "urns": Parameter("urns drawn", 100, 2, 100_000, whole=True),
        "seed": Parameter("their luck", 1, 0, 2**32 - 1, whole=True),
    },
    points=(
        Point({}, {SHARE: Target(1, 1e-6)}),
        Point({"reported": 1}, {SHARE: Target(0.598897, 5e-7), DRAWN: Target(0.598897, 2e-3)}),
        Point({"discovered": 0, "reported": 1}, {SHARE: Target(0.566803, 5e-7)}),
        Point({"corrected": 1}, {SHARE: Target(0.566803, 5e-7), DRAWN: Target(0.566803, 2e-3)}),
    ),
    figures={SHARE: _share, DRAWN: _drawn},
    closed_form=_closed,
)  # fmt: skip

"""Averages over seeds: what a sweep found at each point, with 95 % intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.store import parquet
from glasshouse.sweeps.folder import RESULTS
from glasshouse.sweeps.sensitivity import FEWEST, Influence
from glasshouse.sweeps.sweep import Sweep
from glasshouse.worlds.intervals import IDENTICAL, UNDEFINED, Events, Span, exact_mean, over_seeds, too_few

TOLD = (
    "speech_withheld_share", "offences_per_1000_days", "civic_acts_per_1000_days", "defaults_per_1000_years",
    "mean_self_censorship", "mean_perceived_risk", "mean_self_censorship_money",
    "mean_self_censorship_life", "mean_perceived_risk_money", "mean_perceived_risk_life",
    "sanctioned_share_of_days", "wrongly_sanctioned_share_of_sanctioned",
    "denied_attempts_per_1000_years", "criticism_per_1000_days", "help_withheld_share", "bills_missed_share",
    "false_records_per_1000_years", "recorded_share", "acts_per_citizen_day",
)  # fmt: skip
"""Observables that a sweep tells of where nobody chose others."""


_SPREAD = "value, low, high, events, counts_once"
_VALUES_ALONE = "the sweep was asked for values alone"


@dataclass(frozen=True)
class Average:
    """One observable at one point.

    Attributes:
        point: number of the point.
        world: the world.
        against: the twin, for a difference; None for a value of one world.
        observable: its name.
        value: mean over the seeds; None where it is undefined for any of them.
        low: lower end of the 95 % interval: Student's t over seeds; with one seed, that of the one pair of worlds,
            if it is a difference; else None.
        high: upper end.
        reason: why there is no interval, or one without width; None where there is nothing to say.
    """

    point: int
    world: str
    against: str | None
    observable: str
    value: float | None
    low: float | None
    high: float | None
    reason: str | None = None


def averages(swept: Sweep, observables: Sequence[str]) -> list[Average]:
    """Averages of the named observables, by observable, then world and twin, then point."""
    groups: dict[tuple[str, str, str | None, int], list[tuple[float | None, ...]]] = defaultdict(list)
    columns = f"observable, world, against, point, {_SPREAD}"
    condition = "list_contains($names, observable) ORDER BY replicate"
    names = {"names": list(observables)}
    for name, world, against, point, *spread in parquet.select(swept.path / RESULTS, columns, condition, names):
        groups[name, world, against, point].append(tuple(spread))
    order = {name: place for place, name in enumerate(observables)}
    keys = sorted(
        groups, key=lambda key: (order[key[0]], key[2] is not None, swept.worlds.index(key[2] or key[1]), key[3])
    )
    return [Average(point, world, against, name, *_spread(groups[name, world, against, point], _has_spread(swept, against)))
            for name, world, against, point in keys]  # fmt: skip


def average(swept: Sweep, observable: str, *, against: str | None, point: int) -> Average:
    """The average of one observable of the base, or of its difference from a twin, at one point.

    Args:
        swept: the sweep.
        observable: its name.
        against: the twin; None for the base's own value.
        point: number of the point.
    """
    world = swept.worlds[0]
    wanted: dict[str, Any] = {"observable": observable, "world": world, "against": against, "point": point}
    condition = (
        "observable = $observable AND world = $world AND point = $point AND against IS NOT DISTINCT FROM $against"
    )
    rows = parquet.select(swept.path / RESULTS, _SPREAD, f"{condition} ORDER BY replicate", wanted)
    return Average(point, world, against, observable, *_spread(list(rows), _has_spread(swept, against)))


def _has_spread(swept: Sweep, against: str | None) -> bool:
    """Whether it can be told how sure a mean is: of a difference, by what differs behind it."""
    return against is None or bool(swept.document.get("intervals", True))


def _spread(
    found: Sequence[tuple[float | None, ...]], has_spread: bool = True
) -> tuple[float | None, float | None, float | None, str | None]:
    known = [value for value, *_ in found if value is not None]
    if len(known) < len(found):
        return None, None, None, UNDEFINED
    if not has_spread:
        return exact_mean(known), None, None, _VALUES_ALONE
    span = _one_seed(found[0]) if len(known) == 1 else over_seeds(known, _events(found))
    # A pair has an interval of no width around 0 where its worlds are the same to the last bit, and nowhere else.
    if all(value == low == high == 0 for value, low, high, *_ in found):
        span = Span(0.0, 0.0, IDENTICAL)
    return exact_mean(known), span.low, span.high, span.reason


def _one_seed(row: Sequence[float | None]) -> Span:
    """The interval of one pair of worlds, as it was worked out from its blocks."""
    _, low, high, events, spreads = row
    few = None if events is None else too_few([Events(int(events), bool(spreads))])
    return Span(low, high, None if low is not None else few or "one seed; ask for more")


def _events(found: Sequence[Sequence[float | None]]) -> list[Events] | None:
    """What differed behind each seed's value; None where it was not counted."""
    counted = [Events(int(events), bool(spreads)) for *_, events, spreads in found if events is not None]
    return counted if len(counted) == len(found) else None


def influences_of(swept: Sweep, found: Sequence[Average]) -> dict[str, list[Influence]]:
    """What the observables among these averages, all of one world or against one twin, hang on.

    Observables that are undefined at too many points, or never move, are left out; so is everything where the sweep has
    too few points. Where there are twins, it is told of differences alone.
    """
    if not swept.tells_influences or not found or (found[0].against is None and len(swept.worlds) > 1):
        return {}
    known: dict[str, list[float]] = {}
    for each in found:
        if each.value is not None:
            known.setdefault(each.observable, []).append(each.value)
    world, against = found[0].world, found[0].against
    return {
        name: swept.influences(name, world=world, against=against)
        for name, values in known.items()
        if len(values) >= FEWEST and min(values) < max(values)
    }


def choose(swept: Sweep, most: int) -> list[str]:
    """The observables of `TOLD` that vary most over the points, seen beside how much they vary over seeds."""
    against = swept.worlds[1] if len(swept.worlds) > 1 else None
    known = [name for name in TOLD if name in swept.document["observables"]]
    ranked = sorted(known, key=lambda name: -_liveliness(swept.values(name, against=against)))
    chosen = set(ranked[:most])
    return [name for name in known if name in chosen]


def _liveliness(values: np.ndarray) -> float:
    """Spread between points, over the spread between seeds where there are several; 0 if nothing moves."""
    if np.isnan(values).any():
        return 0.0
    between = float(values.mean(1).std())
    within = float(values.std(1).mean()) if values.shape[1] > 1 else 0.0
    scale = float(np.abs(values).mean())
    return between / (within + 1e-3 * scale) if scale else 0.0

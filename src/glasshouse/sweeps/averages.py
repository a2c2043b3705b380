"""Averages over seeds: what a sweep found at each point, with 95 % intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev

import numpy as np

from glasshouse.store import parquet
from glasshouse.sweeps.folder import RESULTS
from glasshouse.sweeps.sensitivity import FEWEST, Influence
from glasshouse.sweeps.sweep import Sweep
from glasshouse.worlds.replicates import t_quantile

TOLD = (
    "speech_withheld_share", "offences_per_1000_days", "civic_acts_per_1000_days", "defaults_per_1000_years",
    "mean_self_censorship", "mean_perceived_risk", "sanctioned_share_of_days", "wrongly_sanctioned_share_of_sanctioned",
    "denied_attempts_per_1000_years", "criticism_per_1000_days", "help_withheld_share", "bills_missed_share",
    "false_records_per_1000_years", "recorded_share", "acts_per_citizen_day",
)  # fmt: skip
"""Observables that a sweep tells of where nobody chose others."""


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
    """

    point: int
    world: str
    against: str | None
    observable: str
    value: float | None
    low: float | None
    high: float | None


def averages(swept: Sweep, observables: Sequence[str]) -> list[Average]:
    """Averages of the named observables, by observable, then world and twin, then point."""
    groups: dict[tuple[str, str, str | None, int], list[tuple[float | None, ...]]] = defaultdict(list)
    columns = "observable, world, against, point, value, low, high"
    condition = "list_contains($names, observable) ORDER BY replicate"
    names = {"names": list(observables)}
    for name, world, against, point, *spread in parquet.select(swept.path / RESULTS, columns, condition, names):
        groups[name, world, against, point].append(tuple(spread))
    order = {name: place for place, name in enumerate(observables)}
    keys = sorted(
        groups, key=lambda key: (order[key[0]], key[2] is not None, swept.worlds.index(key[2] or key[1]), key[3])
    )
    return [Average(point, world, against, name, *_spread(groups[name, world, against, point]))
            for name, world, against, point in keys]  # fmt: skip


def _spread(found: Sequence[tuple[float | None, ...]]) -> tuple[float | None, float | None, float | None]:
    known = [value for value, _, _ in found if value is not None]
    if len(known) < len(found):
        return None, None, None
    if len(known) == 1:
        return found[0][0], found[0][1], found[0][2]
    half = t_quantile(len(known) - 1) * stdev(known) / len(known) ** 0.5
    return mean(known), mean(known) - half, mean(known) + half


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

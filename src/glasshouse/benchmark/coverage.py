"""How often 95 % intervals of differences cover the mean over many seeds, and how wide they are beside the ideal ones.

A pair of worlds is lived with many seeds. Their mean difference is what an interval ought to cover. Each seed's own
interval (one seed, a jackknife) is asked, and that of each group of seeds (Student's t).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from math import exp, lgamma, log
from statistics import mean, stdev
from typing import Any

from glasshouse.scenario import Scenario, changed, load, variant
from glasshouse.worlds.intervals import Events, Span, over_seeds, t_quantile
from glasshouse.worlds.replicates import differences_within
from glasshouse.worlds.twins import BLOCKS, Twins

WANTED = 0.9
"""Coverage that intervals must have."""
LEVEL = 0.01
"""Chance at which a coverage that is high enough is yet said to be too low."""
WIDEST = 1.5
"""Most times that an interval may be as wide as the ideal one."""
_NORMAL = 1.959964
_FEW = 30
"""Intervals whose width is told, at least; and whose coverage is named as the least."""
_SELECTED = 0.1
"""Where fewer than this part of the seeds give an interval, these are the seeds in which most differed: they are counted, and
not held against `WANTED`."""


@dataclass(frozen=True)
class Case:
    """A pair of worlds.

    Attributes:
        scenario: name of the base.
        twin: what it is compared with.
        citizens: people.
        days: days.
        seeds: how many seeds, from 1.
    """

    scenario: str
    twin: str
    citizens: int
    days: int
    seeds: int

    def worlds(self, seed: int) -> dict[str, Scenario]:
        """The worlds of one seed, the base first."""
        base = changed(load(self.scenario), [f"citizens={self.citizens}", f"days={self.days}"])
        base = base.model_copy(update={"seed": seed, "panel": ()})
        return {"base": base, "twin": variant(base, self.twin)}

    def __str__(self) -> str:
        return f"{self.scenario} beside {self.twin}, {self.citizens:,} people, {self.days} days, {self.seeds} seeds"


@dataclass(frozen=True)
class Row:
    """How the intervals of one observable did.

    Attributes:
        observable: its name.
        kind: ``one seed``, or ``N seeds``.
        asked: how many intervals were asked for.
        given: how many were given.
        covered: how many of these cover the mean over all seeds.
        width: mean half-width of those given, in ideal half-widths: 1.96 standard deviations over the seeds, or Student's
            t times their standard error for several seeds; None where none was given.
    """

    observable: str
    kind: str
    asked: int
    given: int
    covered: int
    width: float | None

    @property
    def coverage(self) -> float | None:
        """Share of those given that cover; None without any."""
        return self.covered / self.given if self.given else None

    @property
    def is_too_low(self) -> bool:
        """Whether so few would cover by chance less than once in a hundred, if `WANTED` of them did on the whole."""
        return self.given > _SELECTED * self.asked and chance_of_at_most(self.covered, self.given) < LEVEL

    @property
    def is_too_wide(self) -> bool:
        """Whether they are wider than they may be; of few, nothing is said."""
        return self.given >= _FEW and (self.width or 0.0) > WIDEST

    @property
    def document(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "coverage": self.coverage, "too_low": self.is_too_low, "too_wide": self.is_too_wide}


def chance_of_at_most(covered: int, given: int, share: float = WANTED) -> float:
    """The chance that at most so many of the given intervals cover, if this share of all do."""
    ways = (lgamma(given + 1) - lgamma(k + 1) - lgamma(given - k + 1) for k in range(covered + 1))
    terms = (way + k * log(share) + (given - k) * log(1 - share) for k, way in enumerate(ways))
    return min(1.0, sum(map(exp, terms)))


def measure(
    case: Case,
    groups: Sequence[int] = (3, 5, 10),
    *,
    blocks: int = BLOCKS,
    told: Callable[[int], None] = lambda _: None,
) -> list[Row]:
    """How often the intervals of one pair of worlds cover.

    Args:
        case: the pair.
        groups: how many seeds are taken together, each seed once.
        blocks: into how many the communities are cut.
        told: told after each seed.
    """
    found = []
    for seed in range(1, case.seeds + 1):
        found.append(live_pair(case.worlds(seed), blocks))
        told(seed)
    return list(judge(found, groups))


def live_pair(worlds: Mapping[str, Scenario], blocks: int) -> dict[str, Any]:
    """Live a pair of worlds, the base first, and tell how they differ (see `glasshouse.worlds.replicates`).

    Args:
        worlds: the two scenarios by name.
        blocks: into how many blocks the communities are cut.
    """
    twins = Twins(worlds, threads=1, blocks=blocks)
    try:
        while twins.day < twins.days:
            twins.step()
        runs = twins.conclude(0.0)
        ours, theirs = ((runs[name], twins.recorders[name]) for name in worlds)
        return differences_within(ours, theirs)
    finally:
        twins.close()


def judge(found: Sequence[Mapping[str, Any]], groups: Sequence[int] = (3, 5, 10)) -> Iterator[Row]:
    """How often intervals cover, from what `differences_within` says for each seed.

    Args:
        found: that, one for each seed.
        groups: how many seeds are taken together.
    """
    for name in found[0]:
        said = [each[name] for each in found]
        # What is undefined with some seed, or never differs, has no mean difference that an interval could cover.
        if all(each["value"] is not None for each in said) and any(each["value"] for each in said):
            yield from _rows(name, said, groups)


def _rows(name: str, said: Sequence[Mapping[str, Any]], groups: Sequence[int]) -> Iterator[Row]:
    """How the intervals of one observable did, from its difference with each seed."""
    values = [each["value"] for each in said]
    told = partial(row_of, name, mean(values), stdev(values))
    yield told("one seed", [Span(each["low"], each["high"]) for each in said], _NORMAL)
    events = [Events(each["events"], each["counts_once"]) for each in said]
    for size in groups:
        # Each seed is in one group, so that the groups' intervals are independent.
        parts = [slice(k, k + size) for k in range(0, len(values) - size + 1, size)]
        spans = [over_seeds(values[part], events[part]) for part in parts]
        yield told(f"{size} seeds", spans, t_quantile(size - 1) / size**0.5)


def row_of(name: str, truth: float, spread: float, kind: str, spans: Sequence[Span], ideal: float) -> Row:
    """How intervals of one kind did.

    Args:
        name: the observable.
        truth: what they ought to cover.
        spread: standard deviation over the seeds.
        kind: the kind of interval.
        spans: the intervals.
        ideal: the ideal half-width, in standard deviations.
    """
    given = [(span.low, span.high) for span in spans if span.low is not None and span.high is not None]
    covered = sum(low <= truth <= high for low, high in given)
    width = mean((high - low) / 2 for low, high in given) / (ideal * spread) if given and spread else None
    return Row(name, kind, len(spans), len(given), covered, width)


def summary(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """One line for each kind of interval: over all observables, how many got intervals, and how these did."""
    kinds = dict.fromkeys(row.kind for row in rows)
    return [_line(kind, [row for row in rows if row.kind == kind]) for kind in kinds]


def _line(kind: str, mine: Sequence[Row]) -> dict[str, Any]:
    asked, given, covered = (sum(getattr(row, name) for row in mine) for name in ("asked", "given", "covered"))
    known = [row for row in mine if row.given >= _FEW]
    low, wide = ([row.observable for row in mine if getattr(row, name)] for name in ("is_too_low", "is_too_wide"))
    return {
        "kind": kind,
        "observables": len(mine),
        "given": given / asked,
        "covered": covered / given if given else None,
        "least": min(([row.coverage, row.observable] for row in known), default=None),
        "widest": max(([row.width, row.observable] for row in known), default=None),
        "too_low": low,
        "too_wide": wide,
    }

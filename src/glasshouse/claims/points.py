"""The effect over the assumptions: at how many points it is as claimed, by two priors, and what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glasshouse.claims.bench import Bench, Point
from glasshouse.scenario import seed_after
from glasshouse.sweeps.assumptions import FEWEST, draw_assumptions
from glasshouse.sweeps.confirmation import Dependence, depends_on
from glasshouse.sweeps.prior import Prior, drawn

_SAMPLES: Final[tuple[tuple[Prior, int], ...]] = (("centred", 0), ("centred", 1), ("declared", 2))
"""Prior and round of the first sample, of the fresh one, and of that of the other prior."""
_SEEDS: Final = 10_000
"""Seeds of the points begin so far above the scenario's, so that no point shares its luck with anything else."""
_NORMAL: Final = 1.959964


@dataclass(frozen=True)
class Share:
    """A share of points with its 95 % interval (Wilson).

    Attributes:
        value: the share; None without any point.
        low: lower end.
        high: upper end.
    """

    value: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Sample:
    """Effects at points, in the claim's direction.

    Attributes:
        keys: what was varied.
        table: values, points × keys.
        effects: the effect at each point, more than 0 if it goes as claimed; not a number where undefined.
        levels: the twin's own value at each point.
    """

    keys: tuple[str, ...]
    table: np.ndarray
    effects: np.ndarray
    levels: np.ndarray


@dataclass(frozen=True)
class Points:
    """What the points say.

    Attributes:
        samples: the first sample, the fresh one, and that of the other prior; empty ones where a trial has none.
        smallest: the smallest effect that matters.
        falls: whether the claim expects less, so that there must be something that can fall.
        dependence: what the effect hangs on; confirmed where there is a fresh sample.
    """

    samples: tuple[Sample, Sample, Sample]
    smallest: float
    falls: bool
    dependence: Dependence

    @property
    def effects(self) -> np.ndarray:
        """Effects at all points of the first prior, in the claim's direction."""
        return np.concatenate([each.effects for each in self.samples[:2]])

    @property
    def blind(self) -> float:
        """Share of the points of the first prior at which there is too little in the twin for the effect to be seen."""
        seen = np.concatenate([self._blind(each) for each in self.samples[:2]])
        return float(seen.mean()) if len(seen) else 0.0

    @property
    def undefined(self) -> float:
        """Share of the points at which the effect is undefined."""
        return float(np.isnan(self.effects).mean()) if len(self.effects) else 1.0

    def as_claimed(self, *, other_prior: bool = False) -> Share:
        """The share of points at which the effect is as claimed and large enough."""
        return wilson(self._tellable(other_prior) >= self.smallest)

    def reversed(self, *, other_prior: bool = False) -> Share:
        """The share of points at which it is as large the other way."""
        return wilson(self._tellable(other_prior) <= -self.smallest)

    def _tellable(self, other_prior: bool) -> np.ndarray:
        chosen = self.samples[2:] if other_prior else self.samples[:2]
        return np.concatenate([each.effects[~self._blind(each) & ~np.isnan(each.effects)] for each in chosen])

    def _blind(self, sample: Sample) -> np.ndarray:
        if not self.falls:
            return np.zeros(len(sample.effects), bool)
        return np.asarray(sample.levels < self.smallest)


def wilson(hits: np.ndarray) -> Share:
    """The share of hits with Wilson's 95 % interval; from 0 to 1 where there is no point."""
    n = len(hits)
    if not n:
        return Share(None, 0.0, 1.0)
    share, z2 = float(hits.mean()), _NORMAL**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _NORMAL / (1 + z2 / n) * (share * (1 - share) / n + z2 / (4 * n * n)) ** 0.5
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))


def live_points(bench: Bench, smallest: float, citizens: int, counts: tuple[int, int, int]) -> Points:
    """The effect at points over the assumptions, one pair of worlds with luck of its own at each.

    Args:
        bench: the claim's bench.
        smallest: the smallest effect that matters, in the observable's unit.
        citizens: people in each world.
        counts: points of each sample.
    """
    samples = []
    for number, ((prior, round_), count) in enumerate(zip(_SAMPLES, counts, strict=True)):
        samples.append(_sample(bench, prior, round_, count, citizens, number))
    first, fresh, other = samples
    keys = first.keys
    dependence = depends_on(keys, (first.table, first.effects), (fresh.table, fresh.effects), seed=bench.base.seed)
    return Points((first, fresh, other), smallest, bench.claim.sign < 0, dependence)


def _sample(bench: Bench, prior: Prior, round_: int, count: int, citizens: int, number: int) -> Sample:
    nothing = np.empty(0)
    if not count:
        return Sample((), np.empty((0, 0)), nothing, nothing)
    design = draw_assumptions(bench.base, max(count, FEWEST), drawn(bench.base, prior), round_)
    begin = _SEEDS * (number + 1)
    rows: list[Point] = [{**row, "seed": seed_after(bench.base.seed, begin + k)} for k, row in enumerate(design.rows())]
    lived = bench.lived(rows, citizens, 1, fit=True, intervals=False)
    table: Any = [design.column(key) for key in design.keys]
    effects = bench.claim.sign * lived.means(bench.claim.observable)
    levels = lived.means(bench.claim.observable, of_twin=True)
    return Sample(design.keys, np.array(table, "f8").T, effects, levels)


def dependence_document(dependence: Dependence, sign: int) -> list[dict[str, Any]]:
    """What an effect hangs on, as plain data; directions are those of the difference from the twin."""
    return [{"key": each.key, "direction": each.direction * sign, "share": each.share} for each in dependence.confirmed]

"""What the runs say about a claim, before anybody judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.claims.claim import Claim
from glasshouse.claims.experiment import Experiment, switches
from glasshouse.sweeps.averages import average
from glasshouse.sweeps.sensitivity import FEWEST, Influence, influences
from glasshouse.sweeps.sweep import Sweep


@dataclass(frozen=True)
class Effect:
    """An effect with its 95 % interval over seeds.

    Attributes:
        value: the mean; None where it is undefined for some seed.
        low: lower end; None with a single seed.
        high: upper end.
        reason: why several seeds give no interval, or one without width; None where there is nothing to say.
    """

    value: float | None
    low: float | None
    high: float | None
    reason: str | None = None


@dataclass(frozen=True)
class Evidence:
    """All that the runs say about one claim.

    Attributes:
        claim: the claim.
        effect: scenario less twin (or the scenario alone), at the assumptions' middle.
        unit: the observable's unit.
        title: what the observable is.
        replicates: seeds behind the effect.
        ladder: the same against other twins, by variant.
        without: the effect with one link switched off, by the link's key.
        alone: the effect with all links off but one, by the link's key.
        points: the effect at each point of the hypercube; not a number where it is undefined.
        hangs_on: how far it hangs on each value that was varied, the most first.
        secondary: other observables' effects, by name: effect, unit and title.
        digests: digests of the sweeps behind it.
    """

    claim: Claim
    effect: Effect
    unit: str
    title: str
    replicates: int
    ladder: Mapping[str, Effect]
    without: Mapping[str, Effect]
    alone: Mapping[str, Effect]
    points: np.ndarray
    hangs_on: tuple[Influence, ...]
    secondary: Mapping[str, tuple[Effect, str, str]]
    digests: tuple[str, str]

    @property
    def influential(self) -> list[Influence]:
        """What stands out of the noise."""
        return [each for each in self.hangs_on if each.counts]

    @property
    def share_of_points(self) -> float | None:
        """At which share of the points the effect is what the claim says, and large enough; None without any."""
        known = self.points[~np.isnan(self.points)]
        if not len(known):
            return None
        return float((self.claim.sign * known >= self.claim.smallest_effect.value).mean())


def gather(experiment: Experiment, claim: Claim, switched: Sweep, spread: Sweep) -> Evidence:
    """What two sweeps say about one claim.

    Args:
        experiment: where the claim was tried.
        claim: the claim.
        switched: the sweep over links.
        spread: the sweep over assumptions.
    """
    told = switched.document["observables"][claim.observable]
    points = _values(spread, claim.observable, claim.against)[:, 0]
    tried = {
        kind: _effects(switched, claim, {key: experiment.point_of(setting) for (what, key), setting in
                                         switches(claim).items() if what == kind})
        for kind in ("without", "alone")
    }  # fmt: skip
    return Evidence(
        claim=claim,
        effect=_effect(switched, claim.observable, claim.against, 0),
        unit=told["unit"],
        title=told["title"],
        replicates=int(switched.document["replicates"]),
        ladder={rung: _effect(switched, claim.observable, rung, 0) for rung in claim.ladder},
        without=tried["without"],
        alone=tried["alone"],
        points=points,
        hangs_on=_hangs_on(spread, points),
        secondary={name: _also(switched, claim, name) for name in claim.secondary},
        digests=(switched.document["digest"], spread.document["digest"]),
    )


def _effects(swept: Sweep, claim: Claim, at: Mapping[str, int]) -> dict[str, Effect]:
    return {key: _effect(swept, claim.observable, claim.against, point) for key, point in at.items()}


def _also(swept: Sweep, claim: Claim, name: str) -> tuple[Effect, str, str]:
    told = swept.document["observables"][name]
    return _effect(swept, name, claim.against, 0), told["unit"], told["title"]


def _values(swept: Sweep, observable: str, against: str) -> np.ndarray:
    return swept.values(observable, against=against) if against else swept.values(observable)


def _effect(swept: Sweep, observable: str, against: str, point: int) -> Effect:
    found = average(swept, observable, against=against or None, point=point)
    if swept.document["replicates"] == 1:
        return Effect(found.value, None, None)
    return Effect(found.value, found.low, found.high, found.reason)


def _hangs_on(spread: Sweep, points: np.ndarray) -> tuple[Influence, ...]:
    known = points[~np.isnan(points)]
    if len(known) < FEWEST or np.ptp(known) == 0:
        return ()
    table: Any = [spread.design.column(key) for key in spread.keys]
    return tuple(influences(spread.keys, np.array(table, "f8").T, points))

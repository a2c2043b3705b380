"""All that the runs say about one claim, before anybody judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from glasshouse.claims.bench import Effect
from glasshouse.claims.claim import Claim, Expected
from glasshouse.claims.links import Links
from glasshouse.claims.points import Points
from glasshouse.claims.power import Power
from glasshouse.claims.reach import Reach


@dataclass(frozen=True)
class Secondary:
    """Another observable of which a claim expects something.

    Attributes:
        expected: what is expected.
        effect: the effect, in the observable's unit.
        smallest: the smallest effect of it that matters; None where it is a part of nothing.
        unit: its unit.
        title: what it is.
    """

    expected: Expected
    effect: Effect
    smallest: float | None
    unit: str
    title: str

    @property
    def answer(self) -> str:
        """Whether it goes as expected, the other way, is too small to matter, or cannot be told."""
        low, high = (None, None) if self.effect.low is None else _directed(self.effect, self.expected.sign)
        if low is None or high is None or self.smallest is None:
            return "cannot be told"
        if low >= self.smallest:
            return "as expected"
        if high <= -self.smallest:
            return "the other way"
        return "too small" if -self.smallest < low and high < self.smallest else "cannot be told"


@dataclass(frozen=True)
class Sham:
    """The contrast without its means: nothing may be found.

    Attributes:
        effect: what was found, in the observable's unit.
        ok: whether it is smaller than what matters.
    """

    effect: Effect
    ok: bool


@dataclass(frozen=True)
class Evidence:
    """What was found out about a claim, step by step; a step after which the verdict stood was the last.

    Attributes:
        claim: the claim.
        effect: scenario less twin at the scenario's own values, over seeds.
        unit: the observable's unit.
        title: what the observable is.
        smallest: the smallest effect that matters in that unit; None where it is a part of nothing.
        days: days of each world.
        is_full: whether the trial had a fresh sample of points, without which nothing is said for certain.
        reach: how far the observable can move.
        power: the size that was needed.
        sham: the contrast without its means; None where there is no such thing, or nobody asked yet.
        links: what the effect rests on; None where there is no effect that could rest on anything.
        links_asked: whether that step was made, without which it is not known whether the effect is put in.
        points: the effect over the assumptions.
        secondaries: other observables of which something is expected.
        ladder: the effect against other twins, by variant.
        beside: observables that are shown beside it, by name: effect, unit and title.
        digests: digests of all sweeps behind it.
    """

    claim: Claim
    effect: Effect
    unit: str
    title: str
    smallest: float | None
    days: int
    is_full: bool
    reach: Reach | None = None
    power: Power | None = None
    sham: Sham | None = None
    links: Links | None = None
    links_asked: bool = False
    points: Points | None = None
    secondaries: tuple[Secondary, ...] = ()
    ladder: Mapping[str, Effect] = field(default_factory=dict)
    beside: Mapping[str, tuple[Effect, str, str]] = field(default_factory=dict)
    digests: tuple[str, ...] = ()

    @property
    def directed(self) -> tuple[float, float]:
        """The interval of the effect in the claim's direction; unbounded where there is none."""
        if self.effect.low is None or self.effect.high is None:
            return -float("inf"), float("inf")
        return _directed(self.effect, self.claim.sign)

    @property
    def value(self) -> float:
        """The effect in the claim's direction; 0 where it is undefined."""
        return self.claim.sign * (self.effect.value or 0.0)


def _directed(effect: Effect, sign: int) -> tuple[float, float]:
    assert effect.low is not None
    assert effect.high is not None
    low, high = sorted((sign * effect.low, sign * effect.high))
    return low, high

"""The bench of a claim: its scenario, its twin, and pairs of worlds lived at points of a design."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

import numpy as np

from glasshouse import scenario as scenarios
from glasshouse.claims.claim import Claim
from glasshouse.claims.size import Size
from glasshouse.errors import InputError, Problem
from glasshouse.registry.catalogue import setting_values
from glasshouse.scenario import Scenario, changed, quantities
from glasshouse.sweeps.averages import average
from glasshouse.sweeps.design import Design, Value
from glasshouse.sweeps.study import Variant
from glasshouse.sweeps.sweep import Sweep
from glasshouse.worlds.intervals import UNDEFINED, Events, Span, over_seeds, too_few
from glasshouse.worlds.twins import check_luck

Point = Mapping[str, Value]
Live = Callable[..., Sweep]
"""`glasshouse.sweeps.sweep.sweep` with the trial's options."""


@dataclass(frozen=True)
class Effect:
    """A difference from the twin with its 95 % interval over seeds.

    Attributes:
        value: the mean; None where it is undefined for some seed.
        low: lower end; None where there is no interval.
        high: upper end.
        reason: why there is no interval, or one without width; None where there is nothing to say.
        sd: standard deviation of one pair; None for a single pair.
        events: independent events that differ, in all seeds together; None where they are not counted.
        twin: mean of the twin's own value; None where it is undefined.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str | None = None
    sd: float | None = None
    events: int | None = None
    twin: float | None = None


@dataclass(frozen=True)
class Lived:
    """Pairs of worlds that were lived.

    Attributes:
        swept: the sweep.
        twin: the twin's name in it.
        without: of a claim about an interaction, the two worlds whose difference is taken off.
    """

    swept: Sweep
    twin: str
    without: tuple[str, str] | None = None

    def effect(self, observable: str, point: int = 0) -> Effect:
        """The effect at one point, with its interval over seeds."""
        values, levels = (self._values(observable, of_twin=each)[point] for each in (False, True))
        level = None if np.isnan(levels).any() else float(levels.mean())
        sd = float(values.std(ddof=1)) if len(values) > 1 and not np.isnan(values).any() else None
        events = self.swept.events(observable, against=self.twin, point=point)
        if self.without is None:
            found = average(self.swept, observable, against=self.twin, point=point)
            return Effect(found.value, found.low, found.high, found.reason, sd, events, level)
        if np.isnan(values).any():
            return Effect(None, reason=UNDEFINED, events=events, twin=level)
        # Of an interaction, events are those of its first contrast, counted over all seeds.
        few = None if events is None else too_few([Events(events)])
        span = Span(None, None, few) if few else over_seeds([float(each) for each in values])
        return Effect(float(values.mean()), span.low, span.high, span.reason, sd, events, level)

    def means(self, observable: str, *, of_twin: bool = False) -> np.ndarray:
        """Means over seeds of the effect, or of the twin's own value, point by point; not a number where undefined."""
        return np.asarray(self._values(observable, of_twin=of_twin).mean(1))

    def _values(self, observable: str, *, of_twin: bool) -> np.ndarray:
        """The same, point by point and seed by seed."""
        if of_twin:
            return self.swept.values(observable, world=self.twin)
        found = self.swept.values(observable, against=self.twin)
        if self.without is None:
            return found
        there, here = (self.swept.values(observable, world=each) for each in self.without)
        return np.asarray(found - (there - here))


@dataclass(frozen=True)
class Bench:
    """What a claim is tried on.

    Attributes:
        claim: the claim.
        base: its scenario.
        twin: what it is compared with.
        without: of a claim about an interaction, the two worlds whose difference is taken off; else nothing.
        live: lives a design.
        digests: digests of all sweeps that were lived, in their order.
    """

    claim: Claim
    base: Scenario
    twin: Variant
    without: tuple[Variant, ...]
    live: Live
    digests: list[str]

    @cached_property
    def own(self) -> dict[str, Any]:
        """The scenario's own values by key, those of quantities in lists among them."""
        return setting_values(self.base) | {key: each.value for key, each in quantities(self.base)}

    @cached_property
    def is_same(self) -> bool:
        """Whether the twin is the scenario itself, so that nothing can differ."""
        twin = self.twin
        if isinstance(twin, str):
            twin = scenarios.variant(self.base, twin, self.claim.settings)
        titles = {"title": self.base.title, "description": self.base.description}
        return twin.model_copy(update=titles) == self.base

    def lived(
        self,
        points: Sequence[Point],
        citizens: int,
        replicates: int,
        twins: Sequence[Variant] | None = None,
        *,
        fit: bool = False,
        intervals: bool = True,
    ) -> Lived:
        """Pairs of worlds at these points.

        Args:
            points: what each sets; what it does not name stays as the scenario has it.
            citizens: people in each world.
            replicates: seeds at each point.
            twins: other twins than the claim's own.
            fit: whether all points are known to fit the scenario, so that only the first is tried beforehand.
            intervals: whether anything but values will be asked for: see `glasshouse.sweeps.sweep.sweep`.
        """
        keys = tuple(dict.fromkeys(key for point in points for key in point))
        rows = tuple(tuple(point[key] if key in point else self.value(key) for key in keys) for point in points)
        base = self.base.model_copy(update={"citizens": citizens})
        worlds = [self.twin, *self.without] if twins is None else twins
        asked = {"probe": self.claim.probe, "settings": self.claim.settings, "intervals": intervals}
        design = Design(keys, rows, fits=base if fit else None)
        swept = self.live(base, design, worlds, name=self.claim.scenario, replicates=replicates, **asked)
        self.digests.append(swept.document["digest"])
        names = swept.worlds[1:]
        return Lived(swept, names[0], (names[1], names[2]) if self.without and twins is None else None)

    def variant(self, name: str) -> Variant:
        """A variant by name, one of the claim's own among them."""
        return variant_of(self.claim, self.base, name)

    def value(self, key: str) -> Value:
        """The scenario's own value of a key."""
        found: Value = self.own[key]
        return found

    def fits(self, point: Point) -> bool:
        """Whether the scenario can be set so."""
        try:
            changed(self.base, Design(tuple(point), (tuple(point.values()),)).settings(0))
        except InputError:
            return False
        return True


def set_up(claim: Claim, size: Size, live: Live, seed: int | None = None) -> Bench:
    """The bench of a claim.

    Args:
        claim: the claim.
        size: the size of the trial.
        live: lives a design.
        seed: the first seed, in place of the scenario's own.

    Raises:
        InputError: its scenario, settings, twin or sham do not fit; lists every problem.
    """
    try:
        return _set_up(claim, size, live, seed)
    except InputError as error:
        raise InputError([problem.inside(claim.id) for problem in error.problems]) from None


def _set_up(claim: Claim, size: Size, live: Live, seed: int | None) -> Bench:
    base = scenarios.load(claim.scenario, claim.settings, citizens=claim.citizens or size.citizens, seed=seed, panel=())
    days = _days(claim, base, size)
    base = scenarios.load(claim.scenario, claim.settings, citizens=base.citizens, days=days, seed=seed, panel=())
    twin, *without = [variant_of(claim, base, name) for name in (claim.against, *(claim.interaction or ()))]
    _check_variants(claim, base, [twin, *without, *(variant_of(claim, base, name) for name in claim.ladder)])
    starred(base, claim.sham)
    return Bench(claim, base, twin, tuple(without), live, [])


def _days(claim: Claim, base: Scenario, size: Size) -> int:
    """How many days are lived: as the claim says, else at most those of the trial, but beyond every later change of rules."""
    if claim.days:
        return claim.days
    if size.days is None or any(change.day >= size.days for change in base.later):
        return base.days
    return min(base.days, size.days)


def _check_variants(claim: Claim, base: Scenario, variants: Sequence[Variant]) -> None:
    """See whether what is called by name can be made, and whether the same people with the same luck can live in all."""
    for each in variants:
        if isinstance(each, str):
            check_luck(base, {each: scenarios.variant(base, each, claim.settings)})
        else:
            check_luck(base, {each.title: each})


def variant_of(claim: Claim, base: Scenario, name: str) -> Variant:
    """A variant by name, one of the claim's own among them."""
    if name not in claim.variants:
        return name
    return changed(base, starred(base, claim.variants[name])).model_copy(update={"title": name})


def starred(base: Scenario, settings: Sequence[str]) -> list[str]:
    """Settings, those with stars in their key once for each key of the scenario that fits.

    Raises:
        InputError: a pattern that no key fits; lists every one.
    """
    keys = setting_values(base) if any("*" in each.partition("=")[0] for each in settings) else {}
    wanted: list[str] = []
    problems: list[Problem] = []
    for setting in settings:
        pattern, _, value = setting.partition("=")
        found = [key for key in keys if fnmatchcase(key, pattern)] if "*" in pattern else [pattern]
        if not found:
            problems.append(Problem(key=pattern, expected="a pattern that some key of the scenario fits", found="none"))
        wanted += [f"{key}={value}" for key in found]
    if problems:
        raise InputError(problems)
    return wanted

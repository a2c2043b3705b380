"""Rules by region: where some system has not come to a region yet, its communities live as if it were not in force.

No kernel knows of regions' rules. A region's communities are stepped with numbers of their own, made from the scenario as it
stands there: with the systems that have not come yet not in force. A region's communities lie in one stretch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np

from glasshouse.engine.encode import EncodedScenario, encode_scenario
from glasshouse.engine.memory import copy_table
from glasshouse.scenario import Scenario
from glasshouse.scoring.rollout import LAST_DAY

_OTHER: Final = 0x5EED0FF5
"""Turns the upper word of a seed into that of other luck: an arbitrary number, fixed for good."""


@dataclass(frozen=True, eq=False)
class Zones:
    """The rules of every region from a day on; regions under the same rules share them.

    Attributes:
        scenarios: the scenario as it stands in each region, by number.
        encoded: the same as numbers.
    """

    scenarios: tuple[Scenario, ...]
    encoded: tuple[EncodedScenario, ...]


@dataclass(frozen=True, eq=False)
class InForce:
    """Numbers in force in some regions, copies that institutions may write into.

    Attributes:
        whole: the `PARAMETERS` record as a table of one.
        systems: `SYSTEM` records.
    """

    whole: Any
    systems: Any

    @property
    def parameters(self) -> Any:
        """The `PARAMETERS` record."""
        return self.whole[0]

    def has(self, s: int) -> bool:
        """Whether system `s` is in force."""
        return bool(self.systems["active"][s])


class Stretch(NamedTuple):
    """Rows of communities under the same numbers: the first, one past the last, their region and what is in force there."""

    first: int
    last: int
    region: int
    rules: InForce


class Rules:
    """All numbers in force, region by region.

    Attributes:
        source: the numbers that they are copies of: the usual ones, and those by region if they are not the same everywhere.
        usual: what is in force where every system has come.
        copies: every set of numbers that is in force somewhere, the usual one first.
        by_region: what is in force in each region, by number.
        stretches: the rows of communities, region by region; where all regions have the same rules, one stretch of region 0.
    """

    def __init__(
        self, encoded: EncodedScenario, zones: Zones | None, regions: np.ndarray, count: int, *, trace: bool, first: int
    ) -> None:
        """Copy the numbers.

        Args:
            encoded: the usual numbers.
            zones: the rules of every region, where they are not the same everywhere.
            regions: the region of each row, by number.
            count: how many regions there are.
            trace: whether each day leaves a trace.
            first: number of the community in row 0.
        """
        each_region = zones.encoded if zones else (encoded,) * count
        numbers = {id(each): each for each in (encoded, *each_region)}
        copies = {key: _copied(each, trace, first) for key, each in numbers.items()}
        self.source = encoded, zones
        self.usual, self.copies = copies[id(encoded)], list(copies.values())
        self.by_region = [copies[id(each)] for each in each_region]
        self.stretches = self._stretch(regions if zones else np.zeros(len(regions), "u1"))
        self.region_of_row = regions if zones else np.zeros(len(regions), "u1")

    def _stretch(self, regions: np.ndarray) -> list[Stretch]:
        edges = [0, *(np.flatnonzero(np.diff(regions)) + 1).tolist(), len(regions)]
        places = [(first, last, int(regions[first])) for first, last in pairwise(edges) if first < last]
        return [Stretch(first, last, region, self.by_region[region]) for first, last, region in places]

    def of(self, row: int) -> InForce:
        """What is in force in the community of a row."""
        return next(each.rules for each in self.stretches if each.first <= row < each.last)

    def within(self, first: int, last: int) -> list[Stretch]:
        """The parts of the stretches that lie within rows `first` to `last` - 1."""
        return cut(self.stretches, first, last)

    def is_still_to_come(self, s: int, rules: InForce) -> bool:
        """Whether system `s` is in force, but not under the rules of a region."""
        return self.usual.has(s) and not rules.has(s)

    def opened_since(self, before: Rules, s: int) -> set[int]:
        """Numbers of the regions in which system `s` is in force and was not before."""
        pairs = zip(before.by_region, self.by_region, strict=True)
        return {r for r, (was, now) in enumerate(pairs) if now.has(s) and not was.has(s)}

    def flooded(self, citizens: int, people: np.ndarray) -> int:
        """Posts of paid commentators in a day.

        Args:
            citizens: people in the whole society.
            people: how many of them live in each region.
        """
        if len(self.copies) == 1:
            return round(float(self.usual.parameters["floods"]) * citizens)
        shares = [float(rules.parameters["floods"]) for rules in self.by_region]
        total: int = round(sum(share * n for share, n in zip(shares, people.tolist(), strict=False)))
        return total


def _copied(encoded: EncodedScenario, trace: bool, first: int) -> InForce:
    """A scenario's numbers as a world may write into them."""
    whole, systems = copy_table(encoded.parameters), copy_table(encoded.systems)
    whole["trace"], whole["first"] = trace, first
    return InForce(whole, systems)


def cut(stretches: Sequence[Stretch], first: int, last: int) -> list[Stretch]:
    """The parts of stretches that lie within rows `first` to `last` - 1."""
    parts = (each._replace(first=max(each.first, first), last=min(each.last, last)) for each in stretches)
    return [each for each in parts if each.first < each.last]


Era = tuple[int, Scenario, EncodedScenario]
"""The first day under some rules, the rules, and the same as numbers."""


def zones_by_day(eras: Sequence[Era], lived_in: Collection[str]) -> dict[int, Zones]:
    """The rules of every region from each day on which they change somewhere; empty if no system comes by region.

    Args:
        eras: the rules by day, the first from day 0.
        lived_in: names of the regions in which anybody may live; elsewhere nothing need be worked out.
    """
    found: dict[int, Zones] = {}
    ends = [*(first for first, _, _ in eras[1:]), LAST_DAY + 1]
    for (first, rules, encoded), end in zip(eras, ends, strict=True):
        days = _days_of(rules)
        if days or found:
            known = {frozenset[str](): (rules, encoded)}
            for day in sorted({first, *(day for day in days if first < day < end)}):
                found[day] = _zones_on(rules, day, known, lived_in)
    return found


def with_other_luck(zones: Mapping[int, Zones], eras: Sequence[Era], drawn_anew: Collection[str]) -> dict[int, Zones]:
    """The rules of every region from each day on which they change, where some regions' days are drawn with another seed.

    Args:
        zones: the rules by region where systems come by region; may be empty.
        eras: the rules by day, the first from day 0.
        drawn_anew: names of the regions with other luck.
    """
    found: dict[int, Zones] = {}
    begins = [first for first, _, _ in eras]
    for day in sorted({*begins, *zones}):
        _, rules, encoded = eras[bisect_right(begins, day) - 1]
        names = rules.society.region_names
        past = [first for first in zones if first <= day]
        here = zones[max(past)] if past else Zones((rules,) * len(names), (encoded,) * len(names))
        anew = {id(each): _drawn_anew(each) for each in here.encoded}
        pairs = zip(names, here.encoded, strict=True)
        found[day] = Zones(
            here.scenarios, tuple(anew[id(each)] if name in drawn_anew else each for name, each in pairs)
        )
    return found


def _drawn_anew(encoded: EncodedScenario) -> EncodedScenario:
    """The same numbers, but for the seed of the days' draws; people are founded with the usual one."""
    parameters = copy_table(encoded.parameters)
    low, high = encoded.seed
    parameters["seed"] = (low, high ^ _OTHER)
    return replace(encoded, parameters=parameters)


def _days_of(rules: Scenario) -> set[int]:
    """All days on which some system comes to a region."""
    rollouts = [system.rollout for system in rules.systems.values() if system.rollout is not None]
    days = {day for rollout in rollouts for day in (*rollout.days.values(), rollout.elsewhere) if day is not None}
    return days or ({0} if rollouts else set())


def _zones_on(
    rules: Scenario, day: int, known: dict[frozenset[str], tuple[Scenario, EncodedScenario]], lived_in: Collection[str]
) -> Zones:
    """The rules of every region on a day; what is made of systems that are absent is kept in `known`."""
    by_region = []
    for region in rules.society.region_names:
        absent = _absent(rules, region, day) if region in lived_in else frozenset[str]()
        if absent not in known:
            left = without(rules, absent)
            known[absent] = left, encode_scenario(left, absent)
        by_region.append(known[absent])
    return Zones(tuple(each for each, _ in by_region), tuple(each for _, each in by_region))


def _absent(rules: Scenario, region: str, day: int) -> frozenset[str]:
    """Names of the systems in force that have not come to a region by a day."""
    return frozenset(
        name
        for name, system in rules.systems.items()
        if system.active and system.rollout is not None and not system.rollout.has_come(region, day)
    )


def without(rules: Scenario, absent: Collection[str]) -> Scenario:
    """The scenario with some systems not in force."""
    systems = {
        name: system.model_copy(update={"active": False}) if name in absent else system
        for name, system in rules.systems.items()
    }
    return rules.model_copy(update={"systems": systems})

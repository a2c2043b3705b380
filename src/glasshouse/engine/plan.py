"""A plan: all that a scenario says, as numbers and kernels; made once, and worlds are founded by it many times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Lock
from typing import Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.encode import EncodedScenario, encode_scenario
from glasshouse.engine.state import Named
from glasshouse.engine.zones import Zones, with_other_luck, zones_by_day
from glasshouse.institutions.succession import counterparts
from glasshouse.observation.encoding import encode_coverage
from glasshouse.scenario import Scenario, apply_safeguards, rules_by_day
from glasshouse.scenario.remembered import Remembered, parts_key
from glasshouse.schema.limits import KINDS
from glasshouse.scoring.forms.registry import form_of
from glasshouse.society.attributes import encode_attributes
from glasshouse.society.encoding import (
    PlaceNumbers,
    coverage_by_region,
    encode_places,
    encode_population,
    places_of,
)
from glasshouse.society.lives import encode_lives

KEPT = 16
"""Plans that are remembered; the one that was used longest ago is forgotten first."""
_UNSEEN = frozenset({"citizens", "days", "decisions", "panel", "reforms", "title", "description", "fitted"})
"""What a plan does not depend on: how many live there, how long, how it is told, and reforms before they are reached."""


@dataclass(frozen=True, eq=False)
class Plan:
    """A scenario as worlds need it, whatever their size. Nobody writes into its arrays; worlds copy what they change.

    Attributes:
        scenario: the scenario that it was made from.
        encoded: the numbers of the first day.
        scenarios: the scenario as it stands from later days on, by day.
        changes: the numbers that hold from later days on, by day.
        zones: where a system comes by region, the rules of every region from each day on which they change somewhere, by
            day; else empty.
        begins: the forms' kernels that open accounts, by system.
        judges: the forms' kernels that judge a day's records, by system.
        publishes: the forms' kernels that publish, by system.
        places: the society's places (see `glasshouse.society.encoding.places_of`).
        place_records: the same as `PLACE` records.
        settlement: the `POPULATION` record that people are made by, as a table of one.
        lives: what a year brings in each place, `LIFE` records.
        attributes: the attributes that the scenario declares, `DECLARED_ATTRIBUTE` records.
        on_file: one more than the kind of conduct whose records are on file at the start, or than any kind if none is.
        heirs: by the number of a system that names a successor, the successor's number and which dimension goes where.
    """

    scenario: Scenario
    encoded: EncodedScenario
    scenarios: Mapping[int, Scenario]
    changes: Mapping[int, EncodedScenario]
    zones: Mapping[int, Zones]
    begins: Any
    judges: Any
    publishes: Any
    places: list[PlaceNumbers]
    place_records: Any
    settlement: Any
    lives: Any
    attributes: Any
    on_file: int
    heirs: Mapping[int, tuple[int, list[tuple[int, int]]]]

    @property
    def regions(self) -> int:
        """How many regions are counted, with the one that stands for being in none."""
        return len(self.scenario.society.region_names)

    @cached_property
    def named(self) -> Named:
        """What the scenario names and declares of what has tables and stages of its own."""
        return named_in(self.scenario, self.encoded)

    def rules_on(self, day: int) -> Scenario:
        """The scenario, as its safeguards leave it, when `day` begins, before the changes of that day."""
        past = [first for first in self.scenarios if first < day]
        left: Scenario = apply_safeguards(self.scenarios[max(past)] if past else self.scenario)
        return left

    def numbers_on(self, day: int) -> EncodedScenario:
        """The numbers that are in force when `day` begins, before the changes of that day."""
        past = [first for first in self.changes if first < day]
        return self.changes[max(past)] if past else self.encoded

    def zones_on(self, day: int) -> Zones | None:
        """The rules of every region when `day` begins, before the changes of that day; None where all have the same."""
        past = [first for first in self.zones if first < max(day, 1)]
        return self.zones[max(past)] if past else None

    @cached_property
    def turns(self) -> frozenset[int]:
        """Days on which other rules come into force, everywhere or in some region; those of the first day are not among them."""
        return frozenset(self.changes) | frozenset(self.zones) - {0}


def named_in(scenario: Scenario, encoded: EncodedScenario) -> Named:
    """How much a scenario names and declares of what has tables and stages of its own.

    Args:
        scenario: the scenario.
        encoded: its numbers.
    """
    attributes, goods, debts = (len(each) for each in (scenario.attributes, scenario.goods, scenario.debts))
    reviews, trusts = int((encoded.systems["docket"] > 0).sum()), scenario.response.trust.enabled
    tallies = len(encoded.names.tallies)
    return Named(len(scenario.holders), attributes, goods, debts, trusts, tallies, reviews, scenario.turnover.enabled)


def make_plan(scenario: Scenario, begun: Plan | None = None) -> Plan:
    """Make a plan.

    Args:
        scenario: the scenario.
        begun: the plan of the same scenario with fewer changes, the last ones left out.

    Raises:
        InputError: the scenario, or a change on a later day, does not fit; lists every problem.
    """
    known = list(begun.scenarios.values()) if begun else []
    later = dict(rules_by_day(scenario, known)[1:])
    first = begun.encoded if begun else encode_scenario(scenario)
    changes = dict(begun.changes) if begun else {}
    changes |= {day: encode_scenario(each) for day, each in later.items() if day not in changes}
    places, place_records, lives = _settled(scenario)
    zones = _zones(scenario, first, later, changes, places)
    kernels = [form_of(system).kernels() for system in scenario.systems.values()]
    begins, judges, publishes = (days.form_kernels([each[k] for each in kernels]) for k in range(3))
    owing = [name for name, kind in scenario.conduct.items() if kind.effect == "starts default"]
    on_file = 1 + (first.names.kinds[owing[0]] if owing else KINDS)
    plan = Plan(
        scenario, first, later, changes, zones, begins, judges, publishes, places, place_records,
        _settlement(scenario, first), lives, encode_attributes(scenario.attributes), on_file, _heirs(scenario, first),
    )  # fmt: skip
    _protect([first, *plan.changes.values(), *(each for zone in zones.values() for each in zone.encoded)])
    return plan


def _settle(scenario: Scenario) -> tuple[list[PlaceNumbers], np.ndarray, np.ndarray]:
    """The society's places, the same as `PLACE` records, and what a year brings in each of them."""
    places = places_of(scenario.society)
    return places, encode_places(places), encode_lives(scenario.turnover, places, scenario.society.life_table)


_settled = Remembered(_settle, 4, Scenario.model_fields.keys() - {"society", "turnover"})
"""The same of the last few: twins share their places."""


def _protect(numbers: Iterable[EncodedScenario]) -> None:
    """Let nobody write into a plan's numbers."""
    for each in numbers:
        each.parameters.flags.writeable = each.systems.flags.writeable = False


def _zones(
    scenario: Scenario,
    first: EncodedScenario,
    later: Mapping[int, Scenario],
    changes: Mapping[int, EncodedScenario],
    places: Sequence[PlaceNumbers],
) -> dict[int, Zones]:
    eras = [(0, scenario, first), *((day, rules, changes[day]) for day, rules in later.items())]
    zones = zones_by_day(eras, {place["region"] for place in places})
    return with_other_luck(zones, eras, scenario.other_luck) if scenario.other_luck else zones


def _settlement(scenario: Scenario, encoded: EncodedScenario) -> np.ndarray:
    record = encode_population(scenario.society, encoded.seed, encoded.parameters[0], encoded.systems)
    by_region = partial(coverage_by_region, scenario.society.region_names)
    encode_coverage(record, encoded.parameters[0], scenario.channels, by_region)
    return np.array([record])


def _heirs(scenario: Scenario, encoded: EncodedScenario) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    found = {}
    for s, system in enumerate(scenario.systems.values()):
        if system.successor is not None:
            follower = scenario.systems[system.successor]
            pairs = counterparts(form_of(system).areas(system), form_of(follower).areas(follower))
            found[s] = encoded.names.systems[system.successor], pairs
    return found


_plans: OrderedDict[Hashable, Plan] = OrderedDict()
_lock = Lock()


def plan_of(scenario: Scenario) -> Plan:
    """The plan of a scenario, made or remembered. Scenarios of the same parts, but for their size and length, share one.

    Raises:
        InputError: see `make_plan`.
    """
    key = _key(scenario)
    with _lock:
        found = _plans.get(key)
        if found is not None:
            _plans.move_to_end(key)
            return found
    made = make_plan(scenario, _begun(scenario))
    with _lock:
        _plans[key] = made
        while len(_plans) > KEPT:
            _plans.popitem(last=False)
    return made


def _begun(scenario: Scenario) -> Plan | None:
    """The remembered plan of the scenario with as many of its changes as possible, but not all."""
    for changes in reversed(range(len(scenario.later))):
        found = _plans.get(_key(scenario, changes))
        if found is not None:
            return found
    return None


def _key(scenario: Scenario, changes: int | None = None) -> Hashable:
    """What a plan depends on, with all changes of the rules or only the first ones.

    Parts are known by their identity, which lasts while the plan that holds them is remembered.
    """
    return parts_key(scenario, _UNSEEN, changes)

"""What a scenario's numbers mean on a day: names, laws and rules by the era in which they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from glasshouse.conduct.kinds import Kind
from glasshouse.engine.encode import EncodedScenario
from glasshouse.engine.labels import Labels, label
from glasshouse.engine.plan import Plan
from glasshouse.library.domains import domain_of
from glasshouse.measurement.totals import KindLabel
from glasshouse.scenario import Scenario, apply_safeguards
from glasshouse.schema.codes import AFTER_ANOTHER, DOMAINS, PER_PERIOD, PER_RECORD, Domain
from glasshouse.scoring.systems import System
from glasshouse.worlds.individual_differences import masks_of


@dataclass(frozen=True)
class Rules:
    """The rules from one change to the next.

    Attributes:
        first: the first day.
        scenario: the rules, as safeguards leave them.
        encoded: the same as numbers.
        labels: names of the numbers.
    """

    first: int
    scenario: Scenario
    encoded: EncodedScenario
    labels: Labels

    @cached_property
    def own(self) -> int:
        """Kinds that people do themselves, a bit each; the others are firms' doing."""
        return _bits(k for k, kind in enumerate(self.labels.kinds) if not kind.by_firms)

    @cached_property
    def guarded(self) -> int:
        """Lawful kinds that fear can hold back, a bit each."""
        return self.own & _bits(k for k, kind in enumerate(self.labels.kinds) if _is_guarded(kind))

    @cached_property
    def broken(self) -> int:
        """Kinds that are unlawful or a civil offence, a bit each."""
        return self.own & _bits(k for k, kind in enumerate(self.labels.kinds) if kind.law != "lawful")

    @cached_property
    def helpful(self) -> int:
        """Acts for others, a bit each: civic and in the family."""
        return self.own & int(masks_of(self.labels.kinds).good)

    @cached_property
    def played(self) -> int:
        """Kinds that a game in force counts as playing, a bit each."""
        systems = (self.system(s) for s in range(len(self.labels.systems)) if self.is_active(s))
        plays = {kind for system in systems if system.game for kind in system.game.plays}
        return self.own & _bits(k for k, kind in enumerate(self.labels.kinds) if kind.name in plays)

    @cached_property
    def with_rule(self) -> tuple[int, ...]:
        """For each system in force, kinds from whose records a judgment follows, a bit each; 0 for one that judges nobody."""
        return tuple(self._judged(s) for s in range(len(self.labels.systems)))

    @cached_property
    def domains(self) -> tuple[Domain, ...]:
        """The domain of fear of each kind."""
        contexts = self.scenario.contexts
        return tuple(DOMAINS[domain_of(kind.context, contexts)] for kind in self.labels.kinds)

    def is_active(self, s: int) -> bool:
        """Whether a system is in force."""
        return bool(self.encoded.systems["active"][s])

    @cached_property
    def _sanctions(self) -> frozenset[int]:
        measures = enumerate(self.encoded.measures)
        return frozenset(
            bit for bit, (name, each) in measures if self.scenario.systems[name].measures[each].type == "sanction"
        )

    def is_sanction(self, bit: int) -> bool:
        """Whether the measure of a bit of `treatment` is a sanction."""
        return bit in self._sanctions

    def measure(self, bit: int) -> tuple[str, str]:
        """The system of a measure by its bit, and the measure's title."""
        system, name = self.encoded.measures[bit]
        return system, self.scenario.systems[system].measures[name].title

    def system(self, s: int) -> System:
        """A system's configuration."""
        return self.scenario.systems[self.labels.systems[s].name]

    def kind(self, k: int) -> Kind:
        """A kind of conduct."""
        return self.scenario.conduct[self.labels.kinds[k].name]

    def _judged(self, s: int) -> int:
        numbers = self.encoded.systems[s]
        if not numbers["active"] or not self.labels.systems[s].capabilities.judges:
            return 0
        frequent = [int(k) for k in numbers["frequent"][: int(numbers["frequent_points"])]]
        named = [k for k in range(len(self.labels.kinds)) if numbers["scored"][k] or numbers["enters"][k]]
        return _bits({*frequent, *named, *self._tallied(numbers)})

    def _tallied(self, numbers: np.void) -> Iterator[int]:
        """Kinds whose records a tally of a system counts."""
        parameters = self.encoded.parameters[0]
        for row in range(int(numbers["tally_first"]), int(numbers["tally_end"])):
            for field in _COUNTED.get(int(parameters["tally_type"][row]), ()):
                if int(parameters[field][row]) < len(self.labels.kinds):
                    yield int(parameters[field][row])


_COUNTED: Final = {
    int(PER_RECORD): ("tally_kind",),
    int(PER_PERIOD): ("tally_kind",),
    int(AFTER_ANOTHER): ("tally_kind", "tally_after"),
}


def _is_guarded(kind: KindLabel) -> bool:
    return kind.is_self_censored and kind.law == "lawful"


@dataclass(frozen=True, eq=False)
class RulesByDay:
    """All rules of a scenario, by the day on which they begin."""

    eras: tuple[Rules, ...]

    def on(self, day: int) -> Rules:
        """The rules under which a day is lived."""
        return next(era for era in reversed(self.eras) if era.first <= max(day, 0))


@lru_cache(maxsize=8)
def rules_of(plan: Plan) -> RulesByDay:
    """The rules of a plan; made once and shared by all lives under it."""
    eras = [(0, plan.scenario, plan.encoded)]
    eras += [(day, rules, plan.changes[day]) for day, rules in sorted(plan.scenarios.items()) if day in plan.changes]
    named = ((day, apply_safeguards(rules), encoded) for day, rules, encoded in eras)
    return RulesByDay(tuple(Rules(day, rules, encoded, label(rules, encoded)) for day, rules, encoded in named))


def kinds_in(bits: int, rules: Rules) -> Iterator[tuple[int, KindLabel]]:
    """Numbers and labels of the kinds whose bits are set, in order."""
    for k, kind in enumerate(rules.labels.kinds):
        if bits >> k & 1:
            yield k, kind


def _bits(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found

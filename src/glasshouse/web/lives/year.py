"""A year that somebody lived: the rules, whose seat it was, what was decided; and the same year otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from glasshouse.errors import InputError, Problem
from glasshouse.registry.catalogue import mechanisms, without
from glasshouse.scenario import Decision, Scenario, digest
from glasshouse.web.lives.abreast import unwatched
from glasshouse.web.lives.life import Lived
from glasshouse.web.lives.twin import WEEK

_GAMES = "games"
"""The mechanism of the registry that games are."""


@dataclass(frozen=True)
class Year:
    """A year that was lived.

    Attributes:
        scenario: the rules, the people and the luck, without anything decided.
        citizen: whose seat it was.
        decisions: what was decided in it.
        days: days that were lived.
    """

    scenario: Scenario
    citizen: int
    decisions: tuple[Decision, ...]
    days: int

    @cached_property
    def key(self) -> tuple[str, int, int]:
        """What identifies it, for answers that are kept."""
        return digest(self.scenario.model_copy(update={"decisions": self.decisions})), self.citizen, self.days

    def ends_week(self, day: int) -> bool:
        """Whether a week ends with a day, or what was lived of the year."""
        return day % WEEK == WEEK - 1 or day == self.days - 1

    @property
    def by_habit(self) -> Scenario:
        """The rules, with the citizen in the panel."""
        return self._watching(self.scenario)

    @property
    def unwatched(self) -> Scenario:
        """The same where nobody watches."""
        return self._watching(unwatched(self.scenario))

    @property
    def has_games(self) -> bool:
        """Whether any system makes a game of itself."""
        return any(system.game for system in self.scenario.systems.values())

    @property
    def without_games(self) -> Scenario:
        """The same with the games switched off."""
        return self._watching(without(mechanisms()[_GAMES], self.scenario))

    def _watching(self, scenario: Scenario) -> Scenario:
        return scenario.model_copy(update={"panel": (self.citizen,), "days": self.days})


def year_of(lived: Lived) -> Year:
    """The year of a life, as far as it was lived.

    Raises:
        InputError: no week was lived yet.
    """
    town = lived.town
    if not town.day:
        raise InputError(Problem(key="week", expected="a week that was lived", found="none yet"))
    return Year(town.town.founding, town.citizen, tuple(made.decision for made in town.made), town.day)

"""The player's town and the town in which nobody watches, in lockstep: live, look ahead, go back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from glasshouse.engine.simulation import Made, Simulation
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Decision, Scenario, load, variant
from glasshouse.web.lives.book import Book
from glasshouse.web.lives.rules import RulesByDay, rules_of

WEEK = 7
"""Days of a week."""


@dataclass(frozen=True)
class TwinDay:
    """A day of the twin: the same person, by habit, where nobody watches.

    Attributes:
        said: lawful acts that fear can hold back, and that happened.
        feelings: perceived risk and self-censorship as the panel has them, by field.
    """

    said: int
    feelings: dict[str, float]


FEELINGS = (
    "perceived_risk", "perceived_risk_money", "perceived_risk_life",
    "self_censorship", "self_censorship_money", "self_censorship_life",
)  # fmt: skip
"""Fields of the panel that say what is felt: perceived risk, then self-censorship, each by domain."""


@lru_cache(maxsize=4)
def _scenario(name: str) -> Scenario:
    scenario = load(name)
    problems = []
    if scenario.turnover.enabled:
        expected = "a scenario in which nobody dies or leaves: the seat is one person's"
        problems.append(Problem(key="scenario", expected=expected, found=repr(name)))
    if any(system.rollout is not None for system in scenario.systems.values()):
        expected = "a scenario whose systems come everywhere at once"
        problems.append(Problem(key="scenario", expected=expected, found=repr(name)))
    if problems:
        raise InputError(problems)
    return scenario


def scenario_for(name: str, seed: int, people: int, citizen: int) -> Scenario:
    """A scenario of the library as a life is lived in it.

    Args:
        name: its name.
        seed: the luck.
        people: people in the town.
        citizen: whose seat it is.

    Raises:
        InputError: there is none of that name, or one whose people come and go or whose systems come by region.
    """
    own = {"seed": seed, "citizens": people, "panel": (citizen,)}
    return _scenario(name).model_copy(update=own)


class Place(Protocol):
    """A town and its twin as seen from one seat."""

    citizen: int
    town: Simulation
    book: Book

    @property
    def day(self) -> int: ...  # noqa: D102

    @property
    def rules(self) -> RulesByDay: ...  # noqa: D102

    @property
    def rows(self) -> Any: ...  # noqa: D102

    @property
    def twin_days(self) -> list[TwinDay]: ...  # noqa: D102


class Town:
    """A town in which a player has a seat, beside its twin.

    Attributes:
        citizen: whose seat it is.
        town: the town as it stands.
        book: the player's counts over the days lived.
        twin_days: the twin's days; they may be ahead of the town's after going back.
    """

    def __init__(self, scenario: Scenario) -> None:
        """Found both towns.

        Args:
            scenario: what is lived under; its panel is the player alone.
        """
        (self.citizen,) = scenario.panel
        self.town = Simulation(scenario, threads=1)
        empty = variant(scenario, "nothing")
        prepare(empty)
        self._twin = World(empty, threads=1)
        self.book, self.twin_days = Book(), list[TwinDay]()
        self._twin_rules = rules_of(self._twin.plan)
        self._before: tuple[Simulation, Book] | None = None

    @property
    def day(self) -> int:
        """The next day to live."""
        return self.town.day

    @property
    def rules(self) -> RulesByDay:
        """The rules by day."""
        return rules_of(self.town.world.plan)

    @property
    def rows(self) -> Any:
        """The player's `PANEL` records by day."""
        return self.town.recording.panel[:, 0]

    def live(self, days: int, decisions: Sequence[Decision]) -> None:
        """Live some days, the player as decided, the twin by habit.

        Args:
            days: how many.
            decisions: what the player decided for them.

        Raises:
            InputError: a decision that does not fit; nothing is lived.
        """
        before, book = self.town.fork(), self.book.copy()
        self.town.decide(*decisions)
        self._live(days)
        self._before = before, book

    def _live(self, days: int) -> None:
        first = self.day
        self.town.step(days)
        self._count(range(first, self.day))
        while self._twin.day < self.day:
            self.twin_days.append(self._twin_day())

    def _count(self, days: Iterable[int]) -> None:
        rows, rules = self.rows, self.rules
        for day in days:
            self.book.add(rows[day], rules.on(day))

    def _twin_day(self) -> TwinDay:
        day = self._twin.day
        row = self._twin.step().panel[0]
        said = int(row["acts"]) & self._twin_rules.on(day).guarded
        return TwinDay(said.bit_count(), {name: float(row[name]) for name in FEELINGS})

    def peek(self, days: int, decisions: Sequence[Decision]) -> np.ndarray:
        """The player's coming days as they would be, `PANEL` records; the town stays where it is.

        Args:
            days: how many.
            decisions: what the player would decide for them.
        """
        ahead = self.town.world.fork()
        ahead.decide(decisions)
        return np.array([ahead.step().panel[0].copy() for _ in range(days)])

    def go_back(self, day: int) -> None:
        """Go back to the morning of a day. What was decided since is forgotten; the step just lived is quick to undo."""
        if self._before is not None and self._before[0].day == day:
            self.town, self.book = self._before
        else:
            self.town.go_back(day)
            self.book = Book()
            self._count(range(day))
        self._before = None

    @property
    def made(self) -> tuple[Made, ...]:
        """The decisions that were made."""
        return self.town.made

    def close(self) -> None:
        """Give back what both towns hold."""
        self.town.close()
        self._twin.close()

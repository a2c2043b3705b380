"""The player's town and the town in which nobody watches, in lockstep: live, look ahead, go back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from glasshouse.engine.memory import copy_table
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
        feelings: perceived risk and self-censorship as the panel has them, in the order of `FEELINGS`.
    """

    said: int
    feelings: tuple[float, ...]


FEELINGS = (
    "perceived_risk",
    "perceived_risk_money",
    "perceived_risk_life",
    "self_censorship",
    "self_censorship_money",
    "self_censorship_life",
)
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
    def rows(self) -> np.ndarray: ...  # noqa: D102

    @property
    def twin_days(self) -> list[TwinDay]: ...  # noqa: D102


@dataclass(frozen=True)
class _Before:
    """What is needed to go back to the morning of the last step.

    Attributes:
        day: its first day.
        made: the decisions made until then.
        book: the counts of the days before.
        saved: the town's state, without the panel: its days are at hand later as well.
    """

    day: int
    made: tuple[Made, ...]
    book: Book
    saved: dict[str, Any]


def _copied(saved: Mapping[str, Any]) -> dict[str, Any]:
    """A recording's state in memory of its own, without the panel and the counts of single days."""
    kept = {name: each for name, each in saved.items() if name != "panel" and not name.startswith("recent.")}
    return {name: _copy(each) if isinstance(each, np.ndarray) else each for name, each in kept.items()}


def _copy(array: np.ndarray) -> np.ndarray:
    return copy_table(array) if array.dtype.names and array.ndim else array.copy()


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
        self._before: _Before | None = None
        self._lean()

    @property
    def day(self) -> int:
        """The next day to live."""
        return self.town.day

    @property
    def rules(self) -> RulesByDay:
        """The rules by day."""
        return rules_of(self.town.world.plan)

    @property
    def rows(self) -> np.ndarray:
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
        before = _Before(self.day, self.town.made, self.book.copy(), _copied(self.town.recording.save()))
        self.town.decide(*decisions)
        self._live(days)
        self._before = before

    def _live(self, days: int) -> None:
        first = self.day
        self.town.step(days)
        self._count(range(first, self.day))
        # After going back the twin is ahead already: it lives by habit, so that its days stay what they were.
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
        return TwinDay(said.bit_count(), tuple(float(row[name]) for name in FEELINGS))

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
        before = self._before
        if before is not None and before.day == day:
            # The days of the panel before the step are at hand still, and need no copy of their own.
            self.town.resume(before.made, {**before.saved, "panel": self.town.recording.panel[:day].copy()})
            self.book = before.book
        else:
            self.town.go_back(day)
            self.book = Book()
            self._count(range(day))
        self._lean()
        self._before = None

    def _lean(self) -> None:
        """Keep the last day's counts alone: nothing here asks for those of the days before."""
        recording = self.town.recording
        recording.recent = deque(recording.recent, maxlen=1)

    @property
    def made(self) -> tuple[Made, ...]:
        """The decisions that were made."""
        return self.town.made

    def close(self) -> None:
        """Give back what both towns hold."""
        self.town.close()
        self._twin.close()

"""The player's town and the town in which nobody watches, in lockstep: live, look ahead, go back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from glasshouse.engine.simulation import Made, Simulation
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Decision, Scenario, load
from glasshouse.scenario.lookup import only_library
from glasshouse.web.lives.book import Book
from glasshouse.web.lives.moments import Moment, state_of
from glasshouse.web.lives.rules import RulesByDay, rules_of
from glasshouse.web.lives.twin import WEEK, TwinStands, twin_of

__all__ = ["WEEK", "Place", "Town", "scenario_for"]


@lru_cache(maxsize=4)
def _scenario(name: str) -> Scenario:
    with only_library():  # the name came from a stranger
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
    def at_start(self) -> np.ndarray: ...  # noqa: D102

    @property
    def day(self) -> int: ...  # noqa: D102

    @property
    def rules(self) -> RulesByDay: ...  # noqa: D102

    @property
    def rows(self) -> np.ndarray: ...  # noqa: D102

    @property
    def twin(self) -> TwinStands: ...  # noqa: D102


@dataclass(frozen=True)
class _Before:
    """What is needed to go back to the morning of the last step.

    Attributes:
        day: its first day.
        made: the decisions made until then.
        book: the counts of the days before.
        moment: the town's state. The days of the panel are at hand later as well.
    """

    day: int
    made: tuple[Made, ...]
    book: Book
    moment: Moment


@dataclass(frozen=True)
class _Ahead:
    """What was foreseen: if it is decided like that, the town goes there, and need not live the days again.

    Attributes:
        days: how many.
        decisions: what the player would decide for them.
        rows: the player's `PANEL` records of them.
        moment: the town's state after them.
    """

    days: int
    decisions: tuple[Decision, ...]
    rows: np.ndarray
    moment: Moment


class Town:
    """A town in which a player has a seat, beside its twin.

    Attributes:
        citizen: whose seat it is.
        town: the town as it stands.
        book: the player's counts over the days lived.
    """

    def __init__(self, scenario: Scenario) -> None:
        """Found the town.

        Args:
            scenario: what is lived under; its panel is the player alone.
        """
        (self.citizen,) = scenario.panel
        self.town, self._twin, self.book = Simulation(scenario, threads=1), twin_of(scenario), Book()
        self._at_start = np.asarray(self.town.world.panel["published"][0]).copy()
        self._before: _Before | None = None
        self._ahead: _Ahead | None = None
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

    @property
    def at_start(self) -> np.ndarray:
        """By system, the code published of the player before the first day."""
        return self._at_start

    @property
    def twin(self) -> TwinStands:
        """How the player's twin stands on the same day."""
        return self._twin.after(self.citizen, self.day)

    def prepare_twin(self, day: int) -> None:
        """Let the twin live until a day while the player thinks."""
        self._twin.after(self.citizen, day)

    def live(self, days: int, decisions: Sequence[Decision]) -> None:
        """Live some days as decided.

        Args:
            days: how many.
            decisions: what the player decided for them.

        Raises:
            InputError: a decision that does not fit; nothing is lived.
        """
        first, made, book, ahead = self.day, self.town.made, self.book.copy(), self._ahead
        if ahead is not None and (ahead.days, ahead.decisions) == (days, tuple(decisions)):
            moment = self._go(ahead)
        else:
            before = state_of(self.town.recording.save())
            self.town.decide(*decisions).step(days)
            moment = Moment(before, self.town.recording.save())
        self._count(range(first, self.day))
        self._before, self._ahead = _Before(first, made, book, moment), None

    def _go(self, ahead: _Ahead) -> Moment:
        """Go to what was foreseen; gives back the moment that is left."""
        recording, rows = self.town.recording, np.concatenate([self.town.recording.panel, ahead.rows])
        self.town.decide(*ahead.decisions)
        recording.restore({**ahead.moment.exchange(recording.save()), "panel": rows})
        self._lean()
        return ahead.moment

    def _count(self, days: Iterable[int]) -> None:
        rows, rules = self.rows, self.rules
        for day in days:
            self.book.add(rows[day], rules.on(day))

    def peek(self, days: int, decisions: Sequence[Decision]) -> np.ndarray:
        """The player's coming days as they would be, `PANEL` records; the town stays where it is.

        Args:
            days: how many.
            decisions: what the player would decide for them.
        """
        with self.town.peek(days, *decisions) as ahead:
            recording = ahead.recording
            rows = recording.panel[self.day :].copy()
            moment = Moment(recording.save(), self.town.recording.save())
        self._ahead = _Ahead(days, tuple(decisions), rows, moment)
        return rows[:, 0]

    def go_back(self, day: int) -> None:
        """Go back to the morning of a day. What was decided since is forgotten; the step just lived is quick to undo."""
        before = self._before
        if before is not None and before.day == day:
            saved = before.moment.exchange(state_of(self.town.recording.save()))
            # The days of the panel before the step are at hand still, and need no copy of their own.
            self.town.resume(before.made, {**saved, "panel": self.town.recording.panel[:day].copy()})
            self.book = before.book
        else:
            self.town.go_back(day)
            self.book = Book()
            self._count(range(day))
        self._lean()
        self._before = self._ahead = None

    def _lean(self) -> None:
        """Keep the last day's counts alone: nothing here asks for those of the days before."""
        recording = self.town.recording
        recording.recent = deque(recording.recent, maxlen=1)

    @property
    def made(self) -> tuple[Made, ...]:
        """The decisions that were made."""
        return self.town.made

    def close(self) -> None:
        """Give back what the town holds."""
        self.town.close()

"""The town of a class beside its twin: all seats live one step together and look ahead together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from glasshouse.engine.simulation import Simulation
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.scenario import Decision, Scenario
from glasshouse.web.classes.documents import WeekSeen
from glasshouse.web.classes.seating import seats_for
from glasshouse.web.lives.book import Book
from glasshouse.web.lives.rules import RulesByDay, rules_of
from glasshouse.web.lives.twin import WEEK, Shares, TwinStands, twin_of
from glasshouse.web.lives.week import by_habit


class Crowd:
    """A town with the seats of a class, beside the town in which nobody watches.

    Decisions of days that are lived are let go: nothing of a class is lived again, and the more decisions a town holds,
    the longer it takes to add some.

    Attributes:
        town: the town.
        twin: the town in which nobody watches.
        founding: what the town was founded with: the rules, the luck, nothing decided, and the seats as its panel.
        seats: numbers of the citizens in whose seats the class sits, those to be taken first first.
        weeks: what each week lived was like for the town.
        taken: seats that somebody has taken, and whose cases therefore wait for them.
    """

    def __init__(self, scenario: Scenario, number: int) -> None:
        """Found the town.

        Args:
            scenario: what is lived under, with its number of people and its seed.
            number: how many seats.
        """
        prepare(scenario)
        # Who is watched is settled when a world is founded, and who sits near whom only shows in one that is.
        probe = World(scenario, threads=1)
        self.seats = seats_for(probe.society, scenario.seed, number)
        probe.close()
        self.founding = scenario.model_copy(update={"panel": self.seats})
        self.town = Simulation(self.founding, threads=1)
        self.twin = twin_of(scenario)
        self._at_start = np.asarray(self.town.world.panel["published"]).copy()
        self._places = {citizen: place for place, citizen in enumerate(self.town.world.watched.tolist())}
        self.weeks: list[WeekSeen] = []
        self.taken: set[int] = set()
        self._ahead: tuple[int, np.ndarray] | None = None

    @property
    def day(self) -> int:
        """The next day to live."""
        return self.town.day

    def place(self, citizen: int) -> int:
        """The place of a seat among those who are watched."""
        return self._places[citizen]

    def at_start(self, citizen: int) -> np.ndarray:
        """By system, the code published of a seat's citizen before the first day."""
        found: np.ndarray = self._at_start[self.place(citizen)]
        return found

    def live(self, days: int, decisions: Sequence[Decision]) -> None:
        """Live some days, all seats as decided, the twin by habit.

        Args:
            days: how many; whole weeks.
            decisions: what the seats decided for them.

        Raises:
            InputError: a decision that does not fit; nothing is lived.
        """
        world = self.town.world
        # Back to the founding: the decisions of steps before are lived, and every one kept makes the next step dearer.
        world.scenario = self.founding
        world.decide(decisions)
        self._ahead = None
        for _ in range(days // WEEK):
            self._live_week()

    def _live_week(self) -> None:
        town, denied = Shares(), 0
        for _ in range(WEEK):
            day = self.day
            self.town.step()
            left = self.town.recording.recent[-1]
            town.add(left.day_counts, rules_of(self.town.world.plan).on(day).guarded)
            denied += int(left.day_counts["denied"].sum())
        week, people, twin = len(self.weeks), self.town.citizens, self.twin.held_back(len(self.weeks))
        self.weeks.append(WeekSeen(week=week, held_back=town.share, twin_held_back=twin, denied=denied, people=people))

    def foresee(self, days: int) -> np.ndarray:
        """The coming days of all seats by habit, `PANEL` records by day and seat; looked ahead once for all.

        Args:
            days: how many.
        """
        if self._ahead is None or self._ahead[0] != days:
            ahead = self.town.world.fork()
            ahead.decide([each for seat in sorted(self.taken) for each in by_habit(seat, self.day, days)])
            self._ahead = days, np.array([ahead.step().panel.copy() for _ in range(days)])
        return self._ahead[1]

    def look_again(self) -> None:
        """Forget what was foreseen: other seats are taken now."""
        self._ahead = None

    def close(self) -> None:
        """Give back what the town holds."""
        self.town.close()


class SeatInCrowd:
    """One seat of a class, as pages read it.

    Attributes:
        citizen: whose seat it is.
        town: the town as it stands.
        book: counts over the days lived, as far as they were needed.
    """

    def __init__(self, crowd: Crowd, citizen: int) -> None:
        """Sit down."""
        self.citizen, self.town, self.book = citizen, crowd.town, Book()
        self._crowd, self._place, self._counted = crowd, crowd.place(citizen), 0

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
        """The seat's `PANEL` records by day."""
        return self.town.recording.panel[:, self._place]

    @property
    def at_start(self) -> np.ndarray:
        """By system, the code published of the seat's citizen before the first day."""
        return self._crowd.at_start(self.citizen)

    @property
    def twin(self) -> TwinStands:
        """How the seat's twin stands on the same day."""
        return self._crowd.twin.after(self.citizen, self.day)

    def count(self) -> None:
        """Bring the book up to date."""
        rows, rules = self.rows, self.rules
        for day in range(self._counted, self.day):
            self.book.add(rows[day], rules.on(day))
        self._counted = self.day

    def foresee(self, days: int) -> np.ndarray:
        """The seat's coming days by habit, `PANEL` records."""
        ahead: np.ndarray = self._crowd.foresee(days)[:, self._place]
        return ahead

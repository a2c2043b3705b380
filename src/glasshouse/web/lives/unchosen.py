"""A year without its choices: by habit, and where nobody watches. It can be lived before the year is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.web.lives.abreast import Towns
from glasshouse.web.lives.measures import Measured, measured
from glasshouse.web.lives.year import Year

RISKS: Final = ("perceived_risk", "perceived_risk_money", "perceived_risk_life")
"""What people feel, by domain."""
_HABIT, _FREE = "habit", "unwatched"
_ODD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


class Course:
    """What became of each citizen, as far as it tells whose days were otherwise in another town.

    Attributes:
        acts: all acts of all days, folded into a number for each citizen.
        scores: likewise the codes published at the ends of weeks.
        fear: perceived risk at the ends of weeks, week by week: by domain and citizen.
    """

    def __init__(self, citizens: int) -> None:
        """Begin with no days."""
        self.acts, self.scores = np.zeros(citizens, "u8"), np.zeros(citizens, "u8")
        self.fear: list[np.ndarray] = []

    def add(self, towns: Towns, name: str, *, ends_week: bool) -> None:
        """Add the day that was lived last.

        Args:
            towns: where.
            name: which town.
            ends_week: whether a week ends with it, or the year.
        """
        _fold(self.acts, towns.trace(name, "acts"))
        if ends_week:
            for codes in towns.table(name, "ledgers", "published"):
                _fold(self.scores, codes)
            self.fear.append(np.stack([towns.table(name, "response", felt) for felt in RISKS]))


def _fold(marks: np.ndarray, values: np.ndarray) -> None:
    """Fold values into marks; two courses that part on any day end with other marks, but for one chance in 2^64."""
    np.bitwise_xor(marks, values, out=marks)
    np.multiply(marks, _ODD, out=marks)
    # Multiplying carries differences upwards alone; the shift brings them down again.
    np.bitwise_xor(marks, marks >> _HALF, out=marks)


@dataclass(frozen=True)
class Unchosen:
    """A year without its choices.

    Attributes:
        habit: what the year comes to by habit.
        unwatched: likewise in a town where nobody watches.
        acts: the citizen's acts by habit, day by day.
        course: what became of everybody by habit.
        codes: codes published at the end by habit: by system and citizen.
    """

    habit: Measured
    unwatched: Measured
    acts: np.ndarray
    course: Course
    codes: np.ndarray


def unchosen(year: Year, gives_up: Callable[[], bool] = lambda: False) -> Unchosen:
    """Live a year without its choices.

    Args:
        year: the year.
        gives_up: asked every day; true ends it.

    Raises:
        CancelledError: it gave up.
    """
    towns, course = (
        Towns({_HABIT: year.by_habit, _FREE: year.unwatched}, traced=(_HABIT,)),
        Course(year.scenario.citizens),
    )
    with towns.closing:
        for day in towns.days(year.days, gives_up):
            course.add(towns, _HABIT, ends_week=year.ends_week(day))
        habit, free = (towns.towns[name] for name in (_HABIT, _FREE))
        return Unchosen(
            habit=measured(habit, year.citizen),
            unwatched=measured(free, year.citizen),
            acts=habit.rows_of(year.citizen)["acts"].copy(),
            course=course,
            codes=towns.table(_HABIT, "ledgers", "published").copy(),
        )

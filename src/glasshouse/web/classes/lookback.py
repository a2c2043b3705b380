"""A pupil's look back: the seat's year as the class lived it, by habit, and in a town where nobody watches.

By habit means that nobody in the class chose anything. The last two hang on no choice: they are lived once for all seats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from glasshouse.scenario import Scenario
from glasshouse.web.classes.pupil import Pupil
from glasshouse.web.classes.room import Room
from glasshouse.web.lives.abreast import Towns, unwatched
from glasshouse.web.lives.ending import LookedBack, on_file
from glasshouse.web.lives.measures import Measured, measured

_HABIT, _FREE = "habit", "unwatched"


@dataclass(frozen=True)
class Unchosen:
    """A seat's year without the class's choices.

    Attributes:
        habit: what the year comes to where nobody in the class chooses anything.
        unwatched: likewise in a town where nobody watches.
        acts: the citizen's acts by habit, day by day.
    """

    habit: Measured
    unwatched: Measured
    acts: np.ndarray


UnchosenBySeat = Mapping[int, Unchosen]
"""By number of citizen."""


def unchosen_by_seat(scenario: Scenario, days: int, gives_up: Callable[[], bool] = lambda: False) -> UnchosenBySeat:
    """Live a class's year without its choices.

    Args:
        scenario: the rules, the people and the luck, with the seats as its panel.
        days: days that the class has lived.
        gives_up: asked every day; true ends it.

    Raises:
        CancelledError: it gave up.
    """
    towns = Towns({_HABIT: scenario, _FREE: unwatched(scenario)}, traced=())
    with towns.closing:
        for _ in towns.days(days, gives_up):
            pass
        habit, free = (towns.towns[name] for name in (_HABIT, _FREE))
        return {
            citizen: Unchosen(measured(habit, citizen), measured(free, citizen), habit.rows_of(citizen)["acts"].copy())
            for citizen in scenario.panel
        }


def look_back_of(room: Room, pupil: Pupil, without: UnchosenBySeat) -> LookedBack:
    """The year of a pupil's citizen, looked back on.

    Args:
        room: the class, as far as it has lived.
        pupil: who looks back.
        without: the same days without the class's choices.
    """
    town, citizen = room.crowd.town, pupil.town.citizen
    chosen, other = measured(town, citizen), without[citizen]
    return LookedBack(
        citizen=citizen,
        days=town.day,
        over=room.over,
        chosen=chosen,
        habit=other.habit,
        unwatched=other.unwatched,
        same=chosen == other.habit and np.array_equal(town.rows_of(citizen)["acts"], other.acts),
        on_file=on_file(town, citizen),
    )

"""Looking back: the year as it was chosen, by habit, and where nobody watched; what stays on file; whom it touched."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from pydantic import Field

from glasshouse.audit.data_held import data_held_of
from glasshouse.audit.history import read_history
from glasshouse.engine.simulation import Simulation
from glasshouse.scenario import Decision
from glasshouse.schema.codes import ATTRIBUTES, TRAITS, Attribute
from glasshouse.schema.limits import LANES
from glasshouse.web.lives.abreast import Towns
from glasshouse.web.lives.documents import Shown
from glasshouse.web.lives.measures import Measured, measured
from glasshouse.web.lives.unchosen import Course, Unchosen, unchosen
from glasshouse.web.lives.year import Year

_CHOSEN, _GAMELESS = "chosen", "gameless"
_FELT: Final = 655
"""A change of fear that counts as one: a hundredth of the scale, in its codes."""
_SURE: Final = 0.0


class Kept(Shown):
    """Records that somebody keeps under one heading."""

    keeper: str
    heading: str
    records: int


class Guessed(Shown):
    """What a system has on file of who somebody is."""

    system: str
    attribute: Attribute
    known: bool = Field(description="Whether it was disclosed; else it is guessed.")
    shown: int = Field(description="What is on file, from 0 to 100 of the scale.")
    truth: int = Field(description="What is so, on the same scale.")


class OnFile(Shown):
    """What stays when the year is over."""

    records: int = Field(description="Records in files, and copies of cases.")
    keepers: list[str] = Field(description="Everybody who keeps anything.")
    files: list[Kept]
    guesses: list[Guessed]
    cases: list[str] = Field(description="Cases that are not over.")


class Touched(Shown):
    """How many other people had another year because of what was chosen, and would not have had by habit."""

    acts: int = Field(description="People who did something else on some day.")
    scores: int = Field(description="People of whom some score was another at the end of some week.")
    fear: int = Field(description="People whose fear differed by a hundredth or more at the end of some week.")
    friends: int = Field(description="Contacts among all those.")
    contacts: int = Field(description="Contacts in all.")


class LookedBack(Shown):
    """A year of somebody, looked back on. The luck is the same in every column."""

    citizen: int
    days: int
    over: bool = Field(description="Whether the year was lived to its end.")
    chosen: Measured = Field(description="As it was lived.")
    habit: Measured = Field(description="If nobody had chosen anything.")
    unwatched: Measured = Field(description="By habit, in a town where nobody watches.")
    same: bool = Field(description="Whether all measures and the acts of each day are those of the year by habit.")
    on_file: OnFile


class Ending(LookedBack):
    """The year of a player, looked back on."""

    decided: int = Field(description="How many things were decided, each day by itself; waiting with a case is none.")
    gameless: Measured | None = Field(description="The same choices with the games switched off; None without games.")
    touched: Touched


def look_back(year: Year, without: Unchosen | None = None, gives_up: Callable[[], bool] = lambda: False) -> Ending:
    """Live a year again in each way, all on the same days, and compare.

    Args:
        year: the year.
        without: the year without its choices; by default it is lived as well.
        gives_up: asked every day; true ends it.

    Raises:
        CancelledError: it gave up.
    """
    without = without or unchosen(year, gives_up)
    with ThreadPoolExecutor(1) as beside:
        gameless = beside.submit(_gameless, year, gives_up) if year.has_games else None
        towns = Towns({_CHOSEN: year.by_habit}, traced=(_CHOSEN,))
        with towns.closing:
            town = towns.towns[_CHOSEN]
            town.decide(*year.decisions)
            touched = _touched(towns, year, without.course, gives_up)
            chosen = measured(town, year.citizen)
            acts = town.rows_of(year.citizen)["acts"]
            return Ending(
                citizen=year.citizen,
                days=year.days,
                over=year.days >= year.scenario.days,
                decided=sum(_decided(decision) for decision in year.decisions),
                chosen=chosen,
                habit=without.habit,
                unwatched=without.unwatched,
                gameless=gameless.result() if gameless else None,
                same=chosen == without.habit and np.array_equal(acts, without.acts),
                on_file=on_file(town, year.citizen),
                touched=touched,
            )


def _gameless(year: Year, gives_up: Callable[[], bool]) -> Measured:
    """The same choices with the games switched off."""
    towns = Towns({_GAMELESS: year.without_games}, traced=())
    with towns.closing:
        towns.towns[_GAMELESS].decide(*year.decisions)
        for _ in towns.days(year.days, gives_up):
            pass
        return measured(towns.towns[_GAMELESS], year.citizen)


def _decided(decision: Decision) -> int:
    """How many things a decision decides."""
    lists = (decision.leave, decision.dare, decision.join, decision.quit, decision.keep, decision.cut)
    others = (decision.evade is not None) + (decision.cases not in (None, "wait"))
    return sum(map(len, decision.do.values())) + sum(map(len, lists)) + others


def on_file(town: Simulation, citizen: int) -> OnFile:
    """What is kept of a citizen of the panel, and guessed."""
    day = town.day - 1
    history = read_history(town, citizen, day)
    held = data_held_of(history, day)
    truths = _truths(town, citizen)
    return OnFile(
        records=held.records,
        keepers=list(held.everybody),
        files=[Kept(keeper=file.keeper, heading=file.heading, records=file.recent + file.old) for file in held.files],
        guesses=[
            Guessed(
                system=guess.system,
                attribute=attribute,
                known=guess.error == _SURE,
                shown=_of_100(guess.shown),
                truth=_of_100(truths[attribute]),
            )
            for guess in held.guesses
            for attribute in ATTRIBUTES
            if attribute == guess.attribute
        ],
        cases=[f"{case.system}: {case.case}" for case in held.cases],
    )


def _truths(town: Simulation, citizen: int) -> dict[Attribute, float]:
    """What profiles estimate, as it is: from -1 to 1."""
    c, i = divmod(citizen, LANES)
    row = town.world.society[c]
    found: dict[Attribute, float] = {}
    for attribute in ATTRIBUTES:
        assert attribute in TRAITS
        code = int(row[attribute][i])
        found[attribute] = (code - _MIDDLE_AGE) / _HALF_LIFE if attribute == "age" else code / 127.5 - 1
    return found


_MIDDLE_AGE, _HALF_LIFE = 58, 40
"""Profiles have age on a scale from 18 to 98."""


def _of_100(place: float) -> int:
    """A place between -1 and 1 as one of a hundred."""
    return round(50 * (min(1.0, max(-1.0, place)) + 1))


def _touched(towns: Towns, year: Year, habit: Course, gives_up: Callable[[], bool]) -> Touched:
    """Live the days, and see who lives otherwise because of what was decided."""
    course = Course(year.scenario.citizens)
    for day in towns.days(year.days, gives_up):
        course.add(towns, _CHOSEN, ends_week=year.ends_week(day))
    contacts = [each.citizen for each in towns.towns[_CHOSEN].contacts(year.citizen)]
    acts, scores, fear = course.acts != habit.acts, course.scores != habit.scores, _felt(course, habit)
    for touched in (acts, scores, fear):
        touched[year.citizen] = False
    return Touched(
        acts=int(acts.sum()),
        scores=int(scores.sum()),
        fear=int(fear.sum()),
        friends=int((acts | scores | fear)[contacts].sum()),
        contacts=len(contacts),
    )


def _felt(course: Course, habit: Course) -> np.ndarray:
    """Whose fear differed at the end of some week."""
    weeks = zip(course.fear, habit.fear, strict=True)
    apart = ((np.abs(here.astype("i4") - there) >= _FELT).any(0) for here, there in weeks)
    felt: np.ndarray = np.logical_or.reduce(list(apart))
    return felt

"""Looking back: the year as it was chosen, by habit, and where nobody watched; what stays on file; whom it touched."""

from __future__ import annotations

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
from glasshouse.web.lives.twin import WEEK
from glasshouse.web.lives.year import Year

_CHOSEN, _HABIT, _FREE, _GAMELESS = "chosen", "habit", "unwatched", "gameless"
_RISKS: Final = ("perceived_risk", "perceived_risk_money", "perceived_risk_life")
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


class Ending(Shown):
    """The year, looked back on. The luck is the same in every column."""

    citizen: int
    days: int
    over: bool = Field(description="Whether the year was lived to its end.")
    decided: int = Field(description="How many things were decided, each day by itself; waiting with a case is none.")
    chosen: Measured
    habit: Measured
    unwatched: Measured = Field(description="By habit, in a town where nobody watches.")
    gameless: Measured | None = Field(description="The same choices with the games switched off; None without games.")
    same: bool = Field(description="Whether all measures and the acts of each day are those of the year by habit.")
    on_file: OnFile
    touched: Touched


def look_back(year: Year) -> Ending:
    """Live a year again in each way, all on the same days, and compare."""
    scenarios = {_CHOSEN: year.by_habit, _HABIT: year.by_habit, _FREE: year.unwatched}
    if year.has_games:
        scenarios[_GAMELESS] = year.without_games
    towns = Towns(scenarios, traced=(_CHOSEN, _HABIT))
    for name in towns.towns.keys() & {_CHOSEN, _GAMELESS}:
        towns.towns[name].decide(*year.decisions)
    with towns.closing:
        touched = _touched(towns, year)
        found = {name: measured(town, year.citizen) for name, town in towns.towns.items()}
        acts = [towns.towns[name].rows_of(year.citizen)["acts"] for name in (_CHOSEN, _HABIT)]
        return Ending(
            citizen=year.citizen,
            days=year.days,
            over=year.days >= year.scenario.days,
            decided=sum(_decided(decision) for decision in year.decisions),
            chosen=found[_CHOSEN],
            habit=found[_HABIT],
            unwatched=found[_FREE],
            gameless=found.get(_GAMELESS),
            same=found[_CHOSEN] == found[_HABIT] and np.array_equal(*acts),
            on_file=on_file(towns.towns[_CHOSEN], year.citizen),
            touched=touched,
        )


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


def _touched(towns: Towns, year: Year) -> Touched:
    """Live the days, and see who lives otherwise because of what was decided."""
    acts, scores, fear = (np.zeros(year.scenario.citizens, bool) for _ in range(3))
    for day in towns.days(year.days):
        acts |= towns.trace(_CHOSEN, "acts") != towns.trace(_HABIT, "acts")
        if day % WEEK == WEEK - 1 or day == year.days - 1:
            scores |= (towns.table(_CHOSEN, "ledgers", "published") != towns.table(_HABIT, "ledgers", "published")).any(
                0
            )
            for felt in _RISKS:
                here, there = (towns.table(name, "response", felt).astype("i4") for name in (_CHOSEN, _HABIT))
                fear |= np.abs(here - there) >= _FELT
    contacts = [each.citizen for each in towns.towns[_CHOSEN].contacts(year.citizen)]
    for touched in (acts, scores, fear):
        touched[year.citizen] = False
    return Touched(
        acts=int(acts.sum()),
        scores=int(scores.sum()),
        fear=int(fear.sum()),
        friends=int((acts | scores | fear)[contacts].sum()),
        contacts=len(contacts),
    )

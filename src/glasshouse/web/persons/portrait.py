"""A citizen beside the twin, as the interface tells it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from glasshouse.audit.history import CitizenHistory
from glasshouse.report.data import World as ReportWorld
from glasshouse.web.interface.telling import Told
from glasshouse.web.persons.choices import Choice, choices_of
from glasshouse.web.persons.days import DayTold, days_of
from glasshouse.web.persons.ledgers import Ledgers, MeasureTold, ledgers_of, measures_of
from glasshouse.web.work.crowd import Person


class PersonTold(Told):
    """A synthetic citizen."""

    citizen: int
    age: int
    man: bool
    registered_elsewhere: bool
    minority: bool
    employed: bool
    town: bool
    region: str
    income: float = Field(description="Share of people who earn less.")


class ScoreCourse(Told):
    """A score, evening by evening; null without an account."""

    system: str
    title: str
    low: float
    high: float
    values: list[float | None]


class PersonWorld(Told):
    """One citizen's year in one world."""

    name: str
    label: str
    phrase: str
    ledgers: Ledgers
    scores: list[ScoreCourse]
    fear: list[float] = Field(description="Risk felt in public by day, from 0 to 1.")
    measures: list[MeasureTold]
    days: list[DayTold]


class WayTold(Told):
    """A way in which this citizen's days went otherwise than the twin's."""

    way: str
    title: str
    days: int


class Beside(Told):
    """A citizen's year beside the twins'."""

    run: str
    title: str
    person: PersonTold
    days: int
    worlds: list[PersonWorld]
    otherwise: dict[str, list[WayTold]] = Field(description="By twin.")
    choices: list[Choice] = Field(description="Decisions that would change something.")
    systems: list[str] = Field(description="Names of the base's systems, for `why`.")


def person_of(person: Person) -> PersonTold:
    """A citizen as the society has them."""
    return PersonTold(**vars(person))


def worlds_of(histories: Mapping[str, CitizenHistory]) -> list[PersonWorld]:
    """A citizen's year in each world."""
    return [_world(name, history) for name, history in histories.items()]


def choices(histories: Mapping[str, CitizenHistory]) -> list[Choice]:
    """What could have been chosen in the first of the worlds."""
    return choices_of(next(iter(histories.values())))


def _world(name: str, history: CitizenHistory) -> PersonWorld:
    shown = ReportWorld(name, {"title": history.scenario.title})
    return PersonWorld(
        name=name,
        label=shown.label,
        phrase=shown.phrase,
        ledgers=ledgers_of(history),
        scores=list(_scores(history)),
        fear=[round(float(value), 4) for value in history.rows["perceived_risk"]],
        measures=measures_of(history),
        days=days_of(history),
    )


def _scores(history: CitizenHistory) -> list[ScoreCourse]:
    return [
        ScoreCourse(
            system=system.name,
            title=system.title,
            low=system.low,
            high=system.high,
            values=[round(system.score(int(code)), 2) if code else None for code in history.rows["published"][:, s]],
        )
        for s, system in enumerate(history.labels.systems)
        if system.capabilities.has_scale
    ]

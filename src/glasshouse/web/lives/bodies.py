"""The same choices in other bodies: other people of the town decide what the player decided, on the same days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Final

from pydantic import Field

from glasshouse.engine.simulation import Simulation
from glasshouse.scenario import Decision
from glasshouse.schema.limits import LANES
from glasshouse.society.contacts import near_contacts
from glasshouse.web.lives.casting import by_lot
from glasshouse.web.lives.documents import Person, Shown
from glasshouse.web.lives.measures import Standing, standings_in
from glasshouse.web.lives.people import people_of
from glasshouse.web.lives.twin import WEEK
from glasshouse.web.lives.unchosen import Unchosen
from glasshouse.web.lives.year import Year

BODIES: Final = 60
"""Other people who decide what the player decided."""


class Body(Shown):
    """Somebody who chose as the player did."""

    person: Person
    chosen: list[Standing] = Field(description="How the choices leave them.")
    habit: list[Standing] = Field(description="How their own habits leave them.")
    denied: int = Field(description="Attempts that were denied, with the choices.")
    sanctioned: bool = Field(description="Whether a sanction is in force on the last day, with the choices.")
    could_not: int = Field(description="Choices that did not come about, since a condition does not hold for them.")


class Range(Shown):
    """How far apart a system leaves people who choose alike."""

    system: str
    title: str
    you: float | None
    members: int = Field(description="How many of the others have a score.")
    lowest: float
    middle: float = Field(description="The median; of an even number, the upper one.")
    highest: float
    by_habit: tuple[float, float, float] = Field(
        description="Lowest, middle and highest likewise, by each one's own habits."
    )


class Bodies(Shown):
    """The same choices in other bodies."""

    you: Body
    others: list[Body] = Field(description="Each from another community where there are so many, drawn by lot.")
    ranges: list[Range] = Field(description="By system with a scale.")
    could_not: dict[str, int] = Field(
        description="Choices that did not come about for others, by conduct, case or system."
    )


def others(year: Year, number: int = BODIES) -> list[int]:
    """Who else is asked: by lot, each from another community as long as there are enough."""
    order = by_lot(year.scenario, "bodies")
    by_chance = order[order != year.citizen].tolist()
    first: dict[int, int] = {}
    for citizen in by_chance:
        first.setdefault(citizen // LANES, citizen)
    spread = [citizen for place, citizen in first.items() if place != year.citizen // LANES]
    taken = set(spread)
    return [*spread, *(citizen for citizen in by_chance if citizen not in taken)][:number]


def in_other_bodies(
    year: Year, without: Unchosen, number: int = BODIES, *, gives_up: Callable[[], bool] = lambda: False
) -> Bodies:
    """Live the year once with the same choices made by others too.

    Args:
        year: the year.
        without: the year without its choices.
        number: how many others.
        gives_up: asked every week; true ends it.

    Raises:
        CancelledError: it gave up.
    """
    citizens = [year.citizen, *others(year, number)]
    scenario = year.by_habit.model_copy(update={"panel": tuple(sorted(citizens))})
    with Simulation(scenario, threads=1) as town:
        town.decide(*(made for citizen in citizens for made in _as_theirs(town, year, citizen)))
        while days := min(WEEK, year.days - town.day):
            if gives_up():
                raise CancelledError
            town.step(days)
        refusals = [each for each in town.refused if each.what in ("do", "join", "quit", "appeal")]
        could_not = Counter(each.citizen for each in refusals)
        people = people_of(town, citizens)
        bodies = [
            _body(town, without, person, could_not[citizen]) for citizen, person in zip(citizens, people, strict=True)
        ]
    you, rest = bodies[0], bodies[1:]
    titles = {name: kind.title for name, kind in scenario.conduct.items()}
    titles |= {name: system.title for name, system in scenario.systems.items()}
    names = Counter(titles[str(each.name)] for each in refusals if each.citizen != year.citizen)
    return Bodies(you=you, others=rest, ranges=list(_ranges(you, rest)), could_not=dict(names))


def _as_theirs(town: Simulation, year: Year, citizen: int) -> Iterator[Decision]:
    """What was decided, as another's: a tie is kept or cut to the contact in the same place."""
    society = town.world.society
    own, theirs = (near_contacts(society[who // LANES], who) for who in (year.citizen, citizen))
    there = int(society[citizen // LANES]["people"])
    place = {contact: other for contact, other in zip(own, theirs, strict=True) if other % LANES < there}
    for decision in year.decisions:
        if citizen == year.citizen:
            yield decision
            continue
        ties = {name: _moved(getattr(decision, name), place) for name in ("keep", "cut")}
        made = decision.model_copy(update={"citizen": citizen, **ties})
        if any(getattr(made, name) for name in _SAYS) or made.evade is not None:
            yield made


_SAYS: Final = ("do", "leave", "dare", "cases", "join", "quit", "keep", "cut")


def _moved(contacts: Iterable[int], place: dict[int, int]) -> tuple[int, ...]:
    return tuple(place[contact] for contact in contacts if contact in place)


def _body(town: Simulation, without: Unchosen, person: Person, could_not: int) -> Body:
    rows = town.rows_of(person.citizen)
    systems = town.world.scenario.systems
    sanctions = sum(
        1 << bit
        for bit, (s, name) in enumerate(town.world.encoded.measures)
        if systems[s].measures[name].type == "sanction"
    )
    return Body(
        person=person,
        chosen=standings_in(town, rows["published"][-1].tolist()),
        habit=standings_in(town, without.codes[:, person.citizen].tolist()),
        denied=sum(int(bits).bit_count() for bits in rows["denied"]),
        sanctioned=bool(int(rows["treatment"][-1]) & sanctions),
        could_not=could_not,
    )


def _ranges(you: Body, rest: Sequence[Body]) -> Iterator[Range]:
    for place, own in enumerate(you.chosen):
        scores, habits = (
            sorted(score for each in rest if (score := getattr(each, how)[place].score) is not None)
            for how in ("chosen", "habit")
        )
        if scores and habits:
            yield Range(
                system=own.system,
                title=own.title,
                you=own.score,
                members=len(scores),
                lowest=scores[0],
                middle=scores[len(scores) // 2],
                highest=scores[-1],
                by_habit=(habits[0], habits[len(habits) // 2], habits[-1]),
            )

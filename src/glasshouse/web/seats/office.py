"""The clerk's town: a welfare office that ranks those whom it pays, and the cases that come of it, with what truly happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.audit.history import read_history
from glasshouse.engine.observers import Observer, View
from glasshouse.engine.simulation import Simulation
from glasshouse.scenario import Scenario, load
from glasshouse.schema.codes import ATTRIBUTES, LET_LAPSE, WAITING
from glasshouse.scoring.explanation.account import Contribution
from glasshouse.scoring.human_review import HumanReview
from glasshouse.web.lives.casting import by_lot
from glasshouse.web.lives.documents import Person
from glasshouse.web.lives.people import people_of
from glasshouse.web.seats.names import with_western_name

SCENARIO: Final = "welfare-fraud"
SYSTEM: Final = "welfare-fraud"
DAYS: Final = 330
"""Days that the town lives: ten times the office ranks whom it pays."""
A_WEEK: Final = 40
"""Cases that come before the clerk in a week."""
MOST_WEEKS: Final = 4
CHANGED: Final = ("capacity=0.05", "anchoring=0")
"""What is changed in the scenario: there are inspectors enough for every case, and they are not shown the score."""


@dataclass(frozen=True)
class Case:
    """Somebody whom the score suspects.

    Attributes:
        person: who it is.
        day: the day on which the case came up.
        score: the score.
        band: the band that the score lies in.
        notes: records on file, with whether they are so.
        profile: what the score takes from who somebody is.
        did: whether the person did, in the days that were lived, what the office looks for.
        cleared: whether an inspector who looks at it finds nothing.
    """

    person: Person
    day: int
    score: float
    band: str
    notes: tuple[Contribution, ...]
    profile: tuple[Contribution, ...]
    did: bool
    cleared: bool


@dataclass(frozen=True)
class Office:
    """A welfare office with its cases.

    Attributes:
        scenario: what the town lives under, as the library has it.
        cases: the cases, in the order of a lot.
    """

    scenario: Scenario
    cases: tuple[Case, ...]

    @property
    def weeks(self) -> int:
        """Whole weeks of cases that there are."""
        return min(MOST_WEEKS, len(self.cases) // A_WEEK)

    @property
    def review(self) -> HumanReview:
        """What the scenario says of its caseworkers."""
        review = self.scenario.systems[SYSTEM].human_review
        if review is None:
            raise LookupError(SYSTEM)
        return review

    def week(self, number: int) -> tuple[Case, ...]:
        """The cases of a week, counted from 0."""
        return self.cases[number * A_WEEK :][:A_WEEK]

    def has_note(self, case: Case) -> bool:
        """Whether a note says that the person did what the office looks for."""
        return any(note.kind in self.review.looks_for for note in case.notes)


class Dockets(Observer):
    """Notes each person's first case: when it came up, whether there was anything, and how it was decided.

    Attributes:
        came: by citizen, the day on which the case came up and the day after the last act that the office looks for; 0 is none.
        cleared: by citizen whose case was decided, whether it was let lapse.
    """

    name = "dockets"

    def __init__(self) -> None:
        """Begin with none."""
        self.came: dict[int, tuple[int, int]] = {}
        self.cleared: dict[int, bool] = {}

    def evening(self, view: View) -> None:
        """Note the day's cases."""
        row = view.table("dockets")[0]
        finding, since, acted = (np.asarray(row[name]).reshape(-1) for name in ("finding", "since", "acted"))
        for citizen in np.flatnonzero((finding == WAITING) & (since == view.day)).tolist():
            self.came.setdefault(citizen, (view.day, int(acted[citizen])))
        for citizen in self.came.keys() - self.cleared.keys():
            if finding[citizen] != WAITING:
                self.cleared[citizen] = bool(finding[citizen] == LET_LAPSE)


def office(seed: int, people: int) -> Office:
    """Live the town twice: to find whose cases come up, and with those people watched.

    Args:
        seed: the luck.
        people: people in the town.
    """
    as_it_is = load(SCENARIO, citizens=people, seed=seed).model_copy(update={"days": DAYS})
    scenario = load(SCENARIO, [f"systems.{SYSTEM}.human_review.{each}" for each in CHANGED], citizens=people, seed=seed)
    dockets = Dockets()
    with Simulation(scenario, threads=1, observers=[dockets]) as town:
        town.step(DAYS)
    order = [citizen for citizen in by_lot(scenario, "clerk").tolist() if citizen in dockets.cleared]
    chosen = order[: MOST_WEEKS * A_WEEK]
    with Simulation(scenario.model_copy(update={"panel": tuple(sorted(chosen))}), threads=1) as town:
        town.step(DAYS)
        persons = [with_western_name(person, seed) for person in people_of(town, chosen)]
        cases = tuple(_case(town, person, dockets, as_it_is) for person in persons)
    return Office(as_it_is, cases)


def _case(town: Simulation, person: Person, dockets: Dockets, scenario: Scenario) -> Case:
    day, acted = dockets.came[person.citizen]
    # What was published the evening before, or that morning where accounts had just been opened, still stands in the evening.
    history = read_history(town, person.citizen, day)
    account = history.account(list(scenario.systems).index(SYSTEM), day)
    if account.score is None or account.band is None:
        raise LookupError(person.citizen)
    return Case(
        person,
        day,
        account.score,
        account.band,
        tuple(item for item in account.items if item.happened is not None),
        tuple(item for item in account.items if item.kind is None and item.what.partition(" ")[0] in ATTRIBUTES),
        bool(acted),
        dockets.cleared[person.citizen],
    )

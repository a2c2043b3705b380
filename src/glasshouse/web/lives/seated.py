"""A seat in a town: what can be chosen for the coming step, the decisions that follow, and the page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Final, Generic, TypeVar

from glasshouse.errors import InputError
from glasshouse.results import identity_of
from glasshouse.scenario import Decision, Scenario
from glasshouse.scenario.digest import digest
from glasshouse.society.contacts import near_contacts
from glasshouse.web.lives.cards import (
    cases_of,
    coming_step,
    evenings_offered,
    everyday_of,
    holds_shown,
    urges_of,
)
from glasshouse.web.lives.choices import LENGTHS, MOST_EVENINGS, Beginning, Choices
from glasshouse.web.lives.documents import Chapter, FriendShown, Life
from glasshouse.web.lives.ledgers import days_of, ledgers_of, news_of
from glasshouse.web.lives.standing import Seat, accounts_of, friends_of, measures_of, person_of
from glasshouse.web.lives.town import WEEK, Place
from glasshouse.web.lives.week import Coming, by_habit, decisions_of, problems_of

_ANNOUNCED: Final = 7
"""Days before a change of rules from which on its title is told."""
Here = TypeVar("Here", bound=Place)


@dataclass(frozen=True)
class Founded:
    """What all seats of a town have in common.

    Attributes:
        title: what the scenario is called.
        weeks: how many weeks there are.
        changes: by day, what a change of rules is called.
        engine: the engine's identity.
        digest: the scenario's digest.
    """

    title: str
    weeks: int
    changes: dict[int, str]
    engine: str
    digest: str

    @classmethod
    def by(cls, scenario: Scenario) -> Founded:
        """What is common under a scenario."""
        changes = {change.day: change.title for change in scenario.later}
        return cls(scenario.title, scenario.days // WEEK, changes, identity_of([scenario]), digest(scenario))


class Seated(ABC, Generic[Here]):
    """A seat in a town, and the page that comes next. How the town goes on is for those to say who have one.

    Attributes:
        name: its name in addresses.
        beginning: where and as whom it is lived.
        town: the town and its twin, as seen from the seat.
        founded: what all seats of the town have in common.
        weeks: weeks of the year.
        engine: the engine's identity.
        scenario_digest: the scenario's digest.
        choices: what was chosen, a step each.
    """

    same_engine = True

    def __init__(self, name: str, beginning: Beginning, town: Here, founded: Founded) -> None:
        """Sit down.

        Args:
            name: its name in addresses.
            beginning: where and as whom.
            town: the town, as seen from the seat.
            founded: what all seats have in common.
        """
        self.name, self.beginning, self.town, self.founded = name, beginning, town, founded
        self.weeks, self.engine, self.scenario_digest = founded.weeks, founded.engine, founded.digest
        self.choices: list[Choices] = []

    @property
    def step(self) -> int:
        """Weeks that a step takes."""
        return LENGTHS[self.beginning.length]

    @property
    def week(self) -> int:
        """Weeks lived."""
        return self.town.day // WEEK

    @property
    def days(self) -> int:
        """Days of the coming step; the last one may be shorter. 0 at the end."""
        return min(self.step, self.weeks - self.week) * WEEK

    @abstractmethod
    def foreseen(self) -> Any:
        """The coming days by habit, `PANEL` records."""

    @cached_property
    def coming(self) -> Coming:
        """What can be chosen for the coming step, as the engine foresees it."""
        ahead = self.foreseen() if self.days else ()
        return coming_step(self.town, self.days, ahead)

    def chosen(self, choices: Choices) -> tuple[Decision, ...]:
        """What choices for the coming step mean for the engine.

        Raises:
            InputError: choices that cannot be; lists every problem.
        """
        if not is_choice(choices):
            return by_habit(self.town.citizen, self.town.day, self.days, choices.cases)
        problems = list(problems_of(choices, self.coming))
        if problems:
            raise InputError(problems)
        return decisions_of(choices, self.coming)

    def lived(self, choices: Choices) -> None:
        """Note what was chosen for the step that was lived."""
        self.choices.append(choices)
        self._forget()

    @property
    def told_from(self) -> int:
        """Weeks lived before those of which the page tells as the last: one step, unless several were lived in one go."""
        return self.choices[-1].week if self.choices else 0

    def _forget(self) -> None:
        for name in ("coming", "page"):
            self.__dict__.pop(name, None)

    @cached_property
    def page(self) -> Life:
        """The life as its page shows it."""
        town, seed = self.town, self.beginning.seed
        since = self.told_from * WEEK
        rules = town.rules.on(town.day)
        friends, cases = list(friends_of(town, seed, rules)), list(cases_of(self._evening(town.day), rules))
        known = {
            (each.system, each.kind, each.opened) for each in cases_of(self._evening(since), town.rules.on(since - 1))
        }
        told = [each for each in cases if (each.system, each.kind, each.opened) not in known]
        accounts = list(accounts_of(town, rules, self._codes_before(since)))
        members = frozenset(
            s
            for s, label in enumerate(rules.labels.systems)
            if any(each.system == label.name and each.member for each in accounts)
        )
        coming = self.coming
        return Life(
            id=self.name,
            scenario=self.beginning.scenario,
            title=self.founded.title,
            scenario_digest=self.scenario_digest,
            seed=seed,
            people=self.beginning.people,
            length=self.beginning.length,
            engine=self.engine,
            same_engine=self.same_engine,
            week=self.week,
            weeks=self.weeks,
            step=self.step,
            day=town.day,
            over=not self.days,
            person=person_of(Seat(town.town.world, town.citizen), seed, rules),
            chapters=self._chapters(),
            accounts=accounts,
            measures=list(measures_of(town, rules)),
            friends=friends,
            told_from=self.told_from,
            last=days_of(town, since),
            news=news_of(town, since, self._ties(friends), told, self.founded.changes),
            ledgers=ledgers_of(town, rules, friends),
            urges=list(urges_of(coming, members)),
            everyday=everyday_of(coming),
            evenings=evenings_offered(coming, members),
            most_evenings=MOST_EVENINGS,
            holds=holds_shown(rules),
            cases=cases,
            choices=list(self.choices),
            digest=self.digest,
        )

    def _evening(self, day: int) -> Any:
        """The player's `PANEL` record of the day before; None before the first."""
        return self.town.rows[day - 1] if day else None

    def _codes_before(self, day: int) -> Any:
        """By system, the code published before a day; None while nothing was lived, so that nothing can have changed."""
        if not self.town.day:
            return None
        return self.town.rows[day - 1]["published"] if day else self.town.at_start

    def _ties(self, friends: list[FriendShown]) -> dict[int, FriendShown]:
        """Near friends by the place of their tie."""
        seat, by_number = Seat(self.town.town.world, self.town.citizen), {each.citizen: each for each in friends}
        contacts = near_contacts(seat.society, seat.citizen)
        return {tie: by_number[number] for tie, number in enumerate(contacts) if number in by_number}

    @property
    def digest(self) -> str:
        """A digest of all that happened in the town: 16 hexadecimal digits."""
        return sha256("".join(self.town.town.digests.values()).encode()).hexdigest()[:16]

    def _chapters(self) -> list[Chapter]:
        day = self.town.day
        return [
            Chapter(
                day=at, week=at // WEEK, begun=at < day, title=title if at <= day + _ANNOUNCED * self.step else None
            )
            for at, title in self.founded.changes.items()
        ]


def is_choice(choices: Choices) -> bool:
    """Whether anything is chosen beside what becomes of cases, so that it must be held against what the engine foresees."""
    said = choices.model_dump(exclude={"week", "cases"}, exclude_defaults=True)
    return bool(said)

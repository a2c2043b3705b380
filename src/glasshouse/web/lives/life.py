"""A life: a seat in a town, the steps that were lived in it, and the page that comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import Final

import numpy as np

from glasshouse.errors import InputError, Problem
from glasshouse.results import identity_of
from glasshouse.scenario import Decision
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
from glasshouse.web.lives.exporting import toml_of
from glasshouse.web.lives.ledgers import days_of, ledgers_of, news_of
from glasshouse.web.lives.names import drawn_by_lot
from glasshouse.web.lives.standing import Seat, accounts_of, friends_of, measures_of, person_of
from glasshouse.web.lives.town import WEEK, Town, scenario_for
from glasshouse.web.lives.week import Coming, by_habit, decisions_of, problems_of

_ANNOUNCED: Final = 7
"""Days before a change of rules from which on its title is told."""


class Lived:
    """A life that is being lived.

    Attributes:
        name: its name in addresses.
        beginning: where and as whom it is lived, with the seat that was drawn.
        town: the town and its twin.
        choices: what was chosen, a step each.
    """

    def __init__(self, name: str, beginning: Beginning, *, same_engine: bool = True) -> None:
        """Take a seat.

        Args:
            name: its name in addresses.
            beginning: where and as whom.
            same_engine: whether what is lived again was first lived with this engine.

        Raises:
            InputError: a scenario that there is not or that cannot be lived, or no such citizen.
        """
        citizen = drawn_by_lot(beginning.seed, beginning.people) if beginning.citizen is None else beginning.citizen
        if citizen >= beginning.people:
            expected = f"a number from 0 to {beginning.people - 1}"
            raise InputError(Problem(key="citizen", expected=expected, found=str(citizen)))
        self.name, self.beginning = name, beginning.model_copy(update={"citizen": citizen})
        scenario = scenario_for(beginning.scenario, beginning.seed, beginning.people, citizen)
        self.town, self.same_engine = Town(scenario), same_engine
        self.choices: list[Choices] = []
        self.engine, self.scenario_digest = identity_of([scenario]), digest(scenario)
        self._title, self.weeks = scenario.title, scenario.days // WEEK
        self._changes = {change.day: change.title for change in scenario.later}

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

    @cached_property
    def coming(self) -> Coming:
        """What can be chosen for the coming step, as the engine foresees it."""
        first = self.town.day
        ahead = self.town.peek(self.days, by_habit(self.town.citizen, first, self.days)) if self.days else ()
        return coming_step(self.town, self.days, ahead)

    def live(self, choices: Choices) -> None:
        """Live a step.

        Args:
            choices: what the player chooses for it.

        Raises:
            InputError: choices that cannot be; lists every problem, and nothing is lived.
        """
        # A step in which nothing is chosen needs no look ahead, which makes living a year again cheap.
        problems = list(problems_of(choices, self.coming)) if is_choice(choices) else []
        if problems:
            raise InputError(problems)
        decisions = decisions_of(choices, self.coming) if is_choice(choices) else self._habit(choices)
        self.town.live(self.days, decisions)
        self.choices.append(choices)
        self._forget()

    def _habit(self, choices: Choices) -> tuple[Decision, ...]:
        return by_habit(self.town.citizen, self.town.day, self.days, choices.cases)

    def live_again(self, steps: Sequence[Choices]) -> None:
        """Live several steps, as they were chosen before.

        Raises:
            InputError: choices that cannot be, or that are not the next step's; the key says of which step.
        """
        for place, choices in enumerate(steps):
            if choices.week != self.week or not self.days:
                expected = f"week {self.week}, the next" if self.days else "no more steps: the year is over"
                raise InputError(Problem(key=f"choices.{place}.week", expected=expected, found=str(choices.week)))
            try:
                self.live(choices)
            except InputError as error:
                raise InputError(
                    [replace(each, key=f"choices.{place}.{each.key}") for each in error.problems]
                ) from None

    def undo(self) -> None:
        """Go back to the morning of the last step."""
        last = self.choices.pop()
        self.town.go_back(last.week * WEEK)
        self._forget()

    def _forget(self) -> None:
        for name in ("coming", "page"):
            self.__dict__.pop(name, None)

    @cached_property
    def page(self) -> Life:
        """The life as its page shows it."""
        town, seed = self.town, self.beginning.seed
        since = self.choices[-1].week * WEEK if self.choices else 0
        rules = town.rules.on(town.day)
        friends, cases = list(friends_of(town, seed, rules)), list(cases_of(self._evening(town.day), rules))
        known = {
            (each.system, each.kind, each.opened) for each in cases_of(self._evening(since), town.rules.on(since - 1))
        }
        told = [each for each in cases if (each.system, each.kind, each.opened) not in known]
        accounts = list(accounts_of(town, rules, town.rows[since - 1]["published"] if since else None))
        members = frozenset(
            s
            for s, label in enumerate(rules.labels.systems)
            if any(each.system == label.name and each.member for each in accounts)
        )
        coming = self.coming
        return Life(
            id=self.name,
            scenario=self.beginning.scenario,
            title=self._title,
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
            last=days_of(town, since),
            news=news_of(town, since, self._ties(friends), told, self._changes),
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

    @property
    def toml(self) -> str:
        """The year with its decisions as a scenario in TOML."""
        beginning, made = self.beginning, [each.decision for each in self.town.made]
        numbers = {"seed": beginning.seed, "citizens": beginning.people, "panel": [self.town.citizen]}
        return toml_of(beginning.scenario, f"{self._title}, as it was chosen", numbers, made)

    def _evening(self, day: int) -> np.void | None:
        """The player's `PANEL` record of the day before; None before the first."""
        return self.town.rows[day - 1] if day else None

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
            for at, title in self._changes.items()
        ]

    def close(self) -> None:
        """Give back what the towns hold."""
        self.town.close()


def is_choice(choices: Choices) -> bool:
    """Whether anything is chosen beside what becomes of cases, so that it must be held against what the engine foresees."""
    said = choices.model_dump(exclude={"week", "cases"}, exclude_defaults=True)
    return bool(said)

"""The fair contrast: the same person under a narrow penalty, and eight systems to tell apart by reading of them."""

from __future__ import annotations

from typing import Final, Literal, get_args

from pydantic import Field

from glasshouse import library
from glasshouse.scenario import Scenario
from glasshouse.scenario.variants import variant
from glasshouse.web.lives.casting import WAYS, Fates, Way, fates
from glasshouse.web.lives.documents import Shown
from glasshouse.web.lives.measures import Standing

NARROW: Final = "narrow-penalty"
"""The scenario of the library that is the fair contrast."""
Described = Literal[
    "financial-credit",
    "student-grant",
    "payment-fraud",
    "tax-selection",
    "life-insurance",
    "platform-safety",
    "housing-loan",
    "loyal-shoppers",
]
DESCRIBED: Final[tuple[Described, ...]] = get_args(Described)
"""Scenarios of the library that are described, in the order in which they are shown first."""
_POINTS: Final[dict[Described, int]] = {
    "financial-credit": 177,
    "student-grant": 168,
    "payment-fraud": 177,
    "tax-selection": 166,
    "life-insurance": 170,
    "platform-safety": 177,
    "housing-loan": 170,
    "loyal-shoppers": 177,
}
"""Points of the European Commission's guidelines on prohibited practices, C(2025) 5052, that speak of such a system."""
_OUT_OF_SCOPE: Final = 177
"""The point that lists what is no prohibited scoring."""


class Beside(Shown):
    """What happens under one set of rules."""

    title: str
    people: dict[Way, int] = Field(description="To how many people each thing happens.")
    you: dict[Way, int] = Field(description="How often it happens to the person themselves.")
    standing: list[Standing] = Field(description="How it leaves the person.")
    opened: int = Field(description="Cases that were opened, in the whole town.")
    appeals: int = Field(description="Appeals, in the whole town.")
    overturned: int = Field(description="Appeals that were won, in the whole town.")


class Item(Shown):
    """A system to read about and to judge."""

    system: Described = Field(description="Its name in the library.")
    title: str
    fair: bool = Field(description="Whether the guidelines name it among what is no prohibited social scoring.")
    point: int = Field(description="The point of the guidelines, C(2025) 5052, that speaks of such a system.")


class Contrast(Shown):
    """The same town, people and luck under a narrow penalty, by habit; and eight systems to judge."""

    of: int = Field(description="People in the town.")
    days: int
    year: Beside
    narrow: Beside
    items: list[Item]


def contrast(scenario: Scenario, citizen: int, year: Fates) -> Contrast:
    """Live the year under the narrow penalty, and set what happens beside it.

    Args:
        scenario: the year.
        citizen: whose year.
        year: what happens in the year by habit.
    """
    items = [
        Item(
            system=name,
            title=library.look("scenarios", name)["title"],
            fair=_POINTS[name] == _OUT_OF_SCOPE,
            point=_POINTS[name],
        )
        for name in DESCRIBED
    ]
    narrow = variant(scenario, NARROW)
    return Contrast(
        of=scenario.citizens,
        days=scenario.days,
        year=_beside(scenario, citizen, year),
        narrow=_beside(narrow, citizen, fates(narrow)),
        items=items,
    )


def _beside(scenario: Scenario, citizen: int, found: Fates) -> Beside:
    return Beside(
        title=scenario.title,
        people={way: found.people(way) for way in WAYS},
        you={way: int(found.times[way][citizen]) for way in WAYS},
        standing=found.standings_of(citizen),
        opened=found.opened,
        appeals=found.appeals,
        overturned=found.overturned,
    )

"""The clerk's seat as JSON: what the office has about a case, what the clerk decides, and what came of it."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from glasshouse.web.lives.choices import Asked
from glasshouse.web.lives.documents import Person, Shown
from glasshouse.web.seats.office import A_WEEK, MOST_WEEKS

PEOPLE: Final = 60_000
"""People in the clerk's town: enough for four weeks of cases."""
FEWEST: Final = 20_000
"""People in the smallest town: enough for one week."""

Verdict = Literal["impose", "dismiss"]
Way = Literal["you", "sign", "drop", "notes", "visit", "model"]
Seed = Annotated[int, Field(ge=0, lt=2**53, description="The luck: the same number gives the same town.")]


class Rules(Shown):
    """How the clerk's weeks go. Minutes of a file and of a signature, the week and the promotion are rules of the game."""

    scenario: str
    title: str
    measure: str = Field(description="What is imposed.")
    looks_for: list[str] = Field(description="What the office looks for.")
    people: int
    days: int = Field(description="Days that the town lived; the cases are from all of them.")
    weeks: int = Field(description="Weeks of cases that there are.")
    cases: int = Field(description="Cases in a week.")
    minutes: int = Field(description="Minutes in a week.")
    minutes_file: int = Field(description="Minutes to read a file.")
    minutes_unread: int = Field(description="Minutes to sign without reading.")
    minutes_visit: int = Field(description="Minutes of an inspector; from the scenario.")
    promoted_at: int = Field(description="Cases a week from which on a clerk is put forward for promotion.")
    clears_nothing: float = Field(description="Share of visits to who did nothing that find nothing.")
    follows: float = Field(
        description="Share of cases in which the model's own caseworkers follow the score unexamined."
    )
    clears_something: float = Field(description="Share of visits to who did it that find nothing.")


class NoteShown(Shown):
    """A line of a file."""

    what: str
    day: int | None
    seen_by: list[str]
    points: float | None = Field(description="What it adds to the score; None in weeks without scores.")
    charge: bool = Field(description="Whether it says that the person did what the office looks for.")


class CaseFile(Shown):
    """What the office has about a case."""

    number: int
    person: Person
    day: int = Field(description="The day on which the case came up.")
    band: str
    score: float | None = Field(description="None in weeks without scores.")
    notes: list[NoteShown]
    profile: list[NoteShown] = Field(description="What the score takes from who somebody is.")


class Week(Shown):
    """A week's cases."""

    week: int
    score_shown: bool
    cases: list[CaseFile]


class Visit(Shown):
    """What an inspector reports. The report may be wrong."""

    found: bool


class Decision(Asked):
    """What the clerk did with a case."""

    case: int = Field(ge=0, lt=A_WEEK)
    verdict: Verdict
    read: bool = Field(default=True, description="Whether the file was read, or signed unread.")
    visited: bool = Field(default=False, description="Whether an inspector was sent first.")


class Decided(Asked):
    """What the clerk did in a week. Cases that are not named wait."""

    week: int = Field(ge=0, lt=MOST_WEEKS)
    decisions: Annotated[tuple[Decision, ...], Field(max_length=A_WEEK)]


class Closing(Asked):
    """All weeks that the clerk has worked, to be told what came of them."""

    seed: Seed = 1
    people: int = Field(default=PEOPLE, ge=FEWEST, le=PEOPLE)
    weeks: Annotated[tuple[Decided, ...], Field(min_length=1, max_length=MOST_WEEKS)]


class WayShown(Shown):
    """What one way of working makes of a week's cases."""

    way: Way
    handled: float
    sanctioned: float = Field(description="People who did nothing and were sanctioned; on average for `model`.")
    let_go: float = Field(description="People who did it and were let go.")


class ErrorShown(Shown):
    """Somebody about whom the clerk erred."""

    file: CaseFile
    verdict: Verdict
    did: bool
    false_notes: int = Field(description="Notes about what the office looks for that are not so.")


class WeekClosed(Shown):
    """What came of a week."""

    week: int
    score_shown: bool
    handled: int
    imposed: int
    minutes: int
    visits: int
    unread: int
    promoted: bool
    innocent: int = Field(description="Of the cases decided, people who did nothing.")
    guilty: int = Field(description="Of the cases decided, people who did it.")
    ways: list[WayShown]
    people: list[ErrorShown]


class Share(Shown):
    """A part of a number of cases."""

    n: int
    of: int


class WithScore(Shown):
    """What the clerk did in weeks in which the score was shown, or in those in which it was not."""

    score_shown: bool
    decided: Share = Field(description="Cases imposed, of those whose file was read.")
    lower: Share = Field(description="Imposed, of the half with the lower scores.")
    upper: Share = Field(description="Imposed, of the half with the higher scores.")
    sanctioned: Share = Field(description="Sanctioned, of those who did nothing.")
    let_go: Share = Field(description="Let go, of those who did it.")


class Closed(Shown):
    """What came of the weeks worked."""

    weeks: list[WeekClosed]
    notes: int = Field(description="Notes in all files about what the office looks for.")
    false_notes: int = Field(description="Those of them that are not so.")
    compared: list[WithScore] = Field(
        description="With and without the score; empty until enough files of both were read."
    )
    by_luck: float | None = Field(
        description="How far the share imposed can differ by luck alone in 95 of 100 cases; None where nothing is compared."
    )

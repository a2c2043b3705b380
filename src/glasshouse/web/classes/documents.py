"""A class as JSON: what its desk, its screen and its pupils are shown, and what they may say."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from glasshouse.web.lives.bets import Answers, Bet
from glasshouse.web.lives.choices import Asked, Length, Name
from glasshouse.web.lives.documents import Chapter, Life, Shown

MOST_SEATS: Final = 60
FEWEST_SHOWN: Final = 5
"""Pupils below whom the class has no dots among the town and no sums: a few could be told from each other.

The count of a poll is shown however few have answered: it tells what they guess, and the desk decides when.
"""

Phase = Literal["open", "frozen", "ended"]
By = Literal["hand", "timer", "ready"]
What = Literal["leave", "dare", "do", "hold", "cases", "account", "tie"]
Code = Annotated[str, Field(min_length=1, max_length=12)]


class Opening(Asked):
    """What a class begins with."""

    scenario: Name = Field(default="year", description="A scenario of the library.")
    seed: int = Field(default=1, ge=0, lt=2**53, description="The luck: the same number gives the same town.")
    people: int = Field(default=20_000, ge=500, le=20_000, description="People in the town.")
    seats: int = Field(default=30, ge=1, le=MOST_SEATS)
    length: Length = "lesson"
    plenary: bool = Field(default=False, description="One life for the whole class, on which each seat votes.")
    instead: bool = Field(default=False, description="End the class that is open on this server, if there is one.")
    back: bool = Field(default=False, description="Go back to the desk of the class that is open, if there is one.")


class Opened(Shown):
    """A class that was opened. Its tokens are told to whoever may open and end one."""

    code: str = Field(description="Six letters by which pupils find it.")
    desk_token: str
    screen_token: str = Field(description="May look at the class's screen and debrief, and do nothing.")
    address: str = Field(description="Where pupils join.")


class Whether(Shown):
    """Whether the server holds a class."""

    open: bool


class Taken(Shown):
    """A seat that was taken."""

    seat_token: str
    citizen: int


class Pace(Asked):
    """When the class goes on."""

    by: By = Field(description="At the desk's word, after a time, or when everybody who is there has chosen.")
    seconds: int = Field(default=60, ge=10, le=900, description="The time, where a timer sets the pace.")


class Frozen(Asked):
    """Whether everything stands still, so that the class looks up."""

    frozen: bool


class Finding(Asked):
    """Whether pupils are shown which of their friends are in the room."""

    shown: bool


class NextStep(Asked):
    """One step for everybody."""

    week: int = Field(ge=0, le=5_300, description="Weeks lived before the step; it makes the step safe to send twice.")
    to_change: bool = Field(
        default=False,
        description="Live on to the next change of rules, or to the end; of what is chosen, only holds go beyond the first step.",
    )


class PollAsked(Asked):
    """A question that is put to the class; none takes the present one away."""

    question: Bet | None


class Answer(Asked):
    """A pupil's answer to the question that is put."""

    question: Bet
    option: int = Field(ge=0, le=5, description="The place of the answer, from 0.")


class PollShown(Shown):
    """A question that is put to the class."""

    question: Bet
    options: list[str] = Field(description="The answers, in order, by the names of their words.")
    answered: int = Field(description="How many have answered.")
    yours: int | None = Field(default=None, description="What the pupil answered.")
    counts: list[int] | None = Field(description="How many chose each answer; None until the desk shows it.")
    can_tell: bool = Field(description="Whether other towns can answer it; not where living in them failed.")
    told: bool = Field(description="Whether the desk shows what other towns say.")
    answers: Answers | None = Field(
        description="What other towns say; None until the desk shows it, and while they are still being lived in."
    )


class Spoken(Shown):
    """What was taken down."""

    week: int
    ready: int
    joined: int


class OptionSeen(Shown):
    """Something that somebody in a plenary votes for, beside habit."""

    what: What
    day: int | None = Field(description="The day of an urge; None of all else.")
    name: str = Field(description="The kind, hold or system, or the friend's number.")
    title: str = Field(description="The library's title or the friend's name; empty for what the app has words for.")
    wish: str = Field(description="`join` or `quit`, `keep` or `cut`, or what becomes of cases; else empty.")
    votes: int
    carried: bool = Field(description="Whether more than half want it, so that it is done.")


class Vote(Shown):
    """How a plenary votes on one step. What has no majority is left to habit."""

    week: int = Field(description="Weeks lived before the step.")
    ballots: int = Field(description="How many have voted.")
    options: list[OptionSeen]


class SystemSeen(Shown):
    """How everybody stands with a system."""

    system: str
    title: str
    since: int = Field(description="The day from which on it is in force.")
    low: float
    high: float
    histogram: list[int] = Field(description="People of the town by equal parts of the scale.")
    pupils: list[int] | None = Field(description="Seats of the class likewise; None where too few are taken.")
    middle: tuple[float, float] | None = Field(
        description="Scores between which the middle half of the people with an account stands; None without any."
    )


class WeekSeen(Shown):
    """A week of the town."""

    week: int
    held_back: float | None = Field(
        description="Of the lawful acts that fear can hold back, the share that it held back; None where nobody had any in mind."
    )
    twin_held_back: float | None = Field(description="The same where nobody watches.")
    denied: int = Field(description="Attempts that were denied to somebody in the town.")
    people: int


class Changed(Shown):
    """A system or a kind of conduct that a change of rules is about."""

    name: str
    title: str
    page: str | None = Field(default=None, description="Of a system, where the gallery tells of it.")


class ChapterSeen(Chapter):
    """A change of rules, and what it brings; nothing of one that comes later than the next morning, which counts as begun."""

    systems: list[Changed] = Field(description="Systems that come into force.")
    forbidden: list[Changed] = Field(description="Conduct that was lawful and is not any more.")
    allowed: list[Changed] = Field(description="Conduct that is lawful from now on.")


class TownSeen(Shown):
    """The town on the screen: never a pupil."""

    people: int = Field(description="People in the town.")
    systems: list[SystemSeen]
    weeks: list[WeekSeen]
    chapters: list[ChapterSeen]


class Desk(Shown):
    """What only the desk is told: how many, never who."""

    seats: int
    away: int = Field(description="Taken seats whose page was not heard of lately; they hold nobody up.")
    seconds: int | None = Field(description="The timer's length.")
    classmates: float = Field(
        description="Of eight near contacts, how many are in the class, on average over all seats."
    )


class ClassState(Shown):
    """A class as it stands, for whoever asks."""

    version: int = Field(description="Send it as `after`, and the answer waits until there is something newer.")
    phase: Phase
    address: str | None = Field(description="Where pupils join; for the desk and the screen.")
    by: By
    week: int
    weeks: int
    step: int
    change: int = Field(description="Weeks lived when the rules change next, or when the year is over.")
    over: bool
    seconds_left: float | None
    joined: int
    ready: int
    poll: PollShown | None
    chosen: bool | None = Field(default=None, description="Whether this seat has chosen for the coming step.")
    finds: bool = Field(default=False, description="Whether pupils are shown which of their friends are in the room.")
    in_room: list[int] | None = Field(
        default=None, description="Numbers of this seat's friends whose seats others have taken, where that is shown."
    )
    newcomer: bool | None = Field(default=None, description="Whether this seat has lived no step since it was taken.")
    life: Life | None = Field(default=None, description="The seat's life, where it is newer than what the page holds.")
    plenary: bool = False
    vote: Vote | None = Field(
        default=None, description="In a plenary, how it votes on the coming step; for the desk alone."
    )
    decided: Vote | None = Field(default=None, description="In a plenary, how it voted on the last step.")
    desk: Desk | None = None
    town: TownSeen | None = None


class FactShown(Shown):
    """A fact about the world, with its source."""

    id: str
    text: str
    source: str
    as_of: str


class Total(Shown):
    """What all pupils' citizens met together."""

    pupils: int
    records: int
    false: int
    unseen: int
    left_out: int = Field(description="What was left out by the pupils' own choice.")
    held_back: int
    lawful_held_back: int
    friends_lost: int
    denied: int
    eased: int
    sanctioned_days: int
    wrongly_sanctioned_days: int
    fear: int = Field(description="Mean fear in public on the last day, 0 to 100.")
    twin_fear: int


class Debrief(Shown):
    """What a class talks about afterwards."""

    title: str
    plenary: bool = Field(description="Whether the class voted on one life; then the sums are that life's.")
    seed: int
    people: int
    day: int
    weeks: int
    town: TownSeen
    total: Total | None = Field(description="None where too few seats were taken.")
    joined: int
    bets: list[PollShown] = Field(description="Bets of which the desk has shown the count, in order.")
    facts: list[FactShown]

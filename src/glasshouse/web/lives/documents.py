"""A life as JSON: what the week's page shows, and nothing that the player could not know."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from glasshouse.web.lives.choices import Choices, Length

Domain = Literal["public", "money", "life"]
Law = Literal["lawful", "civil", "unlawful"]


class Shown(BaseModel):
    """A document that the server sends."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Shown):
    """Who the player is: a synthetic person."""

    citizen: int
    name: str
    age: int
    man: bool
    migrant: bool = Field(description="Registered elsewhere.")
    minority: bool
    town: bool = Field(description="Lives in town; else in the country.")
    region: str
    employed: bool
    poorer: int = Field(description="Of 100 people, how many earn less.")


class Chapter(Shown):
    """A day on which the rules change. What changes is told from the week before it on, and only as a title."""

    day: int
    week: int = Field(description="Weeks lived before it begins.")
    begun: bool
    title: str | None = Field(description="None until it is announced.")


class BandShown(Shown):
    """A band, and the score at which it starts."""

    name: str
    start: float


class Next(Shown):
    """The next band upwards."""

    band: str
    missing: float = Field(description="Points that are missing.")


class Way(Shown):
    """Whether something can be decided."""

    can: bool
    why_not: str | None = Field(default=None, description="A word for the reason; the page has the sentence.")


class Game(Shown):
    """What a system makes a game of."""

    row: int = Field(description="Days in a row on which the player has played, as the system counts them.")
    level: int = Field(description="The band as a level, from 1.")
    levels: int
    prize_in: int | None = Field(
        description="Days in a row that are missing to the next small prize; None for no prizes."
    )
    friends: bool = Field(description="Whether members see where their friends stand.")


class MeasureShown(Shown):
    """An entitlement or a sanction in force on the last day."""

    system: str
    title: str
    sanction: bool
    days: int = Field(description="Days in force so far.")


class AccountShown(Shown):
    """How the player stands with a system that is in force."""

    system: str
    title: str
    form: str
    member: bool
    firm: bool = Field(description="The account of the firm where the player works.")
    listed: bool | None = Field(description="Of a list, whether the player is on it; else None.")
    score: float | None
    change: float | None = Field(description="Since the step before; None where there was no score.")
    low: float | None
    high: float | None
    band: str | None
    bands: list[BandShown]
    next: Next | None
    game: Game | None
    join: Way
    quit: Way


class FriendShown(Shown):
    """A contact of the player."""

    citizen: int
    name: str
    near: bool = Field(description="A neighbour; ties to friends far away are never cut.")
    stands: bool
    cut_by: Literal["you", "them", "both"] | None
    scores: dict[str, float] = Field(description="By system that shows friends' scores.")
    keep: Way
    cut: Way


class Event(Shown):
    """Something of a day."""

    kind: str
    title: str
    what: Literal["done", "held_back", "left", "refused", "false", "hindered"]
    seen_by: list[str] = Field(description="Who recorded it; nobody if empty.")
    ending: Literal["denied", "worsened", "eased"] | None
    decided: bool = Field(description="Whether the player decided it.")
    of_firm: bool = Field(description="The doing of the firm where the player works.")


class DayShown(Shown):
    """A day that was lived."""

    day: int
    events: list[Event]


class News(Shown):
    """Something that is new since the step before, for which one stops."""

    sort: Literal[
        "chapter",
        "band",
        "listed",
        "sanction",
        "entitlement",
        "denied",
        "worsened",
        "false",
        "case",
        "appeal",
        "friend",
        "refused",
    ]
    day: int
    title: str
    system: str | None = None
    better: bool | None = None


class By(Shown):
    """Who keeps records."""

    channel: str
    title: str
    records: int
    false: int


class Known(Shown):
    """What they know."""

    records: int = Field(description="Acts that somebody recorded.")
    false: int = Field(description="Records of what never happened.")
    by: list[By]
    on_score: dict[str, int] = Field(
        description="By system that the player has an account with, records that it reads."
    )


class Feeling(Shown):
    """Fear as the model has it, from 0 to 100, and words that were held back."""

    fear: dict[Domain, int]
    restraint: dict[Domain, int] = Field(description="Self-censorship, from -100 (louder than usual) to 100.")
    said: int = Field(description="Lawful acts that fear can hold back, and that happened.")


class Unrecorded(Shown):
    """What nobody records."""

    acts: int = Field(description="Acts that nobody saw.")
    held_back: int = Field(description="Words and acts that fear held back.")
    lawful_held_back: int
    left_out: int = Field(description="What was left out by the player's own choice.")
    friends_lost: int = Field(description="Ties that no longer stand, whoever cut them.")
    you: Feeling
    twin: Feeling = Field(description="The same person where nobody watches, by habit.")


class Met(Shown):
    """Attempts and how they ended."""

    denied: int
    worsened: int
    eased: int
    sanctioned_days: int
    wrongly_sanctioned_days: int


class Ledgers(Shown):
    """The two ledgers, over the whole year so far."""

    known: Known
    unrecorded: Unrecorded
    met: Met


class Urge(Shown):
    """A card: what habit brings in the coming step, or what fear will hold back."""

    day: int
    kind: str
    title: str
    fear: bool = Field(description="Fear will hold it back: it can be dared. Else habit brings it: it can be left.")
    domain: Domain
    law: Law
    attempt: bool
    stakes: list[str] = Field(description="Titles of the systems with a rule about it.")
    choice: Way = Field(description="Whether it can be left or dared.")


class Everyday(Shown):
    """What habit brings and nobody judges, folded."""

    kind: str
    title: str
    times: int


class Evening(Shown):
    """What a free evening can be used for."""

    kind: str
    title: str
    way: Way
    stakes: list[str]


class HoldsShown(Shown):
    """What holding to something would leave out."""

    rules: list[str] = Field(description="Titles of kinds that *break no rule* leaves out.")
    tongue: list[str] = Field(description="Titles of kinds that *hold my tongue* leaves out.")


class CaseShown(Shown):
    """A case of which the player knows: they were told, or it has taken effect."""

    system: str
    kind: str
    title: str
    channel: str = Field(description="The title of who recorded it.")
    opened: int
    status: Literal["recorded", "listed", "repaired"]
    told: bool
    appealed: bool
    open: bool = Field(description="Whether the player can decide about it.")
    why_not: str | None = None


class Life(Shown):
    """A life as it stands before the coming step."""

    id: str
    scenario: str
    title: str
    scenario_digest: str
    seed: int
    people: int
    length: Length
    engine: str = Field(description="Identity of the engine; another one may give other results.")
    same_engine: bool = Field(
        description="False for a year that was lived with another engine and was lived again here."
    )
    week: int = Field(description="Weeks lived.")
    weeks: int
    step: int = Field(description="Weeks that one step takes.")
    day: int
    over: bool
    person: Person
    chapters: list[Chapter]
    accounts: list[AccountShown]
    measures: list[MeasureShown]
    friends: list[FriendShown]
    told_from: int = Field(description="Weeks lived before those of which `last` and `news` tell.")
    last: list[DayShown] = Field(description="The days of the last step; those on which nothing happened are left out.")
    news: list[News]
    ledgers: Ledgers
    urges: list[Urge]
    everyday: list[Everyday]
    evenings: list[Evening]
    most_evenings: int
    holds: HoldsShown
    cases: list[CaseShown]
    choices: list[Choices] = Field(description="All that was chosen, a step each; enough to live the year again.")
    digest: str = Field(description="A digest of all that happened in the town.")


class Term(Shown):
    """A term of a score."""

    what: str
    area: str | None = Field(description="The area of the score that it counts in, where scores have areas.")
    points: float
    day: int | None
    seen_by: list[str]
    happened: bool | None = Field(description="False for a record of what never happened; None for what is no record.")
    source: str | None = Field(description="Where the rule's value comes from.")


class OthersShown(Shown):
    """What other people bring to a score."""

    who: str
    what: str
    points: float


class Why(Shown):
    """Why a score stands where it does: terms that add up to it."""

    system: str
    title: str
    form: str
    day: int
    score: float | None
    band: str | None
    published: int | None
    adds_up: bool
    sum: float | None
    terms: list[Term]
    pending: list[Term] = Field(description="Since the last publication, and not in the score yet.")
    others: list[OthersShown]
    cases: list[str]
    behind: list[Why] = Field(description="Other systems' accounts that a joint one rests on.")

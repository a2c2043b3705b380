"""The people of a plain world: what the tables hold, as objects, and one page a day for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, SupportsInt

import numpy as np

from glasshouse.schema import codes, limits
from glasshouse.schema.limits import LANES
from glasshouse.testing.plain.choices import Choice

STATUS = {"man": codes.MAN, "migrant": codes.MIGRANT, "minority": codes.MINORITY, "first": codes.FIRST,
          "employed": codes.EMPLOYED}  # fmt: skip
RANKS = ("income", "reliability", "conformity", "risk_aversion", "sociability", "online")
SUFFIXES = ("", "_money", "_life")
"""What follows the name of a state that there is for each domain of fear: in public, about money, in work and life."""
_BY_DOMAIN = tuple(f"{state}{domain}" for state in ("self_censorship", "perceived_risk") for domain in SUFFIXES)
CODES = ("effort", *_BY_DOMAIN, "grievance", "salience", "evasion")
FLAGS = {"told": codes.TOLD, "appealed": codes.APPEALED, "decided": codes.DECIDED, "accepted": codes.ACCEPTED,
         "spared": codes.SPARED, "complained": codes.COMPLAINED, "gave up": codes.GAVE_UP,
         "suspended": codes.SUSPENDED}  # fmt: skip
DENIED = {"anything": codes.EVER_DENIED, "a journey": codes.EVER_GROUNDED}
STATUSES = ("closed", "recorded", "listed", "repaired", "corrected", "ended", "revoked")


@dataclass
class Account:
    """What one system holds of one citizen: five levels in its own steps, and a published code (0: no account)."""

    levels: list[int]
    published: int


FINDINGS = ("nothing", "waiting", "let lapse", "lapsed", "confirmed", "unseen")


@dataclass
class Docket:
    """What caseworkers of one system have before them of one citizen; bands from 1, days as the tables hold them."""

    band: int
    asked: int
    finding: str
    since: int
    acted: int


@dataclass
class Face:
    """What contacts see of a citizen."""

    effort: int = 0
    self_censorship: int = 127
    flags: set[str] = field(default_factory=set)


@dataclass
class Debt:
    """What a citizen owes on one debt, in its steps; days until the next instalment, those missed, whether under its measure."""

    owed: int
    due: int
    late: int
    under: bool


Files = dict[int, tuple[int, int]]
"""Records by heading: recent ones and old ones."""


@dataclass
class Tally:
    """What is counted of one citizen for one rule, or one measure.

    Attributes:
        recorded: records in the period, or days in a row in a band.
        done: acts in the period.
        left: days that are left after another record.
        unearned: points for absences of what took place, by age.
        counted: how many of them the published score holds.
        excused: whether enough acts took place, so that what is missed today is not earned.
    """

    recorded: int = 0
    done: int = 0
    left: int = 0
    unearned: list[int] = field(default_factory=lambda: [0] * 4)
    counted: int = 0
    excused: bool = False


@dataclass
class Citizen:
    """One citizen as the tables hold them, in whole codes.

    Attributes:
        number: the citizen's number.
        lane: place within the community.
        here: false for the nobodies that fill up the last community.
        age: in years.
        workplace: the work unit's number, 255 for none.
        status: the words of `STATUS` that are true.
        ranks: `RANKS` as codes from 0 to 255.
        reach: bits of the channels of partial reach that have the citizen within it.
        in_default: whether a judgment is unpaid.
        active: whether in a gathering today.
        denied: what was ever denied: anything, a journey.
        resting: whether one stays away from gatherings after the last.
        detained: whether arrested and not released.
        turned_away: whether the citizen knows from a refusal that journeys are barred.
        codes: `CODES`.
        cut: numbers of the near ties cut from this side.
        spell: days in a row under sanction.
        faces: what contacts see, on even and on odd days.
        files: records on file by pool and heading: recent ones and old ones.
        accounts: one for each system.
        trust: whom they trust, as codes: 1 none, 255 full, 0 not begun.
        own: what each holder of everyday records has from its own channels.
        copied: what each has from others.
        attributes: those that the scenario declares, by number.
        goods: how one stands with each good of which there are too few.
        debts: one for each debt.
        tallies: one for each rule, or measure, that needs it.
        dockets: one for each system with a human review.
        generation: how many people had this seat before.
        came: the day on which the citizen came.
    """

    number: int
    lane: int
    here: bool
    age: int
    workplace: int
    status: set[str]
    ranks: dict[str, int]
    reach: set[int]
    in_default: bool
    active: bool
    denied: set[str]
    resting: bool
    detained: bool
    turned_away: bool
    codes: dict[str, int]
    cut: set[int]
    spell: int
    faces: list[Face]
    files: dict[tuple[int, int], tuple[int, int]]
    accounts: list[Account]
    trust: dict[str, int] = field(default_factory=dict)
    own: list[Files] = field(default_factory=list)
    copied: list[Files] = field(default_factory=list)
    attributes: set[int] = field(default_factory=set)
    goods: list[int] = field(default_factory=list)
    debts: list[Debt] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    dockets: list[Docket] = field(default_factory=list)
    generation: int = 0
    came: int = 0

    @property
    def person(self) -> int:
        """Whom draws are keyed by: the citizen's number, and above it the generation."""
        return self.number + (self.generation << 40)

    @property
    def opens_household(self) -> bool:
        """Whether a household of the register begins with this citizen."""
        return "first" in self.status


@dataclass
class Case:
    """One case of the book."""

    lane: int
    system: int
    kind: int
    channel: int
    status: str
    opened: int
    next: int
    points: int = 0
    review: int = 0
    flags: set[str] = field(default_factory=set)
    false: bool = False
    holders: set[int] = field(default_factory=set)
    stale: set[int] = field(default_factory=set)


@dataclass
class Community:
    """Up to 256 neighbours, with the lanes of nobodies that fill it up, and their book of cases."""

    number: int
    people: int
    region: int
    town: int
    near: list[int]
    far: list[list[int]]
    citizens: list[Citizen]
    cases: list[Case]
    overflow: int
    patrol: int
    places: list[int] = field(default_factory=list)
    went: Counter[str] = field(default_factory=Counter)


@dataclass
class World:
    """Everybody, under a scenario as numbers.

    Attributes:
        parameters: the scenario's `PARAMETERS` record.
        systems: its `SYSTEM` records.
        forms: the twin of each system's form.
        communities: all of them.
        choices: what citizens have decided for today, by their numbers.
        day: the day on whose morning accounts are opened.
    """

    parameters: Any
    systems: np.ndarray
    forms: list[Twin]
    communities: list[Community]
    choices: dict[int, Choice] = field(default_factory=dict)
    day: int = 0

    def citizen(self, community: int, lane: int) -> Citizen:
        """Who lives in a lane of a community."""
        return self.communities[community].citizens[lane]


@dataclass
class Page:
    """One citizen's day in natural units, as the stages fill it in."""

    traits: dict[str, np.float32] = field(default_factory=dict)
    states: dict[str, np.float32] = field(default_factory=dict)
    needs: dict[str, np.float32] = field(default_factory=dict)
    group: int = 0
    has: set[int] = field(default_factory=set)
    contacts: dict[int, tuple[int, int]] = field(default_factory=dict)
    near: dict[str, Any] = field(default_factory=dict)
    risk: list[np.float32] = field(default_factory=list)
    words: dict[int, int] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)
    withheld: set[int] = field(default_factory=set)
    recorded: dict[int, set[int]] = field(default_factory=dict)
    exposed: list[np.float32] = field(default_factory=list)
    burden_in: list[np.float32] = field(default_factory=list)
    treatment: int = 0
    ends: set[str] = field(default_factory=set)
    felt: dict[str, np.float32] = field(default_factory=dict)
    trust: dict[str, np.float32] = field(default_factory=dict)
    dealt: np.float32 = field(default_factory=lambda: np.float32(0))
    persuaded: bool = False
    wrongly_sanctioned: bool = False
    prized: bool = False
    held: bool = False
    knows_bars: bool = False
    tallied: dict[int, int] = field(default_factory=dict)


@dataclass
class Firm:
    """One firm's day: who manages it, what it did, how its accounts stand, and what that brings to whom."""

    manager: int
    did: set[int] = field(default_factory=set)
    unpaid: bool = False
    effort: np.float32 = field(default_factory=lambda: np.float32(0))
    treatment: int = 0
    liability: dict[str, int] = field(default_factory=lambda: {"workers": 0, "managers": 0})
    shares: dict[str, list[np.float32]] = field(
        default_factory=lambda: {whom: [np.float32(0)] * limits.SHARES for whom in ("workers", "managers")}
    )


@dataclass
class Diary:
    """One community's day.

    Attributes:
        pages: one for each lane; `done` and `withheld` hold frequent kinds only.
        events: rarer acts that happened: kind and lane.
        withheld_events: rarer acts that were withheld.
        hindered: rarer acts that an obstacle prevented.
        arrested: lanes of those arrested today.
        incident_grievance: grievance that everybody here has today besides their own.
        were_active: how many gathered here yesterday.
        hidden: kind and lane of what was removed before contacts looked.
        records: what channels hold of the rarer kinds, true and false: kind, lane, channels.
        count: the day's counts, by name and, where there is one, number.
        systems: each system's counts of the day.
        known: cases in the book before the day's own.
        firms: the day of each firm, by work unit.
        firm_records: what channels hold of firms: kind, work unit, channels.
        patrol_chance: the chance that a patrol comes today, None without patrols.
        patrolled: whether one comes.
    """

    pages: list[Page] = field(default_factory=lambda: [Page() for _ in range(LANES)])
    events: list[tuple[int, int]] = field(default_factory=list)
    withheld_events: list[tuple[int, int]] = field(default_factory=list)
    hindered: list[tuple[int, int]] = field(default_factory=list)
    arrested: list[int] = field(default_factory=list)
    incident_grievance: Any = None
    were_active: int = 0
    hidden: set[tuple[int, int]] = field(default_factory=set)
    records: list[tuple[int, int, set[int]]] = field(default_factory=list)
    count: Counter[Any] = field(default_factory=Counter)
    systems: list[Counter[Any]] = field(default_factory=lambda: [Counter() for _ in range(limits.SYSTEMS)])
    known: int = 0
    firms: dict[int, Firm] = field(default_factory=dict)
    firm_records: list[tuple[int, int, set[int]]] = field(default_factory=list)
    patrol_chance: Any = None
    patrolled: bool = False


Begin = Callable[[World, Community, Citizen, int, list[Any], Counter[Any]], None]
"""Open one citizen's account: world, community, citizen, number of the system, profile on file, the system's counts."""
Judge = Callable[[World, Community, Diary, int, int], None]
"""Judge a community's day: world, community, its day, number of the system, day."""
Publish = Callable[[World, Citizen, int, list[Any], Counter[Any], int], None]
"""Publish one citizen's score: world, citizen, number of the system, profile on file, counts, day."""
PublishList = Callable[[World, Community, int, Counter[Any]], None]
"""Publish who is on a list: world, community, number of the system, the system's counts."""


@dataclass(frozen=True)
class Twin:
    """The plain twin of a form of scoring: its three kernels once more, citizen by citizen.

    Attributes:
        judge: judges a community's day.
        begin: opens an account; None if the form opens none.
        publish: publishes a score; None if there is none.
        publish_list: publishes a whole community at once, by its cases; only for lists.
    """

    judge: Judge
    begin: Begin | None = None
    publish: Publish | None = None
    publish_list: PublishList | None = None

    @property
    def is_list(self) -> bool:
        """Whether published codes are 1, off, and 2, on."""
        return self.publish_list is not None


def bits(numbers: set[int]) -> int:
    """A set of small numbers as bits."""
    return sum(1 << number for number in numbers)


def numbers(bits: SupportsInt) -> set[int]:
    """Which bits are set."""
    return set(_numbers(int(bits)))


@lru_cache(maxsize=1 << 12)
def _numbers(word: int) -> tuple[int, ...]:
    return tuple(n for n in range(64) if word >> n & 1)


def words(bits: SupportsInt, meanings: dict[str, Any]) -> set[str]:
    """Which of the named bits are set."""
    return {word for word, bit in meanings.items() if int(bits) & int(bit)}

"""What workers are asked and what they say, as plain data that passes between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from glasshouse.audit.history import CitizenHistory
from glasshouse.errors import Problem
from glasshouse.scenario import Decision, Scenario

InquiryKind = Literal["audit", "remedies", "portrait"]


@dataclass(frozen=True)
class Experiment:
    """A scenario beside its twins, to be lived while somebody watches.

    Attributes:
        base: the scenario.
        name: what it is called.
        variants: what it is compared with.
        settings: what the base was changed by.
        folder: an empty folder of the server's own, for the result.
        days_a_second: the pace; None is as fast as it goes.
    """

    base: Scenario
    name: str
    variants: tuple[str, ...]
    settings: tuple[str, ...]
    folder: Path
    days_a_second: float | None


@dataclass(frozen=True)
class Inquiry:
    """A scheme that is looked into for minutes: an audit, its remedies or its portrait, each as a quick look.

    Attributes:
        kind: what is made.
        scheme: the scheme, with its size and its seed.
        name: what it is called.
        settings: what it was changed by.
        folder: an empty folder of the server's own, for worlds and the result.
    """

    kind: InquiryKind
    scheme: Scenario
    name: str
    settings: tuple[str, ...]
    folder: Path


@dataclass(frozen=True)
class Diaries:
    """One citizen's days in some worlds, lived again with that citizen watched.

    Attributes:
        scenarios: the worlds by name.
        citizen: the citizen's number.
    """

    scenarios: Mapping[str, Scenario]
    citizen: int


@dataclass(frozen=True)
class Otherwise:
    """The same year with other decisions of one citizen, side by side with the year as it was.

    Attributes:
        scenario: the year as it was.
        citizen: the citizen's number.
        decisions: what the citizen would decide.
    """

    scenario: Scenario
    citizen: int
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Bodies:
    """The acts of one citizen's year, done by others with their own bodies and luck: one run.

    Attributes:
        scenario: the year.
        citizen: whose acts.
        others: who does them.
        done: the acts: days by kind of conduct, none of what was not done.
    """

    scenario: Scenario
    citizen: int
    others: tuple[int, ...]
    done: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Drawing:
    """Something drawn from a result.

    Attributes:
        folder: the comparison's folder.
        what: ``charts`` (their names, titles and sentences), ``report`` (a page), or one chart's name.
        suffix: of a chart: ``svg``, ``png``, ``json`` (Vega-Lite), ``csv`` or ``html`` (to embed).
    """

    folder: Path
    what: str
    suffix: str = ""


@dataclass(frozen=True)
class Weekly:
    """How scores are spread in a town, week by week.

    Attributes:
        scenario: the town.
        system: the system that scores people.
    """

    scenario: Scenario
    system: str


Look = Diaries | Otherwise | Bodies | Drawing | Weekly
"""Questions with one answer."""
Long = Experiment | Inquiry
"""What a worker has to itself, and waits for one."""


@dataclass(frozen=True)
class Order:
    """Change the course of the experiment that is being lived.

    Attributes:
        what: what to do.
        days_a_second: the pace to go on with; None is as fast as it goes.
        days: pause after so many days; None is not at all.
    """

    what: Literal["pause", "go", "stop"]
    days_a_second: float | None = None
    days: int | None = None


@dataclass(frozen=True)
class Lived:
    """How the worlds stand after a day.

    Attributes:
        day: days lived.
        worlds: by name, the small picture of each.
    """

    day: int
    worlds: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Inquired:
    """How far an inquiry is.

    Attributes:
        done: worlds or runs that were lived.
        of: about how many there will be.
    """

    done: int
    of: int


@dataclass(frozen=True)
class Paused:
    """Whether the experiment waits."""

    paused: bool


@dataclass(frozen=True)
class Ready:
    """The worker has loaded its kernels."""


@dataclass(frozen=True)
class Done:
    """A task came to its end.

    Attributes:
        answer: what came of it; for an experiment the folder of the result.
    """

    answer: object


@dataclass(frozen=True)
class Failed:
    """A task came to nothing.

    Attributes:
        why: in one sentence.
        problems: what was wrong with the input, if it was that.
        stopped: whether somebody wanted it so.
    """

    why: str
    problems: tuple[Problem, ...] = ()
    stopped: bool = False


@dataclass(frozen=True)
class Parted:
    """One citizen's year as it was and as it would have been.

    Attributes:
        histories: by world: ``decided`` and ``habit``.
        touched: how many others did something else on some day.
        refused: what was decided and could not be done: day and kind.
    """

    histories: Mapping[str, CitizenHistory]
    touched: int
    refused: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Body:
    """Somebody who did another's acts.

    Attributes:
        citizen: the number.
        scores: by system, the score at the end; None without an account.
        denied: attempts that were denied.
        sanctioned: days under a sanction.
    """

    citizen: int
    scores: Mapping[str, float | None]
    denied: int
    sanctioned: int

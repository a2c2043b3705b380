"""One citizen's days as a form may read them to explain an account: records, ledger, what was published, rules in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import System

if TYPE_CHECKING:
    from glasshouse.scoring.explanation.account import Account

Rows = NDArray[np.void]
"""Records of a table, one for each day or each system."""


@dataclass(frozen=True)
class Record:
    """A record of one day.

    Attributes:
        day: the day.
        kind: number of the kind of conduct.
        channels: numbers of the channels that made it.
        is_false: whether nothing happened behind it.
    """

    day: int
    kind: int
    channels: tuple[int, ...]
    is_false: bool


class KindName(Protocol):
    """What a kind of conduct is called."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def title(self) -> str:
        """What to call it in a sentence."""


class SystemName(Protocol):
    """What a system and its codes are called: `glasshouse.measurement.totals.SystemLabel` says what each means."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def title(self) -> str:
        """What to call it."""

    @property
    def form(self) -> str:
        """Its form."""

    @property
    def low(self) -> float:
        """Score of the lowest code."""

    @property
    def high(self) -> float:
        """Score of the highest code."""

    @property
    def bands(self) -> tuple[str, ...]:
        """Names of its bands, lowest first."""

    @property
    def starts(self) -> tuple[float, ...]:
        """Score at which each band begins."""

    @property
    def codes(self) -> tuple[int, ...]:
        """Published code at which each band begins."""


class AttributeName(Protocol):
    """What an attribute that a scenario declares is called."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def title(self) -> str:
        """What to call it."""


class Labels(Protocol):
    """Names of a scenario's numbers."""

    @property
    def kinds(self) -> Sequence[KindName]:
        """Kinds of conduct by number."""

    @property
    def systems(self) -> Sequence[SystemName]:
        """Systems by number."""

    @property
    def channel_titles(self) -> Sequence[str]:
        """Titles of the channels by number."""

    @property
    def attributes(self) -> Sequence[AttributeName]:
        """The attributes that the scenario declares, by number."""


class Encoded(Protocol):
    """A scenario as numbers."""

    @property
    def parameters(self) -> Rows:
        """One `PARAMETERS` record."""

    @property
    def systems(self) -> Rows:
        """One `SYSTEM` record for each system."""

    @property
    def names(self) -> Names:
        """Numbers of names."""


class History(Protocol):
    """One citizen's days.

    `rows` holds a `PANEL` record for each day: among its fields, for each system, `kept` (the ledger in the evening),
    `level` (the ledger before what is published fades), `gain` (what the day's records brought), `published` (the code)
    and `profile` (attributes on file), `disclosed` (attributes declared by the scenario that are on file, a bit each); beside
    them `has` (those that the citizen has).
    """

    @property
    def citizen(self) -> int:
        """The citizen's number."""

    @property
    def person(self) -> int:
        """Whom draws are keyed by: the citizen's number, and above it the generation."""

    @property
    def encoded(self) -> Encoded:
        """The scenario as numbers, as it was on the first day; what may have changed since, `under` and `numbers` tell."""

    @property
    def labels(self) -> Labels:
        """Names of the numbers."""

    @property
    def rows(self) -> Rows:
        """`PANEL` records by day."""

    @property
    def group(self) -> int:
        """The register's groups of the citizen: 1 for who is registered elsewhere, 2 for the minority, or both."""

    @property
    def decided(self) -> Mapping[str, Any]:
        """What institutions decided, by their names."""

    def under(self, day: int, s: int) -> tuple[System, Any]:
        """System `s` as its rules stood on a day, and safeguards left them: its configuration and its numbers."""

    def numbers(self, day: int) -> Any:
        """The `PARAMETERS` record of a day."""

    def label(self, day: int, s: int) -> SystemName:
        """What the codes of system `s` meant under the rules of a day: ends of the scale, bands."""

    def opened(self, day: int, s: int) -> int:
        """The day on which system `s` opened its accounts, as they were on a day."""

    def had_account(self, day: int, s: int) -> bool:
        """Whether the citizen had an account with system `s` while a day was lived; records count only then."""

    def joined(self, day: int, s: int) -> int | None:
        """The day on which the account of a day was asked for or handed over; None if it was there from the start."""

    def took_over(self, day: int, s: int) -> bool:
        """Whether system `s` took over the records of another on the morning of a day."""

    def went(self, day: int, s: int) -> str:
        """Why the ledger of system `s` is less in the evening than records made it, in words."""

    def kept(self, day: int, s: int) -> NDArray[np.int64]:
        """The ledger of system `s` in the evening of a day; zeros before the first."""

    def records(self, day: int, reads: int) -> Iterator[Record]:
        """The day's records by channels among `reads` (a bit each), one for each kind, and for true and false."""

    def account(self, s: int, day: int) -> Account:
        """The citizen's account with another system in the evening of a day, explained by its form."""

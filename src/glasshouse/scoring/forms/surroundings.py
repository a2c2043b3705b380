"""The rest of a scenario as a form's checks see it; `glasshouse.scenario.parts.Parts` is what they are given."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, Protocol

from glasshouse import library
from glasshouse.documents.quantity import Quantity
from glasshouse.errors import Problem, nearest_name
from glasshouse.scoring.systems import System

_SHELVES: Final[Mapping[str, library.Section]] = {"conduct": "conduct", "channels": "channels", "systems": "systems"}


class KindOfConduct(Protocol):
    """A kind of conduct: `glasshouse.conduct.kinds.Kind` says what each key means."""

    @property
    def ceiling(self) -> float:
        """The greatest daily rate that any citizen can reach."""

    @property
    def effect(self) -> str:
        """What it does to a citizen's own situation."""


class ChannelOfRecords(Protocol):
    """A channel: `glasshouse.observation.channels.Channel` says what each key means."""

    @property
    def sensitivity(self) -> Mapping[str, Quantity]:
        """How likely it records each kind."""

    @property
    def false_records(self) -> Mapping[str, Quantity]:
        """How many false records of each kind it makes."""

    @property
    def profile(self) -> Collection[str]:
        """Attributes that it discloses."""

    @property
    def discloses(self) -> Collection[str] | None:
        """Attributes declared by the scenario that it discloses."""


class TradeInRecords(Protocol):
    """Who holds copies of cases."""

    @property
    def holders(self) -> Collection[str]:
        """Names of the holders."""


class Surroundings(Protocol):
    """The parts of a scenario, as far as they could be read."""

    @property
    def conduct(self) -> Mapping[str, KindOfConduct]:
        """Kinds of conduct by name."""

    @property
    def channels(self) -> Mapping[str, ChannelOfRecords]:
        """Channels by name."""

    @property
    def attributes(self) -> Collection[str]:
        """Names of the attributes that the scenario declares, as far as they could be read."""

    @property
    def systems(self) -> Mapping[str, System]:
        """Systems by name."""

    @property
    def trade(self) -> TradeInRecords | None:
        """Trade in records; None if it could not be read."""

    @property
    def unread(self) -> Mapping[str, frozenset[str]]:
        """Names, by shelf, of parts that are there but have problems of their own."""

    def names(self, shelf: str) -> list[str]:
        """All names on a shelf (``conduct``, ``channels``, ``systems``), with those of parts that could not be read."""

    def bands_of(self, system: str) -> tuple[str, ...]:
        """Names of another system's bands, lowest first; none if it judges nobody."""

    def sources_of(self, system: str) -> tuple[str, ...]:
        """Names of the systems that another system reads; none if it could not be read."""


def unknown_name(key: str, name: str, parts: Surroundings, shelf: str) -> Iterator[Problem]:
    """A name that nothing on a shelf of the scenario has."""
    valid = parts.names(shelf)
    if name not in valid:
        word = {"conduct": "kind of conduct", "channels": "channel", "systems": "system"}[shelf]
        nearest = nearest_name(name, valid) or nearest_name(name, library.names(_SHELVES[shelf]))
        advice = None if nearest else f"`glasshouse list {shelf}` lists the library's"
        expected = f"the name of a {word} of this scenario"
        yield Problem(key=key, expected=expected, found=repr(name), nearest=nearest, advice=advice)

"""The parts of a scenario as the checks see them, also where some of them could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from glasshouse.conduct.kinds import Kind
from glasshouse.errors import Problem, nearest_name
from glasshouse.observation.channels import Channel
from glasshouse.observation.trade import Trade
from glasshouse.scenario.decisions import Decision
from glasshouse.scoring.systems import System


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of a scenario, as far as they could be read.

    Attributes:
        conduct: the kinds of conduct.
        channels: the channels.
        systems: the systems.
        trade: who holds copies; None if that could not be read.
        citizens: how many citizens.
        panel: numbers of the citizens in the panel.
        firms: whether the society has firms.
        decisions: what citizens decide.
        unread: names, by shelf, of parts that are there but have problems of their own.
    """

    conduct: Mapping[str, Kind]
    channels: Mapping[str, Channel]
    systems: Mapping[str, System]
    trade: Trade | None = field(default_factory=Trade)
    citizens: int | None = None
    panel: tuple[int, ...] = ()
    firms: bool = False
    decisions: tuple[Decision, ...] = ()
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def names(self, shelf: str) -> list[str]:
        """All names on a shelf, with those of parts that could not be read."""
        return sorted({*getattr(self, shelf), *self.unread.get(shelf, ())})


def unknown_name(key: str, name: str, parts: Parts, shelf: str) -> Iterator[Problem]:
    """A name that nothing on a shelf of the scenario has."""
    valid = parts.names(shelf)
    if name not in valid:
        word = {"conduct": "kind of conduct", "channels": "channel", "systems": "system"}[shelf]
        yield Problem(
            key=key,
            expected=f"the name of a {word} of this scenario",
            found=repr(name),
            nearest=nearest_name(name, valid),
        )

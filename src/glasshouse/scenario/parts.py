"""The parts of a scenario as the checks see them, also where some of them could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from glasshouse.conduct.kinds import Kind
from glasshouse.conduct.owing import Debt
from glasshouse.consequences.goods import Good
from glasshouse.documents.vocabulary import DeclaredContext
from glasshouse.observation.channels import Channel
from glasshouse.observation.holders import NamedHolder
from glasshouse.observation.trade import Trade
from glasshouse.scenario.ablation import Ablation
from glasshouse.scenario.decisions import Decision
from glasshouse.scenario.safeguards import Safeguards
from glasshouse.scoring.forms.registry import band_names, form_of
from glasshouse.scoring.systems import System
from glasshouse.society.attributes import DeclaredAttribute


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of a scenario, as far as they could be read.

    Attributes:
        conduct: the kinds of conduct.
        channels: the channels.
        systems: the systems.
        attributes: the attributes that the scenario declares.
        goods: of what there is too little.
        debts: debts with a course of their own.
        holders: who holds everyday records.
        contexts: areas of life that the scenario declares.
        trade: who holds copies; None if that could not be read.
        citizens: how many citizens.
        panel: numbers of the citizens in the panel.
        firms: whether the society has firms.
        regions: names of the society's regions; None if they could not be read.
        other_luck: names of regions whose people's days are drawn anew.
        ablation: what the rules are lived without.
        decisions: what citizens decide.
        safeguards: what a law lays upon every system.
        unread: names, by shelf, of parts that are there but have problems of their own.
    """

    conduct: Mapping[str, Kind]
    channels: Mapping[str, Channel]
    systems: Mapping[str, System]
    attributes: Mapping[str, DeclaredAttribute] = field(default_factory=dict)
    goods: Mapping[str, Good] = field(default_factory=dict)
    debts: Mapping[str, Debt] = field(default_factory=dict)
    holders: Mapping[str, NamedHolder] = field(default_factory=dict)
    contexts: Mapping[str, DeclaredContext] = field(default_factory=dict)
    trade: Trade | None = field(default_factory=Trade)
    citizens: int | None = None
    panel: tuple[int, ...] = ()
    firms: bool = False
    regions: tuple[str, ...] | None = None
    decisions: tuple[Decision, ...] = ()
    safeguards: Safeguards = field(default_factory=Safeguards)
    other_luck: tuple[str, ...] = ()
    ablation: Ablation | None = None
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def names(self, section: str) -> list[str]:
        """All names in a section, with those of parts that could not be read."""
        return sorted({*getattr(self, section), *self.unread.get(section, ())})

    def bands_of(self, system: str) -> tuple[str, ...]:
        """Names of a system's bands, lowest first; none if it judges nobody."""
        return band_names(self.systems[system])

    def sources_of(self, system: str) -> tuple[str, ...]:
        """Names of the systems that a system reads; none if it could not be read."""
        found = self.systems.get(system)
        return form_of(found).sources(found) if found is not None else ()

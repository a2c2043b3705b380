"""A scenario as numbers: what the kernels read, put together from the stages' own encodings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import numpy as np

from glasshouse.authorities.censorship import encode_censorship, encode_removal
from glasshouse.conduct.encoding import encode_conduct, encode_times, order_kinds
from glasshouse.conduct.kinds import Kind
from glasshouse.conduct.owing import encode_debts
from glasshouse.consequences.caps import encode_caps
from glasshouse.consequences.encoding import encode_measures
from glasshouse.consequences.goods import encode_goods
from glasshouse.firms.encoding import encode_firms
from glasshouse.kernels.randomness import key_of, seed_words
from glasshouse.library.domains import domain_of
from glasshouse.observation.attributes import encode_disclosures
from glasshouse.observation.encoding import encode_channels
from glasshouse.observation.holders import encode_holders
from glasshouse.observation.trade import encode_trade
from glasshouse.response.encoding import count_markets, encode_response
from glasshouse.scenario import Scenario, apply_safeguards
from glasshouse.schema.codes import HEADINGS, NOBODY
from glasshouse.schema.limits import DIMENSIONS
from glasshouse.schema.parameters import PARAMETERS, SYSTEM
from glasshouse.scoring.fear import Contexts, encode_fear
from glasshouse.scoring.forms.registry import band_names, capabilities_of, form_of
from glasshouse.scoring.human_review import encode_human_review
from glasshouse.scoring.others import encode_others
from glasshouse.scoring.rules import Names, encode_refusal
from glasshouse.scoring.tallies import encode_tallies, tallied_rows

NO_KIND = 255
"""In place of a kind's number."""


@dataclass(frozen=True)
class EncodedScenario:
    """A scenario as numbers.

    Attributes:
        parameters: one `PARAMETERS` record.
        systems: one `SYSTEM` record for each system (at least one row, so that kernels have something to point at).
        names: numbers of kinds, channels and measures.
        kinds: names of kinds in the order of their numbers.
        channels: names of channels likewise.
        system_names: names of systems likewise.
        measures: (system, name) of each measure's bit.
        seed: the seed as two words.
    """

    parameters: np.ndarray
    systems: np.ndarray
    names: Names
    kinds: list[str]
    channels: list[str]
    system_names: list[str]
    measures: list[tuple[str, str]]
    seed: tuple[int, int]


class Encoded(NamedTuple):
    """Numbers that are being filled in.

    Attributes:
        parameters: a table of one `PARAMETERS` record.
        systems: `SYSTEM` records.
    """

    parameters: np.ndarray
    systems: np.ndarray

    @property
    def row(self) -> np.void:
        """The `PARAMETERS` record."""
        row: np.void = self.parameters[0]
        return row


Encoder = Callable[[Encoded, Scenario, Names], None]
"""Fills in what one part of a scenario says."""
Name = TypeVar("Name")


def encode_scenario(scenario: Scenario, unheard: Collection[str] = ()) -> EncodedScenario:
    """Turn a scenario, as its safeguards leave it, into numbers.

    Args:
        scenario: the scenario.
        unheard: systems that nobody reckons with, since they have not come yet; they must not be in force.
    """
    # Rows of tallies are numbered before safeguards take rules away, so that a law that comes later moves none.
    tallies = tallied_rows(scenario.systems)
    scenario = apply_safeguards(scenario)
    names = replace(_name(scenario), tallies=tallies)
    encoded = Encoded(np.zeros(1, PARAMETERS), np.zeros(max(1, len(scenario.systems)), SYSTEM))
    for encode in ENCODERS:
        encode(encoded, scenario, names)
    if unheard:
        heard = [each for name, each in zip(names.systems, encoded.systems, strict=True) if name not in unheard]
        encoded.row["opacity"] = _opacity(heard)
    return EncodedScenario(
        encoded.parameters, encoded.systems, names, list(names.kinds), list(names.channels), list(names.systems),
        list(names.measures), seed_words(scenario.seed),
    )  # fmt: skip


def _name(scenario: Scenario) -> Names:
    """The numbers that a scenario gives to names."""
    kinds, frequent = order_kinds(scenario.conduct)
    return Names(
        kinds=_numbered(kinds),
        frequent=frequent,
        kept=frozenset(name for name, kind in scenario.conduct.items() if kind.kept),
        channels=_numbered(scenario.channels),
        delays=[round(channel.delay.value) for channel in scenario.channels.values()],
        measures=_numbered((s, m) for s, system in scenario.systems.items() for m in system.measures),
        systems=_numbered(scenario.systems),
        bands={name: band_names(system) for name, system in scenario.systems.items()},
        headings={n: HEADINGS.index(k.heading) for n, k in scenario.conduct.items() if k.heading != "none"},
        holders=_numbered(scenario.trade.names),
        attributes=_numbered(scenario.attributes),
        given=[scenario.trade.given(channel.holders) for channel in scenario.channels.values()],
    )


def _numbered(names: Iterable[Name]) -> dict[Name, int]:
    return {name: number for number, name in enumerate(names)}


def _encode_conduct(to: Encoded, scenario: Scenario, names: Names) -> None:
    to.row["seed"], to.row["turnover"] = seed_words(scenario.seed), scenario.turnover.enabled
    to.row["kind_key"][: len(names.kinds)] = [key_of(name) for name in names.kinds]
    encode_conduct(to.row, scenario.conduct, scenario.contexts)


def _encode_channels(to: Encoded, scenario: Scenario, names: Names) -> None:
    kinds = list(names.kinds)
    acts = [scenario.conduct[name] for name in kinds]
    rates = [0.0 if kind.needs == "firm" else kind.rate.value for kind in acts]
    keys = [key_of(name) for name in names.channels]
    fears = [domain_of(kind.context, scenario.contexts) for kind in acts]
    encode_channels(to.row, scenario.channels, kinds, names.frequent, rates, keys, fears)


def _encode_attributes(to: Encoded, scenario: Scenario, names: Names) -> None:
    encode_times(to.row, scenario.conduct, names.kinds, names.attributes)
    channels = {name: channel.discloses for name, channel in scenario.channels.items()}
    encode_disclosures(to.row, channels, names.attributes)


def _encode_firms(to: Encoded, scenario: Scenario, names: Names) -> None:
    to.row["firms"] = scenario.society.firms
    encode_firms(to.row, scenario.conduct, names.kinds)


def _encode_consequences(to: Encoded, scenario: Scenario, names: Names) -> None:
    texts = {(s, m): measure for s, system in scenario.systems.items() for m, measure in system.measures.items()}
    encode_measures(to.row, scenario.consequences, texts, names.measures, names.kinds)
    law = scenario.safeguards
    encode_caps(to.row, law.most_sanctions, law.most_days, texts, names.measures)


def _encode_goods(to: Encoded, scenario: Scenario, names: Names) -> None:
    """Goods, debts, and measures that third persons bear."""
    encode_goods(to.row, scenario.goods, names.kinds, names.systems)
    encode_debts(to.row, scenario.debts, names.kinds, names.measures)
    for s, system in scenario.systems.items():
        for m, measure in system.measures.items():
            if measure.bears is not None:
                to.row["borne"][names.attributes[measure.bears]] |= np.uint64(1 << names.measures[s, m])


def _encode_response(to: Encoded, scenario: Scenario, names: Names) -> None:
    encode_response(to.row, scenario.response)
    if not scenario.response.enabled:
        # Giving up what is barred is a response to having been refused.
        to.row["bars"] = 0
    to.row["chances_kind"] = next((names.kinds[n] for n, k in scenario.conduct.items() if _moves_income(k)), NO_KIND)


def _moves_income(kind: Kind) -> bool:
    """Whether a kind of conduct is an attempt to get a post; the first of them moves income."""
    return kind.type == "attempt" and kind.context == "work"


def _encode_ties(to: Encoded, scenario: Scenario, names: Names) -> None:
    rule = scenario.society.ties.rule
    to.row["near_ties"], to.row["far_ties"] = rule != "random", rule != "ring"
    in_force = [system for system in scenario.systems.values() if system.active]
    to.row["tie_weight"] = float(any(form_of(system).counts_contacts(system) for system in in_force))


def _encode_censorship(to: Encoded, scenario: Scenario, names: Names) -> None:
    in_force = []
    for row, system in zip(to.systems, scenario.systems.values(), strict=False):
        acts = form_of(system).censorship(system)
        if acts is not None:
            encode_removal(row, acts.removal, names.kinds)
            if system.active:
                in_force.append(acts)
    encode_censorship(to.row, in_force, names.kinds)


def _encode_systems(to: Encoded, scenario: Scenario, names: Names) -> None:
    for s, (name, system) in enumerate(scenario.systems.items()):
        form_of(system).encode(to.systems[s], name, s, system, names)
        encode_refusal(to.systems[s], name, system, form_of(system).bands(system), names)
    to.row["systems"] = len(scenario.systems)
    to.row["households"] = bool((to.systems["household"] != 0).any())
    encode_others(to.row, to.systems)


def _encode_human_review(to: Encoded, scenario: Scenario, names: Names) -> None:
    dockets = 0
    for row, system in zip(to.systems, scenario.systems.values(), strict=False):
        if system.human_review is not None:
            dockets += 1
            bands = [[system.measures[name] for name in band.measures] for band in form_of(system).bands(system)]
            encode_human_review(row, system.human_review, dockets, bands, names.kinds)


def _encode_fear(to: Encoded, scenario: Scenario, names: Names) -> None:
    contexts = Contexts({name: kind.context for name, kind in scenario.conduct.items()}, scenario.contexts)
    encode_fear(to.row, to.systems, scenario.systems, contexts, names, scenario.response.risk_cause.value)


def _encode_tallies(to: Encoded, scenario: Scenario, names: Names) -> None:
    encode_tallies(to.row, to.systems, scenario.systems, names)


def _encode_safeguards(to: Encoded, scenario: Scenario, names: Names) -> None:
    """Noise on people's scores and the way out of their accounts; neither touches a list, which is no estimate."""
    law = scenario.safeguards
    to.row["one_desk"], to.row["leave"] = law.one_desk, law.opting_out
    for system, said in zip(to.systems, scenario.systems.values(), strict=False):
        if capabilities_of(said).has_scale and said.account_holders == "citizens":
            system["noise"], system["leaves"] = law.noise, law.opting_out > 0


def _encode_trade(to: Encoded, scenario: Scenario, names: Names) -> None:
    encode_trade(to.row, scenario.trade, [key_of(name) for name in names.holders], _acting(to.systems))


def _encode_holders(to: Encoded, scenario: Scenario, names: Names) -> None:
    encode_holders(to.row, scenario.holders, names.channels)


def _acting(table: np.ndarray) -> int:
    """The holders on whose copies some system in force acts, a bit each."""
    return sum({1 << int(system["holder"]) for system in table if system["active"] and system["holder"] < NOBODY})


def _encode_awareness(to: Encoded, scenario: Scenario, names: Names) -> None:
    """What people have to do with all systems together: markets, games, rules that nobody tells them."""
    count_markets(to.row, to.systems)
    if scenario.systems:
        to.row["games"] = int((to.systems["game"] < DIMENSIONS).sum())
        to.row["opacity"] = _opacity(to.systems)


def _opacity(systems: Iterable[np.void]) -> float:
    """How hidden the rules are of the system, among some, of which most people know without knowing its rules."""
    return max((float(system["opaque"] * system["known"]) for system in systems), default=0.0)


ENCODERS: tuple[Encoder, ...] = (
    _encode_conduct, _encode_channels, _encode_attributes, _encode_firms, _encode_consequences, _encode_goods,
    _encode_response, _encode_ties, _encode_censorship, _encode_systems, _encode_human_review, _encode_fear,
    _encode_tallies, _encode_safeguards, _encode_trade, _encode_holders,
    _encode_awareness,
)  # fmt: skip
"""What fills in a scenario's numbers, in order: some read what others before them have filled in."""

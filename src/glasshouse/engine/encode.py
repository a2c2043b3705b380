"""A scenario as numbers: what the kernels read, put together from the stages' own encodings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.conduct.encoding import encode_conduct, order_kinds
from glasshouse.consequences.caps import encode_caps
from glasshouse.consequences.encoding import encode_measures
from glasshouse.firms.encoding import encode_firms
from glasshouse.kernels.randomness import key_of, seed_words
from glasshouse.observation.encoding import encode_channels
from glasshouse.observation.trade import encode_trade
from glasshouse.response.encoding import count_markets, encode_response
from glasshouse.scenario import Safeguards, Scenario, guarded
from glasshouse.schema.tables import DIMENSIONS, LANES, MEMORIES, NOBODY, RULES, SYSTEM
from glasshouse.scoring.censorship import encode_censorship
from glasshouse.scoring.forms.registry import band_names, capabilities_of, form_of
from glasshouse.scoring.others import encode_others
from glasshouse.scoring.rules import Names


@dataclass(frozen=True)
class Numbers:
    """A scenario as numbers.

    Attributes:
        rules: one `RULES` record.
        systems: one `SYSTEM` record for each system (at least one row, so that kernels have something to point at).
        names: numbers of kinds, channels and measures.
        kinds: names of kinds in the order of their numbers.
        channels: names of channels likewise.
        system_names: names of systems likewise.
        measures: (system, name) of each measure's bit.
        seed: the seed as two words.
    """

    rules: Any
    systems: Any
    names: Names
    kinds: list[str]
    channels: list[str]
    system_names: list[str]
    measures: list[tuple[str, str]]
    seed: tuple[int, int]


def number(scenario: Scenario) -> Numbers:
    """Turn a scenario, as its safeguards leave it, into numbers."""
    scenario = guarded(scenario)
    kinds, frequent = order_kinds(scenario.conduct)
    channels, systems = list(scenario.channels), list(scenario.systems)
    measures = [(s, m) for s, system in scenario.systems.items() for m in system.measures]
    names = Names(
        kinds={name: k for k, name in enumerate(kinds)},
        frequent=frequent,
        kept=frozenset(name for name, kind in scenario.conduct.items() if kind.kept),
        channels={name: k for k, name in enumerate(channels)},
        delays=[round(channel.delay.value) for channel in scenario.channels.values()],
        measures={key: k for k, key in enumerate(measures)},
        systems={name: s for s, name in enumerate(systems)},
        bands={name: band_names(system) for name, system in scenario.systems.items()},
        headings={n: MEMORIES.index(k.memory) for n, k in scenario.conduct.items() if k.memory != "none"},
        holders={name: h for h, name in enumerate(scenario.trade.names)},
        given=[scenario.trade.given(channel.holders) for channel in scenario.channels.values()],
    )
    rules = np.zeros(1, RULES)
    rules["seed"][0] = seed_words(scenario.seed)
    row = rules[0]
    row["kind_key"][: len(kinds)] = [key_of(name) for name in kinds]
    encode_conduct(row, scenario.conduct)
    rates = [scenario.conduct[name].rate.value for name in kinds]
    rates = [0.0 if scenario.conduct[name].needs == "firm" else rate for name, rate in zip(kinds, rates, strict=True)]
    encode_channels(row, scenario.channels, kinds, frequent, rates, [key_of(name) for name in channels])
    row["firms"] = scenario.society.firms
    encode_firms(row, scenario.conduct, names.kinds)
    texts = {(s, m): measure for s, system in scenario.systems.items() for m, measure in system.measures.items()}
    encode_measures(row, scenario.consequences, texts, names.measures, names.kinds)
    law = scenario.safeguards
    encode_caps(row, law.most_sanctions, law.most_days, texts, names.measures)
    encode_response(row, scenario.response)
    _encode_ties(row, scenario)
    _encode_posts(row, scenario, names)
    acts = [form_of(system).censorship(system) for system in scenario.systems.values() if system.active]
    encode_censorship(row, [act for act in acts if act is not None], names.kinds)
    table = np.zeros(max(1, len(systems)), SYSTEM)
    for s, (name, system) in enumerate(scenario.systems.items()):
        form_of(system).encode(table[s], name, s, system, names)
    row["systems"] = len(systems)
    row["households"] = bool((table["household"] != 0).any())
    encode_others(row, table)
    _encode_safeguards(row, table, law, scenario.systems)
    count_markets(row, table)
    encode_trade(row, scenario.trade, [key_of(name) for name in names.holders], _acting(table))
    row["games"] = int((table["game"] < DIMENSIONS).sum()) if systems else 0
    if systems:
        row["opacity"] = max(float(t["opaque"] * t["known"]) for t in table)
    return Numbers(rules, table, names, kinds, channels, systems, measures, seed_words(scenario.seed))


def _acting(table: Any) -> int:
    """The holders on whose copies some system in force acts, a bit each."""
    return sum({1 << int(system["holder"]) for system in table if system["active"] and system["holder"] < NOBODY})


def communities_for(citizens: int) -> int:
    """How many communities of 256 hold so many citizens."""
    return -(-citizens // LANES)


def _encode_ties(row: Any, scenario: Scenario) -> None:
    rule = scenario.society.ties.rule
    row["near_ties"], row["far_ties"] = rule != "random", rule != "ring"
    row["tie_weight"] = float(any(form_of(system).counts_contacts(system) for system in scenario.systems.values()))


def _encode_safeguards(row: Any, table: Any, law: Safeguards, systems: Mapping[str, Any]) -> None:
    """Noise on people's scores and the way out of their accounts; neither touches a list, which is no estimate."""
    row["one_desk"], row["leave"] = law.one_desk, law.opting_out
    for system, said in zip(table, systems.values(), strict=False):
        if capabilities_of(said).has_scale and said.accounts == "citizens":
            system["noise"], system["leaves"] = law.noise, law.opting_out > 0


def _encode_posts(row: Any, scenario: Scenario, names: Names) -> None:
    """Which attempt moves income: the first at work."""
    row["chances_kind"] = 255
    for name, kind in scenario.conduct.items():
        if kind.sort == "attempt" and kind.context == "work":
            row["chances_kind"] = names.kinds[name]
            break

"""From kinds of conduct to numbers: their order, their leans, and where they find their luck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasshouse.conduct.kinds import Kind
from glasshouse.conduct.slots import lay_out_words
from glasshouse.schema.codes import MARKS, MEMORIES, NEEDS, STATES, TRAITS
from glasshouse.schema.limits import FREQUENT, FREQUENT_CEILING


def order_kinds(kinds: Mapping[str, Kind]) -> tuple[list[str], int]:
    """Names of the kinds in the order of their numbers, and how many of them are frequent.

    The order is that of the scenario, the frequent kinds first. If there are too many of those, some that are not in
    the library are walked like rarer ones. Nobody's acts depend on any of this.
    """
    frequent = [name for name, kind in kinds.items() if is_frequent(kind)]
    frequent.sort(key=lambda name: kinds[name].slot is None)
    frequent = frequent[:FREQUENT]
    return frequent + [name for name in kinds if name not in set(frequent)], len(frequent)


def is_frequent(kind: Kind) -> bool:
    """Whether a kind is drawn for everybody every day: by its slot if it has one, else by its ceiling."""
    often = kind.ceiling >= FREQUENT_CEILING if kind.slot is None else kind.slot.width is None
    return often and not _is_walked(kind)


def _is_walked(kind: Kind) -> bool:
    """Whether acts must be walked one by one, however frequent: they change a situation, are cases, or are firms' doing."""
    moves_income = kind.sort == "attempt" and kind.context == "work"
    walked = ("starts owing", "ends owing", "gathers", "refers")
    return kind.kept or kind.needs == "firm" or kind.mark in walked or moves_income


def encode_conduct(rules: Any, kinds: Mapping[str, Kind]) -> None:
    """Fill in rates, leans, and where each kind finds its luck; the keys of kinds are filled in already.

    Raises:
        InputError: kinds that share a place in a day's words or do not fit into theirs.
    """
    order, frequent = order_kinds(kinds)
    rules["kinds"], rules["frequent"] = len(order), frequent
    for k, name in enumerate(order):
        _encode_kind(rules, k, kinds[name])
    lay_out_words(rules, order, frequent, kinds)
    ending = [k for k in range(frequent) if rules["attempt"][k] or rules["mark"][k] == MARKS.index("offers trust")]
    rules["attempts"] = len(ending)
    rules["ending"][: len(ending)] = ending


def _encode_kind(rules: Any, k: int, kind: Kind) -> None:
    rules["rate"][k], rules["ceiling"][k] = kind.rate.value, kind.ceiling
    rules["need"][k], rules["mark"][k] = NEEDS.index(kind.needs), MARKS.index(kind.mark)
    rules["attempt"][k], rules["travels"][k] = kind.sort == "attempt", kind.context == "travel"
    rules["memory"][k] = 1 + MEMORIES.index(kind.memory) if kind.memory != "none" else 0
    rules["kept"][k], rules["rouses"][k] = kind.kept, kind.rouses.value
    traits = [(TRAITS.index(name), weight) for name, weight in kind.leans.traits.items() if weight]
    states = [(STATES.index(name), weight) for name, weight in kind.leans.states.items() if weight and name != "guard"]
    rules["guard_weight"][k] = kind.leans.states.get("guard", 0.0)
    rules["speech"][k] = kind.memory == "speech" and kind.leans.states.get("guard", 0.0) < 0
    rules["trait_count"][k], rules["state_count"][k] = len(traits), len(states)
    for m, (index, weight) in enumerate(traits):
        rules["trait_index"][k, m], rules["trait_weight"][k, m] = index, weight
    for m, (index, weight) in enumerate(states):
        rules["state_index"][k, m], rules["state_weight"][k, m] = index, weight

"""From kinds of conduct to numbers: their order, their slots, their leans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasshouse.conduct.kinds import Kind
from glasshouse.errors import InputError, Problem
from glasshouse.tables import FREQUENT, GROUPS, MARKS, MEMORIES, NEEDS, STATES, TRAITS

FREQUENT_CEILING = 0.04
"""Kinds that anybody might do on one day in 25 or more are drawn for everybody with a word of their own."""
_ROOM = 0.98
_WORD = 2**31


def order_kinds(kinds: Mapping[str, Kind]) -> tuple[list[str], int]:
    """Names of the kinds in the order of their numbers, and how many of them are frequent.

    The order is that of the scenario, the frequent kinds first. It does not depend on rates, so that a changed rate
    moves nobody else's luck.
    """
    frequent = [name for name, kind in kinds.items() if kind.ceiling >= FREQUENT_CEILING]
    rare = [name for name in kinds if name not in set(frequent)]
    if len(frequent) > FREQUENT:
        rare, frequent = frequent[FREQUENT:] + rare, frequent[:FREQUENT]
    return frequent + rare, len(frequent)


def encode_conduct(rules: Any, kinds: Mapping[str, Kind]) -> None:
    """Fill in rates, leans and slots.

    Raises:
        InputError: if the rarer kinds need more room than a day's shared draws have.
    """
    order, frequent = order_kinds(kinds)
    rules["kinds"], rules["frequent"] = len(order), frequent
    for k, name in enumerate(order):
        _encode_kind(rules, k, kinds[name])
    g, low = 0, 0
    for k in range(frequent, len(order)):
        width = max(64, round(2 * kinds[order[k]].ceiling * _WORD) // 64 * 64)
        if low + width > _ROOM * _WORD:
            g, low = g + 1, 0
        if g >= GROUPS:
            raise InputError((Problem(None, "conduct", None, "ceilings of the rarer kinds that add up to less than "
                                      f"{GROUPS * _ROOM / 2:.2f}", None, "lower some ceilings or leave out some kinds"),))  # fmt: skip
        n = int(rules["group_count"][g])
        rules["group_kind"][g, n], rules["group_low"][g, n], rules["group_width"][g, n] = k, low, width
        rules["group_count"][g] = n + 1
        low += width
        rules["group_end"][g] = low
    rules["groups"] = g + 1 if len(order) > frequent else 0


def _encode_kind(rules: Any, k: int, kind: Kind) -> None:
    rules["rate"][k], rules["ceiling"][k] = kind.rate.value, kind.ceiling
    rules["need"][k], rules["mark"][k] = NEEDS.index(kind.needs), MARKS.index(kind.mark)
    rules["attempt"][k], rules["lawful"][k] = kind.sort == "attempt", kind.law == "lawful"
    rules["memory"][k] = 1 + MEMORIES.index(kind.memory) if kind.memory != "none" else 0
    rules["kept"][k] = kind.kept
    traits = [(TRAITS.index(name), weight) for name, weight in kind.leans.traits.items() if weight]
    states = [(STATES.index(name), weight) for name, weight in kind.leans.states.items() if weight and name != "guard"]
    rules["guard_weight"][k] = kind.leans.states.get("guard", 0.0)
    rules["trait_count"][k], rules["state_count"][k] = len(traits), len(states)
    for m, (index, weight) in enumerate(traits):
        rules["trait_index"][k, m], rules["trait_weight"][k, m] = index, weight
    for m, (index, weight) in enumerate(states):
        rules["state_index"][k, m], rules["state_weight"][k, m] = index, weight

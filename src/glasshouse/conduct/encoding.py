"""From kinds of conduct to numbers: their order, their slots, their leans."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from glasshouse.conduct.kinds import Kind
from glasshouse.errors import InputError, Problem
from glasshouse.schema.tables import CELLS, FREQUENT, FREQUENT_CEILING, GROUPS, MARKS, MEMORIES, NEEDS, STATES, TRAITS

_WORD = 2**31
_MOST_CELLS = CELLS * 3 // 4
# The last quarter of each shared draw is kept for false records.


def order_kinds(kinds: Mapping[str, Kind]) -> tuple[list[str], int]:
    """Names of the kinds in the order of their numbers, and how many of them are frequent.

    The order is that of the scenario, the frequent kinds first. It does not depend on rates, so that a changed rate
    moves nobody else's luck.
    """
    frequent = [name for name, kind in kinds.items() if kind.ceiling >= FREQUENT_CEILING and not _is_walked(kind)]
    rare = [name for name in kinds if name not in set(frequent)]
    if len(frequent) > FREQUENT:
        rare, frequent = frequent[FREQUENT:] + rare, frequent[:FREQUENT]
    return frequent + rare, len(frequent)


def _is_walked(kind: Kind) -> bool:
    """Whether acts must be walked one by one, however frequent: they change a situation, are cases, or are firms' doing."""
    moves_income = kind.sort == "attempt" and kind.context == "work"
    walked = ("starts owing", "ends owing", "gathers", "refers")
    return kind.kept or kind.needs == "firm" or kind.mark in walked or moves_income


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
        if kinds[order[k]].needs == "firm":
            continue  # firms have draws of their own
        cells = max(1, math.ceil(kinds[order[k]].ceiling * CELLS))
        if low + cells > _MOST_CELLS:
            g, low = g + 1, 0
        if g >= GROUPS:
            most = GROUPS * _MOST_CELLS / CELLS
            expected = f"ceilings of the rarer kinds that add up to less than {most:.2f}"
            raise InputError(Problem(key="conduct", expected=expected, advice="lower some or leave out some kinds"))
        rules["slot"][k] = low * (_WORD // CELLS)
        rules["cell"][g, low : low + cells] = k
        low += cells
        rules["group_end"][g] = low * (_WORD // CELLS)
    rules["groups"] = g + 1 if len(order) > frequent else 0
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

"""From kinds of conduct to numbers: their order, their leans, and where they find their luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from glasshouse.conduct.kinds import Kind
from glasshouse.conduct.slots import lay_out_words
from glasshouse.documents.vocabulary import DeclaredContext
from glasshouse.library.domains import domain_of
from glasshouse.schema.codes import EFFECTS, GUARDS, HEADINGS, NEEDS, NO_KIND, STATES, TRAITS
from glasshouse.schema.limits import FREQUENT, FREQUENT_CEILING

_NONE: Mapping[str, DeclaredContext] = {}


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
    moves_income = kind.type == "attempt" and kind.context == "work"
    walked = ("starts default", "ends default", "gathers", "refers")
    return kind.kept or kind.needs == "firm" or kind.effect in walked or moves_income or kind.given_up is not None


def encode_conduct(
    parameters: np.void, kinds: Mapping[str, Kind], declared: Mapping[str, DeclaredContext] = _NONE
) -> None:
    """Fill in rates, leans, and where each kind finds its luck; the keys of kinds are filled in already.

    Args:
        parameters: the scenario's record.
        kinds: the kinds of conduct, by name.
        declared: contexts that the scenario declares.

    Raises:
        InputError: kinds that share a place in a day's words or do not fit into theirs.
    """
    order, frequent = order_kinds(kinds)
    parameters["kinds"], parameters["frequent"] = len(order), frequent
    for k, name in enumerate(order):
        _encode_kind(parameters, k, kinds[name])
        parameters["guard"][k] = GUARDS[domain_of(kinds[name].context, declared)]
        _encode_giving_up(parameters, k, kinds[name], order)
    parameters["managing"] = any(kind.needs == "manages a firm" for kind in kinds.values())
    parameters["parenting"] = any(kind.needs == "parent" for kind in kinds.values())
    lay_out_words(parameters, order, frequent, kinds)
    ending = [
        k
        for k in range(frequent)
        if parameters["attempt"][k] or parameters["effect"][k] == EFFECTS.index("offers trust")
    ]
    parameters["attempts"] = len(ending)
    parameters["ending"][: len(ending)] = ending


def _encode_giving_up(parameters: np.void, k: int, kind: Kind, order: Sequence[str]) -> None:
    parameters["given_up"][k] = kind.given_up.value if kind.given_up else 0.0
    parameters["instead"][k] = NO_KIND if kind.instead is None else order.index(kind.instead)


def encode_times(
    parameters: np.void, kinds: Mapping[str, Kind], names: Mapping[str, int], attributes: Mapping[str, int]
) -> None:
    """Fill in how many times as often people with a declared attribute do what.

    Args:
        parameters: the scenario's record.
        kinds: kinds of conduct by name.
        names: their numbers.
        attributes: numbers of the attributes that the scenario declares.
    """
    parameters["times"] = 1.0
    for name, kind in kinds.items():
        for attribute, times in (kind.attributes or {}).items():
            parameters["times"][names[name], attributes[attribute]] = times.value
            parameters["by_attribute"][names[name]] |= 1 << attributes[attribute]


def _encode_kind(parameters: np.void, k: int, kind: Kind) -> None:
    parameters["rate"][k], parameters["ceiling"][k] = kind.rate.value, kind.ceiling
    parameters["need"][k], parameters["effect"][k] = NEEDS.index(kind.needs), EFFECTS.index(kind.effect)
    parameters["attempt"][k], parameters["travels"][k] = kind.type == "attempt", kind.context == "travel"
    parameters["heading"][k] = 1 + HEADINGS.index(kind.heading) if kind.heading != "none" else 0
    parameters["mobilises"][k] = kind.mobilises.value
    traits = [(TRAITS.index(name), weight) for name, weight in kind.leans.traits.items() if weight]
    states = [
        (STATES.index(name), weight)
        for name, weight in kind.leans.states.items()
        if weight and name != "self_censorship"
    ]
    parameters["self_censorship_weight"][k] = kind.leans.states.get("self_censorship", 0.0)
    parameters["speech"][k] = kind.heading == "speech" and kind.leans.states.get("self_censorship", 0.0) < 0
    parameters["trait_count"][k], parameters["state_count"][k] = len(traits), len(states)
    for m, (index, weight) in enumerate(traits):
        parameters["trait_index"][k, m], parameters["trait_weight"][k, m] = index, weight
    for m, (index, weight) in enumerate(states):
        parameters["state_index"][k, m], parameters["state_weight"][k, m] = index, weight

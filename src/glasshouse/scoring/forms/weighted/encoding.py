"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.scoring.accounts import NO_DIMENSION, code_of
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem
from glasshouse.scoring.play import encode_game
from glasshouse.scoring.rules import Names, encode_bands, encode_forgetting, encode_points, encode_system

STEPS_PER_LEVEL = 16384


def encode(rules: np.void, name: str, number: int, system: WeightedSystem, names: Names) -> None:
    """Turn a weighted system into numbers."""
    encode_system(rules, name, number, system, names)
    low, high = system.low.value, system.high.value
    rules["low"], rules["high"] = low, high
    rules["level_step"] = 1 / STEPS_PER_LEVEL
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(rules, name, system, codes, system.bands, names)
    table: dict[tuple[str, int], float] = {}
    rules["dimensions"], rules["contacts_dimension"] = len(system.dimensions), NO_DIMENSION
    for d, dimension in enumerate(system.dimensions.values()):
        rules["weight"][d], rules["base"][d] = dimension.weight.value, dimension.base.value
        for attribute, lean in dimension.profile.items():
            rules["lean"][d, ATTRIBUTES.index(attribute)] = lean.value
            rules["profiled"] = 1
        for kind, level in dimension.rules.items():
            table[kind, d] = level.value * STEPS_PER_LEVEL * system.times(kind)
        if dimension.contacts:
            rules["contacts_dimension"] = d
    entry = sum(each.weight.value * each.base.value for each in system.dimensions.values())
    rules["entry"] = code_of(low + entry * (high - low), low, high)
    encode_game(rules, system, len(system.dimensions), names)
    encode_points(rules, table, names)
    encode_forgetting(rules, system.forgetting, system.publish_every)

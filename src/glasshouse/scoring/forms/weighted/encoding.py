"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.scoring.accounts import NO_DIMENSION, code_of
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem
from glasshouse.scoring.play import encode_game
from glasshouse.scoring.rules import (
    Names,
    encode_attributes,
    encode_bands,
    encode_forgetting,
    encode_points,
    encode_system,
)

STEPS_PER_LEVEL = 16384


def encode(parameters: np.void, name: str, number: int, system: WeightedSystem, names: Names) -> None:
    """Turn a weighted system into numbers."""
    encode_system(parameters, name, number, system, names)
    low, high = system.low.value, system.high.value
    parameters["low"], parameters["high"] = low, high
    parameters["level_step"] = 1 / STEPS_PER_LEVEL
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(parameters, name, system, codes, system.bands, names)
    table: dict[tuple[str, int], float] = {}
    parameters["dimensions"], parameters["contacts_dimension"] = len(system.dimensions), NO_DIMENSION
    for d, dimension in enumerate(system.dimensions.values()):
        parameters["weight"][d], parameters["base"][d] = dimension.weight.value, dimension.base.value
        for attribute, lean in dimension.profile.items():
            parameters["lean"][d, ATTRIBUTES.index(attribute)] = lean.value
            parameters["profiled"] = 1
        encode_attributes(parameters, d, dimension.attributes, 1.0, names)
        for kind, level in dimension.rules.items():
            table[kind, d] = level.value * STEPS_PER_LEVEL * system.times(kind)
        if dimension.contacts:
            parameters["contacts_dimension"] = d
    entry = sum(each.weight.value * each.base.value for each in system.dimensions.values())
    parameters["entry"] = code_of(low + entry * (high - low), low, high)
    encode_game(parameters, system, len(system.dimensions), names)
    encode_points(parameters, table, names)
    encode_forgetting(parameters, system.forgetting, system.publish_every)
    if system.cases:
        # A term says that cases are kept. A case's points are steps of the whole scale, as fine as a level's.
        parameters["term"] = max(1, round(system.cases.term.value))
        parameters["step"] = (high - low) / STEPS_PER_LEVEL
        for kind in system.kinds:
            parameters["kept"][names.kinds[kind]] = kind in names.kept

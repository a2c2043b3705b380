"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.scoring.accounts import NO_DIMENSION, code_of
from glasshouse.scoring.forms.learned.configuration import STEPS_PER_RECORD, LearnedSystem
from glasshouse.scoring.rules import Names, encode_bands, encode_forgetting, encode_points, encode_system

OUTCOME = 4
"""The dimension of the ledger that counts records of the outcome."""


def encode(parameters: np.void, name: str, number: int, system: LearnedSystem, names: Names) -> None:
    """Turn a learned system into numbers; the weights stay 0 until a fit."""
    encode_system(parameters, name, number, system, names)
    low, high = system.low.value, system.high.value
    parameters["low"], parameters["high"], parameters["level_step"] = low, high, 1 / STEPS_PER_RECORD
    parameters["dimensions"], parameters["contacts_dimension"] = len(system.features), NO_DIMENSION
    parameters["base"][0] = (system.scale.points.value - low) / (high - low)
    parameters["entry"] = code_of(system.scale.points.value, low, high)
    parameters["profiled"] = bool(system.learning.proxies)
    for attribute in system.learning.attributes or ():
        parameters["attributes"] |= 1 << names.attributes[attribute]
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(parameters, name, system, codes, system.bands, names)
    table: dict[tuple[str, int], float] = {
        (kind, d): STEPS_PER_RECORD for d, feature in enumerate(system.features.values()) for kind in feature.kinds
    }
    table |= {(kind, OUTCOME): 1 for kind in system.learning.outcome}
    encode_points(parameters, table, names)
    encode_forgetting(parameters, system.forgetting, system.publish_every)

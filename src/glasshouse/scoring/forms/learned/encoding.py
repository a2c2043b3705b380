"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.scoring.accounts import NO_DIMENSION, code_of
from glasshouse.scoring.forms.learned.configuration import STEPS_PER_RECORD, LearnedSystem
from glasshouse.scoring.rules import Names, encode_bands, encode_forgetting, encode_points, encode_system

OUTCOME = 4
"""The dimension of the ledger that counts records of the outcome."""


def encode(rules: np.void, name: str, number: int, system: LearnedSystem, names: Names) -> None:
    """Turn a learned system into numbers; the weights stay 0 until a fit."""
    encode_system(rules, name, number, system, names)
    low, high = system.low.value, system.high.value
    rules["low"], rules["high"], rules["level_step"] = low, high, 1 / STEPS_PER_RECORD
    rules["dimensions"], rules["contacts_dimension"] = len(system.features), NO_DIMENSION
    rules["base"][0] = (system.scale.points.value - low) / (high - low)
    rules["entry"] = code_of(system.scale.points.value, low, high)
    rules["profiled"] = bool(system.learning.proxies)
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(rules, name, system, codes, system.bands, names)
    table: dict[tuple[str, int], float] = {
        (kind, d): STEPS_PER_RECORD for d, feature in enumerate(system.features.values()) for kind in feature.kinds
    }
    table |= {(kind, OUTCOME): 1 for kind in system.learning.outcome}
    encode_points(rules, table, names)
    encode_forgetting(rules, system.forgetting, system.publish_every)

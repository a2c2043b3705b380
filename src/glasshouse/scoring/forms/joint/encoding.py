"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.scoring.accounts import code_of
from glasshouse.scoring.forms.joint.configuration import JointSystem
from glasshouse.scoring.rules import Names, encode_bands, encode_system

STEPS_PER_POINT = 16


def encode(parameters: np.void, name: str, number: int, system: JointSystem, names: Names) -> None:
    """Turn a joint system into numbers; where the others' bands start is filled in when all are encoded."""
    encode_system(parameters, name, number, system, names)
    low, high = system.low.value, system.high.value
    parameters["low"], parameters["high"], parameters["start"] = low, high, system.start.value
    parameters["step"] = parameters["level_step"] = 1 / STEPS_PER_POINT
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(parameters, name, system, codes, system.bands, names)
    for other, reading in system.reads_systems.items():
        o = names.systems[other]
        parameters["others"] |= 1 << o
        parameters["other_weight"][o] = reading.weight.value * STEPS_PER_POINT if reading.weight else 0.0
        for band, points in reading.points.items():
            parameters["other_points"][o, names.bands[other].index(band)] = round(points.value * STEPS_PER_POINT)

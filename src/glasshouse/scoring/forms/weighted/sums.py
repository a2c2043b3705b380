"""A weighted score as a sum of what records bring, as long as no area is at its end."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.limits import DIMENSIONS
from glasshouse.scoring.forms.form import Sum
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem


def as_sum(system: WeightedSystem, parameters: np.void) -> Sum:
    """What a first record brings over all areas, and what a step of each is worth."""
    span, points, worth = system.high.value - system.low.value, dict[str, float](), [0.0] * DIMENSIONS
    for d, dimension in enumerate(system.dimensions.values()):
        whole = dimension.weight.value * span
        if d != int(parameters["contacts_dimension"]):
            worth[d] = whole * float(parameters["level_step"])
        for kind, level in dimension.rules.items():
            points[kind] = points.get(kind, 0.0) + level.value * whole * system.times(kind)
    return Sum(points, tuple(worth), {}, {})

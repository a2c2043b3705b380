"""How much dissent is worth voicing: self-censorship as a weighing of wish against punishment.

Daymude, Axelrod, Forrest, "Strategic analysis of dissent and self-censorship" (2023). A person wishes to voice dissent
`desired` (0 to 1) and chooses what is voiced, `a`. Holding back costs `boldness · (desired - a)`. Whoever goes beyond
`tolerance` is seen with chance `surveillance + (1 - surveillance) · a` and then punished: uniformly by `punishment`, or in
proportion by `punishment · (a - tolerance)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Flag, Number, Real

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_HALF = np.float32(0.5)


@kernel_function
def seen_chance(voiced: Number, surveillance: Number) -> Number:
    """Probability of detection, `surveillance + (1 - surveillance) * voiced`."""
    return surveillance + (_ONE - surveillance) * voiced


@kernel_function
def worth_of_voicing(
    voiced: Real,
    desired: Real,
    boldness: Real,
    surveillance: Real,
    tolerance: Real,
    punishment: Real,
    proportional: Flag,
) -> Real:
    """What voicing so much is worth: minus the cost of what is held back, minus the punishment to be expected."""
    worth = -(boldness * (desired - voiced))
    if voiced > tolerance:
        size = punishment * (voiced - tolerance) if proportional else punishment
        worth = worth - seen_chance(voiced, surveillance) * size
    return worth


@kernel_function
def voiced_dissent(
    desired: Real, boldness: Real, surveillance: Real, tolerance: Real, punishment: Real, proportional: Flag
) -> Real:
    """How much dissent a person voices: what is worth most, and the less of two that are worth the same.

    Args:
        desired: dissent that the person would voice if nothing followed, 0 or more.
        boldness: cost of holding one unit back, 0 or more.
        surveillance: chance that even the faintest dissent beyond what is tolerated is seen, 0 to 1.
        tolerance: dissent up to here is let pass.
        punishment: severity, in the unit of boldness, 0 or more.
        proportional: whether punishment grows with the excess; else it is the same for all.

    Returns:
        From 0 to `desired`.
    """
    if desired <= tolerance:
        return desired
    best = tolerance
    most = worth_of_voicing(tolerance, desired, boldness, surveillance, tolerance, punishment, proportional)
    if proportional:
        steep = (_ONE - surveillance) * punishment
        if steep > _ZERO:
            middle = _HALF * (tolerance + (boldness - surveillance * punishment) / steep)
            middle = min(max(middle, tolerance), desired)
            worth = worth_of_voicing(middle, desired, boldness, surveillance, tolerance, punishment, proportional)
            if worth > most:
                best, most = middle, worth
    if worth_of_voicing(desired, desired, boldness, surveillance, tolerance, punishment, proportional) > most:
        best = desired
    return best

"""Trust as a share of a scale: where somebody's usually stands, and how a day moves it.

Experiments disagree on what scores do to trust: it follows the partner's score (Wu 2024), and it falls where scores are in view
(Genevsky 2025). So what moves it may have either sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import inlined

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


@inlined
def usual_trust(mean: F4, spread: F4, leaning: F4) -> F4:
    """Where somebody's trust stands as long as nothing happens, from 0 to 1.

    Args:
        mean: where it stands for people in the middle of the trait.
        spread: how much higher it stands at the trait's upper end.
        leaning: the trait, from -1 to 1.
    """
    return min(max(mean + spread * leaning, _ZERO), _ONE)


@inlined
def moved_trust(before: F4, usual: F4, returns: F4, move: F4) -> F4:
    """Trust after a day: part of the way back to where it usually stands, and moved by what happened.

    What raises it does so the less the less there is left to gain, what lowers it the less there is left to lose.
    """
    room = _ONE - before if move > _ZERO else before
    return min(max(before + returns * (usual - before) + move * room, _ZERO), _ONE)

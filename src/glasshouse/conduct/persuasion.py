"""Propaganda that moves people: for the days of a spell those whom it reaches act on less of their grievance.

After Pan, Shao and Xu, who found an effect of television news for up to 48 hours, in all groups alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import GRIEVANCE
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Parameters, Truth

_ONE = np.float32(1.0)


@kernel_function
def persuade(truth: Truth, parameters: Parameters, day: U4) -> None:
    """Lower the grievance on which those act who are reached in this spell; what they feel is kept for the evening."""
    spell = np.uint32(day // parameters.persuasion_days)
    for i in range(LANES):
        truth.felt_grievance[i] = truth.states[GRIEVANCE, i]
        citizen = randomness.person(truth, np.uint32(i))
        word = randomness.draw(parameters.seed, citizen, spell, randomness.PERSUASION, np.uint32(0))[0]
        if randomness.unit(word) < parameters.persuasion_reach:
            truth.states[GRIEVANCE, i] = truth.states[GRIEVANCE, i] * (_ONE - parameters.persuades)
            truth.persuaded[i] = _ONE


@kernel_function
def come_to_oneself(truth: Truth) -> None:
    """What people feel is as it was: propaganda moved what they did today."""
    for i in range(LANES):
        truth.states[GRIEVANCE, i] = truth.felt_grievance[i]

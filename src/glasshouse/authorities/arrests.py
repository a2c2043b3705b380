"""Police at gatherings: who is arrested, who is released.

At most gatherings nobody is arrested; at the others whom officers arrest is a draw of the person's own (Epstein 2002, see
`mechanisms.thresholds`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.thresholds import arrest_chance, crackdown_chance, is_over
from glasshouse.schema.codes import DETAINED, GATHERS
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U1, U4, Parameters, Row, Truth, World

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


@kernel_function
def _arrest(truth: Truth, parameters: Parameters, day: U4) -> None:
    """At some gatherings some of those who gather today are arrested: the fewer, the more there are for each officer."""
    truth.n_arrested = np.uint32(0)
    active = np.uint32(0)
    for e in range(truth.n):
        active += np.uint32(parameters.effect[truth.code[e] >> np.uint32(8)] == GATHERS)
    if active == np.uint32(0) or parameters.officers == _ZERO:
        return
    many = np.float32(np.int32(active))
    if parameters.crackdown < _ONE or parameters.crackdown_size != _ZERO:
        word = randomness.draw(parameters.seed, truth.citizen, day, randomness.ARREST, np.uint32(0))[1]
        if randomness.unit(word) >= crackdown_chance(parameters.crackdown, parameters.crackdown_size, many):
            return
    chance = arrest_chance(parameters.officers, many, parameters.escape, False)
    for e in range(truth.n):
        k, i = truth.code[e] >> np.uint32(8), truth.code[e] & np.uint32(255)
        if parameters.effect[k] == GATHERS:
            citizen = randomness.person(truth, np.uint32(i))
            word = randomness.draw(parameters.seed, citizen, day, randomness.ARREST, parameters.kind_key[k])[0]
            if randomness.unit(word) < chance:
                truth.arrested[truth.n_arrested] = np.uint8(i)
                truth.n_arrested += np.uint32(1)


@kernel_function
def _release(truth: Truth, parameters: Parameters, situation: Row[U1]) -> None:
    """Each day some of the detained are released."""
    if (truth.away & DETAINED) == np.uint8(0):
        return
    for i in range(LANES):
        # The bit to clear, by multiplication instead of a branch; ^ 255 makes it the mask of what stays.
        gone = np.uint8(DETAINED) * np.uint8(is_over(truth.words[0, 0, i], parameters.detention_ends))
        situation[i] = situation[i] & np.uint8(gone ^ np.uint8(255))


def arrest(world: World, day: U4, c: U4) -> None:
    """Arrest some of those who gather in one community today, and release some who were detained before."""
    truth, situation = world.truth, world.conduct[c].situation
    _arrest(truth, world.parameters, day)
    _release(truth, world.parameters, situation)
    for m in range(truth.n_arrested):
        i = np.uint32(truth.arrested[m])
        situation[i] = situation[i] | DETAINED

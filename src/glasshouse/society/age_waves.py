"""Near contacts who are alike in age: waves of age round the ring of a community.

Ties are rules on lanes, so ages are laid out on the lanes, and no tie is moved. Round the ring of a community a normal score
rises and falls, as often as the wave turns; a citizen's age leans on the score of the lane, and for the rest on luck. Of the
64 waves that give each lane a place of its own, a community takes the one by which the lanes at its near distances are most
in step, and ages lean on it as far as the wanted correlation of near contacts asks for. Where a wave begins is drawn for each
community, so that over the whole society no lane is older than another.
"""

from __future__ import annotations

import statistics
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import LANES
from glasshouse.society.normal_scores import look_up, rank_of

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U4, Index, Population, Society

    Wave: TypeAlias = tuple[U4, U4, F4, F4]
    """How often a community's wave turns, the score at which it begins, and the loads of the wave and of luck."""

_ONE, _ZERO, _FOUR = np.float32(1.0), np.float32(0.0), np.float32(4.0)
_NONE, _RING = np.uint32(0), np.uint32(LANES - 1)


@cache
def wave_tables() -> tuple[np.ndarray, np.ndarray]:
    """A wave of one turn: its score on each lane (mean 0, variance 1), and the correlation of lanes so far apart.

    The scores rise through 128 equal shares of a normal distribution, and fall through the same.
    """
    law = statistics.NormalDist()
    half = LANES // 2
    rising = np.array([law.inv_cdf((k + 0.5) / half) for k in range(half)])
    scores = np.concatenate([rising, rising[::-1]])
    scores /= scores.std()
    in_step = np.array([(scores * np.roll(scores, -shift)).mean() for shift in range(LANES)])
    return scores.astype("f4"), in_step.astype("f4")


@kernel_function
def wave_of(plan: Population, row: Society, community: U4) -> Wave:
    """The wave of a community; one on which nothing leans where likeness is off or a lane is empty.

    Args:
        plan: a `POPULATION` record.
        row: the community's row, with its near distances.
        community: the community's number.
    """
    if plan.age_likeness == _ZERO or np.uint32(row.people) < np.uint32(LANES):
        # An arc of the ring would not have all ages.
        return _NONE, _NONE, _ZERO, _ONE
    best, turns = _ZERO, np.uint32(1)
    # Odd numbers of turns have no divisor in common with 256, so that each lane gets a score of its own; 256 - k turns are k
    # turns the other way round.
    for k in range(1, LANES // 2, 2):
        together = _ZERO
        for m in range(4):
            together += plan.in_step[np.uint32(np.uint32(k) * row.near[m]) & _RING]
        if together > best:
            best, turns = together, np.uint32(k)
    # Two near contacts are correlated by the square of the load times how far their lanes are in step.
    square = min(_FOUR * plan.age_likeness / max(best, np.float32(1e-6)), _ONE)
    first = randomness.draw(plan.seed, np.uint64(community), _NONE, randomness.AGES, _NONE)[0] & _RING
    return turns, np.uint32(first), np.sqrt(square), np.sqrt(_ONE - square)


@kernel_function
def age_luck(plan: Population, wave: Wave, i: Index, word: U4) -> F4:
    """The uniform draw by which somebody's age is found: a word's own, or leaning on the wave of the community.

    Args:
        plan: a `POPULATION` record.
        wave: the community's wave.
        i: lane.
        word: the citizen's word.
    """
    turns, first, load, rest = wave
    own = randomness.unit(word)
    if load == _ZERO:
        return own
    at = np.uint32(turns * np.uint32(i) + first) & _RING
    return rank_of(plan, load * plan.wave[at] + rest * look_up(plan.normal, own))

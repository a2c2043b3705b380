"""What contacts will see tomorrow: effort, self-censorship, sanctions, and who was seen gathering or calling for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import (
    DETAINED,
    FACE_GUARD_NONE,
    FACE_TOP,
    GUARD_NONE,
    LIFE,
    MONEY,
    PUBLIC,
    SHARE_TOP,
    SIGNAL_ACTIVE,
    SIGNAL_EVADES,
    SIGNAL_LIFE,
    SIGNAL_MONEY,
    SIGNAL_PUBLIC,
)
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U1, U4, Flag, Index, Parameters, Records, Response, Row, Signals, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_HALF = np.float32(0.5)
# Contacts see 8 bits of the 16 that are kept: the scale shrinks, its middle (no self-censorship) stays a whole code.
_EFFORT_SHOWN = np.float32(FACE_TOP / SHARE_TOP)
_GUARD_NONE, _GUARD_SHOWN = np.float32(GUARD_NONE), np.float32(FACE_GUARD_NONE / GUARD_NONE)
_GUARD_SHOWN_NONE = np.float32(FACE_GUARD_NONE + 0.5)  # the half rounds, since a cast cuts off


@kernel_function
def update_signals(
    truth: Truth, records: Records, parameters: Parameters, row: Response, situation: Row[U1], signals: Signals, day: U4
) -> None:
    """What contacts will see tomorrow."""
    i: Index
    for i in range(LANES):
        signals.effort[i] = np.uint8(np.int32(np.float32(row.effort[i]) * _EFFORT_SHOWN + _HALF))
    for i in range(LANES):
        guard = (np.float32(row.self_censorship[i]) - _GUARD_NONE) * _GUARD_SHOWN
        signals.self_censorship[i] = np.uint8(np.int32(guard + _GUARD_SHOWN_NONE))
    # A sanction shows by how public it is, by a draw a day; somebody under arrest is missed.
    for i in range(LANES):
        draw = np.float32(np.int32(randomness.derived(truth.words[0, 0, i], np.uint32(80)))) * np.float32(2.0**-16)
        shows = np.uint8(draw < truth.named[i])
        flags = np.uint8((situation[i] & DETAINED) != np.uint8(0)) * np.uint8(SIGNAL_PUBLIC)
        flags |= np.uint8(row.evasion[i] > np.uint8(127)) * np.uint8(SIGNAL_EVADES)
        flags |= (shows & np.uint8(truth.burden_in[PUBLIC, i] > _ZERO)) * np.uint8(SIGNAL_PUBLIC)
        flags |= (shows & np.uint8(truth.burden_in[MONEY, i] > _ZERO)) * np.uint8(SIGNAL_MONEY)
        flags |= (shows & np.uint8(truth.burden_in[LIFE, i] > _ZERO)) * np.uint8(SIGNAL_LIFE)
        signals.flags[i] = flags
    for e in range(truth.n):
        k, i = truth.code[e] >> np.uint32(8), truth.code[e] & np.uint32(255)
        if (
            parameters.mobilises[k] > _ZERO
            and not _is_hidden(records, parameters, k, i)
            and _is_noticed(truth, parameters, k, i, day)
        ):
            signals.flags[i] = signals.flags[i] | np.uint8(SIGNAL_ACTIVE)


@kernel_function
def _is_hidden(records: Records, parameters: Parameters, k: Index, i: Index) -> Flag:
    """Whether what was posted of it was removed before anybody looked; with response off nobody misses it."""
    removes = parameters.removes * parameters.responds
    return removes > np.uint8(0) and ((records.hidden[i] >> np.uint64(k)) & np.uint64(1)) > np.uint64(0)


@kernel_function
def _is_noticed(truth: Truth, parameters: Parameters, k: Index, i: Index, day: U4) -> Flag:
    """Whether contacts take it for a sign that people act, by a draw of its own."""
    if parameters.mobilises[k] >= _ONE:
        return True
    citizen = randomness.person(truth, np.uint32(i))
    word = randomness.draw(parameters.seed, citizen, day, randomness.ROUSING, parameters.kind_key[k])[0]
    return randomness.unit(word) < parameters.mobilises[k]

"""What contacts will see tomorrow: effort, guard, sanctions, and who was seen gathering or calling for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.schema.codes import (
    DETAINED,
    FACE_ACTIVE,
    FACE_EVADES,
    FACE_GUARD_NONE,
    FACE_PUBLIC,
    FACE_SANCTION,
    FACE_TOP,
    GUARD_NONE,
    SHARE_TOP,
)
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U1, U4, Flag, Index, Parameters, Records, Response, Row, Signals, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_HALF = np.float32(0.5)
# Contacts see 8 bits of the 16 that are kept: the scale shrinks, its middle (no guard) stays a whole code.
_EFFORT_SHOWN = np.float32(FACE_TOP / SHARE_TOP)
_GUARD_NONE, _GUARD_SHOWN = np.float32(GUARD_NONE), np.float32(FACE_GUARD_NONE / GUARD_NONE)
_GUARD_SHOWN_NONE = np.float32(FACE_GUARD_NONE + 0.5)  # the half rounds, since a cast cuts off


@scalar
def show(
    desk: Truth, sheet: Records, rules: Parameters, row: Response, situation: Row[U1], face: Signals, day: U4
) -> None:
    """What contacts will see tomorrow."""
    i: Index
    for i in range(LANES):
        face.effort[i] = np.uint8(np.int32(np.float32(row.effort[i]) * _EFFORT_SHOWN + _HALF))
    for i in range(LANES):
        guard = (np.float32(row.guard[i]) - _GUARD_NONE) * _GUARD_SHOWN
        face.guard[i] = np.uint8(np.int32(guard + _GUARD_SHOWN_NONE))
    for i in range(LANES):
        held = (desk.burden[i] > _ZERO) | ((situation[i] & DETAINED) != np.uint8(0))
        flags = np.uint8(held) * np.uint8(FACE_SANCTION)
        flags |= np.uint8(desk.named[i] > _HALF) * np.uint8(FACE_PUBLIC)
        flags |= np.uint8(row.evasion[i] > np.uint8(127)) * np.uint8(FACE_EVADES)
        face.flags[i] = flags
    for e in range(desk.n):
        k, i = desk.code[e] >> np.uint32(8), desk.code[e] & np.uint32(255)
        if rules.rouses[k] > _ZERO and not _is_hidden(sheet, rules, k, i) and _is_noticed(desk, rules, k, i, day):
            face.flags[i] = face.flags[i] | np.uint8(FACE_ACTIVE)


@scalar
def _is_hidden(sheet: Records, rules: Parameters, k: Index, i: Index) -> Any:
    """Whether what was posted of it was removed before anybody looked; with response off nobody misses it."""
    removes = rules.removes * rules.responds
    return removes != np.uint8(0) and ((sheet.hidden[i] >> np.uint64(k)) & np.uint64(1)) != np.uint64(0)


@scalar
def _is_noticed(desk: Truth, rules: Parameters, k: Index, i: Index, day: U4) -> Flag:
    """Whether contacts take it for a sign that people act, by a draw of its own."""
    if rules.rouses[k] >= _ONE:
        return True
    citizen = desk.citizen + np.uint64(i)
    word = randomness.draw(rules.seed, citizen, day, randomness.ROUSING, rules.kind_key[k])[0]
    return randomness.unit(word) < rules.rouses[k]

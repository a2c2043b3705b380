"""Records of what nobody did: by channel and kind, keyed by both names, so that another one moves nobody's luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.observation.sight import sight_of
from glasshouse.schema.codes import EVASION
from glasshouse.schema.limits import EVENTS, QUARTER, QUARTERS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, DayCounts, Flag, Index, Parameters, Records, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_SCALE = np.float32(2147483648.0)
_QUARTER_BITS = np.uint32(QUARTER.bit_length() - 1)


@scalar
def file_record(sheet: Records, code: Any, channels: U4) -> None:
    """Put a record of a rarer kind on the day's sheet, by the channels that made it."""
    if sheet.n < np.uint32(EVENTS):
        sheet.code[sheet.n] = code
        sheet.channels[sheet.n] = channels
        sheet.n += np.uint32(1)


@scalar
def has_happened(desk: Truth, k: Index, i: Index) -> Flag:
    """Whether somebody did something of a rarer kind today."""
    wanted = np.uint32(k << np.uint32(8)) | i
    found = False
    for e in range(desk.n):
        if desk.code[e] == wanted:
            found = True
    return found


@scalar
def _may_do(desk: Truth, rules: Parameters, k: Index, i: Index) -> Flag:
    """Whether somebody's luck lets them do something of a frequent kind today, or they did something of a rarer one."""
    if k < rules.frequent:
        # The same 31-bit luck that decides about the act (see conduct).
        luck = desk.words[rules.row[k] >> np.uint32(2), rules.row[k] & np.uint32(3), i] >> np.uint32(1)
        return np.int32(luck) < np.int32(rules.ceiling[k] * _SCALE)
    return has_happened(desk, k, i)


@scalar
def _invent_of(
    desk: Truth, sheet: Records, rules: Parameters, row: Any, tally: DayCounts, p: Index, i: Index, luck: Any
) -> None:
    """A false record of the person in lane `i`, if luck is low enough, the channel sees them, and they did not do it.

    Of a frequent kind only those are wrongly recorded whose own word lies above its ceiling, who cannot have done it; what
    befalls them is scaled up by as much, so that false records do not hang on how often people do it.
    """
    k, ch = rules.false_kind[p], rules.false_channel[p]
    rate = rules.invents[k, ch] * rules.inventing[ch, desk.group[i]] * desk.people[i]
    if k >= rules.frequent:
        rate *= _ONE + rules.suspects[ch] * desk.states[EVASION, i]
    if (
        luck >= np.uint32(rate * rules.false_scale[p])
        or sight_of(desk, rules, row, ch, i) <= _ZERO
        or _may_do(desk, rules, k, i)
    ):
        return
    bit = np.uint32(np.uint32(1) << ch)
    tally.invented[k] += np.int64(1)
    tally.invented_group[desk.group[i]] += np.int64(1)
    if k < rules.frequent:
        sheet.recorded[k, i] |= bit
    else:
        tally.mismatched[ch] += np.int64(1)
        file_record(sheet, np.uint32(k << np.uint32(8)) | i, bit)


@scalar
def invent_records(desk: Truth, sheet: Records, rules: Parameters, row: Any, tally: DayCounts, day: U4) -> None:
    """False records: one draw a day for each pair of a kind and a channel that makes them, keyed by both names.

    Each of its four words is for a quarter of the community: the low six bits name a person, the others are that
    person's luck. Hardly any is low enough, so that a day costs little.
    """
    for p in range(rules.false_pairs):
        words = randomness.draw(rules.seed, desk.citizen, day, randomness.FALSE_RECORDS, rules.false_key[p])
        for q in range(QUARTERS):
            # `false_most` bounds every person's chance, so that most words end here.
            if words[q] >> _QUARTER_BITS < rules.false_most[p]:
                i = np.uint32(np.uint32(QUARTER * q) + (words[q] & np.uint32(QUARTER - 1)))
                _invent_of(desk, sheet, rules, row, tally, p, i, words[q] >> _QUARTER_BITS)

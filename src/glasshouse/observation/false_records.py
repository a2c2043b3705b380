"""Records of what nobody did: by channel and kind, keyed by both names, so that another one moves nobody's luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.observation.sight import sight_of
from glasshouse.schema.codes import EVASION
from glasshouse.schema.limits import EVENTS, QUARTER, QUARTERS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, DayCounts, Flag, Index, Parameters, Records, Society, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_SCALE = np.float32(2147483648.0)
_QUARTER_BITS = np.uint32(QUARTER.bit_length() - 1)


@kernel_function
def file_record(records: Records, code: U4, channels: U4) -> None:
    """Put a record of a rarer kind on the day's sheet, by the channels that made it."""
    if records.n < np.uint32(EVENTS):
        records.code[records.n] = code
        records.channels[records.n] = channels
        records.n += np.uint32(1)


@kernel_function
def has_happened(truth: Truth, k: Index, i: Index) -> Flag:
    """Whether somebody did something of a rarer kind today."""
    wanted = np.uint32(k << np.uint32(8)) | i
    found = False
    for e in range(truth.n):
        if truth.code[e] == wanted:
            found = True
    return found


@kernel_function
def _may_do(truth: Truth, parameters: Parameters, k: Index, i: Index) -> Flag:
    """Whether somebody's luck lets them do something of a frequent kind today, or they did something of a rarer one."""
    if k < parameters.frequent:
        # The same 31-bit luck that decides about the act (see conduct).
        luck = truth.words[parameters.row[k] >> np.uint32(2), parameters.row[k] & np.uint32(3), i] >> np.uint32(1)
        return np.int32(luck) < np.int32(parameters.ceiling[k] * _SCALE)
    return has_happened(truth, k, i)


@kernel_function
def _invent_of(
    truth: Truth,
    records: Records,
    parameters: Parameters,
    row: Society,
    day_counts: DayCounts,
    p: Index,
    i: U4,
    luck: U4,
) -> None:
    """A false record of the person in lane `i`, if luck is low enough, the channel sees them, and they did not do it.

    Of a frequent kind only those are wrongly recorded whose own word lies above its ceiling, who cannot have done it; what
    befalls them is scaled up by as much, so that false records do not hang on how often people do it.
    """
    k, ch = parameters.false_kind[p], parameters.false_channel[p]
    rate = parameters.false_records[k, ch] * parameters.false_records_by_group[ch, truth.group[i]] * truth.people[i]
    if k >= parameters.frequent:
        rate *= _ONE + parameters.evasion_as_suspicion[ch] * truth.states[EVASION, i]
    if (
        luck >= np.uint32(rate * parameters.false_scale[p])
        or sight_of(truth, parameters, row, ch, i) <= _ZERO
        or _may_do(truth, parameters, k, i)
    ):
        return
    bit = np.uint32(np.uint32(1) << ch)
    day_counts.invented[k] += np.int64(1)
    day_counts.invented_group[truth.group[i]] += np.int64(1)
    if k < parameters.frequent:
        records.recorded[k, i] |= bit
    else:
        day_counts.false_matches[ch] += np.int64(1)
        file_record(records, np.uint32(np.uint32(k << np.uint32(8)) | i), bit)


@kernel_function
def invent_records(
    truth: Truth, records: Records, parameters: Parameters, row: Society, day_counts: DayCounts, day: U4
) -> None:
    """False records: one draw a day for each pair of a kind and a channel that makes them, keyed by both names.

    Each of its four words is for a quarter of the community: the low six bits name a person, the others are that
    person's luck. Hardly any is low enough, so that a day costs little.
    """
    for p in range(parameters.false_pairs):
        words = randomness.draw(parameters.seed, truth.citizen, day, randomness.FALSE_RECORDS, parameters.false_key[p])
        for q in range(QUARTERS):
            # `false_most` bounds every person's chance, so that most words end here.
            if words[q] >> _QUARTER_BITS < parameters.false_most[p]:
                i = np.uint32(np.uint32(QUARTER * q) + (words[q] & np.uint32(QUARTER - 1)))
                _invent_of(truth, records, parameters, row, day_counts, p, i, words[q] >> _QUARTER_BITS)

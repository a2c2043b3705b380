"""What firms do today, who sees it, how their bids end, and what their standing brings to those who work there.

A firm is a work unit of a community; it exists where somebody works. It has no state of its own: how reliable and how large
it is follows from the seed, how hard it tries from what was published about it. Its acts, the records of them and false
records each have draws of their own, keyed by community, work unit, day and the names of kinds and channels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import band_of
from glasshouse.schema.codes import COSTS_WORKERS, EFFORT, INCOME, RELIABILITY
from glasshouse.schema.limits import FIRMS, LANES, QUARTER, SHARES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        U4,
        U8,
        DayCounts,
        Ledger,
        Parameters,
        Records,
        Society,
        System,
        Truth,
        World,
    )

_ONE, _ZERO = np.float32(1.0), np.float32(0.0)
_SCALE, _FINE = np.float32(2147483648.0), np.float32(65536.0)
_WHOLE = np.float32(4294967296.0)
_QUARTER_BITS = np.uint32(QUARTER.bit_length() - 1)
NONE = np.uint32(LANES)
"""In place of a manager's lane: nobody works there."""


@kernel_function
def _gather(truth: Truth, row: Society) -> None:
    """Who works where: the first of a firm, by lane, is its manager."""
    for at in range(FIRMS):
        f = np.uint32(at)
        truth.manager[f] = NONE
        truth.unpaid[f] = np.uint8(0)
        truth.firm_did[f] = np.uint64(0)
        truth.firm_treatment[f] = np.uint64(0)
        truth.liability[0, f] = np.uint64(0)
        truth.liability[1, f] = np.uint64(0)
        for part in range(SHARES):
            truth.workers_share[part, f] = _ZERO
            truth.managers_share[part, f] = _ZERO
        truth.firm_effort[f] = _ZERO
    for i in range(np.uint32(row.people)):
        work = np.uint32(row.workplace[i])
        if work < np.uint32(FIRMS) and truth.manager[work] == NONE:
            truth.manager[work] = np.uint32(i)


@kernel_function
def _stand(truth: Truth, parameters: Parameters, system: System, row: Ledger, f: U4) -> None:
    """What one system's published band brings to a firm, its workers and its manager, and how hard the firm tries."""
    code = np.uint32(row.published[f])
    if code == np.uint32(0):
        return
    b = band_of(system, code)
    truth.firm_treatment[f] |= system.treatment[b]
    truth.liability[0, f] |= system.workers[b]
    truth.liability[1, f] |= system.managers[b]
    for part in range(SHARES):
        truth.workers_share[part, f] += system.workers_share[b, part]
        truth.managers_share[part, f] += system.managers_share[b, part]
    if parameters.responds:
        top = b + np.uint32(1) < system.bands
        gain = max(system.worth[b + np.uint32(1)] - system.worth[b], _ZERO) if top else _ZERO
        below = system.worth[b - np.uint32(1)] if b > np.uint32(0) else system.worth[b]
        fall = max(system.worth[b] - below, _ZERO) * parameters.loss
        truth.firm_effort[f] = min(truth.firm_effort[f] + parameters.reward * (gain + fall), _ONE)


@kernel_function
def _rate(truth: Truth, parameters: Parameters, k: U4, f: U4, firm: U8) -> F4:
    """A firm's daily rate of a kind: by its reliability and size, which follow from the seed, and by its effort."""
    w0, w1, _, _ = randomness.draw(parameters.seed, firm, np.uint32(0), randomness.FIRMS, np.uint32(1))
    reliability = np.float32(2.0) * randomness.unit(w0) - _ONE
    size = np.float32(2.0) * randomness.unit(w1) - _ONE
    factor, opened = _ONE, _ONE
    for m in range(4):
        if parameters.trait_index[k, m] == np.uint32(RELIABILITY):
            factor += parameters.trait_weight[k, m] * reliability
        elif parameters.trait_index[k, m] == np.uint32(INCOME):
            factor += parameters.trait_weight[k, m] * size
        if parameters.state_index[k, m] == np.uint32(EFFORT):
            opened += parameters.state_weight[k, m] * truth.firm_effort[f]
    return min(max(factor, _ZERO) * parameters.rate[k] * max(opened, _ZERO), parameters.ceiling[k])


@kernel_function
def _file(records: Records, k: U4, f: U4, channels: U4) -> None:
    # Kind and number of the firm, packed like citizens' events.
    records.firm_code[records.firm_n] = np.uint32(k << np.uint32(8)) | f
    records.firm_channels[records.firm_n] = channels
    records.firm_n += np.uint32(1)


@kernel_function
def _see(records: Records, parameters: Parameters, day_counts: DayCounts, k: U4, f: U4, word: U4) -> None:
    """Each channel that could see an act of a firm has a luck of its own; all firms are registered with all of them."""
    channels = np.uint32(0)
    for m in range(parameters.watchers[k]):
        ch = parameters.watcher[k, m]
        luck = np.float32(np.int32(randomness.derived(word, parameters.channel_key[ch])))
        if luck < parameters.sensitivity[k, ch] * _FINE:
            channels |= np.uint32(np.uint32(1) << ch)
    if channels == np.uint32(0):
        day_counts.missed[k] += np.int64(1)
    else:
        day_counts.recorded[k] += np.int64(1)
        _file(records, k, f, np.uint32(channels))


@kernel_function
def _end_bid(truth: Truth, parameters: Parameters, day_counts: DayCounts, k: U4, f: U4) -> None:
    if truth.firm_treatment[f] & parameters.denies[k]:
        day_counts.denied[k] += np.int64(1)
    elif truth.firm_treatment[f] & parameters.eases[k]:
        day_counts.eased[k] += np.int64(1)


@kernel_function
def _act(truth: Truth, records: Records, parameters: Parameters, day_counts: DayCounts, day: U4, f: U4) -> None:
    """What a firm does today: each kind has a draw of its own, keyed by its name."""
    firm = truth.citizen + np.uint64(f)
    for m in range(parameters.firm_kinds):
        k = parameters.firm_kind[m]
        act, sight, _, _ = randomness.draw(parameters.seed, firm, day, randomness.FIRM_ACTS, parameters.kind_key[k])
        # 31-bit luck against the rate times 2^31, both signed (see conduct).
        if np.int32(act >> np.uint32(1)) < np.int32(_rate(truth, parameters, k, f, firm) * _SCALE):
            day_counts.happened[k] += np.int64(1)
            truth.firm_did[f] |= np.uint64(np.uint64(1) << np.uint64(k))
            _see(records, parameters, day_counts, k, f, sight)
            if parameters.effect[k] == COSTS_WORKERS:
                truth.unpaid[f] = np.uint8(1)
            if parameters.attempt[k]:
                _end_bid(truth, parameters, day_counts, k, f)


@kernel_function
def _invent(truth: Truth, records: Records, parameters: Parameters, day_counts: DayCounts, day: U4) -> None:
    """False records of firms, one draw a pair and day as for citizens: firms stand in the first quarter's places."""
    for p in range(parameters.false_pairs, parameters.false_pairs + parameters.false_of_firms):
        k, ch = parameters.false_kind[p], parameters.false_channel[p]
        word = randomness.draw(parameters.seed, truth.citizen, day, randomness.FALSE_RECORDS, parameters.false_key[p])[
            0
        ]
        # The low six bits name a place, 26 are its luck.
        f, luck = word & np.uint32(QUARTER - 1), word >> _QUARTER_BITS
        if (
            f < np.uint32(FIRMS)
            and truth.manager[f] != NONE
            and luck < np.uint32(parameters.false_records[k, ch] * _WHOLE)
        ):
            if not (truth.firm_did[f] >> np.uint64(k)) & np.uint64(1):
                day_counts.invented[k] += np.int64(1)
                _file(records, k, np.uint32(f), np.uint32(np.uint32(1) << ch))


def do_business(world: World, day: U4, c: U4) -> None:
    """One community's firms today."""
    truth, records, parameters, systems, society = (
        world.truth,
        world.records,
        world.parameters,
        world.systems,
        world.society,
    )
    ledgers, day_counts = world.ledgers, world.day_counts
    records.firm_n = np.uint32(0)
    if parameters.firms:
        _gather(truth, society[c])
        for f in range(FIRMS):
            if truth.manager[f] != NONE:
                day_counts.firms += np.int64(1)
                if parameters.treats:
                    for s in range(parameters.systems):
                        if systems[s].of_firms and systems[s].active:
                            _stand(truth, parameters, systems[s], ledgers[s, c], np.uint32(f))
                _act(truth, records, parameters, day_counts, day, np.uint32(f))
        _invent(truth, records, parameters, day_counts, day)


@kernel_function
def copy_firm_records(records: Records, firm_records: Records) -> None:
    """Copy the firms' records of the day into the table that forms with `accounts = 'firms'` read."""
    firm_records.citizen = records.citizen
    firm_records.people = min(records.people, np.uint32(FIRMS))
    firm_records.n = records.firm_n
    for e in range(records.firm_n):
        firm_records.code[e] = records.firm_code[e]
        firm_records.channels[e] = records.firm_channels[e]

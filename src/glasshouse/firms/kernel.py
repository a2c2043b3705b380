"""What firms do today, who sees it, how their bids end, and what their standing brings to those who work there.

A firm is a work unit of a community; it exists where somebody works. It has no state of its own: how reliable and how large
it is follows from the seed, how hard it tries from what was published about it. Its acts, the records of them and false
records each have draws of their own, keyed by community, work unit, day and the names of kinds and channels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.bands import band_of
from glasshouse.schema.codes import COSTS_WORKERS, EFFORT, INCOME, RELIABILITY
from glasshouse.schema.limits import FIRMS, LANES, QUARTER

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


@scalar
def _gather(desk: Truth, row: Society) -> None:
    """Who works where: the first of a firm, by lane, is its manager."""
    for at in range(FIRMS):
        f = np.uint32(at)
        desk.manager[f] = NONE
        desk.unpaid[f] = np.uint8(0)
        desk.firm_did[f] = np.uint64(0)
        desk.firm_treatment[f] = np.uint64(0)
        desk.liability[0, f] = np.uint64(0)
        desk.liability[1, f] = np.uint64(0)
        for part in range(3):
            desk.workers_share[part, f] = _ZERO
            desk.managers_share[part, f] = _ZERO
        desk.firm_effort[f] = _ZERO
    for i in range(np.uint32(row.people)):
        work = np.uint32(row.workplace[i])
        if work < np.uint32(FIRMS) and desk.manager[work] == NONE:
            desk.manager[work] = np.uint32(i)


@scalar
def _stand(desk: Truth, rules: Parameters, system: System, row: Ledger, f: U4) -> None:
    """What one system's published band brings to a firm, its workers and its manager, and how hard the firm tries."""
    code = np.uint32(row.published[f])
    if code == np.uint32(0):
        return
    b = band_of(system, code)
    desk.firm_treatment[f] |= system.treatment[b]
    desk.liability[0, f] |= system.workers[b]
    desk.liability[1, f] |= system.managers[b]
    for part in range(3):
        desk.workers_share[part, f] += system.workers_share[b, part]
        desk.managers_share[part, f] += system.managers_share[b, part]
    if rules.responds:
        top = b + np.uint32(1) < system.bands
        gain = max(system.worth[b + np.uint32(1)] - system.worth[b], _ZERO) if top else _ZERO
        below = system.worth[b - np.uint32(1)] if b > np.uint32(0) else system.worth[b]
        fall = max(system.worth[b] - below, _ZERO) * rules.loss
        desk.firm_effort[f] = min(desk.firm_effort[f] + rules.reward * (gain + fall), _ONE)


@scalar
def _rate(desk: Truth, rules: Parameters, k: U4, f: U4, firm: U8) -> F4:
    """A firm's daily rate of a kind: by its reliability and size, which follow from the seed, and by its effort."""
    w0, w1, _, _ = randomness.draw(rules.seed, firm, np.uint32(0), randomness.FIRMS, np.uint32(1))
    reliability = np.float32(2.0) * randomness.unit(w0) - _ONE
    size = np.float32(2.0) * randomness.unit(w1) - _ONE
    factor, opened = _ONE, _ONE
    for m in range(4):
        if rules.trait_index[k, m] == np.uint32(RELIABILITY):
            factor += rules.trait_weight[k, m] * reliability
        elif rules.trait_index[k, m] == np.uint32(INCOME):
            factor += rules.trait_weight[k, m] * size
        if rules.state_index[k, m] == np.uint32(EFFORT):
            opened += rules.state_weight[k, m] * desk.firm_effort[f]
    return min(max(factor, _ZERO) * rules.rate[k] * max(opened, _ZERO), rules.ceiling[k])


@scalar
def _file(sheet: Records, k: U4, f: U4, channels: U4) -> None:
    # Kind and number of the firm, packed like citizens' events.
    sheet.firm_code[sheet.firm_n] = np.uint32(k << np.uint32(8)) | f
    sheet.firm_channels[sheet.firm_n] = channels
    sheet.firm_n += np.uint32(1)


@scalar
def _see(sheet: Records, rules: Parameters, tally: DayCounts, k: U4, f: U4, word: U4) -> None:
    """Each channel that could see an act of a firm has a luck of its own; all firms are registered with all of them."""
    channels = np.uint32(0)
    for m in range(rules.watchers[k]):
        ch = rules.watcher[k, m]
        luck = np.float32(np.int32(randomness.derived(word, rules.channel_key[ch])))
        if luck < rules.sees[k, ch] * _FINE:
            channels |= np.uint32(np.uint32(1) << ch)
    if channels == np.uint32(0):
        tally.missed[k] += np.int64(1)
    else:
        tally.recorded[k] += np.int64(1)
        _file(sheet, k, f, channels)


@scalar
def _end_bid(desk: Truth, rules: Parameters, tally: DayCounts, k: U4, f: U4) -> None:
    if desk.firm_treatment[f] & rules.denies[k]:
        tally.denied[k] += np.int64(1)
    elif desk.firm_treatment[f] & rules.eases[k]:
        tally.eased[k] += np.int64(1)


@scalar
def _act(desk: Truth, sheet: Records, rules: Parameters, tally: DayCounts, day: U4, f: U4) -> None:
    """What a firm does today: each kind has a draw of its own, keyed by its name."""
    firm = desk.citizen + np.uint64(f)
    for m in range(rules.firm_kinds):
        k = rules.firm_kind[m]
        act, sight, _, _ = randomness.draw(rules.seed, firm, day, randomness.FIRM_ACTS, rules.kind_key[k])
        # 31-bit luck against the rate times 2^31, both signed (see conduct).
        if np.int32(act >> np.uint32(1)) < np.int32(_rate(desk, rules, k, f, firm) * _SCALE):
            tally.happened[k] += np.int64(1)
            desk.firm_did[f] |= np.uint64(np.uint64(1) << np.uint64(k))
            _see(sheet, rules, tally, k, f, sight)
            if rules.mark[k] == COSTS_WORKERS:
                desk.unpaid[f] = np.uint8(1)
            if rules.attempt[k]:
                _end_bid(desk, rules, tally, k, f)


@scalar
def _invent(desk: Truth, sheet: Records, rules: Parameters, tally: DayCounts, day: U4) -> None:
    """False records of firms, one draw a pair and day as for citizens: firms stand in the first quarter's places."""
    for p in range(rules.false_pairs, rules.false_pairs + rules.false_of_firms):
        k, ch = rules.false_kind[p], rules.false_channel[p]
        word = randomness.draw(rules.seed, desk.citizen, day, randomness.FALSE_RECORDS, rules.false_key[p])[0]
        # The low six bits name a place, 26 are its luck.
        f, luck = word & np.uint32(QUARTER - 1), word >> _QUARTER_BITS
        if f < np.uint32(FIRMS) and desk.manager[f] != NONE and luck < np.uint32(rules.invents[k, ch] * _WHOLE):
            if not (desk.firm_did[f] >> np.uint64(k)) & np.uint64(1):
                tally.invented[k] += np.int64(1)
                _file(sheet, k, f, np.uint32(np.uint32(1) << ch))


def do_business(world: World, day: U4, c: U4) -> None:
    """One community's firms today."""
    desk, sheet, rules, systems, society = world.desk, world.sheet, world.rules, world.systems, world.society
    ledgers, tally = world.ledgers, world.tally
    sheet.firm_n = np.uint32(0)
    if rules.firms:
        _gather(desk, society[c])
        for f in range(FIRMS):
            if desk.manager[f] != NONE:
                tally.firms += np.int64(1)
                if rules.treats:
                    for s in range(rules.systems):
                        if systems[s].of_firms and systems[s].active:
                            _stand(desk, rules, systems[s], ledgers[s, c], np.uint32(f))
                _act(desk, sheet, rules, tally, day, np.uint32(f))
        _invent(desk, sheet, rules, tally, day)


@scalar
def hand_over(sheet: Records, firm_sheet: Records) -> None:
    """Copy the firms' records of the day into the table that forms with `accounts = 'firms'` read."""
    firm_sheet.citizen = sheet.citizen
    firm_sheet.people = min(sheet.people, np.uint32(FIRMS))
    firm_sheet.n = sheet.firm_n
    for e in range(sheet.firm_n):
        firm_sheet.code[e] = sheet.firm_code[e]
        firm_sheet.channels[e] = sheet.firm_channels[e]

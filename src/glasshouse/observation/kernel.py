"""Who sees what was done today: true records, missed acts, false records; the dossier; reviews of appeals.

A channel's chance to record an act is its sensitivity for that kind, for people within its reach, by group, less what
evasion hides. Each act and channel has a luck of its own, derived from the act's own draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.kernels.swar import sums_of_flags
from glasshouse.observation.copies import trade_copies
from glasshouse.observation.false_records import file_record, has_happened, invent_records
from glasshouse.observation.patrols import remember_patrol, send_patrol
from glasshouse.observation.redress import correct, correct_everywhere
from glasshouse.observation.sight import sight_of
from glasshouse.schema.codes import (
    APPEALED,
    CASE_EMPTY,
    CASE_LISTED,
    CASE_RECORDED,
    DECIDED,
    EVASION,
    EVERYBODY,
    GATHERS,
    MEMORIES,
)
from glasshouse.schema.limits import CHANNELS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        I8,
        U2,
        U4,
        U8,
        Cases,
        DayCounts,
        Dossiers,
        Flag,
        Index,
        Parameters,
        Provenance,
        Records,
        Row,
        Society,
        System,
        Truth,
        World,
    )

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_HALF = np.float32(0.5)
_FINE = np.float32(65536.0)


@scalar
def _expose(desk: Truth, rules: Parameters, row: Society) -> None:
    """How much of a life is seen in all, by the channels that have each person within reach, four of them a pass."""
    for i in range(LANES):
        desk.exposed[i] = _ZERO
        desk.open[i] = _ZERO
    # Two sums of eight channels each, added in the end: the order of additions that plain twins use.
    for half in range(2):
        total = desk.open if half else desk.exposed
        for first in range(8 * half, min(np.uint32(8 * half + 8), rules.reaches), 4):
            w0, w1, w2, w3 = _weights(rules, first)
            m0, m1, m2, m3 = _mask(first), _mask(first + 1), _mask(first + 2), _mask(first + 3)
            for i in range(LANES):
                seen = total[i] + (w0 if row.reach[i] & m0 else _ZERO)
                seen = seen + (w1 if row.reach[i] & m1 else _ZERO)
                seen = seen + (w2 if row.reach[i] & m2 else _ZERO)
                total[i] = seen + (w3 if row.reach[i] & m3 else _ZERO)
    for i in range(LANES):
        desk.exposed[i] = ((desk.exposed[i] + desk.open[i]) + rules.exposure_all) * desk.people[i]


@scalar
def _mask(bit: Index) -> U2:
    return np.uint16(np.uint32(1) << np.uint32(bit))


@scalar
def _weights(rules: Parameters, first: Index) -> Any:
    weights = rules.exposure
    return weights[first], weights[first + 1], weights[first + 2], weights[first + 3]


@scalar
def _look(desk: Truth, rules: Parameters, row: Society) -> None:
    """How well the channels that see frequent kinds see each person today."""
    for m in range(rules.lookouts):
        ch = rules.lookout[m]
        bit, hides = rules.reach_bit[ch], rules.evaded[ch]
        if bit == EVERYBODY:
            for i in range(LANES):
                desk.sight[ch, i] = desk.people[i] * (_ONE - hides * desk.states[EVASION, i])
        else:
            mask = _mask(bit)
            for i in range(LANES):
                desk.sight[ch, i] = _ONE - hides * desk.states[EVASION, i] if row.reach[i] & mask else _ZERO
        if rules.partial[ch]:
            nobody, migrants, minority, both = _by_group(rules.seeing[ch])
            for i in range(LANES):
                # Selects instead of indexing by group, so that the loop vectorises.
                here = migrants if desk.group[i] & np.uint8(1) else nobody
                there = both if desk.group[i] & np.uint8(1) else minority
                desk.sight[ch, i] *= there if desk.group[i] & np.uint8(2) else here
        if ch == rules.patrol:
            for i in range(LANES):
                desk.sight[ch, i] *= desk.patrol_sees


@scalar
def _by_group(row: Any) -> Any:
    return row[0], row[1], row[2], row[3]


@scalar
def _record_pair(desk: Truth, sheet: Records, rules: Parameters, p: Index) -> None:
    """Who is recorded by one channel for one frequent kind; the first channel of a kind opens the row."""
    j, ch = rules.pair_kind[p], rules.pair_channel[p]
    key, sees = rules.channel_key[ch], rules.pair_sees[p] * _FINE
    bit = np.uint32(np.uint32(1) << np.uint32(ch))
    row, sight = rules.row[j], desk.sight[ch]
    words = desk.words[row >> np.uint32(2), row & np.uint32(3)]
    if rules.pair_opens[p]:
        for i in range(LANES):
            chance = sight[i] * sees * np.float32(desk.happened[j, i])
            # 16-bit luck against the chance times 2^16, as signed integers so that lanes are compared in one vector.
            seen = np.int32(randomness.derived(words[i], key)) < np.int32(chance)
            sheet.recorded[j, i] = bit if seen else np.uint32(0)
    else:
        for i in range(LANES):
            chance = sight[i] * sees * np.float32(desk.happened[j, i])
            seen = np.int32(randomness.derived(words[i], key)) < np.int32(chance)
            sheet.recorded[j, i] |= bit if seen else np.uint32(0)


@scalar
def _record_frequent(desk: Truth, sheet: Records, rules: Parameters) -> None:
    for j in range(rules.frequent):
        sheet.watching[j] = rules.watching[j]
        if rules.watching[j] == np.uint32(0):
            for i in range(LANES):
                sheet.recorded[j, i] = np.uint32(0)
    for p in range(rules.pairs):
        _record_pair(desk, sheet, rules, p)


@scalar
def _is_arrested(desk: Truth, i: Index) -> Flag:
    for m in range(desk.n_arrested):
        if np.uint32(desk.arrested[m]) == i:
            return True
    return False


@scalar
def _count_word(desk: Truth, tally: DayCounts, i: Index, channels: U4) -> None:
    """Words said and words recorded, of those who do not evade (0) and of those who do (1)."""
    user = np.uint32(desk.states[EVASION, i] >= _HALF)
    tally.words[user] += np.int64(1)
    if channels != np.uint32(0):
        tally.words_recorded[user] += np.int64(1)


@scalar
def _count_by_channel(rules: Parameters, counts: Row[I8], channels: U4) -> None:
    for ch in range(rules.channels):
        counts[ch] += np.int64((channels >> np.uint32(ch)) & np.uint32(1))


@scalar
def _record_rare(desk: Truth, sheet: Records, rules: Parameters, row: Any, tally: DayCounts, day: U4) -> None:
    """The rarer acts one by one: each channel that could see one has a keyed draw of its own."""
    sheet.n = np.uint32(0)
    for e in range(desk.n):
        k, i = desk.code[e] >> np.uint32(8), desk.code[e] & np.uint32(255)
        word = randomness.draw(rules.seed, desk.citizen + np.uint64(i), day, randomness.SIGHT, rules.kind_key[k])[0]
        channels = np.uint32(0)
        for m in range(rules.watchers[k]):
            ch = rules.watcher[k, m]
            luck = np.float32(np.int32(randomness.derived(word, rules.channel_key[ch])))
            if luck < rules.sees[k, ch] * sight_of(desk, rules, row, ch, i) * _FINE:
                channels |= np.uint32(np.uint32(1) << np.uint32(ch))
        if rules.mark[k] == GATHERS and _is_arrested(desk, i):
            channels |= rules.arresting
        if rules.speech[k]:
            _count_word(desk, tally, i, channels)
        if channels != np.uint32(0):
            tally.recorded[k] += np.int64(1)
            _count_by_channel(rules, tally.matched, channels)
            file_record(sheet, desk.code[e], channels)
        else:
            tally.missed[k] += np.int64(1)


@scalar
def _did(desk: Truth, rules: Parameters, k: Index, i: Index) -> Any:
    """Whether somebody did something of a kind today."""
    if k < rules.frequent:
        return desk.happened[k, i] != np.uint8(0)
    return has_happened(desk, k, i)


@scalar
def _count_frequent(desk: Truth, sheet: Records, rules: Parameters, tally: DayCounts) -> None:
    """Frequent acts done and seen. Whether anybody recorded something stays on the sheet, as `seen`."""
    for j in range(rules.frequent):
        for i in range(LANES):
            sheet.seen[j, i] = np.uint8(sheet.recorded[j, i] != np.uint32(0))
        done, seen = sums_of_flags(desk.happened[j], sheet.seen[j])
        desk.done[j] = done
        tally.recorded[j] += np.int64(seen)
        tally.missed[j] += np.int64(done) - np.int64(seen)


@scalar
def _add_to_file(file: Dossiers, pool: Index, heading: Index, i: Index) -> None:
    # Two counters of four bits in a byte, recent in the low half; they stop at 15.
    held = file.recent[pool, heading, i]
    if (held & np.uint8(15)) < np.uint8(15):
        file.recent[pool, heading, i] = held + np.uint8(1)


@scalar
def _age_files(rules: Parameters, file: Dossiers, day: U4) -> None:
    """From time to time what is recent becomes old, and what was old is forgotten."""
    for pool in range(2):
        for heading in range(len(MEMORIES)):
            every = rules.age_every[pool, heading]
            if every > np.uint32(0) and day % every == every - np.uint32(1):
                for i in range(LANES):
                    # The recent count moves into the old half, and the old one is shifted out.
                    file.recent[pool, heading, i] = np.uint8(file.recent[pool, heading, i] << np.uint8(4))


@scalar
def _keep_frequent(desk: Truth, sheet: Records, rules: Parameters, file: Dossiers, j: Index, pool: Index) -> None:
    """Enter today's records of one frequent kind into one pool's files, by the channels that can have made them."""
    mask, heading = rules.pool[pool], np.uint32(rules.memory[j] - np.uint32(1))
    if rules.watching[j] & (mask ^ np.uint32(0xFFFFFFFF)):
        for i in range(LANES):
            desk.within[i] = np.uint8((sheet.recorded[j, i] & mask) != np.uint32(0))
    else:
        for i in range(LANES):
            desk.within[i] = sheet.seen[j, i]
    for i in range(LANES):
        held = file.recent[pool, heading, i]
        more = np.uint8(desk.within[i] & np.uint8((held & np.uint8(15)) < np.uint8(15)))
        file.recent[pool, heading, i] = np.uint8(held + more)


@scalar
def _keep_files(desk: Truth, sheet: Records, rules: Parameters, file: Dossiers, day: U4) -> None:
    """Enter today's records into the dossiers, and let what is on file grow old."""
    for j in range(rules.frequent):
        if rules.memory[j] > np.uint8(0):
            for pool in range(2):
                if rules.watching[j] & rules.pool[pool]:
                    _keep_frequent(desk, sheet, rules, file, j, pool)
    for e in range(sheet.n):
        k, i = sheet.code[e] >> np.uint32(8), sheet.code[e] & np.uint32(255)
        heading = np.uint32(rules.memory[k])
        if heading > np.uint32(0):
            for pool in range(2):
                if sheet.channels[e] & rules.pool[pool]:
                    _add_to_file(file, np.uint32(pool), heading - np.uint32(1), i)
    _age_files(rules, file, day)


@scalar
def _review(
    rules: Parameters, systems: Row[System], book: Cases, truth: Provenance, tally: DayCounts, citizen: U8, day: U4
) -> None:
    """Appeals that are decided today. A review is a look at the facts, with errors both ways."""
    for m in range(np.uint32(book.count)):
        if (book.flags[m] & APPEALED) and not (book.flags[m] & DECIDED) and np.uint32(book.review[m]) == day:
            if book.status[m] == CASE_RECORDED or book.status[m] == CASE_LISTED:
                system = systems[book.system[m]]
                word = randomness.draw(
                    rules.seed,
                    citizen + np.uint64(book.citizen[m]),
                    day,
                    randomness.CASES,
                    np.uint32(system.key + rules.kind_key[book.kind[m]]),
                )[1]
                chance = system.overturned_wrong if truth.false[m] else system.overturned_right
                book.flags[m] = book.flags[m] | DECIDED
                if randomness.unit(word) < chance:
                    correct(systems, book, m, day)
                    if rules.one_desk:
                        correct_everywhere(systems, book, m, day)
                    tally.overturned += np.int64(1)
                else:
                    tally.upheld += np.int64(1)


def observe(world: World, day: U4, c: U4) -> None:
    """One community's records of the day."""
    desk, sheet, rules, systems, society = world.desk, world.sheet, world.rules, world.systems, world.society
    dossier, cases, provenance, tally = world.dossier, world.cases, world.provenance, world.tally
    if rules.removes:
        for i in range(LANES):
            sheet.hidden[i] = np.uint64(0)
    if rules.patrol < np.uint32(CHANNELS):
        send_patrol(desk, rules, cases[c], tally, day)
    _expose(desk, rules, society[c])
    _look(desk, rules, society[c])
    _record_frequent(desk, sheet, rules)
    _record_rare(desk, sheet, rules, society[c], tally, day)
    invent_records(desk, sheet, rules, society[c], tally, day)
    if rules.patrol < np.uint32(CHANNELS):
        remember_patrol(desk, sheet, rules, cases[c], tally)
    _count_frequent(desk, sheet, rules, tally)
    _keep_files(desk, sheet, rules, dossier[c], day)
    _review(rules, systems, cases[c], provenance[c], tally, desk.citizen, day)
    if rules.holders > np.uint32(0):
        trade_copies(rules, systems, cases[c], tally, desk.citizen, day)
    sheet.opened = np.uint32(cases[c].count)


def trace_provenance(world: World, day: U4, c: U4) -> None:
    """Note of each case opened today whether anything happened behind its record. No form of scoring sees this."""
    desk, sheet, rules, cases, provenance = world.desk, world.sheet, world.rules, world.cases, world.provenance
    book = cases[c]
    for m in range(sheet.opened, np.uint32(book.count)):
        if book.status[m] != CASE_EMPTY:
            k, i = np.uint32(book.kind[m]), np.uint32(book.citizen[m])
            provenance[c].false[m] = np.uint8(not _did(desk, rules, k, i))

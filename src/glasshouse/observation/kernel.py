"""Who sees what was done today: true records, missed acts, false records; the dossier.

A channel's chance to record an act is its sensitivity for that kind, for people within its reach, by group, less what
evasion hides. Each act and channel has a luck of its own, derived from the act's own draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import inlined, kernel_function
from glasshouse.kernels.swar import sums_of_flags
from glasshouse.observation.copies import keep_copies
from glasshouse.observation.false_records import file_record, has_happened, invent_records
from glasshouse.observation.patrols import remember_patrol, send_patrol
from glasshouse.observation.sight import sight_of
from glasshouse.schema.codes import (
    CASE_EMPTY,
    DOMAINS,
    EVASION,
    EVERYBODY,
    GATHERS,
    HEADINGS,
    LIFE,
    MONEY,
    PUBLIC,
)
from glasshouse.schema.limits import CHANNELS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        I8,
        U2,
        U4,
        DayCounts,
        Dossiers,
        Flag,
        Index,
        Parameters,
        Records,
        Row,
        Rows,
        Society,
        Truth,
        World,
    )

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_HALF = np.float32(0.5)
_FINE = np.float32(65536.0)


@kernel_function
def _expose(truth: Truth, parameters: Parameters, row: Society) -> None:
    """How much of each domain of a life is seen, by the channels that have each person within reach, four of them a pass."""
    for d in range(len(DOMAINS)):
        for i in range(LANES):
            truth.exposed[d, i] = _ZERO
            truth.target[d, i] = _ZERO
    # Two sums of eight channels each, added in the end: the order of additions that plain twins use.
    for first in range(0, min(np.uint32(8), parameters.reaches), 4):
        _add_reaches(truth.exposed, parameters.exposure, row, first)
    for first in range(8, parameters.reaches, 4):
        _add_reaches(truth.target, parameters.exposure, row, first)
    for d in range(len(DOMAINS)):
        everybody = parameters.exposure_all[d]
        for i in range(LANES):
            truth.exposed[d, i] = ((truth.exposed[d, i] + truth.target[d, i]) + everybody) * truth.people[i]


@kernel_function
def _add_reaches(total: Rows[F4], weights: Rows[F4], row: Society, first: Index) -> None:
    """Add what four channels see of each domain, for those whom they have within reach; a row of reaches is read once."""
    of_public, of_money, of_life = (
        _weights(weights[PUBLIC], first),
        _weights(weights[MONEY], first),
        _weights(weights[LIFE], first),
    )
    b0, b1, b2, b3 = _mask(first), _mask(first + 1), _mask(first + 2), _mask(first + 3)
    for i in range(LANES):
        reach = row.reach[i]
        r0, r1, r2, r3 = reach & b0, reach & b1, reach & b2, reach & b3
        total[PUBLIC, i] = _seen(total[PUBLIC, i], r0, r1, r2, r3, of_public)
        total[MONEY, i] = _seen(total[MONEY, i], r0, r1, r2, r3, of_money)
        total[LIFE, i] = _seen(total[LIFE, i], r0, r1, r2, r3, of_life)


@inlined
def _seen(total: F4, r0: U2, r1: U2, r2: U2, r3: U2, w: tuple[F4, F4, F4, F4]) -> F4:
    """What is seen of one domain, with four more channels, one after the other."""
    seen = total + (w[0] if r0 else _ZERO)
    seen = seen + (w[1] if r1 else _ZERO)
    seen = seen + (w[2] if r2 else _ZERO)
    return seen + (w[3] if r3 else _ZERO)


@kernel_function
def _weights(row: Row[F4], first: Index) -> tuple[F4, F4, F4, F4]:
    return row[first], row[first + 1], row[first + 2], row[first + 3]


@kernel_function
def _mask(bit: Index) -> U2:
    return np.uint16(np.uint32(1) << np.uint32(bit))


@kernel_function
def _look(truth: Truth, parameters: Parameters, row: Society) -> None:
    """How well the channels that see frequent kinds see each person today."""
    for m in range(parameters.lookouts):
        ch = parameters.lookout[m]
        bit, hides = parameters.reach_bit[ch], parameters.loss_to_evasion[ch]
        if bit == EVERYBODY:
            for i in range(LANES):
                truth.sight[ch, i] = truth.people[i] * (_ONE - hides * truth.states[EVASION, i])
        else:
            mask = _mask(bit)
            for i in range(LANES):
                truth.sight[ch, i] = _ONE - hides * truth.states[EVASION, i] if row.reach[i] & mask else _ZERO
        if parameters.partial[ch]:
            nobody, migrants, minority, both = _by_group(parameters.sensitivity_by_group[ch])
            for i in range(LANES):
                # Selects instead of indexing by group, so that the loop vectorises.
                here = migrants if truth.group[i] & np.uint8(1) else nobody
                there = both if truth.group[i] & np.uint8(1) else minority
                truth.sight[ch, i] *= there if truth.group[i] & np.uint8(2) else here
        if ch == parameters.patrol:
            for i in range(LANES):
                truth.sight[ch, i] *= truth.patrol_sensitivity


@kernel_function
def _by_group(row: Row[F4]) -> tuple[F4, F4, F4, F4]:
    return row[0], row[1], row[2], row[3]


@kernel_function
def _record_pair(truth: Truth, records: Records, parameters: Parameters, p: Index) -> None:
    """Who is recorded by one channel for one frequent kind; the first channel of a kind opens the row."""
    j, ch = parameters.pair_kind[p], parameters.pair_channel[p]
    key, sees = parameters.channel_key[ch], parameters.pair_sensitivity[p] * _FINE
    bit = np.uint32(np.uint32(1) << np.uint32(ch))
    row, sight = parameters.row[j], truth.sight[ch]
    words = truth.words[row >> np.uint32(2), row & np.uint32(3)]
    if parameters.pair_opens[p]:
        for i in range(LANES):
            chance = sight[i] * sees * np.float32(truth.happened[j, i])
            # 16-bit luck against the chance times 2^16, as signed integers so that lanes are compared in one vector.
            seen = np.int32(randomness.derived(words[i], key)) < np.int32(chance)
            records.recorded[j, i] = bit if seen else np.uint32(0)
    else:
        for i in range(LANES):
            chance = sight[i] * sees * np.float32(truth.happened[j, i])
            seen = np.int32(randomness.derived(words[i], key)) < np.int32(chance)
            records.recorded[j, i] |= bit if seen else np.uint32(0)


@kernel_function
def _record_frequent(truth: Truth, records: Records, parameters: Parameters) -> None:
    for j in range(parameters.frequent):
        records.watching[j] = parameters.watching[j]
        if parameters.watching[j] == np.uint32(0):
            for i in range(LANES):
                records.recorded[j, i] = np.uint32(0)
    for p in range(parameters.pairs):
        _record_pair(truth, records, parameters, p)


@kernel_function
def _is_arrested(truth: Truth, i: Index) -> Flag:
    for m in range(truth.n_arrested):
        if np.uint32(truth.arrested[m]) == i:
            return True
    return False


@kernel_function
def _count_word(truth: Truth, day_counts: DayCounts, i: Index, channels: U4) -> None:
    """Words said and words recorded, of those who do not evade (0) and of those who do (1)."""
    user = np.uint32(truth.states[EVASION, i] >= _HALF)
    day_counts.speech_acts[user] += np.int64(1)
    if channels != np.uint32(0):
        day_counts.speech_acts_recorded[user] += np.int64(1)


@kernel_function
def _count_by_channel(parameters: Parameters, counts: Row[I8], channels: U4) -> None:
    for ch in range(parameters.channels):
        counts[ch] += np.int64((channels >> np.uint32(ch)) & np.uint32(1))


@kernel_function
def _record_rare(
    truth: Truth, records: Records, parameters: Parameters, row: Society, day_counts: DayCounts, day: U4
) -> None:
    """The rarer acts one by one: each channel that could see one has a keyed draw of its own."""
    records.n = np.uint32(0)
    for e in range(truth.n):
        k, i = truth.code[e] >> np.uint32(8), truth.code[e] & np.uint32(255)
        word = randomness.draw(
            parameters.seed, randomness.person(truth, np.uint32(i)), day, randomness.SIGHT, parameters.kind_key[k]
        )[0]
        channels = np.uint32(0)
        for m in range(parameters.watchers[k]):
            ch = parameters.watcher[k, m]
            luck = np.float32(np.int32(randomness.derived(word, parameters.channel_key[ch])))
            if luck < parameters.sensitivity[k, ch] * sight_of(truth, parameters, row, ch, np.uint32(i)) * _FINE:
                channels |= np.uint32(np.uint32(1) << np.uint32(ch))
        if parameters.effect[k] == GATHERS and _is_arrested(truth, i):
            channels |= parameters.arresting
        if parameters.speech[k]:
            _count_word(truth, day_counts, i, channels)
        if channels != np.uint32(0):
            day_counts.recorded[k] += np.int64(1)
            _count_by_channel(parameters, day_counts.true_matches, channels)
            file_record(records, truth.code[e], np.uint32(channels))
        else:
            day_counts.missed[k] += np.int64(1)


@kernel_function
def _did(truth: Truth, parameters: Parameters, k: Index, i: Index) -> Flag:
    """Whether somebody did something of a kind today."""
    if k < parameters.frequent:
        return truth.happened[k, i] > np.uint8(0)
    return has_happened(truth, k, i)


@kernel_function
def _count_frequent(truth: Truth, records: Records, parameters: Parameters, day_counts: DayCounts) -> None:
    """Frequent acts done and seen. Whether anybody recorded something stays in the records, as `seen`."""
    for j in range(parameters.frequent):
        for i in range(LANES):
            records.seen[j, i] = np.uint8(records.recorded[j, i] != np.uint32(0))
        done, seen = sums_of_flags(truth.happened[j], records.seen[j])
        truth.done[j] = done
        day_counts.recorded[j] += np.int64(seen)
        day_counts.missed[j] += np.int64(done) - np.int64(seen)


@kernel_function
def _add_to_file(file: Dossiers, pool: Index, heading: Index, i: Index) -> None:
    # Two counters of four bits in a byte, recent in the low half; they stop at 15.
    held = file.recent[pool, heading, i]
    if (held & np.uint8(15)) < np.uint8(15):
        file.recent[pool, heading, i] = held + np.uint8(1)


@kernel_function
def _age_files(parameters: Parameters, file: Dossiers, day: U4) -> None:
    """From time to time what is recent becomes old, and what was old is forgotten."""
    for pool in range(2):
        for heading in range(len(HEADINGS)):
            every = parameters.age_every[pool, heading]
            if every > np.uint32(0) and day % every == every - np.uint32(1):
                for i in range(LANES):
                    # The recent count moves into the old half, and the old one is shifted out.
                    file.recent[pool, heading, i] = np.uint8(file.recent[pool, heading, i] << np.uint8(4))


@kernel_function
def _keep_frequent(
    truth: Truth, records: Records, parameters: Parameters, file: Dossiers, j: Index, pool: Index
) -> None:
    """Enter today's records of one frequent kind into one pool's files, by the channels that can have made them."""
    mask, heading = parameters.pool[pool], np.uint32(parameters.heading[j] - np.uint32(1))
    if parameters.watching[j] & (mask ^ np.uint32(0xFFFFFFFF)):
        for i in range(LANES):
            truth.within[i] = np.uint8((records.recorded[j, i] & mask) != np.uint32(0))
    else:
        for i in range(LANES):
            truth.within[i] = records.seen[j, i]
    for i in range(LANES):
        held = file.recent[pool, heading, i]
        more = np.uint8(truth.within[i] & np.uint8((held & np.uint8(15)) < np.uint8(15)))
        file.recent[pool, heading, i] = np.uint8(held + more)


@kernel_function
def _keep_files(truth: Truth, records: Records, parameters: Parameters, file: Dossiers, day: U4) -> None:
    """Enter today's records into the dossiers, and let what is on file grow old."""
    for j in range(parameters.frequent):
        if parameters.heading[j] > np.uint8(0):
            for pool in range(2):
                if parameters.watching[j] & parameters.pool[pool]:
                    _keep_frequent(truth, records, parameters, file, j, pool)
    for e in range(records.n):
        k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        heading = np.uint32(parameters.heading[k])
        if heading > np.uint32(0):
            for pool in range(2):
                if records.channels[e] & parameters.pool[pool]:
                    _add_to_file(file, np.uint32(pool), heading - np.uint32(1), i)
    _age_files(parameters, file, day)


def observe(world: World, day: U4, c: U4) -> None:
    """One community's records of the day."""
    truth, records, parameters, systems, society = (
        world.truth,
        world.records,
        world.parameters,
        world.systems,
        world.society,
    )
    dossier, cases, day_counts = world.dossier, world.cases, world.day_counts
    if parameters.patrol < np.uint32(CHANNELS):
        send_patrol(truth, parameters, cases[c], day_counts, day)
    _expose(truth, parameters, society[c])
    _look(truth, parameters, society[c])
    _record_frequent(truth, records, parameters)
    _record_rare(truth, records, parameters, society[c], day_counts, day)
    invent_records(truth, records, parameters, society[c], day_counts, day)
    if parameters.patrol < np.uint32(CHANNELS):
        remember_patrol(truth, records, parameters, cases[c], day_counts)
    _count_frequent(truth, records, parameters, day_counts)
    _keep_files(truth, records, parameters, dossier[c], day)
    if parameters.holders > np.uint32(0):
        keep_copies(parameters, systems, cases[c], day_counts, truth, day)
    records.opened = np.uint32(cases[c].count)


def trace_provenance(world: World, day: U4, c: U4) -> None:
    """Note of each case opened today whether anything happened behind its record. No form of scoring sees this."""
    truth, records, parameters, cases, provenance = (
        world.truth,
        world.records,
        world.parameters,
        world.cases,
        world.provenance,
    )
    here = cases[c]
    for m in range(records.opened, np.uint32(here.count)):
        if here.status[m] != CASE_EMPTY:
            k, i = np.uint32(here.kind[m]), np.uint32(here.citizen[m])
            provenance[c].false[m] = np.uint8(not _did(truth, parameters, k, i))

"""Who sees what was done today: true records, missed acts, false records; the dossier; reviews of appeals.

A channel's chance to record an act is its sensitivity for that kind, for people within its reach, by group, less what
evasion hides. Each act and channel has a luck of its own, derived from the act's own draw.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse import randomness
from glasshouse.compilation import scalar
from glasshouse.observation.copies import trade_copies
from glasshouse.observation.redress import correct, correct_everywhere
from glasshouse.tables import (
    APPEALED,
    CASE_EMPTY,
    CASE_LISTED,
    CASE_RECORDED,
    DECIDED,
    EVERYBODY,
    FIRMS,
    INVENTORS,
    LANES,
)  # fmt: skip

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_HALF = np.float32(0.5)
_GATHERS = np.uint32(3)
_FINE = np.float32(65536.0)
_SCALE = np.float32(2147483648.0)


@scalar
def _look(desk: Any, rules: Any, row: Any) -> None:
    """How well the channels that see frequent kinds see each person today, and how much of a life is seen in all."""
    for i in range(LANES):
        low, high = row.reach[i] & np.uint16(255), row.reach[i] >> np.uint16(8)
        seen = rules.exposure[0, low] + rules.exposure[1, high]
        desk.exposed[i] = (seen + rules.exposure_all) * desk.people[i]
    for m in range(rules.lookouts):
        ch = rules.lookout[m]
        bit, hides = rules.reach_bit[ch], rules.evaded[ch]
        if bit == EVERYBODY:
            for i in range(LANES):
                desk.sight[ch, i] = desk.people[i] * (_ONE - hides * desk.states[3, i])
        else:
            bit = np.uint16(bit)
            for i in range(LANES):
                within = np.float32(np.uint16(row.reach[i] >> bit) & np.uint16(1))
                desk.sight[ch, i] = within * (_ONE - hides * desk.states[3, i])
        if rules.partial[ch]:
            for i in range(LANES):
                desk.sight[ch, i] *= rules.seeing[ch, desk.group[i]]


@scalar
def is_within(rules: Any, row: Any, ch: Any, i: Any) -> Any:
    """True if channel `ch` has the person in lane `i` within reach."""
    bit = rules.reach_bit[ch]
    if bit == EVERYBODY:
        return np.uint32(i) < np.uint32(row.people)
    return ((np.uint32(row.reach[i]) >> bit) & np.uint32(1)) != np.uint32(0)


@scalar
def channels_within(rules: Any, row: Any, i: Any) -> Any:
    """All channels that have the person in lane `i` within reach, a bit each."""
    found = np.uint32(0)
    for ch in range(rules.channels):
        if is_within(rules, row, np.uint32(ch), i):
            found |= np.uint32(np.uint32(1) << np.uint32(ch))
    return found


@scalar
def _sight(desk: Any, rules: Any, row: Any, ch: Any, i: Any) -> Any:
    """How well one channel sees one person today, 0 to 1."""
    if is_within(rules, row, ch, i):
        return rules.seeing[ch, desk.group[i]] * (_ONE - rules.evaded[ch] * desk.states[3, i])
    return _ZERO


@scalar
def _record_frequent(desk: Any, sheet: Any, rules: Any, tally: Any) -> None:
    for j in range(rules.frequent):
        for i in range(LANES):
            sheet.recorded[j, i] = np.uint32(0)
    for p in range(rules.pairs):
        j, ch = rules.pair_kind[p], rules.pair_channel[p]
        key, sees = rules.channel_key[ch], rules.pair_sees[p] * _FINE
        bit = np.uint32(np.uint32(1) << np.uint32(ch))
        for i in range(LANES):
            luck = np.int32(randomness.derived(desk.words[j >> 2, j & 3, i], key))
            seen = np.uint32(luck < np.int32(desk.sight[ch, i] * sees)) * np.uint32(desk.happened[j, i])
            sheet.recorded[j, i] |= np.uint32(seen * bit)
        if rules.pair_invents[p] > _ZERO:
            _invent_frequent(desk, sheet, rules, tally, j, ch)


@scalar
def _invent_frequent(desk: Any, sheet: Any, rules: Any, tally: Any, j: Any, ch: Any) -> None:
    """False records of a frequent kind: the room above its ceiling holds equal rooms, one for each channel."""
    room = (_ONE - rules.ceiling[j]) * np.float32(1.0 / INVENTORS)
    start = np.uint32((rules.ceiling[j] + room * np.float32(rules.room[ch])) * _SCALE)
    most = np.uint32(room * _SCALE)
    n = np.uint32(0)
    for i in range(LANES):
        desk.hit[n] = np.uint32(i)
        n += np.uint32(np.uint32((desk.words[j >> 2, j & 3, i] >> np.uint32(1)) - start) < most)
    for h in range(n):
        i = desk.hit[h]
        if desk.sight[ch, i] > _ZERO:
            offset = np.float32(np.uint32((desk.words[j >> 2, j & 3, i] >> np.uint32(1)) - start))
            if offset < rules.invents[j, ch] * rules.inventing[ch, desk.group[i]] * _SCALE:
                sheet.recorded[j, i] |= np.uint32(np.uint32(1) << np.uint32(ch))
                tally.invented[j] += np.int64(1)
                tally.invented_group[desk.group[i]] += np.int64(1)


@scalar
def _is_arrested(desk: Any, i: Any) -> Any:
    for m in range(desk.n_arrested):
        if np.uint32(desk.arrested[m]) == i:
            return True
    return False


@scalar
def _count_word(desk: Any, tally: Any, i: Any, channels: Any) -> None:
    """Words said and words recorded, of those who do not evade (0) and of those who do (1)."""
    user = np.uint32(desk.states[3, i] >= _HALF)
    tally.words[user] += np.int64(1)
    if channels != np.uint32(0):
        tally.words_recorded[user] += np.int64(1)


@scalar
def _count_by_channel(rules: Any, counts: Any, channels: Any) -> None:
    for ch in range(rules.channels):
        counts[ch] += np.int64((channels >> np.uint32(ch)) & np.uint32(1))


@scalar
def _record_rare(desk: Any, sheet: Any, rules: Any, row: Any, tally: Any, day: Any) -> None:
    """The rarer acts one by one: each channel that could see one has a keyed draw of its own."""
    sheet.n = np.uint32(0)
    for e in range(desk.n):
        k, i = desk.code[e] >> np.uint32(8), desk.code[e] & np.uint32(255)
        word = randomness.draw(rules.seed, desk.citizen + np.uint64(i), day, randomness.SIGHT, rules.kind_key[k])[0]
        channels = np.uint32(0)
        for m in range(rules.watchers[k]):
            ch = rules.watcher[k, m]
            luck = np.float32(np.int32(randomness.derived(word, rules.channel_key[ch])))
            if luck < rules.sees[k, ch] * _sight(desk, rules, row, ch, i) * _FINE:
                channels |= np.uint32(np.uint32(1) << np.uint32(ch))
        if rules.mark[k] == _GATHERS and _is_arrested(desk, i):
            channels |= rules.arresting
        if rules.speech[k]:
            _count_word(desk, tally, i, channels)
        if channels != np.uint32(0):
            tally.recorded[k] += np.int64(1)
            _count_by_channel(rules, tally.matched, channels)
            _file(sheet, desk.code[e], channels)
        else:
            tally.missed[k] += np.int64(1)
    for e in range(desk.n_false):
        ch = np.uint32(desk.false_channel[e])
        i = desk.false[e] & np.uint32(255)
        if _sight(desk, rules, row, ch, i) > _ZERO:
            k = desk.false[e] >> np.uint32(8)
            tally.invented[k] += np.int64(1)
            tally.invented_group[desk.group[i]] += np.int64(1)
            tally.mismatched[ch] += np.int64(1)
            _file(sheet, desk.false[e], np.uint32(np.uint32(1) << np.uint32(ch)))


@scalar
def _file(sheet: Any, code: Any, channels: Any) -> None:
    sheet.code[sheet.n] = code
    sheet.channels[sheet.n] = channels
    sheet.n += np.uint32(1)


@scalar
def _count_frequent(desk: Any, sheet: Any, rules: Any, tally: Any) -> None:
    for j in range(rules.frequent):
        done, seen = np.uint16(0), np.uint16(0)
        for i in range(LANES):
            done = np.uint16(done + np.uint16(desk.happened[j, i]))
        for i in range(LANES):
            hit = np.uint16(sheet.recorded[j, i] != np.uint32(0)) & np.uint16(desk.happened[j, i])
            seen = np.uint16(seen + hit)
        desk.done[j] = np.uint32(done)
        tally.recorded[j] += np.int64(seen)
        tally.missed[j] += np.int64(done) - np.int64(seen)


@scalar
def _add_to_file(file: Any, pool: Any, heading: Any, i: Any) -> None:
    held = file.recent[pool, heading, i]
    if (held & np.uint8(15)) < np.uint8(15):
        file.recent[pool, heading, i] = held + np.uint8(1)


@scalar
def _age_files(rules: Any, file: Any, day: Any) -> None:
    """From time to time what is recent becomes old, and what was old is forgotten."""
    for pool in range(2):
        for heading in range(5):
            every = rules.age_every[pool, heading]
            if every > np.uint32(0) and day % every == every - np.uint32(1):
                for i in range(LANES):
                    file.recent[pool, heading, i] = np.uint8(file.recent[pool, heading, i] << np.uint8(4))


@scalar
def _keep_files(sheet: Any, rules: Any, file: Any, day: Any) -> None:
    """Enter today's records into the dossiers, and let what is on file grow old."""
    for j in range(rules.frequent):
        heading = np.uint32(rules.memory[j])
        if heading > np.uint32(0):
            for pool in range(2):
                mask = rules.pool[pool]
                for i in range(LANES):
                    held = file.recent[pool, heading - np.uint32(1), i]
                    more = np.uint8((sheet.recorded[j, i] & mask) != np.uint32(0)) & np.uint8(
                        (held & np.uint8(15)) < np.uint8(15)
                    )
                    file.recent[pool, heading - np.uint32(1), i] = np.uint8(held + more)
    for e in range(sheet.n):
        k, i = sheet.code[e] >> np.uint32(8), sheet.code[e] & np.uint32(255)
        heading = np.uint32(rules.memory[k])
        if heading > np.uint32(0):
            for pool in range(2):
                if sheet.channels[e] & rules.pool[pool]:
                    _add_to_file(file, np.uint32(pool), heading - np.uint32(1), i)
    _age_files(rules, file, day)


@scalar
def _review(rules: Any, systems: Any, book: Any, truth: Any, tally: Any, citizen: Any, day: Any) -> None:
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
                    np.uint32(system.key + np.uint32(book.kind[m])),
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


def observe(
    desk: Any, sheet: Any, rules: Any, systems: Any, society: Any, conduct: Any, response: Any, faces: Any, dossier: Any,
    ledgers: Any, cases: Any, provenance: Any, tally: Any, places: Any, trace: Any, day: Any, first: Any,
    last: Any,
) -> None:  # fmt: skip
    """One community's records of the day."""
    for at in range(first, last):
        c = np.uint32(at)
        if rules.removes:
            for i in range(LANES):
                sheet.hidden[i] = np.uint64(0)
        _look(desk, rules, society[c])
        _record_frequent(desk, sheet, rules, tally)
        _record_rare(desk, sheet, rules, society[c], tally, day)
        _count_frequent(desk, sheet, rules, tally)
        _keep_files(sheet, rules, dossier[c], day)
        _review(rules, systems, cases[c], provenance[c], tally, desk.citizen, day)
        if rules.holders > np.uint32(0):
            trade_copies(rules, systems, cases[c], tally, desk.citizen, day)
        sheet.opened = np.uint32(cases[c].count)


@scalar
def _happened(desk: Any, k: Any, i: Any) -> Any:
    wanted = np.uint32(k << np.uint32(8)) | i
    for e in range(desk.n):
        if desk.code[e] == wanted:
            return True
    return False


def trace_provenance(
    desk: Any, sheet: Any, rules: Any, systems: Any, society: Any, conduct: Any, response: Any, faces: Any, dossier: Any,
    ledgers: Any, cases: Any, provenance: Any, tally: Any, places: Any, trace: Any, day: Any, first: Any,
    last: Any,
) -> None:  # fmt: skip
    """Note of each case opened today whether anything happened behind its record. No form of scoring sees this."""
    for at in range(first, last):
        c = np.uint32(at)
        book = cases[c]
        for m in range(sheet.opened, np.uint32(book.count)):
            if book.status[m] != CASE_EMPTY:
                k, i = np.uint32(book.kind[m]), np.uint32(book.citizen[m])
                if k < rules.frequent:
                    truth = desk.happened[k, i] != np.uint8(0)
                else:
                    truth = _happened(desk, k, i)
                provenance[c].false[m] = np.uint8(not truth)


def show_files(sheet: Any, system: Any, file: Any) -> None:
    """What is on file about the people of one community in the pools that a system may read, as records, true or not."""
    for pool in range(2):
        share = np.uint8((system.file_pools >> np.uint32(pool)) & np.uint32(1))
        for heading in range(5):
            for i in range(LANES):
                sheet.files[pool, heading, i] = np.uint8(file.recent[pool, heading, i] * share)


def enrol(sheet: Any, rules: Any, row: Any, system: Any, c: Any) -> None:
    """Who joins a system on the first day, by a draw keyed by citizen and system: people's doing, not the system's.

    Of firms, every one where somebody works.
    """
    for i in range(LANES):
        sheet.member[i] = np.uint8(0)
    if system.of_firms:
        for i in range(np.uint32(row.people)):
            if row.workplace[i] < FIRMS and np.uint32(row.workplace[i]) < np.uint32(row.people):
                sheet.member[row.workplace[i]] = np.uint8(1)
        return
    for i in range(np.uint32(row.people)):
        citizen = np.uint64(c) * np.uint64(LANES) + np.uint64(i)
        online = np.float32(row.online[i]) * np.float32(2.0 / 255.0) - _ONE
        chance = system.member_share * max(_ONE + system.member_online * online, _ZERO)
        word = randomness.draw(rules.seed, citizen, np.uint32(0), randomness.MEMBERSHIP, system.key)[0]
        is_meant = (row.status[i] & system.member_mask) == system.member_status
        sheet.member[i] = np.uint8(is_meant and randomness.unit(word) < min(chance, _ONE))


def show_profile(sheet: Any, rules: Any, row: Any, system: Any, c: Any) -> None:
    """Attributes on file, as the channels that a system reads disclose or infer them, with their errors.

    The best channel that has a person within reach counts; 0 is the middle, also where nothing is on file.
    """
    people = np.uint32(row.people)
    for i in range(LANES):
        sheet.known[i] = np.float32(np.uint32(i) < people)
    for a in range(5):
        for i in range(LANES):
            sheet.profile[a, i] = _ZERO
        for i in range(people):
            best = np.float32(2.0)
            for ch in range(rules.channels):
                if (system.reads >> np.uint32(ch)) & np.uint32(1) and is_within(
                    rules, row, np.uint32(ch), np.uint32(i)
                ):
                    best = min(best, rules.profile_error[ch, a])
            if best <= _ONE:
                sheet.profile[a, i] = _attribute(row, a, i)
                if best > _ZERO:
                    citizen = np.uint64(c) * np.uint64(LANES) + np.uint64(i)
                    w0, w1, _, _ = randomness.draw(rules.seed, citizen, np.uint32(0), randomness.PROFILE, np.uint32(a))
                    error = randomness.unit(w0) + randomness.unit(w1) - _ONE
                    shown = sheet.profile[a, i] + best * error * np.float32(2.0)
                    sheet.profile[a, i] = min(max(shown, -_ONE), _ONE)


@scalar
def _attribute(row: Any, a: Any, i: Any) -> Any:
    rank = np.float32(2.0 / 255.0)
    if a == 0:
        return (np.float32(row.age[i]) - np.float32(58.0)) * np.float32(0.025)
    if a == 1:
        return np.float32(row.income[i]) * rank - _ONE
    if a == 2:
        return np.float32(row.reliability[i]) * rank - _ONE
    if a == 3:
        return np.float32(row.sociability[i]) * rank - _ONE
    return np.float32(row.online[i]) * rank - _ONE

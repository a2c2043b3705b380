"""What people do today: which acts happen and which attempts are made, to whom, by fixed slots of keyed draws."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse import randomness
from glasshouse.compilation import scalar
from glasshouse.tables import ACTIVE, EVENTS, LANES, OWING

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_SCALE = np.float32(2147483648.0)
_STARTS, _ENDS, _GATHERS = np.uint32(1), np.uint32(2), np.uint32(3)


@scalar
def _draw_words(desk: Any, rules: Any, day: Any) -> None:
    """One 32-bit word for each frequent kind and each group of rarer kinds, for everybody."""
    low = np.uint32(desk.citizen & np.uint64(0xFFFFFFFF))
    high = np.uint32(desk.citizen >> np.uint64(32))
    k0, k1 = rules.seed[0], rules.seed[1]
    blocks = (rules.frequent + rules.groups + np.uint32(3)) >> np.uint32(2)
    for b in range(blocks):
        first = np.uint32(4 * b)
        for i in range(LANES):
            w0, w1, w2, w3 = randomness.threefry(
                np.uint32(low + np.uint32(i)), high, day, np.uint32(b), k0, k1, randomness.ACTS, np.uint32(0)
            )
            desk.words[first, i] = w0
            desk.words[first + np.uint32(1), i] = w1
            desk.words[first + np.uint32(2), i] = w2
            desk.words[first + np.uint32(3), i] = w3


@scalar
def _do_frequent(desk: Any, rules: Any, j: Any) -> None:
    """One frequent kind for everybody: rate from traits and states, then who draws below it."""
    for i in range(LANES):
        desk.factor[i] = _ONE
    for m in range(rules.trait_count[j]):
        weight = rules.trait_weight[j, m]
        t = rules.trait_index[j, m]
        for i in range(LANES):
            desk.factor[i] += weight * desk.traits[t, i]
    for i in range(LANES):
        desk.open[i] = _ONE
    for m in range(rules.state_count[j]):
        weight = rules.state_weight[j, m]
        t = rules.state_index[j, m]
        for i in range(LANES):
            desk.open[i] += weight * desk.states[t, i]
    base, cap, need, guard = rules.rate[j], rules.ceiling[j], rules.need[j], rules.guard_weight[j]
    for i in range(LANES):
        desk.factor[i] = max(desk.factor[i], _ZERO) * base * desk.needs[need, i]
    for i in range(LANES):
        rate = min(desk.factor[i] * max(desk.open[i] + guard * desk.states[1, i], _ZERO), cap)
        desk.happened[j, i] = np.uint8(np.int32(desk.words[j, i] >> np.uint32(1)) < np.int32(rate * _SCALE))
    if guard < _ZERO:
        for i in range(LANES):
            free = min(desk.factor[i] * max(desk.open[i], _ZERO), cap)
            below = np.uint8(np.int32(desk.words[j, i] >> np.uint32(1)) < np.int32(free * _SCALE))
            desk.withheld[j, i] = np.uint8(below & (desk.happened[j, i] ^ np.uint8(1)))


@scalar
def rate_of(desk: Any, rules: Any, k: Any, i: Any, guarded: Any) -> Any:
    """The daily rate of kind `k` for lane `i`; without `guarded`, what it would be if nothing were withheld."""
    factor = _ONE
    for m in range(rules.trait_count[k]):
        factor += rules.trait_weight[k, m] * desk.traits[rules.trait_index[k, m], i]
    opened = _ONE
    for m in range(rules.state_count[k]):
        opened += rules.state_weight[k, m] * desk.states[rules.state_index[k, m], i]
    factor = max(factor, _ZERO) * rules.rate[k] * desk.needs[rules.need[k], i]
    if guarded:
        opened += rules.guard_weight[k] * desk.states[1, i]
    return min(factor * max(opened, _ZERO), rules.ceiling[k])


@scalar
def _do_group(desk: Any, rules: Any, g: Any) -> None:
    """The rarer kinds of one group: at most one a day, found among the few who draw into its slots."""
    w = rules.frequent + np.uint32(g)
    end = rules.group_end[g]
    n = np.uint32(0)
    for i in range(LANES):
        desk.hit[n] = np.uint32(i)
        n += np.uint32((desk.words[w, i] >> np.uint32(1)) < end)
    for h in range(n):
        i = desk.hit[h]
        u = desk.words[w, i] >> np.uint32(1)
        s = np.uint32(0)
        while u >= rules.group_low[g, s] + rules.group_width[g, s]:
            s += np.uint32(1)
        _do_rare(desk, rules, rules.group_kind[g, s], i, u - rules.group_low[g, s], rules.group_width[g, s])


@scalar
def _do_rare(desk: Any, rules: Any, k: Any, i: Any, offset: Any, width: Any) -> None:
    """The low half of a slot holds acts, the high half false records, in sixteen equal rooms, one a channel."""
    if desk.people[i] == _ZERO:
        return
    half = width >> np.uint32(1)
    if offset < half:
        if np.float32(offset) < rate_of(desk, rules, k, i, True) * _SCALE:
            desk.code[desk.n] = np.uint32(k << np.uint32(8)) | i
            desk.n += np.uint32(1)
        elif rules.guard_weight[k] < _ZERO and np.float32(offset) < rate_of(desk, rules, k, i, False) * _SCALE:
            desk.kept_back[desk.n_withheld] = np.uint32(k << np.uint32(8)) | i
            desk.n_withheld += np.uint32(1)
        return
    room = max(half >> np.uint32(4), np.uint32(1))
    channel = (offset - half) // room
    if channel < rules.channels:
        rate = rules.invents[k, channel] * rules.inventing[channel, desk.group[i]]
        if np.float32(offset - half - channel * room) < rate * _SCALE:
            desk.false[desk.n_false] = np.uint32(k << np.uint32(8)) | i
            desk.false_channel[desk.n_false] = np.uint8(channel)
            desk.n_false += np.uint32(1)


@scalar
def _join_by_threshold(desk: Any, rules: Any, situation: Any, k: Any) -> None:
    """People join when the share of active contacts reaches their threshold; who was active yesterday rests."""
    some = np.uint16(0)
    for i in range(LANES):
        some |= desk.sum_active[i] & np.uint16(15)
    if some == np.uint16(0):
        return
    for i in range(LANES):
        crowd = desk.states[5, i]
        if crowd > _ZERO and desk.people[i] > _ZERO and (situation[i] & ACTIVE) == np.uint8(0) and desk.n < EVENTS - 1:
            citizen = desk.citizen + np.uint64(i)
            word = randomness.draw(rules.seed, citizen, np.uint32(0), randomness.REACTION, np.uint32(0))[0]
            spread = rules.threshold_high - rules.threshold_low
            threshold = rules.threshold_low + spread * randomness.unit(word)
            threshold += rules.threshold_risk * desk.felt[i] - rules.threshold_grievance * desk.states[4, i]
            if crowd >= threshold:
                desk.code[desk.n] = np.uint32(k << np.uint32(8)) | np.uint32(i)
                desk.n += np.uint32(1)


@scalar
def _settle_marks(desk: Any, rules: Any, situation: Any) -> None:
    """What today's acts change in people's own situation: owing, active."""
    for i in range(LANES):
        situation[i] = situation[i] & np.uint8(~ACTIVE & np.uint8(255))
    for e in range(desk.n):
        k = desk.code[e] >> np.uint32(8)
        i = desk.code[e] & np.uint32(255)
        if rules.mark[k] == _STARTS:
            situation[i] = situation[i] | OWING
        elif rules.mark[k] == _ENDS:
            situation[i] = situation[i] & np.uint8(~OWING & np.uint8(255))
        elif rules.mark[k] == _GATHERS:
            situation[i] = situation[i] | ACTIVE


def act(
    desk: Any, sheet: Any, rules: Any, systems: Any, society: Any, conduct: Any, response: Any, faces: Any, dossier: Any,
    ledgers: Any, cases: Any, provenance: Any, tally: Any, places: Any, trace: Any, day: Any, c: Any,
) -> None:  # fmt: skip
    """One community's conduct of the day."""
    desk.n = np.uint32(0)
    desk.n_false = np.uint32(0)
    desk.n_withheld = np.uint32(0)
    _draw_words(desk, rules, day)
    for j in range(rules.frequent):
        _do_frequent(desk, rules, j)
    for g in range(rules.groups):
        _do_group(desk, rules, g)
    situation = conduct[c].situation
    for k in range(rules.frequent, rules.kinds):
        if rules.mark[k] == _GATHERS:
            _join_by_threshold(desk, rules, situation, np.uint32(k))
    _settle_marks(desk, rules, situation)

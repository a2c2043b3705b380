"""What people do today: which acts happen and which attempts are made, by keyed words or parts of words of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.conduct.decided import carry_out, hold_evasion
from glasshouse.conduct.gathering import arrest, come_back, join_by_threshold, look_for_wrongs, take_away
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.schema.codes import ACTIVE, ENDS_OWING, EVASION, GATHERS, GUARD, NO_KIND, OWING, STARTS_OWING
from glasshouse.schema.limits import EVENTS, LANES, SPARE

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U1, U4, Flag, Index, Parameters, Row, Truth, World

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
# 2^31: rates are compared as 31-bit integers, since signed 32-bit comparison vectorises and unsigned does not everywhere.
_SCALE = np.float32(2147483648.0)
_SPARE = np.uint32(4 * SPARE)
_BY_NAME = np.uint32(1)


@scalar
def _draw_words(desk: Truth, rules: Parameters, day: U4) -> None:
    """For everybody the words of the library's kinds, in blocks of four, and one for each other frequent kind."""
    low = np.uint32(desk.citizen & np.uint64(0xFFFFFFFF))
    high = np.uint32(desk.citizen >> np.uint64(32))
    k0, k1 = rules.seed[0], rules.seed[1]
    # Two blocks a pass (see `threefry_twice`); an odd last block is drawn alone below.
    for b in range(0, np.int64(rules.blocks) - 1, 2):
        first, second = rules.block[b], rules.block[b + 1]
        for i in range(LANES):
            w0, w1, w2, w3, w4, w5, w6, w7 = randomness.threefry_twice(
                np.uint32(low + np.uint32(i)), high, day, first, second, k0, k1, randomness.ACTS, np.uint32(0)
            )
            desk.words[b, 0, i] = w0
            desk.words[b, 1, i] = w1
            desk.words[b, 2, i] = w2
            desk.words[b, 3, i] = w3
            desk.words[b + 1, 0, i] = w4
            desk.words[b + 1, 1, i] = w5
            desk.words[b + 1, 2, i] = w6
            desk.words[b + 1, 3, i] = w7
    if rules.blocks & np.uint32(1):
        last = np.uint32(rules.blocks - np.uint32(1))
        item = rules.block[last]
        for i in range(LANES):
            w0, w1, w2, w3 = randomness.threefry(
                np.uint32(low + np.uint32(i)), high, day, item, k0, k1, randomness.ACTS, np.uint32(0)
            )
            desk.words[last, 0, i] = w0
            desk.words[last, 1, i] = w1
            desk.words[last, 2, i] = w2
            desk.words[last, 3, i] = w3
    for n in range(rules.named):
        _draw_by_name(desk, rules, day, rules.named_kind[n])


@scalar
def _draw_by_name(desk: Truth, rules: Parameters, day: U4, k: Index) -> None:
    """Everybody's word for one kind that is not in the library, keyed by its name, into the kind's row."""
    low = np.uint32(desk.citizen & np.uint64(0xFFFFFFFF))
    high = np.uint32(desk.citizen >> np.uint64(32))
    k0, k1, item = rules.seed[0], rules.seed[1], rules.kind_key[k]
    words = _words_of(desk, rules.row[k])
    for i in range(LANES):
        words[i] = randomness.threefry(
            np.uint32(low + np.uint32(i)), high, day, item, k0, k1, randomness.ACTS, _BY_NAME
        )[0]


@scalar
def _words_of(desk: Truth, row: U4) -> Row[U4]:
    """The row of words of that number."""
    # Four words a block.
    return desk.words[row >> np.uint32(2), row & np.uint32(3)]


@scalar
def _lean_on_traits(desk: Truth, rules: Parameters, j: Index) -> None:
    """What a frequent kind's rate is by everybody's traits and needs, into `desk.factor`; weights left open are nothing.

    Written out by the number of traits, so that a row is read once and nothing is put down in between.
    """
    base, need, traits = rules.rate[j], rules.need[j], rules.trait_count[j]
    w0, w1, w2, w3 = (
        rules.trait_weight[j, 0],
        rules.trait_weight[j, 1],
        rules.trait_weight[j, 2],
        rules.trait_weight[j, 3],
    )
    t0, t1, t2, t3 = (
        rules.trait_index[j, 0],
        rules.trait_index[j, 1],
        rules.trait_index[j, 2],
        rules.trait_index[j, 3],
    )
    if traits > np.uint32(3):
        for i in range(LANES):
            leans = _ONE + w0 * desk.traits[t0, i] + w1 * desk.traits[t1, i]
            leans = leans + w2 * desk.traits[t2, i] + w3 * desk.traits[t3, i]
            desk.factor[i] = max(leans, _ZERO) * base * desk.needs[need, i]
    elif traits > np.uint32(2):
        for i in range(LANES):
            leans = _ONE + w0 * desk.traits[t0, i] + w1 * desk.traits[t1, i] + w2 * desk.traits[t2, i]
            desk.factor[i] = max(leans, _ZERO) * base * desk.needs[need, i]
    else:
        for i in range(LANES):
            leans = _ONE + w0 * desk.traits[t0, i] + w1 * desk.traits[t1, i]
            desk.factor[i] = max(leans, _ZERO) * base * desk.needs[need, i]


@scalar
def _lean_on_states(desk: Truth, rules: Parameters, j: Index) -> None:
    """What everybody's states make of it, without guard, into `desk.open`; weights left open are nothing."""
    v0, v1, v2, v3 = (
        rules.state_weight[j, 0],
        rules.state_weight[j, 1],
        rules.state_weight[j, 2],
        rules.state_weight[j, 3],
    )
    s0, s1, s2, s3 = (
        rules.state_index[j, 0],
        rules.state_index[j, 1],
        rules.state_index[j, 2],
        rules.state_index[j, 3],
    )
    for i in range(LANES):
        desk.open[i] = _ONE + v0 * desk.states[s0, i] + v1 * desk.states[s1, i]
    if rules.state_count[j] > np.uint32(2):
        for i in range(LANES):
            desk.open[i] = desk.open[i] + v2 * desk.states[s2, i] + v3 * desk.states[s3, i]


@scalar
def _happens(word: U4, rate: F4) -> U1:
    """Whether someone whose luck is `word` does today what they do at a daily rate."""
    return np.uint8(np.int32(word >> np.uint32(1)) < np.int32(rate * _SCALE))


@scalar
def _do_frequent(desk: Truth, rules: Parameters, j: Index) -> None:
    """One frequent kind for everybody: rate from traits and states, then who draws below it."""
    _lean_on_traits(desk, rules, j)
    cap, guard, words = rules.ceiling[j], rules.guard_weight[j], _words_of(desk, rules.row[j])
    if rules.state_count[j] > np.uint32(1) or guard < _ZERO:
        _lean_on_states(desk, rules, j)
        for i in range(LANES):
            rate = min(desk.factor[i] * max(desk.open[i] + guard * desk.states[GUARD, i], _ZERO), cap)
            desk.happened[j, i] = _happens(words[i], rate)
        if guard < _ZERO:
            for i in range(LANES):
                free = min(desk.factor[i] * max(desk.open[i], _ZERO), cap)
                desk.withheld[j, i] = np.uint8(_happens(words[i], free) & (desk.happened[j, i] ^ np.uint8(1)))
    else:
        weight, state = rules.state_weight[j, 0], rules.state_index[j, 0]
        for i in range(LANES):
            leans = _ONE + weight * desk.states[state, i] + guard * desk.states[GUARD, i]
            desk.happened[j, i] = _happens(words[i], min(desk.factor[i] * max(leans, _ZERO), cap))


@scalar
def _factors(desk: Truth, rules: Parameters, k: Index, i: Index) -> Any:
    """The two factors of a rarer kind's rate for lane `i`: by traits (with the rate itself), by states without guard."""
    # The order of sums is fixed: plain twins add in the same order, to the same bits.
    factor, opened = _ONE, _ONE
    for m in range(4):
        factor += rules.trait_weight[k, m] * desk.traits[rules.trait_index[k, m], i]
        opened += rules.state_weight[k, m] * desk.states[rules.state_index[k, m], i]
    return max(factor, _ZERO) * rules.rate[k] * desk.needs[rules.need[k], i], opened


@scalar
def _walk_shared(desk: Truth, rules: Parameters, w: int) -> None:
    """Rarer kinds that share a word: at most one a day, found among the few who draw into a cell of one of them.

    Only the part of a slot that the kind's ceiling fills is in the table of cells.
    """
    i: Index
    words, g = _words_of(desk, rules.walk_row[w]), rules.walk_cells[w]
    n = np.uint32(0)
    for i in range(LANES):
        # Stream compaction without a branch: every lane is written, and the place moves on for hits only.
        desk.hit[n] = np.uint32(i)
        n += np.uint32(rules.cell[g, words[i] >> np.uint32(20)] != np.uint8(NO_KIND))
    for h in range(n):
        i = desk.hit[h]
        # The top 12 bits pick one of 4,096 cells; a slot is a whole number of cells.
        k = np.uint32(rules.cell[g, words[i] >> np.uint32(20)])
        _decide(desk, rules, k, i, np.uint32((words[i] >> np.uint32(1)) - rules.slot[k]))


@scalar
def _walk_own(desk: Truth, rules: Parameters, w: int, day: U4) -> None:
    """One rarer kind with a word of its own; a word by name is drawn here, since nobody needs it afterwards."""
    i: Index
    k = rules.walk_kind[w]
    if rules.walk_row[w] == _SPARE:
        _draw_by_name(desk, rules, day, k)
    words, end = _words_of(desk, rules.walk_row[w]), rules.walk_end[w]
    n = np.uint32(0)
    for i in range(LANES):
        # Stream compaction without a branch: every lane is written, and the place moves on for hits only.
        desk.hit[n] = np.uint32(i)
        n += np.uint32((words[i] >> np.uint32(1)) < end)
    for h in range(n):
        i = desk.hit[h]
        _decide(desk, rules, k, i, np.uint32(words[i] >> np.uint32(1)))


@scalar
def _is_below(offset: U4, rate: F4) -> Flag:
    return np.int32(offset) < np.int32(rate * _SCALE)


@scalar
def _decide(desk: Truth, rules: Parameters, k: U4, i: U4, offset: U4) -> None:
    """Whether lane `i`, whose luck lies so far into the slot of a rarer kind, does it today.

    Where there are obstacles, part of those who would have done it are led elsewhere; who evades gets round.
    """
    factor, opened = _factors(desk, rules, k, i)
    cap, guard = rules.ceiling[k], rules.guard_weight[k]
    rate = min(factor * max(opened + guard * desk.states[GUARD, i], _ZERO), cap)
    passes = rate
    if rules.friction[k] > _ZERO:
        passes = rate * (_ONE - rules.friction[k] * (_ONE - desk.states[EVASION, i]))
    # An event packs kind and lane: 256 lanes take the low eight bits.
    code = np.uint32(k << np.uint32(8)) | i
    if _is_below(offset, passes):
        if desk.n < np.uint32(EVENTS):
            desk.code[desk.n] = code
            desk.n += np.uint32(1)
    elif _is_below(offset, rate):
        if desk.n_hindered < np.uint32(EVENTS):
            desk.hindered[desk.n_hindered] = code
            desk.n_hindered += np.uint32(1)
    elif guard < _ZERO and _is_below(offset, min(factor * max(opened, _ZERO), cap)):
        if desk.n_withheld < np.uint32(EVENTS):
            desk.kept_back[desk.n_withheld] = code
            desk.n_withheld += np.uint32(1)


@scalar
def _settle_marks(desk: Truth, rules: Parameters, situation: Row[U1]) -> None:
    """What today's acts change in people's own situation: owing, active."""
    i: Index
    for i in range(LANES):
        situation[i] = situation[i] & np.uint8(~ACTIVE & np.uint8(255))
    for e in range(desk.n):
        # Events pack kind << 8 | lane.
        k = desk.code[e] >> np.uint32(8)
        i = desk.code[e] & np.uint32(255)
        if rules.mark[k] == STARTS_OWING:
            situation[i] = situation[i] | OWING
        elif rules.mark[k] == ENDS_OWING:
            situation[i] = situation[i] & np.uint8(~OWING & np.uint8(255))
        elif rules.mark[k] == GATHERS:
            situation[i] = situation[i] | ACTIVE


def act(world: World, day: U4, c: U4) -> None:
    """One community's conduct of the day."""
    desk, rules, conduct = world.desk, world.rules, world.conduct
    desk.n = np.uint32(0)
    desk.n_withheld = np.uint32(0)
    desk.n_hindered = np.uint32(0)
    decided = desk.first_decision < desk.last_decision
    if decided:
        hold_evasion(desk, world.decisions)
    _draw_words(desk, rules, day)
    for j in range(rules.frequent):
        _do_frequent(desk, rules, j)
    for w in range(rules.walks):
        if rules.walk_kind[w] == np.uint32(NO_KIND):
            _walk_shared(desk, rules, w)
        else:
            _walk_own(desk, rules, w, day)
    situation = conduct[c].situation
    look_for_wrongs(desk, rules, situation, day)
    for k in range(rules.frequent, rules.kinds):
        if rules.mark[k] == GATHERS:
            join_by_threshold(desk, rules, situation, np.uint32(k))
    if decided:
        carry_out(desk, rules, world.decisions)
    arrest(desk, rules, day)
    come_back(desk, rules, situation)
    _settle_marks(desk, rules, situation)
    take_away(desk, rules, situation)

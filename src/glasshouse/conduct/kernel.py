"""What people do today: which acts happen and which attempts are made, by keyed words or parts of words of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.conduct.debts import settle_debts
from glasshouse.conduct.decided import carry_out, hold_evasion
from glasshouse.conduct.gathering import come_back, join_by_threshold, look_for_incidents, stay_away
from glasshouse.conduct.persuasion import come_to_oneself, persuade
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import ACTIVE, ENDS_OWING, EVASION, GATHERS, IN_DEFAULT, NO_KIND, STARTS_OWING
from glasshouse.schema.limits import EVENTS, LANES, SPARE

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U1, U4, Flag, Index, Parameters, Row, Truth, World

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
# 2^31: rates are compared as 31-bit integers, since signed 32-bit comparison vectorises and unsigned does not everywhere.
_SCALE = np.float32(2147483648.0)
_SPARE = np.uint32(4 * SPARE)
_BY_NAME = np.uint32(1)


@kernel_function
def _draw_words(truth: Truth, parameters: Parameters, day: U4) -> None:
    """For everybody the words of the library's kinds, in blocks of four, and one for each other frequent kind."""
    low = np.uint32(truth.citizen & np.uint64(0xFFFFFFFF))
    high = np.uint32(truth.citizen >> np.uint64(32))
    k0, k1 = parameters.seed[0], parameters.seed[1]
    # Two blocks a pass (see `threefry_twice`); an odd last block is drawn alone below.
    for b in range(0, np.int64(parameters.blocks) - 1, 2):
        first, second = parameters.block[b], parameters.block[b + 1]
        for i in range(LANES):
            w0, w1, w2, w3, w4, w5, w6, w7 = randomness.threefry_twice(
                np.uint32(low + np.uint32(i)), high, day, first, second, k0, k1, randomness.ACTS, np.uint32(0)
            )
            truth.words[b, 0, i] = w0
            truth.words[b, 1, i] = w1
            truth.words[b, 2, i] = w2
            truth.words[b, 3, i] = w3
            truth.words[b + 1, 0, i] = w4
            truth.words[b + 1, 1, i] = w5
            truth.words[b + 1, 2, i] = w6
            truth.words[b + 1, 3, i] = w7
    if parameters.blocks & np.uint32(1):
        last = np.uint32(parameters.blocks - np.uint32(1))
        item = parameters.block[last]
        for i in range(LANES):
            w0, w1, w2, w3 = randomness.threefry(
                np.uint32(low + np.uint32(i)), high, day, item, k0, k1, randomness.ACTS, np.uint32(0)
            )
            truth.words[last, 0, i] = w0
            truth.words[last, 1, i] = w1
            truth.words[last, 2, i] = w2
            truth.words[last, 3, i] = w3
    if parameters.turnover:
        _draw_for_newcomers(truth, parameters, day)
    for n in range(parameters.named):
        _draw_by_name(truth, parameters, day, parameters.named_kind[n])


@kernel_function
def _draw_for_newcomers(truth: Truth, parameters: Parameters, day: U4) -> None:
    """The words of those who came into a seat after its first citizen, in place of the first citizen's.

    Drawn again lane by lane, so that the loops above key all lanes by one high word.
    """
    k0, k1 = parameters.seed[0], parameters.seed[1]
    for i in range(truth.count):
        if truth.generation[i]:
            person = randomness.person(truth, np.uint32(i))
            low, high = np.uint32(person & np.uint64(0xFFFFFFFF)), np.uint32(person >> np.uint64(32))
            for b in range(parameters.blocks):
                w0, w1, w2, w3 = randomness.threefry(
                    low, high, day, parameters.block[b], k0, k1, randomness.ACTS, np.uint32(0)
                )
                truth.words[b, 0, i] = w0
                truth.words[b, 1, i] = w1
                truth.words[b, 2, i] = w2
                truth.words[b, 3, i] = w3


@kernel_function
def _draw_by_name(truth: Truth, parameters: Parameters, day: U4, k: Index) -> None:
    """Everybody's word for one kind that is not in the library, keyed by its name, into the kind's row."""
    low = np.uint32(truth.citizen & np.uint64(0xFFFFFFFF))
    high = np.uint32(truth.citizen >> np.uint64(32))
    k0, k1, item = parameters.seed[0], parameters.seed[1], parameters.kind_key[k]
    words = _words_of(truth, parameters.row[k])
    for i in range(LANES):
        words[i] = randomness.threefry(
            np.uint32(low + np.uint32(i)), high, day, item, k0, k1, randomness.ACTS, _BY_NAME
        )[0]
    if parameters.turnover:
        for i in range(truth.count):
            if truth.generation[i]:
                mine = np.uint32(high + truth.generation[i])
                words[i] = randomness.threefry(
                    np.uint32(low + np.uint32(i)), mine, day, item, k0, k1, randomness.ACTS, _BY_NAME
                )[0]


@kernel_function
def _words_of(truth: Truth, row: U4) -> Row[U4]:
    """The row of words of that number."""
    # Four words a block.
    return truth.words[row >> np.uint32(2), row & np.uint32(3)]


@kernel_function
def _lean_on_traits(truth: Truth, parameters: Parameters, j: Index) -> None:
    """What a frequent kind's rate is by everybody's traits and needs, into `truth.factor`; weights left open are nothing.

    Written out by the number of traits, so that a row is read once and nothing is put down in between.
    """
    base, need, traits = parameters.rate[j], parameters.need[j], parameters.trait_count[j]
    w0, w1, w2, w3 = (
        parameters.trait_weight[j, 0],
        parameters.trait_weight[j, 1],
        parameters.trait_weight[j, 2],
        parameters.trait_weight[j, 3],
    )
    t0, t1, t2, t3 = (
        parameters.trait_index[j, 0],
        parameters.trait_index[j, 1],
        parameters.trait_index[j, 2],
        parameters.trait_index[j, 3],
    )
    if traits > np.uint32(3):
        for i in range(LANES):
            leans = _ONE + w0 * truth.traits[t0, i] + w1 * truth.traits[t1, i]
            leans = leans + w2 * truth.traits[t2, i] + w3 * truth.traits[t3, i]
            truth.factor[i] = max(leans, _ZERO) * base * truth.needs[need, i]
    elif traits > np.uint32(2):
        for i in range(LANES):
            leans = _ONE + w0 * truth.traits[t0, i] + w1 * truth.traits[t1, i] + w2 * truth.traits[t2, i]
            truth.factor[i] = max(leans, _ZERO) * base * truth.needs[need, i]
    else:
        for i in range(LANES):
            leans = _ONE + w0 * truth.traits[t0, i] + w1 * truth.traits[t1, i]
            truth.factor[i] = max(leans, _ZERO) * base * truth.needs[need, i]


@kernel_function
def _lean_on_attributes(truth: Truth, parameters: Parameters, j: Index) -> None:
    """Multiply a frequent kind's rates in `truth.factor` by what attributes that the scenario declares make of it."""
    for a in range(parameters.attributes):
        times, bit = parameters.times[j, a], np.uint8(np.uint32(1) << np.uint32(a))
        if times != _ONE:
            for i in range(LANES):
                truth.factor[i] *= times if truth.has[i] & bit else _ONE


@kernel_function
def _times(truth: Truth, parameters: Parameters, k: Index, i: Index) -> F4:
    """What attributes that the scenario declares make of a rarer kind's rate for lane `i`, as a factor."""
    times = _ONE
    for a in range(parameters.attributes):
        if (truth.has[i] >> np.uint8(a)) & np.uint8(1):
            times *= parameters.times[k, a]
    return times


@kernel_function
def _lean_on_states(truth: Truth, parameters: Parameters, j: Index) -> None:
    """What everybody's states make of it, without self-censorship, into `truth.open`; weights left open are nothing."""
    v0, v1, v2, v3 = (
        parameters.state_weight[j, 0],
        parameters.state_weight[j, 1],
        parameters.state_weight[j, 2],
        parameters.state_weight[j, 3],
    )
    s0, s1, s2, s3 = (
        parameters.state_index[j, 0],
        parameters.state_index[j, 1],
        parameters.state_index[j, 2],
        parameters.state_index[j, 3],
    )
    for i in range(LANES):
        truth.open[i] = _ONE + v0 * truth.states[s0, i] + v1 * truth.states[s1, i]
    if parameters.state_count[j] > np.uint32(2):
        for i in range(LANES):
            truth.open[i] = truth.open[i] + v2 * truth.states[s2, i] + v3 * truth.states[s3, i]


@kernel_function
def _happens(word: U4, rate: F4) -> U1:
    """Whether someone whose luck is `word` does today what they do at a daily rate."""
    return np.uint8(np.int32(word >> np.uint32(1)) < np.int32(rate * _SCALE))


@kernel_function
def _do_frequent(truth: Truth, parameters: Parameters, j: Index) -> None:
    """One frequent kind for everybody: rate from traits and states, then who draws below it."""
    _lean_on_traits(truth, parameters, j)
    if parameters.by_attribute[j]:
        _lean_on_attributes(truth, parameters, j)
    cap, guard, words = parameters.ceiling[j], parameters.self_censorship_weight[j], _words_of(truth, parameters.row[j])
    own = parameters.guard[j]
    if parameters.state_count[j] > np.uint32(1) or guard < _ZERO:
        _lean_on_states(truth, parameters, j)
        for i in range(LANES):
            rate = min(truth.factor[i] * max(truth.open[i] + guard * truth.states[own, i], _ZERO), cap)
            truth.happened[j, i] = _happens(words[i], rate)
        if guard < _ZERO:
            for i in range(LANES):
                free = min(truth.factor[i] * max(truth.open[i], _ZERO), cap)
                truth.withheld[j, i] = np.uint8(_happens(words[i], free) & (truth.happened[j, i] ^ np.uint8(1)))
    else:
        weight, state = parameters.state_weight[j, 0], parameters.state_index[j, 0]
        for i in range(LANES):
            leans = _ONE + weight * truth.states[state, i] + guard * truth.states[own, i]
            truth.happened[j, i] = _happens(words[i], min(truth.factor[i] * max(leans, _ZERO), cap))


@kernel_function
def _factors(truth: Truth, parameters: Parameters, k: Index, i: Index) -> tuple[F4, F4]:
    """The two factors of a rarer kind's rate for lane `i`: by traits (with the rate), by states without self-censorship."""
    # The order of sums is fixed: plain twins add in the same order, to the same bits.
    factor, opened = _ONE, _ONE
    for m in range(4):
        factor += parameters.trait_weight[k, m] * truth.traits[parameters.trait_index[k, m], i]
        opened += parameters.state_weight[k, m] * truth.states[parameters.state_index[k, m], i]
    by_trait = max(factor, _ZERO) * parameters.rate[k] * truth.needs[parameters.need[k], i]
    if parameters.by_attribute[k]:
        by_trait *= _times(truth, parameters, k, i)
    return by_trait, opened


@kernel_function
def _walk_shared(truth: Truth, parameters: Parameters, w: int) -> None:
    """Rarer kinds that share a word: at most one a day, found among the few who draw into a cell of one of them.

    Only the part of a slot that the kind's ceiling fills is in the table of cells.
    """
    i: Index
    words, g = _words_of(truth, parameters.walk_row[w]), parameters.walk_cells[w]
    n = np.uint32(0)
    for i in range(LANES):
        # Stream compaction without a branch: every lane is written, and the place moves on for hits only.
        truth.hit[n] = np.uint32(i)
        n += np.uint32(parameters.cell[g, words[i] >> np.uint32(20)] != np.uint8(NO_KIND))
    for h in range(n):
        i = truth.hit[h]
        # The top 12 bits pick one of 4,096 cells; a slot is a whole number of cells.
        k = np.uint32(parameters.cell[g, words[i] >> np.uint32(20)])
        _decide(truth, parameters, k, i, np.uint32((words[i] >> np.uint32(1)) - parameters.slot[k]))


@kernel_function
def _walk_own(truth: Truth, parameters: Parameters, w: int, day: U4) -> None:
    """One rarer kind with a word of its own; a word by name is drawn here, since nobody needs it afterwards."""
    i: Index
    k = parameters.walk_kind[w]
    if parameters.walk_row[w] == _SPARE:
        _draw_by_name(truth, parameters, day, k)
    words, end = _words_of(truth, parameters.walk_row[w]), parameters.walk_end[w]
    n = np.uint32(0)
    for i in range(LANES):
        # Stream compaction without a branch: every lane is written, and the place moves on for hits only.
        truth.hit[n] = np.uint32(i)
        n += np.uint32((words[i] >> np.uint32(1)) < end)
    for h in range(n):
        i = truth.hit[h]
        _decide(truth, parameters, k, i, np.uint32(words[i] >> np.uint32(1)))


@kernel_function
def _is_below(offset: U4, rate: F4) -> Flag:
    return np.int32(offset) < np.int32(rate * _SCALE)


@kernel_function
def _done(truth: Truth, parameters: Parameters, k: U4, i: U4, offset: U4, rate: F4) -> U4:
    """What lane `i` does, whose luck lies below the rate of kind `k`: part of what is known to be barred is not tried again."""
    if truth.turned_away[i] and not _is_below(offset, rate * (_ONE - parameters.given_up[k])):
        return parameters.instead[k]
    return np.uint32(k)


@kernel_function
def _decide(truth: Truth, parameters: Parameters, k: U4, i: U4, offset: U4) -> None:
    """Whether lane `i`, whose luck lies so far into the slot of a rarer kind, does it today.

    Where there are obstacles, part of those who would have done it are led elsewhere; who evades gets round. Of what is
    barred to them and they know it, people give up a part, or do another kind instead.
    """
    factor, opened = _factors(truth, parameters, k, i)
    cap, guard = parameters.ceiling[k], parameters.self_censorship_weight[k]
    rate = min(factor * max(opened + guard * truth.states[parameters.guard[k], i], _ZERO), cap)
    passes = rate
    if parameters.friction[k] > _ZERO:
        passes = rate * (_ONE - parameters.friction[k] * (_ONE - truth.states[EVASION, i]))
    # An event packs kind and lane: 256 lanes take the low eight bits.
    code = np.uint32(k << np.uint32(8)) | i
    if _is_below(offset, passes):
        done = _done(truth, parameters, k, i, offset, passes)
        if done != np.uint32(NO_KIND) and truth.n < np.uint32(EVENTS):
            truth.code[truth.n] = np.uint32(done << np.uint32(8)) | i
            truth.n += np.uint32(1)
    elif _is_below(offset, rate):
        if truth.n_hindered < np.uint32(EVENTS):
            truth.hindered[truth.n_hindered] = code
            truth.n_hindered += np.uint32(1)
    elif guard < _ZERO and _is_below(offset, min(factor * max(opened, _ZERO), cap)):
        if truth.n_withheld < np.uint32(EVENTS):
            truth.withheld_code[truth.n_withheld] = code
            truth.n_withheld += np.uint32(1)


@kernel_function
def _settle_marks(truth: Truth, parameters: Parameters, situation: Row[U1]) -> None:
    """What today's acts change in people's own situation: owing, active."""
    i: Index
    for i in range(LANES):
        situation[i] = situation[i] & np.uint8(~ACTIVE & np.uint8(255))
    for e in range(truth.n):
        # Events pack kind << 8 | lane.
        k = truth.code[e] >> np.uint32(8)
        i = truth.code[e] & np.uint32(255)
        if parameters.effect[k] == STARTS_OWING:
            situation[i] = situation[i] | IN_DEFAULT
        elif parameters.effect[k] == ENDS_OWING:
            situation[i] = situation[i] & np.uint8(~IN_DEFAULT & np.uint8(255))
        elif parameters.effect[k] == GATHERS:
            situation[i] = situation[i] | ACTIVE


def act(world: World, day: U4, c: U4) -> None:
    """One community's conduct of the day."""
    truth, parameters, conduct = world.truth, world.parameters, world.conduct
    truth.n = np.uint32(0)
    truth.n_withheld = np.uint32(0)
    truth.n_hindered = np.uint32(0)
    decided = truth.first_decision < truth.last_decision
    if decided:
        hold_evasion(truth, world.decisions)
    if parameters.persuades > _ZERO:
        persuade(truth, parameters, day)
    _draw_words(truth, parameters, day)
    for j in range(parameters.frequent):
        _do_frequent(truth, parameters, j)
    for w in range(parameters.walks):
        if parameters.walk_kind[w] == np.uint32(NO_KIND):
            _walk_shared(truth, parameters, w)
        else:
            _walk_own(truth, parameters, w, day)
    situation = conduct[c].situation
    look_for_incidents(truth, parameters, situation, day)
    for k in range(parameters.frequent, parameters.kinds):
        if parameters.effect[k] == GATHERS:
            join_by_threshold(truth, parameters, situation, np.uint32(k))
    if decided:
        carry_out(truth, parameters, world.decisions)
    settle_debts(truth, parameters, world.debts, world.day_counts, day, c)
    come_back(truth, parameters, situation)
    _settle_marks(truth, parameters, situation)
    stay_away(truth, parameters, situation)
    if parameters.persuades > _ZERO:
        come_to_oneself(truth)

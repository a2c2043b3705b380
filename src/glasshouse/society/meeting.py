"""What contacts showed yesterday: sums over the ties that stand, several lanes and several flags at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import inlined, kernel_function
from glasshouse.schema.codes import CROWD, LIFE, MONEY, PUBLIC
from glasshouse.schema.limits import LANES, QUARTER, QUARTERS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        U1,
        U2,
        U4,
        Flag,
        Index,
        Parameters,
        Response,
        Row,
        Rows,
        Signals,
        Society,
        Truth,
    )

_U1 = np.float32(1.0 / 255.0)
_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_TEN = np.float32(10.0)
_TWELVE = np.uint16(0x0FFF)
"""Where efforts are added up; the four bits above count contacts under a sanction in work and life."""


@kernel_function
def _load_ring(truth: Truth, signals: Signals) -> None:
    """What a community shows, laid out twice, so that a shifted contact is one contiguous read."""
    # A shift by d lanes around the ring of 256 is then the read ring[i + d], without a modulo.
    for i in range(LANES):
        shown = _with_count(signals.effort[i], signals.flags[i])
        truth.ring_effort[i] = shown
        truth.ring_effort[i + LANES] = shown
    for i in range(LANES):
        truth.ring_self_censorship[i] = np.uint16(signals.self_censorship[i])
        truth.ring_self_censorship[i + LANES] = np.uint16(signals.self_censorship[i])
    for i in range(LANES):
        spread = _spread(signals.flags[i])
        truth.ring_flags[i] = spread
        truth.ring_flags[i + LANES] = spread


@kernel_function
def _spread(flags: U1 | U2) -> U2:
    """Four flags in one word, four bits apart, so that ten contacts' flags can be added up at once."""
    # Bit 3 (SIGNAL_REFERS) is skipped; four bits hold a count up to 15, and there are ten contacts.
    flags = np.uint16(flags)
    first, second = flags & np.uint16(1), (flags & np.uint16(2)) << np.uint16(3)
    third, fourth = (flags & np.uint16(4)) << np.uint16(6), (flags & np.uint16(16)) << np.uint16(8)
    return np.uint16(first | second | third | fourth)


@kernel_function
def _with_count(effort: U1, flags: U1) -> U2:
    """Effort with a fifth flag (SIGNAL_LIFE, bit 5) in bit 12, so that both are added up at once."""
    # Ten efforts of at most 255 stay below 2^12, and ten flags below 2^4.
    return np.uint16(np.uint16(effort) | (np.uint16(flags) & np.uint16(32)) << np.uint16(7))


@kernel_function
def _is_whole(row: Society, society: Row[Society], response: Response, near: U4, far: U4) -> Flag:
    """Whether everybody here has all ten contacts: nobody cut a tie, and no lane is empty here or where they live."""
    whole: Flag = near != np.uint32(0) and far != np.uint32(0) and np.uint32(row.people) == np.uint32(LANES)
    for m in range(2):
        for q in range(QUARTERS):
            whole = whole and np.uint32(society[row.far[m, q]].people) == np.uint32(LANES)
    cut = np.uint8(0)
    for i in range(LANES):
        cut |= response.cut[i]
    uncut: Flag = cut == np.uint8(0)
    return whole and uncut


@kernel_function
def _standing_ties(truth: Truth, row: Society, response: Response, near: U4, far: U4) -> None:
    """One bit for each of ten contacts: set while neither side has cut the tie and somebody is there."""
    people = np.uint32(row.people)
    for i in range(LANES):
        truth.ring_cut[i] = np.uint16(response.cut[i])
        truth.ring_cut[i + LANES] = np.uint16(response.cut[i])
    # Lanes beyond the people count as having cut every tie.
    for i in range(np.uint32(people), LANES):
        truth.ring_cut[i] = np.uint16(255)
        truth.ring_cut[i + LANES] = np.uint16(255)
    # Bits 0 to 7 are the near ties, two for each distance (ahead, behind); bits 8 and 9 the far ones.
    both = np.uint16(0x300) if far else np.uint16(0)
    for i in range(LANES):
        truth.ties[i] = both
    if near:
        for m in range(4):
            one, other = np.uint16(2 * m), np.uint16(2 * m + 1)
            ahead = np.uint32(row.near[m])
            behind = np.uint32(LANES - row.near[m])
            for i in range(LANES):
                # A tie stands if neither end has cut it: mine ahead is the other's behind.
                cut = (truth.ring_cut[i] >> one) | (truth.ring_cut[i + ahead] >> other)
                truth.ties[i] |= np.uint16(((cut & np.uint16(1)) ^ np.uint16(1)) << one)
            for i in range(LANES):
                cut = (truth.ring_cut[i] >> other) | (truth.ring_cut[i + behind] >> one)
                truth.ties[i] |= np.uint16(((cut & np.uint16(1)) ^ np.uint16(1)) << other)
    for i in range(np.uint32(people), LANES):
        truth.ties[i] = np.uint16(0)


@kernel_function
def _drop_ties_to_nobody(truth: Truth, row: Society, society: Row[Society]) -> None:
    """A far contact's lane may lie beyond the people of the last community."""
    for m in range(2):
        bit = np.uint16(np.uint16(1) << np.uint16(8 + m))
        for q in range(QUARTERS):
            people, first = np.uint32(society[row.far[m, q]].people), np.uint32(q * QUARTER)
            if people < np.uint32(LANES):
                for i in range(first, first + np.uint32(QUARTER)):
                    if np.uint32(i) >= people:
                        truth.ties[i] &= np.uint16(np.uint16(0xFFFF) ^ bit)


@inlined
def _shown(what: U2, ties: U2, tie: U2) -> U2:
    """What a contact shows to somebody with these ties, if that tie stands, else nothing."""
    return what if ties & tie else np.uint16(0)


@kernel_function
def _sum_standing_far(truth: Truth, signals: Rows[Signals], row: Society, yesterday: Index) -> None:
    """What both far contacts of everybody showed, added up where the tie stands."""
    # Bits 8 and 9 of `ties`.
    left, right = np.uint16(0x100), np.uint16(0x200)
    for q in range(QUARTERS):
        one, other = signals[yesterday, row.far[0, q]], signals[yesterday, row.far[1, q]]
        first = np.uint32(q * QUARTER)
        for j in range(QUARTER):
            ties = truth.ties[first + j]
            this = _with_count(one.effort[first + j], one.flags[first + j])
            that = _with_count(other.effort[first + j], other.flags[first + j])
            truth.sum_effort[first + j] = np.uint16(_shown(this, ties, left) + _shown(that, ties, right))
        for j in range(QUARTER):
            ties = truth.ties[first + j]
            this, that = np.uint16(one.self_censorship[first + j]), np.uint16(other.self_censorship[first + j])
            truth.sum_self_censorship[first + j] = np.uint16(_shown(this, ties, left) + _shown(that, ties, right))
        for j in range(QUARTER):
            ties = truth.ties[first + j]
            this, that = _spread(one.flags[first + j]), _spread(other.flags[first + j])
            truth.sum_active[first + j] = np.uint16(_shown(this, ties, left) + _shown(that, ties, right))


@kernel_function
def _add_standing(total: Row[U2], ring: Row[U2], ties: Row[U2], ahead: U4, on: U4, m: int) -> None:
    """Add what two near contacts on both sides show, `ahead` and `on` lanes away, where the ties from number `m` on stand."""
    behind, back = np.uint32(LANES - ahead), np.uint32(LANES - on)
    # Bits of the four ties: distance m ahead and behind, distance m + 1 ahead and behind.
    t0, t1, t2, t3 = np.uint16(1 << m), np.uint16(2 << m), np.uint16(4 << m), np.uint16(8 << m)
    for i in range(LANES):
        one = np.uint16(_shown(ring[i + ahead], ties[i], t0) + _shown(ring[i + behind], ties[i], t1))
        other = np.uint16(_shown(ring[i + on], ties[i], t2) + _shown(ring[i + back], ties[i], t3))
        total[i] = np.uint16(total[i] + np.uint16(one + other))


@kernel_function
def _sum_contacts(truth: Truth, row: Society, signals: Rows[Signals], yesterday: Index) -> None:
    """Add up what contacts showed yesterday where the tie stands: effort, self-censorship, flags. The ring is loaded."""
    _sum_standing_far(truth, signals, row, yesterday)
    for m in range(0, 4, 2):
        ahead, on, first = np.uint32(row.near[m]), np.uint32(row.near[m + 1]), 2 * m
        _add_standing(truth.sum_effort, truth.ring_effort, truth.ties, ahead, on, first)
        _add_standing(truth.sum_self_censorship, truth.ring_self_censorship, truth.ties, ahead, on, first)
        _add_standing(truth.sum_active, truth.ring_flags, truth.ties, ahead, on, first)


@kernel_function
def _sum_far(truth: Truth, signals: Rows[Signals], row: Society, yesterday: Index) -> None:
    """What both far contacts of everybody showed, added up."""
    for q in range(QUARTERS):
        one, other = signals[yesterday, row.far[0, q]], signals[yesterday, row.far[1, q]]
        first = np.uint32(q * QUARTER)
        for j in range(QUARTER):
            truth.sum_effort[first + j] = np.uint16(
                _with_count(one.effort[first + j], one.flags[first + j])
                + _with_count(other.effort[first + j], other.flags[first + j])
            )
        for j in range(QUARTER):
            truth.sum_self_censorship[first + j] = np.uint16(
                np.uint16(one.self_censorship[first + j]) + np.uint16(other.self_censorship[first + j])
            )
        for j in range(QUARTER):
            truth.sum_active[first + j] = np.uint16(_spread(one.flags[first + j]) + _spread(other.flags[first + j]))


@kernel_function
def _add_near(total: Row[U2], ring: Row[U2], ahead: U4, on: U4) -> None:
    """Add what two near contacts on both sides show, `ahead` and `on` lanes away, to everyone's sum."""
    behind, back = np.uint32(LANES - ahead), np.uint32(LANES - on)
    for i in range(LANES):
        one = np.uint16(ring[i + ahead] + ring[i + behind])
        other = np.uint16(ring[i + on] + ring[i + back])
        total[i] = np.uint16(total[i] + np.uint16(one + other))


@kernel_function
def _sum_all_contacts(truth: Truth, row: Society, signals: Rows[Signals], yesterday: Index) -> None:
    """Add up what all ten contacts of everybody showed yesterday. The ring is loaded."""
    _sum_far(truth, signals, row, yesterday)
    for m in range(0, 4, 2):
        ahead, on = np.uint32(row.near[m]), np.uint32(row.near[m + 1])
        _add_near(truth.sum_effort, truth.ring_effort, ahead, on)
        _add_near(truth.sum_self_censorship, truth.ring_self_censorship, ahead, on)
        _add_near(truth.sum_active, truth.ring_flags, ahead, on)


@kernel_function
def _count_friends(truth: Truth) -> None:
    """How many contacts each has, and the share that each of them stands for."""
    for i in range(LANES):
        bits = truth.ties[i]
        # Population count of 16 bits: sums of pairs, of fours, of eights, then both bytes.
        bits = np.uint16(bits - ((bits >> np.uint16(1)) & np.uint16(0x5555)))
        bits = np.uint16((bits & np.uint16(0x3333)) + ((bits >> np.uint16(2)) & np.uint16(0x3333)))
        bits = np.uint16((bits + (bits >> np.uint16(4))) & np.uint16(0x0F0F))
        truth.friends[i] = np.uint8((bits + (bits >> np.uint16(8))) & np.uint16(0x1F))
    for i in range(LANES):
        truth.open[i] = np.float32(truth.friends[i])
    for i in range(LANES):
        # Division once for each person instead of once for each mean.
        truth.factor[i] = _ONE / max(truth.open[i], _ONE)


@kernel_function
def _mean_contacts(truth: Truth, visible: F4) -> None:
    for i in range(LANES):
        # The scale and the share are multiplied first: plain twins round in the same order.
        truth.near_effort[i] = np.float32(truth.sum_effort[i] & _TWELVE) * (_U1 * truth.factor[i])
    for i in range(LANES):
        # Sums are of codes around 127; the middle of all contacts is taken off once.
        centred = np.float32(truth.sum_self_censorship[i]) - np.float32(127.0) * truth.open[i]
        truth.near_self_censorship[i] = centred * (np.float32(1.0 / 127.0) * truth.factor[i])
    for i in range(LANES):
        # Four counts of four bits each, as `_spread` laid them out.
        truth.states[CROWD, i] = np.float32(truth.sum_active[i] & np.uint16(15)) * truth.factor[i] * visible
    for i in range(LANES):
        truth.near_sanction[PUBLIC, i] = (
            np.float32((truth.sum_active[i] >> np.uint16(4)) & np.uint16(15)) * truth.factor[i]
        )
    for i in range(LANES):
        truth.near_sanction[MONEY, i] = (
            np.float32((truth.sum_active[i] >> np.uint16(8)) & np.uint16(15)) * truth.factor[i]
        )
    for i in range(LANES):
        truth.near_sanction[LIFE, i] = np.float32(truth.sum_effort[i] >> np.uint16(12)) * truth.factor[i]


@kernel_function
def _mean_all_contacts(truth: Truth, visible: F4) -> None:
    """The same where everybody has all ten."""
    tenth = _ONE / _TEN
    for i in range(LANES):
        truth.near_effort[i] = np.float32(truth.sum_effort[i] & _TWELVE) * (_U1 * tenth)
    for i in range(LANES):
        centred = np.float32(truth.sum_self_censorship[i]) - np.float32(127.0) * _TEN
        truth.near_self_censorship[i] = centred * (np.float32(1.0 / 127.0) * tenth)
    for i in range(LANES):
        truth.states[CROWD, i] = np.float32(truth.sum_active[i] & np.uint16(15)) * tenth * visible
    for i in range(LANES):
        truth.near_sanction[PUBLIC, i] = np.float32((truth.sum_active[i] >> np.uint16(4)) & np.uint16(15)) * tenth
    for i in range(LANES):
        truth.near_sanction[MONEY, i] = np.float32((truth.sum_active[i] >> np.uint16(8)) & np.uint16(15)) * tenth
    for i in range(LANES):
        truth.near_sanction[LIFE, i] = np.float32(truth.sum_effort[i] >> np.uint16(12)) * tenth


@kernel_function
def meet_contacts(
    truth: Truth,
    parameters: Parameters,
    society: Row[Society],
    response: Response,
    signals: Rows[Signals],
    yesterday: Index,
    row: Society,
    c: U4,
) -> None:
    """Ties that stand, and what contacts showed through them; most communities are whole, and need no counting."""
    _load_ring(truth, signals[yesterday, c])
    if _is_whole(row, society, response, parameters.near_ties, parameters.far_ties):
        for i in range(LANES):
            # All ten ties.
            truth.ties[i] = np.uint16(0x3FF)
        for i in range(LANES):
            truth.friends[i] = np.uint8(10)
        _sum_all_contacts(truth, row, signals, yesterday)
        _mean_all_contacts(truth, parameters.visible)
    else:
        _standing_ties(truth, row, response, parameters.near_ties, parameters.far_ties)
        _drop_ties_to_nobody(truth, row, society)
        _sum_contacts(truth, row, signals, yesterday)
        _count_friends(truth)
        _mean_contacts(truth, parameters.visible)


@kernel_function
def count_evaders(truth: Truth) -> None:
    """The share of contacts who encrypt or stay anonymous."""
    for i in range(LANES):
        each = _ONE / max(np.float32(truth.friends[i]), _ONE)
        truth.near_evades[i] = np.float32(truth.sum_active[i] >> np.uint16(12)) * each

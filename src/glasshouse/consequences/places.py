"""Who asks for a good today, and who gets one: an allocation in each community by itself, so that no order of work enters.

A community has its share of the capacity; where that is no whole number, a keyed lot decides on one place more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.consequences.goods import BY_BAND, BY_SCORE, FIRST_COME
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import band_of
from glasshouse.schema.codes import ASKS, HAS_ONE, WITHOUT
from glasshouse.schema.limits import LANES, SYSTEMS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        I8,
        U4,
        DayCounts,
        Flag,
        Goods,
        Index,
        Ledger,
        Parameters,
        Row,
        Rows,
        System,
        Truth,
        World,
    )

_NOBODY = np.uint32(LANES)


@kernel_function
def _open_period(truth: Truth, parameters: Parameters, here: Goods, people: U4, day: U4, g: Index) -> None:
    """New places: the whole ones of the community's share, and one more by lot for what is left of a place."""
    places = parameters.good_places[g] * np.float32(np.int32(people))
    whole = np.int32(places)
    word = randomness.draw(parameters.seed, truth.citizen, day, randomness.PLACES, parameters.good_key[g])[1]
    here.left = np.uint16(whole + np.int32(randomness.unit(word) < places - np.float32(whole)))


@kernel_function
def _ask(truth: Truth, parameters: Parameters, here: Goods, day_counts: DayCounts, g: Index, i: Index) -> None:
    """Note that lane `i` asks, unless the attempt was denied, or they ask already or have one."""
    if truth.treatment[i] & parameters.denies[parameters.good_kind[g]]:
        return
    state = here.state[i]
    if state == ASKS or (state == HAS_ONE and not parameters.good_again[g]):
        return
    here.state[i] = ASKS
    day_counts.goods_asked[g, truth.group[i]] += np.int64(1)
    for a in range(parameters.attributes):
        day_counts.goods_asked_attribute[g, a] += np.int64((truth.has[i] >> np.uint8(a)) & np.uint8(1))


@kernel_function
def _collect(truth: Truth, parameters: Parameters, here: Goods, day_counts: DayCounts, g: Index) -> None:
    k = parameters.good_kind[g]
    if k < parameters.frequent:
        for i in range(LANES):
            if truth.happened[k, i]:
                _ask(truth, parameters, here, day_counts, g, np.uint32(i))
        return
    for e in range(truth.n):
        # Events pack kind << 8 | lane.
        if truth.code[e] >> np.uint32(8) == k:
            _ask(truth, parameters, here, day_counts, g, truth.code[e] & np.uint32(255))


@kernel_function
def _rank(
    truth: Truth,
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    here: Goods,
    day: U4,
    g: Index,
    c: U4,
) -> None:
    """What everybody who asks goes by, into `place_rank`, and their lot, into `place_lot`."""
    s, by = parameters.good_system[g], parameters.good_by[g]
    for i in range(LANES):
        truth.place_rank[i] = np.uint16(0)
        if here.state[i] == ASKS:
            truth.place_lot[i] = randomness.draw(
                parameters.seed, randomness.person(truth, np.uint32(i)), day, randomness.PLACES, parameters.good_key[g]
            )[0]
            code = ledgers[s, c].published[i] if s < np.uint32(SYSTEMS) else np.uint16(0)
            if by == BY_SCORE:
                truth.place_rank[i] = code
            elif by == BY_BAND and code != np.uint16(0):
                truth.place_rank[i] = np.uint16(band_of(systems[s], np.uint32(code)) + np.uint32(1))


@kernel_function
def _is_before(truth: Truth, i: U4, other: U4) -> Flag:
    """Whether lane `i` has the higher rank, or the same and the higher lot."""
    if truth.place_rank[i] != truth.place_rank[other]:
        return bool(truth.place_rank[i] > truth.place_rank[other])
    return bool(truth.place_lot[i] > truth.place_lot[other])


@kernel_function
def _best(truth: Truth, here: Goods) -> U4:
    """The lane that asks and has the highest rank, of those the highest lot, of those the first; none if nobody asks."""
    best = _NOBODY
    for i in range(LANES):
        if here.state[i] == ASKS and (best == _NOBODY or _is_before(truth, np.uint32(i), best)):
            best = np.uint32(i)
    return best


@kernel_function
def _band_here(parameters: Parameters, systems: Row[System], ledgers: Rows[Ledger], g: Index, c: U4, i: Index) -> I8:
    """The band of lane `i` in the system that a good goes by; -1 where there is none."""
    s = parameters.good_system[g]
    if s >= np.uint32(SYSTEMS) or ledgers[s, c].published[i] == np.uint16(0):
        return np.int64(-1)
    return np.int64(band_of(systems[s], np.uint32(ledgers[s, c].published[i])))


@kernel_function
def _give(
    truth: Truth,
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    here: Goods,
    day_counts: DayCounts,
    g: Index,
    c: U4,
) -> None:
    """Give out what is left, the best first; whoever asks then goes without."""
    while here.left > np.uint16(0):
        i = _best(truth, here)
        if i == _NOBODY:
            break
        here.state[i], here.left = HAS_ONE, np.uint16(here.left - np.uint16(1))
        day_counts.goods_given[g, truth.group[i]] += np.int64(1)
        for a in range(parameters.attributes):
            day_counts.goods_given_attribute[g, a] += np.int64((truth.has[i] >> np.uint8(a)) & np.uint8(1))
        band = _band_here(parameters, systems, ledgers, g, c, i)
        if band >= np.int64(0):
            day_counts.goods_given_band[g, band] += np.int64(1)
    for lane in range(LANES):
        i = np.uint32(lane)
        if here.state[i] == ASKS:
            here.state[i] = WITHOUT
            day_counts.goods_short[g, truth.group[i]] += np.int64(1)
            band = _band_here(parameters, systems, ledgers, g, c, i)
            if band >= np.int64(0):
                day_counts.goods_short_band[g, band] += np.int64(1)


def share_out(world: World, day: U4, c: U4) -> None:
    """One community's goods of the day: new places, who asks, who gets one."""
    truth, parameters, systems, ledgers = world.truth, world.parameters, world.systems, world.ledgers
    goods, day_counts, people = world.goods, world.day_counts, np.uint32(world.society[c].people)
    for g in range(parameters.goods):
        here, past = goods[g, c], day % parameters.good_period[g]
        if past == np.uint32(0):
            _open_period(truth, parameters, here, people, day, g)
        _collect(truth, parameters, here, day_counts, g)
        if parameters.good_by[g] == FIRST_COME or past == parameters.good_period[g] - np.uint32(1):
            _rank(truth, parameters, systems, ledgers, here, day, g, c)
            _give(truth, parameters, systems, ledgers, here, day_counts, g, c)

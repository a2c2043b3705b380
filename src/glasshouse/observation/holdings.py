"""Everyday records by holder: who has how many of whom under which heading, and copies passed on among holders.

A holder has its own records, from the channels that feed it, and copies that others passed on to it. A copy is the number of
records that its source had on the day it came, so it never exceeds that; the largest file that came counts, since two
sources may have recorded the same act. Nothing here sees whether a record is true, and no form of scoring reads it.

All draws are keyed by citizen and by the names of holders, so that another holder moves nobody else's luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U1, U4, Flag, Holdings, Index, Parameters, Records, Rows, Truth, World

_ALL = np.float32(1.0)
_FINE = np.float32(65536.0)
_LOW = np.uint8(15)
_HALF = np.uint8(4)
# A day that never comes: a consent is drawn once for a life.
_LIFE = np.uint32(0xFFFFFFFF)


@kernel_function
def records_in(held: U1) -> U1:
    """Records in a byte of two counters, recent ones in the low four bits and old ones in the high four."""
    return np.uint8((held & _LOW) + (held >> _HALF))


@kernel_function
def at_least(held: U1, wanted: U1) -> U1:
    """A byte of two counters raised to `wanted` records in all, at most 15 of them recent; what came is recent."""
    old = held >> _HALF
    missing = np.uint8(wanted - old) if wanted > old else np.uint8(0)
    return np.uint8((old << _HALF) | min(max(held & _LOW, missing), _LOW))


@kernel_function
def at_most(held: U1, allowed: U1) -> U1:
    """A byte of two counters lowered to `allowed` records in all; old ones go first."""
    recent = min(held & _LOW, allowed)
    return np.uint8((min(held >> _HALF, np.uint8(allowed - recent)) << _HALF) | recent)


@kernel_function
def _draw_lives(truth: Truth, parameters: Parameters) -> None:
    """A word for each citizen that says, for life, whose customer they are."""
    low, high = np.uint32(truth.citizen & np.uint64(0xFFFFFFFF)), np.uint32(truth.citizen >> np.uint64(32))
    for i in range(LANES):
        word, _, _, _ = randomness.threefry(
            np.uint32(low + np.uint32(i)),
            np.uint32(high + truth.generation[i]),
            _LIFE,
            np.uint32(0),
            parameters.seed[0],
            parameters.seed[1],
            randomness.HOLDINGS,
            np.uint32(0),
        )
        truth.life[i] = word


@kernel_function
def _feed(truth: Truth, parameters: Parameters, h: Index) -> None:
    """The channels whose records of each citizen go to holder `h`, a bit each."""
    for i in range(LANES):
        truth.feeding[i] = np.uint32(0)
    for f in range(parameters.feeds):
        if parameters.feed_holder[f] == np.uint32(h):
            bit, key = np.uint32(np.uint32(1) << parameters.feed_channel[f]), parameters.feed_key[f]
            most = np.int32(parameters.feed_share[f] * _FINE)
            for i in range(LANES):
                mine = np.int32(randomness.derived(truth.life[i], key)) < most
                truth.feeding[i] |= bit if mine else np.uint32(0)


@kernel_function
def _enter(truth: Truth, records: Records, parameters: Parameters, holding: Holdings, h: Index) -> None:
    """Enter today's records, one a day and kind, as in the dossiers; counts stop at 15."""
    for j in range(parameters.frequent):
        if parameters.heading[j] > np.uint8(0) and parameters.watching[j] & parameters.file_channels[h]:
            heading = np.uint32(parameters.heading[j] - np.uint8(1))
            for i in range(LANES):
                held = holding.own[heading, i]
                came = np.uint8((records.recorded[j, i] & truth.feeding[i]) != np.uint32(0))
                holding.own[heading, i] = np.uint8(held + np.uint8(came & np.uint8((held & _LOW) < _LOW)))
    for e in range(records.n):
        k, lane = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        if parameters.heading[k] > np.uint8(0) and records.channels[e] & truth.feeding[lane]:
            heading = np.uint32(parameters.heading[k] - np.uint8(1))
            held = holding.own[heading, lane]
            if (held & _LOW) < _LOW:
                holding.own[heading, lane] = np.uint8(held + np.uint8(1))


@kernel_function
def is_due(parameters: Parameters, p: Index, day: U4) -> Flag:
    """Whether copies are passed on today: every so many days from a first one on, or on that day alone."""
    first, every = parameters.passing_first[p], parameters.passing_every[p]
    if day < first or every == np.uint32(0):
        return bool(day == first)
    return bool((day - first) % every == np.uint32(0))


@kernel_function
def _choose(truth: Truth, parameters: Parameters, day: U4, p: Index, share: F4) -> None:
    """Leave in `truth.within` only those of whom a draw of that day is below a share."""
    low, high = np.uint32(truth.citizen & np.uint64(0xFFFFFFFF)), np.uint32(truth.citizen >> np.uint64(32))
    for i in range(LANES):
        word, _, _, _ = randomness.threefry(
            np.uint32(low + np.uint32(i)),
            np.uint32(high + truth.generation[i]),
            day,
            parameters.passing_key[p],
            parameters.seed[0],
            parameters.seed[1],
            randomness.PASSING,
            np.uint32(0),
        )
        truth.within[i] = np.uint8(truth.within[i] & np.uint8(randomness.unit(word) < share))


@kernel_function
def _offer(truth: Truth, parameters: Parameters, holdings: Rows[Holdings], p: Index, c: U4) -> None:
    """Note in `truth.fresh` what the source of passing `p` has of those in `truth.within`."""
    to, source = parameters.passing_to[p], holdings[parameters.passing_from[p], c]
    for heading in range(len(HEADINGS)):
        if (parameters.passing_headings[p] >> np.uint32(heading)) & np.uint32(1):
            for i in range(LANES):
                has = max(records_in(source.own[heading, i]), records_in(source.copied[heading, i]))
                offered = np.uint8(has * truth.within[i])
                truth.fresh[to, heading, i] = max(truth.fresh[to, heading, i], offered)


@kernel_function
def _clear(truth: Truth, parameters: Parameters) -> None:
    for h in range(parameters.file_holders):
        for heading in range(len(HEADINGS)):
            for i in range(LANES):
                truth.fresh[h, heading, i] = np.uint8(0)


@kernel_function
def _pick(truth: Truth, parameters: Parameters, p: Index, day: U4) -> None:
    """Leave in `truth.within` those whose files go along with passing `p` today."""
    for i in range(LANES):
        truth.within[i] = np.uint8(1)
    if parameters.passing_consents[p] < _ALL:
        _choose(truth, parameters, _LIFE, p, parameters.passing_consents[p])
    if parameters.passing_share[p] < _ALL:
        _choose(truth, parameters, day, p, parameters.passing_share[p])


@kernel_function
def _take_in(truth: Truth, holding: Holdings, h: Index) -> None:
    """Raise a holder's copies to what came."""
    for heading in range(len(HEADINGS)):
        for i in range(LANES):
            holding.copied[heading, i] = at_least(holding.copied[heading, i], truth.fresh[h, heading, i])


@kernel_function
def _pass_on(truth: Truth, parameters: Parameters, holdings: Rows[Holdings], day: U4, c: U4) -> None:
    """Pass copies on: all are taken before any is entered, so that nobody passes on today what came today."""
    due = False
    for p in range(parameters.passings):
        if is_due(parameters, p, day):
            if not due:
                _clear(truth, parameters)
                due = True
            _pick(truth, parameters, p, day)
            _offer(truth, parameters, holdings, p, c)
    if due:
        for h in range(parameters.file_holders):
            _take_in(truth, holdings[h, c], h)


@kernel_function
def _age(parameters: Parameters, holding: Holdings, h: Index, day: U4) -> None:
    """From time to time what is recent becomes old, and what was old is forgotten; of copies as of own records."""
    every = parameters.file_every[h]
    if every > np.uint32(0) and day % every == every - np.uint32(1):
        for heading in range(len(HEADINGS)):
            for i in range(LANES):
                # The recent count moves into the old half, and the old one is shifted out.
                holding.own[heading, i] = np.uint8(holding.own[heading, i] << _HALF)
                holding.copied[heading, i] = np.uint8(holding.copied[heading, i] << _HALF)


@kernel_function
def _follow(truth: Truth, parameters: Parameters, holdings: Rows[Holdings], c: U4) -> None:
    """Holders that must delete with their sources keep no more copies than a source still has; news takes a day a step."""
    _clear(truth, parameters)
    for i in range(LANES):
        truth.within[i] = np.uint8(1)
    for p in range(parameters.passings):
        if parameters.file_follows[parameters.passing_to[p]]:
            _offer(truth, parameters, holdings, p, c)
    for h in range(parameters.file_holders):
        if parameters.file_follows[h]:
            mine = holdings[h, c]
            for heading in range(len(HEADINGS)):
                for i in range(LANES):
                    mine.copied[heading, i] = at_most(mine.copied[heading, i], truth.fresh[h, heading, i])


def hold(world: World, day: U4, c: U4) -> None:
    """One community's everyday records by holder: entered, passed on, grown old, deleted with their source."""
    truth, records, parameters, holdings = world.truth, world.records, world.parameters, world.holdings
    if parameters.file_holders == np.uint32(0):
        return
    _draw_lives(truth, parameters)
    for h in range(parameters.file_holders):
        if parameters.file_channels[h]:
            _feed(truth, parameters, h)
            _enter(truth, records, parameters, holdings[h, c], h)
    _pass_on(truth, parameters, holdings, day, c)
    for h in range(parameters.file_holders):
        _age(parameters, holdings[h, c], h, day)
    if parameters.followers:
        _follow(truth, parameters, holdings, c)

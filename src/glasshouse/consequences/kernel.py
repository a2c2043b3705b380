"""What follows today: the treatment in force by band or case, and how attempts end under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.consequences.caps import cap_sanctions
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.schema.codes import EFFORT, EVER_DENIED, EVER_GROUNDED, OFFERS_TRUST, RELIABILITY, SCORE_HIGHEST
from glasshouse.schema.limits import EVENTS, FIRMS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U1,
        U4,
        DayCounts,
        Index,
        Ledger,
        Parameters,
        Row,
        Society,
        System,
        Truth,
        World,
    )

_ABOVE = np.uint16(SCORE_HIGHEST + 1)
_CODE = np.float32(1.0 / SCORE_HIGHEST)
_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
DENIED, EASED, WRONGED = np.uint32(1), np.uint32(2), np.uint32(4)


@scalar
def _clear(desk: Truth) -> None:
    for i in range(LANES):
        desk.treatment[i] = np.uint64(0)
        desk.ends[i] = np.uint32(0)
    for i in range(LANES):
        desk.burden[i] = _ZERO
        desk.boon[i] = _ZERO
    for i in range(LANES):
        desk.named[i] = _ZERO
        desk.pull[i] = _ZERO
    for i in range(LANES):
        desk.standing[i] = _ZERO
        desk.counted[i] = _ZERO
    for i in range(LANES):
        desk.prized[i] = np.uint8(0)
        desk.wronged[i] = np.uint8(0)


@scalar
def _apply(desk: Truth, rules: Parameters, system: System, row: Ledger) -> None:
    """What each member's published band brings, band by band: treatment, burden, boon, being named, the pull of others.

    The pull is the worth of the next band and the fear of falling, each stronger as its distance shrinks.
    """
    for b in range(system.bands):
        low = np.uint16(max(system.band_code[b], np.uint32(1)))
        # The highest band ends above the highest code.
        high = np.uint16(system.band_code[b + 1]) if b + 1 < system.bands else _ABOVE
        here = np.uint16(0)
        for i in range(LANES):
            inside = np.uint16((row.published[i] >= low) & (row.published[i] < high))
            desk.inside[i] = inside
            here = np.uint16(here + inside)
        gain = max(system.worth[b + 1] - system.worth[b], _ZERO) if b + 1 < system.bands else _ZERO
        fall = max(system.worth[b] - system.worth[b - 1], _ZERO) * rules.loss if b > 0 else _ZERO
        if here > np.uint16(0) and system.treatment[b] != np.uint64(0):
            _bring(desk, system, b)
        if here > np.uint16(0) and rules.responds and gain + fall > _ZERO:
            start = np.float32(np.int32(low))
            width = _ONE / max(np.float32(np.int32(high)) - start, _ONE)
            for i in range(LANES):
                near = (np.float32(row.published[i]) - start) * width
                desk.pull[i] += np.float32(desk.inside[i]) * (gain * near + fall * (_ONE - near))


@scalar
def _bring(desk: Truth, system: System, b: Index) -> None:
    treatment, burden, boon, public = system.treatment[b], system.burden[b], system.boon[b], system.public[b]
    for i in range(LANES):
        desk.treatment[i] |= treatment if desk.inside[i] != np.uint16(0) else np.uint64(0)
    if burden > _ZERO:
        for i in range(LANES):
            desk.burden[i] += burden * np.float32(desk.inside[i])
        # By way of another row: a loop whose `max` may leave a field as it was runs one lane at a time.
        for i in range(LANES):
            desk.draw[i] = max(desk.named[i], public * np.float32(desk.inside[i]))
        for i in range(LANES):
            desk.named[i] = desk.draw[i]
    if boon > _ZERO:
        for i in range(LANES):
            desk.boon[i] += boon * np.float32(desk.inside[i])


@scalar
def _hold_liable(desk: Truth, row: Society, tally: DayCounts) -> None:
    """What the standing of firms brings to those who work there, and more to those who manage them."""
    for i in range(np.uint32(row.people)):
        f = np.uint32(row.workplace[i])
        if f < np.uint32(FIRMS):
            desk.treatment[i] |= desk.liability[0, f]
            burden, boon, public = desk.workers_share[0, f], desk.workers_share[1, f], desk.workers_share[2, f]
            if desk.manager[f] == np.uint32(i):
                desk.treatment[i] |= desk.liability[1, f]
                burden, boon = burden + desk.managers_share[0, f], boon + desk.managers_share[1, f]
                public = max(public, desk.managers_share[2, f])
            desk.burden[i] += burden
            desk.boon[i] += boon
            desk.named[i] = max(desk.named[i], public)
            tally.liable += np.int64(burden > _ZERO)


@scalar
def _stand(desk: Truth, row: Ledger) -> None:
    for i in range(LANES):
        desk.standing[i] += np.float32(row.published[i]) * _CODE
    for i in range(LANES):
        desk.counted[i] += np.float32(row.published[i] != np.uint16(0))


@scalar
def _end_attempt(desk: Truth, rules: Parameters, tally: DayCounts, situation: Row[U1], k: Index, i: Index) -> None:
    if desk.treatment[i] & rules.denies[k]:
        tally.denied[k] += np.int64(1)
        tally.denied_group[desk.group[i]] += np.int64(1)
        desk.ends[i] |= DENIED
        situation[i] |= EVER_DENIED | EVER_GROUNDED if rules.travels[k] else EVER_DENIED
    elif desk.treatment[i] & rules.eases[k]:
        tally.eased[k] += np.int64(1)
        desk.ends[i] |= EASED
        desk.prized[i] = np.uint8(1)


@scalar
def _deal(desk: Truth, rules: Parameters, tally: DayCounts, i: Index, day: U4) -> None:
    """A deal with a stranger of the same community: refused by standing or name, kept by reliability and effort."""
    word, other, third, _ = randomness.draw(
        rules.seed, desk.citizen + np.uint64(i), day, randomness.DEALS, np.uint32(0)
    )
    if desk.count < np.uint32(2):
        return
    others = np.float32(np.int32(desk.count - np.uint32(1)))
    partner = (i + np.uint32(1) + np.uint32(np.int32(randomness.unit(word) * others))) % desk.count
    tally.offered += np.int64(1)
    doubt = rules.doubt_named * desk.named[partner]
    if desk.counted[partner] > _ZERO:
        below = max(_ZERO, np.float32(0.5) - desk.standing[partner] / desk.counted[partner])
        doubt += rules.doubt_standing * np.float32(2.0) * below
    if randomness.unit(other) < doubt:
        tally.refused += np.int64(1)
        return
    keeps = (
        rules.keeps
        + rules.keeps_reliability * desk.traits[RELIABILITY, partner]
        + rules.keeps_effort * desk.states[EFFORT, partner]
    )
    if randomness.unit(third) < keeps:
        tally.deals_kept += np.int64(1)
    else:
        tally.deals_broken += np.int64(1)


@scalar
def _end_frequent(desk: Truth, rules: Parameters, tally: DayCounts, situation: Row[U1], j: Index, day: U4) -> None:
    n = np.uint32(0)
    for i in range(LANES):
        desk.hit[n] = np.uint32(i)
        n += np.uint32(desk.happened[j, i])
    for h in range(n):
        if rules.attempt[j]:
            _end_attempt(desk, rules, tally, situation, j, desk.hit[h])
        if rules.mark[j] == OFFERS_TRUST:
            _deal(desk, rules, tally, desk.hit[h], day)


def treat(world: World, day: U4, c: U4) -> None:
    """One community's treatment of the day, from what was published before it, and the end of each attempt."""
    desk, rules, systems, society, conduct = world.desk, world.rules, world.systems, world.society, world.conduct
    response, ledgers, tally = world.response, world.ledgers, world.tally
    _clear(desk)
    if rules.treats:
        for s in range(rules.systems):
            system = systems[s]
            if system.active and not system.of_firms:
                _apply(desk, rules, system, ledgers[s, c])
                if system.bands > np.uint32(2):
                    _stand(desk, ledgers[s, c])
        if rules.firms:
            _hold_liable(desk, society[c], tally)
        if rules.most_sanctions | rules.most_days:
            cap_sanctions(desk, rules, response[c])
    situation = conduct[c].situation
    for m in range(rules.attempts):
        _end_frequent(desk, rules, tally, situation, rules.ending[m], day)
    for e in range(min(desk.n, np.uint32(EVENTS))):
        # Events pack kind << 8 | lane.
        k, i = desk.code[e] >> np.uint32(8), desk.code[e] & np.uint32(255)
        if rules.attempt[k]:
            _end_attempt(desk, rules, tally, situation, k, i)
        if rules.mark[k] == OFFERS_TRUST:
            _deal(desk, rules, tally, i, day)

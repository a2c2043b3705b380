"""What follows today: the treatment in force by band or case, and how attempts end under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.consequences.caps import cap_sanctions
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import code_in_force
from glasshouse.mechanisms.members import is_meant
from glasshouse.mechanisms.trust import usual_trust
from glasshouse.schema.codes import (
    DAYS_IN_BAND,
    DOMAINS,
    EFFORT,
    EVER_DENIED,
    EVER_GROUNDED,
    OFFERS_TRUST,
    OTHERS,
    RELIABILITY,
    SCORE_HIGHEST,
    SOCIABILITY,
    TURNED_AWAY,
)
from glasshouse.schema.limits import EVENTS, FIRMS, LANES, MEASURES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        I8,
        U1,
        U2,
        U4,
        U8,
        DayCounts,
        Dockets,
        Index,
        Ledger,
        Parameters,
        Row,
        Rows,
        Society,
        System,
        Tallies,
        Truth,
        World,
    )

_ABOVE = np.uint16(SCORE_HIGHEST + 1)
_CODE = np.float32(1.0 / SCORE_HIGHEST)
_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
DENIED, EASED, WRONGED, WORSENED = np.uint32(1), np.uint32(2), np.uint32(4), np.uint32(16)


@kernel_function
def _clear(truth: Truth) -> None:
    for i in range(LANES):
        truth.treatment[i] = np.uint64(0)
        truth.ends[i] = np.uint32(0)
    for i in range(LANES):
        truth.burden[i] = _ZERO
        truth.benefit[i] = _ZERO
    for d in range(len(DOMAINS)):
        for i in range(LANES):
            truth.burden_in[d, i] = _ZERO
    for i in range(LANES):
        truth.named[i] = _ZERO
        truth.attraction[i] = _ZERO
    for i in range(LANES):
        truth.standing[i] = _ZERO
        truth.counted[i] = _ZERO
    for i in range(LANES):
        truth.prized[i] = np.uint8(0)
        truth.wrongly_sanctioned[i] = np.uint8(0)


@kernel_function
def _codes_in_force(truth: Truth, system: System, row: Ledger, docket: Dockets) -> None:
    """The codes by which people are treated, where a worse band waits for a human review, into `truth.in_force`."""
    for i in range(LANES):
        truth.in_force[i] = np.uint16(code_in_force(system, np.uint32(row.published[i]), docket.band[i]))


@kernel_function
def _apply(truth: Truth, parameters: Parameters, system: System, codes: Row[U2]) -> None:
    """What each member's band brings, band by band: treatment, burden, benefit, being named, the pull of others.

    The pull is the worth of the next band and the fear of falling, each stronger as its distance shrinks.
    """
    for b in range(system.bands):
        low = np.uint16(max(system.band_code[b], np.uint32(1)))
        # The highest band ends above the highest code.
        high = np.uint16(system.band_code[b + 1]) if b + 1 < system.bands else _ABOVE
        here = np.uint16(0)
        for i in range(LANES):
            inside = np.uint16((codes[i] >= low) & (codes[i] < high))
            truth.inside[i] = inside
            here = np.uint16(here + inside)
        gain = max(system.worth[b + 1] - system.worth[b], _ZERO) if b + 1 < system.bands else _ZERO
        fall = max(system.worth[b] - system.worth[b - 1], _ZERO) * parameters.loss if b > 0 else _ZERO
        if here > np.uint16(0) and system.treatment[b] != np.uint64(0):
            _bring(truth, system, b)
        if here > np.uint16(0) and parameters.responds and gain + fall > _ZERO:
            start = np.float32(np.int32(low))
            width = _ONE / max(np.float32(np.int32(high)) - start, _ONE)
            for i in range(LANES):
                near = (np.float32(codes[i]) - start) * width
                truth.attraction[i] += np.float32(truth.inside[i]) * (gain * near + fall * (_ONE - near))


@kernel_function
def _bring(truth: Truth, system: System, b: Index) -> None:
    treatment, burden, benefit, public = system.treatment[b], system.burden[b], system.benefit[b], system.public[b]
    for i in range(LANES):
        truth.treatment[i] |= treatment if truth.inside[i] != np.uint16(0) else np.uint64(0)
    if burden > _ZERO:
        for i in range(LANES):
            truth.burden[i] += burden * np.float32(truth.inside[i])
        for d in range(len(DOMAINS)):
            felt = system.burden_in[b, d]
            if felt > _ZERO:
                for i in range(LANES):
                    truth.burden_in[d, i] += felt * np.float32(truth.inside[i])
        # By way of another row: a loop whose `max` may leave a field as it was runs one lane at a time.
        for i in range(LANES):
            truth.draw[i] = max(truth.named[i], public * np.float32(truth.inside[i]))
        for i in range(LANES):
            truth.named[i] = truth.draw[i]
    if benefit > _ZERO:
        for i in range(LANES):
            truth.benefit[i] += benefit * np.float32(truth.inside[i])


@kernel_function
def _bring_late(truth: Truth, parameters: Parameters, row: Tallies, r: Index) -> None:
    """What a measure that begins later brings to those who have been long enough in a band that names it."""
    after, bit = parameters.tally_days[r], parameters.tally_bit[r]
    burden, benefit, public = parameters.tally_burden[r], parameters.tally_benefit[r], parameters.tally_public[r]
    for i in range(LANES):
        if np.uint32(row.recorded[i]) > after:
            truth.treatment[i] |= bit
            truth.burden[i] += burden
            truth.benefit[i] += benefit
            truth.named[i] = max(truth.named[i], public)
            for d in range(len(DOMAINS)):
                truth.burden_in[d, i] += parameters.tally_burden_in[r, d]


@kernel_function
def _bring_all_late(truth: Truth, parameters: Parameters, systems: Row[System], tallies: Rows[Tallies], c: U4) -> None:
    """What the measures that begin later bring, of all systems in force."""
    for r in range(parameters.tallies):
        if parameters.tally_type[r] == DAYS_IN_BAND and systems[parameters.tally_system[r]].active:
            _bring_late(truth, parameters, tallies[r, c], r)


@kernel_function
def _refuse(truth: Truth, system: System, society: Society, row: Ledger, day_counts: DayCounts) -> None:
    """What follows for those who could have an account and have none, whether they never joined or left."""
    for i in range(truth.count):
        if row.published[i] == np.uint16(0) and is_meant(system, society.status[i], truth.has[i]):
            truth.treatment[i] |= system.refusal_treatment
            truth.burden[i] += system.refusal_burden
            truth.benefit[i] += system.refusal_benefit
            truth.named[i] = max(truth.named[i], system.refusal_public)
            for d in range(len(DOMAINS)):
                truth.burden_in[d, i] += system.refusal_in[d]
            day_counts.refusers[system.number] += np.int64(1)


@kernel_function
def _hold_liable(truth: Truth, row: Society, day_counts: DayCounts) -> None:
    """What the standing of firms brings to those who work there, and more to those who manage them."""
    for i in range(np.uint32(row.people)):
        f = np.uint32(row.workplace[i])
        if f < np.uint32(FIRMS):
            truth.treatment[i] |= truth.liability[0, f]
            burden, benefit, public = truth.workers_share[0, f], truth.workers_share[1, f], truth.workers_share[2, f]
            for d in range(len(DOMAINS)):
                truth.burden_in[d, i] += truth.workers_share[3 + d, f]
            if truth.manager[f] == np.uint32(i):
                for d in range(len(DOMAINS)):
                    truth.burden_in[d, i] += truth.managers_share[3 + d, f]
                truth.treatment[i] |= truth.liability[1, f]
                burden, benefit = burden + truth.managers_share[0, f], benefit + truth.managers_share[1, f]
                public = max(public, truth.managers_share[2, f])
            truth.burden[i] += burden
            truth.benefit[i] += benefit
            truth.named[i] = max(truth.named[i], public)
            day_counts.liable += np.int64(burden > _ZERO)


@kernel_function
def _learn_of_bars(truth: Truth, parameters: Parameters, situation: Row[U1], day: U4) -> None:
    """Whoever is barred on the first day was refused before; whoever is no longer barred learns so at once."""
    if parameters.bars == np.uint64(0):
        return
    for i in range(LANES):
        barred = (truth.treatment[i] & parameters.bars) != np.uint64(0)
        if barred and day == np.uint32(0):
            situation[i] |= TURNED_AWAY
        elif not barred:
            situation[i] &= np.uint8(~TURNED_AWAY & np.uint8(255))


@kernel_function
def _stand(truth: Truth, row: Ledger) -> None:
    for i in range(LANES):
        truth.standing[i] += np.float32(row.published[i]) * _CODE
    for i in range(LANES):
        truth.counted[i] += np.float32(row.published[i] != np.uint16(0))


@kernel_function
def _surcharge(measures: U8, parameters: Parameters) -> I8:
    """What an attempt costs beyond the usual price under these measures, a bit each, in thousandths of it."""
    total = np.int64(0)
    for m in range(MEASURES):
        if (measures >> np.uint64(m)) & np.uint64(1):
            total += np.int64(parameters.surcharge[m])
    return total


@kernel_function
def _follow(
    truth: Truth,
    parameters: Parameters,
    system: System,
    society: Society,
    row: Ledger,
    dockets: Rows[Dockets],
    day_counts: DayCounts,
    c: U4,
) -> None:
    """What one system brings to the people of one community."""
    if system.docket:
        _codes_in_force(truth, system, row, dockets[system.docket - np.uint32(1), c])
        _apply(truth, parameters, system, truth.in_force)
    else:
        _apply(truth, parameters, system, row.published)
    if system.refusal:
        _refuse(truth, system, society, row, day_counts)
    if system.bands > np.uint32(2):
        _stand(truth, row)


@kernel_function
def _end_attempt(
    truth: Truth, parameters: Parameters, day_counts: DayCounts, situation: Row[U1], k: Index, i: Index
) -> None:
    if truth.treatment[i] & parameters.denies[k]:
        day_counts.denied[k] += np.int64(1)
        day_counts.denied_group[truth.group[i]] += np.int64(1)
        for a in range(parameters.attributes):
            day_counts.attribute_denied[a] += np.int64((truth.has[i] >> np.uint8(a)) & np.uint8(1))
        truth.ends[i] |= DENIED
        situation[i] |= EVER_DENIED | EVER_GROUNDED if parameters.travels[k] else EVER_DENIED
        if parameters.travels[k] and parameters.bars != np.uint64(0):
            situation[i] |= TURNED_AWAY
    elif truth.treatment[i] & parameters.worsens[k]:
        day_counts.worsened[k] += np.int64(1)
        day_counts.surcharges[k] += _surcharge(truth.treatment[i] & parameters.worsens[k], parameters)
        truth.ends[i] |= WORSENED
    elif truth.treatment[i] & parameters.eases[k]:
        day_counts.eased[k] += np.int64(1)
        truth.ends[i] |= EASED
        truth.prized[i] = np.uint8(1)


@kernel_function
def _deal(truth: Truth, parameters: Parameters, day_counts: DayCounts, i: Index, day: U4) -> None:
    """A deal with a stranger of the same community: refused by standing or name, kept by reliability and effort."""
    word, other, third, _ = randomness.draw(
        parameters.seed, randomness.person(truth, np.uint32(i)), day, randomness.DEALS, np.uint32(0)
    )
    if truth.count < np.uint32(2):
        return
    others = np.float32(np.int32(truth.count - np.uint32(1)))
    partner = (i + np.uint32(1) + np.uint32(np.int32(randomness.unit(word) * others))) % truth.count
    day_counts.offered += np.int64(1)
    doubt = parameters.doubt_named * truth.named[partner]
    if truth.counted[partner] > _ZERO:
        below = max(_ZERO, np.float32(0.5) - truth.standing[partner] / truth.counted[partner])
        doubt += parameters.doubt_standing * np.float32(2.0) * below
    if parameters.trusts:
        usual = usual_trust(parameters.trust_usual[OTHERS], parameters.trust_spread, truth.traits[SOCIABILITY, i])
        doubt += parameters.trust_deals * max(_ZERO, usual - truth.trust[OTHERS, i])
    if randomness.unit(other) < doubt:
        day_counts.refused += np.int64(1)
        return
    keeps = (
        parameters.keeps
        + parameters.keeps_reliability * truth.traits[RELIABILITY, partner]
        + parameters.keeps_effort * truth.states[EFFORT, partner]
    )
    if randomness.unit(third) < keeps:
        day_counts.deals_kept += np.int64(1)
        truth.dealt[i] += parameters.trust_kept
    else:
        day_counts.deals_broken += np.int64(1)
        truth.dealt[i] += parameters.trust_broken


@kernel_function
def _end_frequent(
    truth: Truth, parameters: Parameters, day_counts: DayCounts, situation: Row[U1], j: Index, day: U4
) -> None:
    n = np.uint32(0)
    for i in range(LANES):
        truth.hit[n] = np.uint32(i)
        n += np.uint32(truth.happened[j, i])
    for h in range(n):
        if parameters.attempt[j]:
            _end_attempt(truth, parameters, day_counts, situation, j, truth.hit[h])
        if parameters.effect[j] == OFFERS_TRUST:
            _deal(truth, parameters, day_counts, truth.hit[h], day)


def treat(world: World, day: U4, c: U4) -> None:
    """One community's treatment of the day, from what was published before it, and the end of each attempt."""
    truth, parameters, systems, society, conduct = (
        world.truth,
        world.parameters,
        world.systems,
        world.society,
        world.conduct,
    )
    response, ledgers, day_counts = world.response, world.ledgers, world.day_counts
    _clear(truth)
    if parameters.treats:
        for s in range(parameters.systems):
            if systems[s].active and not systems[s].of_firms:
                _follow(truth, parameters, systems[s], society[c], ledgers[s, c], world.dockets, day_counts, c)
        if parameters.late:
            _bring_all_late(truth, parameters, systems, world.tallies, c)
        if parameters.firms:
            _hold_liable(truth, society[c], day_counts)
        if parameters.most_sanctions | parameters.most_days:
            cap_sanctions(truth, parameters, response[c])
    situation = conduct[c].situation
    _learn_of_bars(truth, parameters, situation, day)
    for m in range(parameters.attempts):
        _end_frequent(truth, parameters, day_counts, situation, parameters.ending[m], day)
    for e in range(min(truth.n, np.uint32(EVENTS))):
        # Events pack kind << 8 | lane.
        k, i = np.uint32(truth.code[e] >> np.uint32(8)), np.uint32(truth.code[e] & np.uint32(255))
        if parameters.attempt[k]:
            _end_attempt(truth, parameters, day_counts, situation, k, i)
        if parameters.effect[k] == OFFERS_TRUST:
            _deal(truth, parameters, day_counts, i, day)

"""Who asks for an account, who changes providers, who leaves: people's doing, not the systems'.

Contacts' accounts are those of last night. A wish is a mark in the ledger's last dimension of somebody who has no account
(or of somebody who has one), and nobody else reads it; accounts are opened and closed when all have lived their day, so
that a day needs no order among communities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.adoption import adoption_chance, adopts, prefers, worth_of_joining
from glasshouse.mechanisms.members import is_meant
from glasshouse.schema.codes import ASKED, SIGNAL_REFERS
from glasshouse.schema.limits import LANES, QUARTER, QUARTERS, SPARE

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        U1,
        U2,
        U4,
        Flag,
        Index,
        Ledger,
        Parameters,
        Records,
        Row,
        Rows,
        Signals,
        Society,
        System,
        Truth,
    )

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_NEVER = np.float32(-1e9)
_LAST = 4
_SPARE = SPARE
"""Words that nothing draws on once conduct and observation are done."""


@kernel_function
def _count(bits: U2) -> F4:
    """How many of sixteen bits are set."""
    # Population count of 16 bits, as in `society.meeting`.
    bits = np.uint16(bits - ((bits >> np.uint16(1)) & np.uint16(0x5555)))
    bits = np.uint16((bits & np.uint16(0x3333)) + ((bits >> np.uint16(2)) & np.uint16(0x3333)))
    bits = np.uint16((bits + (bits >> np.uint16(4))) & np.uint16(0x0F0F))
    return np.float32(np.uint16((bits + (bits >> np.uint16(8))) & np.uint16(0x1F)))


@kernel_function
def _note_tie(truth: Truth, row: Row[U2], shift: U4, bit: Index) -> None:
    at, mask = np.uint32(shift), np.uint16(np.uint32(1) << np.uint32(bit))
    for i in range(LANES):
        # A member is 1: times the mask is the tie's bit.
        row[i] |= np.uint16(truth.ring_member[i + at] * mask)


@kernel_function
def _note_near(truth: Truth, records: Records, row: Row[U2]) -> None:
    """From the ring, one bit a tie; the ring's first half is copied into its second."""
    for i in range(LANES):
        truth.ring_member[i + LANES] = truth.ring_member[i]
        row[i] = np.uint16(0)
    for m in range(4):
        _note_tie(truth, row, np.uint32(records.near[m]), np.uint16(2 * m))
        _note_tie(truth, row, np.uint32(LANES - records.near[m]), np.uint16(2 * m + 1))


@kernel_function
def _note_members(truth: Truth, records: Records, ledger: Row[Ledger], c: U4) -> None:
    """One bit for each tie to somebody who has an account with one system."""
    account_rows = ledger[c]
    for i in range(LANES):
        truth.ring_member[i] = np.uint16(account_rows.published[i] != np.uint16(0))
    _note_near(truth, records, truth.tie_member)
    for m in range(2):
        for q in range(QUARTERS):
            there, first = ledger[records.far[m, q]], np.uint32(q * QUARTER)
            for j in range(QUARTER):
                truth.ring_member[first + j] = np.uint16(there.published[first + j] != np.uint16(0))
        _note_tie(truth, truth.tie_member, np.uint32(0), np.uint16(8 + m))
    for i in range(LANES):
        truth.tie_member[i] &= truth.ties[i]


@kernel_function
def _draw_luck(truth: Truth, parameters: Parameters, day: U4, purpose: U4, item: U4) -> None:
    """Four words for everybody, where conduct, which is done for today, had its own."""
    low = np.uint32(truth.citizen & np.uint64(0xFFFFFFFF))
    high = np.uint32(truth.citizen >> np.uint64(32))
    k0, k1 = parameters.seed[0], parameters.seed[1]
    for i in range(LANES):
        mine = np.uint32(high + truth.generation[i])
        a, b, c, d = randomness.threefry(np.uint32(low + np.uint32(i)), mine, day, item, k0, k1, purpose, np.uint32(0))
        truth.words[_SPARE, 0, i] = a
        truth.words[_SPARE, 1, i] = b
        truth.words[_SPARE, 2, i] = c
        truth.words[_SPARE, 3, i] = d


@kernel_function
def _somebody_refers(here: Signals, one: Signals, two: Signals, first: U4) -> Flag:
    """Whether anybody recruited yesterday in a quarter of this community or of the two where its far contacts live."""
    flags = np.uint8(0)
    for j in range(QUARTER):
        # Or over a whole quarter first: in most no flag is set, and nothing more is done.
        flags = np.uint8(flags | here.flags[first + j] | one.flags[first + j] | two.flags[first + j])
    return (np.uint16(flags) & np.uint16(SIGNAL_REFERS)) > np.uint16(0)


@kernel_function
def _mark_near(truth: Truth, records: Records, i: Index) -> None:
    """Mark the near ties that lead to somebody who recruited."""
    for m in range(4):
        near = np.uint32(records.near[m])
        before, after = (i + np.uint32(LANES) - near) % np.uint32(LANES), (i + near) % np.uint32(LANES)
        truth.tie_refers[before] |= np.uint16(np.uint32(1) << np.uint32(2 * m))
        truth.tie_refers[after] |= np.uint16(np.uint32(1) << np.uint32(2 * m + 1))


@kernel_function
def _note_referrals(truth: Truth, records: Records, signals: Rows[Signals], yesterday: Index, c: U4) -> Flag:
    """One bit for each tie to somebody who recruited a friend yesterday; whether there is any.

    They are few, so that each is looked for by quarters, and marks the ties that lead to it.
    """
    refers, found = np.uint16(SIGNAL_REFERS), False
    for k in range(LANES):
        truth.tie_refers[k] = np.uint16(0)
    here = signals[yesterday, c]
    for q in range(QUARTERS):
        first = np.uint32(q * QUARTER)
        one, two = signals[yesterday, records.far[0, q]], signals[yesterday, records.far[1, q]]
        if _somebody_refers(here, one, two, first):
            found = True
            for j in range(QUARTER):
                i = first + np.uint32(j)
                if np.uint16(here.flags[i]) & refers:
                    _mark_near(truth, records, i)
                if np.uint16(one.flags[i]) & refers:
                    truth.tie_refers[i] |= np.uint16(1 << 8)
                if np.uint16(two.flags[i]) & refers:
                    truth.tie_refers[i] |= np.uint16(1 << 9)
    if found:
        for k in range(LANES):
            truth.tie_refers[k] &= truth.ties[k]
    return found


@kernel_function
def _begin_market(truth: Truth) -> None:
    for i in range(LANES):
        truth.accounts[i] = np.uint32(0)
        truth.tie_any[i] = np.uint16(0)
    for i in range(LANES):
        truth.best[i] = _NEVER
        truth.worst[i] = -_NEVER


@kernel_function
def _weigh(truth: Truth, parameters: Parameters, system: System, row: Ledger, here: Society, s: U4, people: U4) -> None:
    """What one provider is worth to everybody; the best that one has not and the worst that one has are kept."""
    _draw_luck(truth, parameters, np.uint32(0), randomness.TASTE, np.uint32(system.key))
    for i in range(people):
        truth.tie_any[i] |= truth.tie_member[i]
        word = truth.words[_SPARE, 0, i]
        near = _count(truth.tie_member[i]) / max(np.float32(truth.friends[i]), _ONE)
        worth = worth_of_joining(parameters.taste * randomness.unit(word) + system.advantage, parameters.network, near)
        if row.published[i] == np.uint16(0):
            if prefers(worth, truth.best[i]) and is_meant(system, here.status[i], truth.has[i]):
                truth.best[i], truth.best_system[i] = worth, s
        else:
            truth.accounts[i] += np.uint32(1)
            if prefers(truth.worst[i], worth):
                truth.worst[i], truth.worst_system[i] = worth, s


@kernel_function
def _offer_alone(truth: Truth, system: System, row: Ledger, here: Society, s: U4, people: U4) -> None:
    """As `_weigh` where a market has one provider: there is nothing to choose between, whatever it is worth."""
    for i in range(people):
        truth.tie_any[i] = truth.tie_member[i]
        truth.best_system[i] = truth.worst_system[i] = s
        truth.accounts[i] = np.uint32(row.published[i] != np.uint16(0))
    for i in range(people):
        is_free = truth.accounts[i] == np.uint32(0)
        truth.best[i] = _ZERO if is_free and is_meant(system, here.status[i], truth.has[i]) else _NEVER


@kernel_function
def _wants(truth: Truth, parameters: Parameters, systems: Row[System], i: Index, luck: F4) -> Flag:
    """Whether somebody joins another provider: the first by Bass's rule, others less readily."""
    if truth.best[i] == _NEVER or truth.accounts[i] >= parameters.most_accounts:
        return False
    system = systems[truth.best_system[i]]
    near = _count(truth.tie_any[i]) / max(np.float32(truth.friends[i]), _ONE)
    chance = np.float32(parameters.joining_every)
    if truth.accounts[i] > np.uint32(0):
        chance *= parameters.several
    return adopts(near, system.innovation * chance, system.imitation * chance, luck)


@kernel_function
def _most_wanted(parameters: Parameters, systems: Row[System], market: U4) -> F4:
    """The greatest chance with which anybody can join a provider of a market on one occasion."""
    most = _ZERO
    for s in range(parameters.systems):
        if systems[s].active and systems[s].market == market:
            chance = np.float32(parameters.joining_every) * max(parameters.several, _ONE)
            most = max(most, adoption_chance(_ONE, systems[s].innovation * chance, systems[s].imitation * chance))
    return most


@kernel_function
def _decide(
    truth: Truth,
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    c: U4,
    day: U4,
    market: U4,
    people: U4,
) -> None:
    key, most = np.uint32(0), _most_wanted(parameters, systems, market)
    for s in range(parameters.systems):
        if systems[s].active and systems[s].market == market:
            key = systems[s].market_key
    _draw_luck(truth, parameters, day, randomness.JOINING, np.uint32(key))
    for i in range(people):
        if truth.asked[i]:
            continue
        first, second, third = truth.words[_SPARE, 0, i], truth.words[_SPARE, 1, i], truth.words[_SPARE, 2, i]
        best, worst = truth.best_system[i], truth.worst_system[i]
        luck = randomness.unit(first)
        if luck < most and _wants(truth, parameters, systems, i, luck):
            ledgers[best, c].dimensions[_LAST, i] = ASKED
        elif truth.accounts[i] > np.uint32(0):
            better = truth.best[i] != _NEVER and prefers(truth.best[i], truth.worst[i] + parameters.switching)
            if better and randomness.unit(second) < parameters.looks:
                ledgers[best, c].dimensions[_LAST, i] = ASKED
                ledgers[worst, c].dimensions[_LAST, i] = ASKED
            elif randomness.unit(third) < parameters.quits:
                ledgers[worst, c].dimensions[_LAST, i] = ASKED


@kernel_function
def _contact_has(records: Records, ledger: Row[Ledger], c: U4, i: Index, tie: U4) -> Flag:
    """Whether the contact at the other end of a tie has an account."""
    if tie >= np.uint32(8):
        return ledger[records.far[tie - np.uint32(8), i // np.uint32(QUARTER)]].published[i] > np.uint16(0)
    near = np.uint32(records.near[tie >> np.uint32(1)])
    shift = near if tie % np.uint32(2) == np.uint32(0) else np.uint32(LANES) - near
    return ledger[c].published[(i + shift) % np.uint32(LANES)] > np.uint16(0)


@kernel_function
def _is_referred(truth: Truth, records: Records, ledger: Row[Ledger], c: U4, i: Index) -> Flag:
    """Whether a contact who recruited yesterday has an account with a system."""
    for tie in range(10):
        recruits = (truth.tie_refers[i] >> np.uint16(tie)) & np.uint16(1)
        if recruits and _contact_has(records, ledger, c, i, np.uint32(tie)):
            return True
    return False


@kernel_function
def _follow_referral(
    truth: Truth,
    records: Records,
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    c: U4,
    day: U4,
    market: U4,
    i: Index,
    status: U1,
) -> None:
    """Join the recommended provider with the smallest draw, if that draw is below `parameters.referral`.

    The chance is times `parameters.several` for those who hold an account in this market already.
    """
    held, found, kindest = np.uint32(0), np.uint32(parameters.systems), _ONE
    for s in range(parameters.systems):
        system = systems[s]
        if system.active and system.market == market:
            if ledgers[s, c].published[i] != np.uint16(0):
                held += np.uint32(1)
            elif is_meant(system, status, truth.has[i]) and _is_referred(truth, records, ledgers[s], c, i):
                citizen = randomness.person(truth, np.uint32(i))
                word = randomness.draw(parameters.seed, citizen, day, randomness.REFERRAL, np.uint32(system.key))[0]
                if randomness.unit(word) < kindest:
                    found, kindest = np.uint32(s), randomness.unit(word)
    chance = parameters.referral * (parameters.several if held > np.uint32(0) else _ONE)
    if held < parameters.most_accounts and found < parameters.systems and kindest < chance:
        ledgers[found, c].dimensions[_LAST, i] = ASKED
        truth.asked[i] = np.uint8(1)


@kernel_function
def _weigh_market(
    truth: Truth,
    records: Records,
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    here: Society,
    c: U4,
    market: U4,
) -> None:
    """What the providers of one market are worth to everybody."""
    people, providers = np.uint32(here.people), np.uint32(0)
    for s in range(parameters.systems):
        providers += np.uint32(systems[s].active and systems[s].market == market)
    _begin_market(truth)
    for s in range(parameters.systems):
        if systems[s].active and systems[s].market == market:
            _note_members(truth, records, ledgers[s], c)
            if providers == np.uint32(1):
                _offer_alone(truth, systems[s], ledgers[s, c], here, np.uint32(s), people)
            else:
                _weigh(truth, parameters, systems[s], ledgers[s, c], here, np.uint32(s), people)


def consider_accounts(
    truth: Truth,
    records: Records,
    parameters: Parameters,
    systems: Row[System],
    signals: Rows[Signals],
    ledgers: Rows[Ledger],
    here: Society,
    c: U4,
    day: U4,
) -> None:
    """Let the people of one community ask for accounts, or to close them.

    Args:
        truth: ties that stand, and scratch.
        records: where contacts live.
        parameters: how people join, and how many markets there are.
        systems: what providers offer.
        signals: who recruited yesterday.
        ledgers: who has an account; wishes are marked here.
        here: the community's row of the society.
        c: its row.
        day: the day.
    """
    referred: Flag
    people, referred = np.uint32(here.people), False
    if parameters.referral > _ZERO:
        referred = _note_referrals(truth, records, signals, (day + np.uint32(1)) & np.uint32(1), c)
    for m in range(parameters.markets):
        market = np.uint32(m) + np.uint32(1)
        for i in range(LANES):
            truth.asked[i] = np.uint8(0)
        if referred:
            for i in range(people):
                if truth.tie_refers[i]:
                    _follow_referral(
                        truth, records, parameters, systems, ledgers, c, day, market, np.uint32(i), here.status[i]
                    )
        if (day + parameters.first + c) % parameters.joining_every == np.uint32(0):
            _weigh_market(truth, records, parameters, systems, ledgers, here, c, market)
            _decide(truth, parameters, systems, ledgers, c, day, market, people)

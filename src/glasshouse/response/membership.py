"""Who asks for an account, who changes providers, who leaves: people's doing, not the systems'.

Contacts' accounts are those of last night. A wish is a mark in the ledger's last dimension of somebody who has no account
(or of somebody who has one), and nobody else reads it; accounts are opened and closed when all have lived their day, so
that a day needs no order among communities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.adoption import adoption_chance, adopts, prefers, worth_of_joining
from glasshouse.schema.codes import ASKED, FACE_REFERS
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


@scalar
def _count(bits: U2) -> F4:
    """How many of sixteen bits are set."""
    # Population count of 16 bits, as in `society.meeting`.
    bits = np.uint16(bits - ((bits >> np.uint16(1)) & np.uint16(0x5555)))
    bits = np.uint16((bits & np.uint16(0x3333)) + ((bits >> np.uint16(2)) & np.uint16(0x3333)))
    bits = np.uint16((bits + (bits >> np.uint16(4))) & np.uint16(0x0F0F))
    return np.float32(np.uint16((bits + (bits >> np.uint16(8))) & np.uint16(0x1F)))


@scalar
def _note_tie(desk: Truth, row: Any, shift: U4, bit: Index) -> None:
    at, mask = np.uint32(shift), np.uint16(np.uint32(1) << np.uint32(bit))
    for i in range(LANES):
        # A member is 1: times the mask is the tie's bit.
        row[i] |= np.uint16(desk.ring_member[i + at] * mask)


@scalar
def _note_near(desk: Truth, sheet: Records, row: Any) -> None:
    """From the ring, one bit a tie; the ring's first half is copied into its second."""
    for i in range(LANES):
        desk.ring_member[i + LANES] = desk.ring_member[i]
        row[i] = np.uint16(0)
    for m in range(4):
        _note_tie(desk, row, np.uint32(sheet.near[m]), np.uint16(2 * m))
        _note_tie(desk, row, np.uint32(LANES - sheet.near[m]), np.uint16(2 * m + 1))


@scalar
def _note_members(desk: Truth, sheet: Records, ledger: Row[Ledger], c: U4) -> None:
    """One bit for each tie to somebody who has an account with one system."""
    book = ledger[c]
    for i in range(LANES):
        desk.ring_member[i] = np.uint16(book.published[i] != np.uint16(0))
    _note_near(desk, sheet, desk.tie_member)
    for m in range(2):
        for q in range(QUARTERS):
            there, first = ledger[sheet.far[m, q]], np.uint32(q * QUARTER)
            for j in range(QUARTER):
                desk.ring_member[first + j] = np.uint16(there.published[first + j] != np.uint16(0))
        _note_tie(desk, desk.tie_member, np.uint32(0), np.uint16(8 + m))
    for i in range(LANES):
        desk.tie_member[i] &= desk.ties[i]


@scalar
def _draw_luck(desk: Truth, rules: Parameters, day: U4, purpose: U4, item: U4) -> None:
    """Four words for everybody, where conduct, which is done for today, had its own."""
    low = np.uint32(desk.citizen & np.uint64(0xFFFFFFFF))
    high = np.uint32(desk.citizen >> np.uint64(32))
    k0, k1 = rules.seed[0], rules.seed[1]
    for i in range(LANES):
        a, b, c, d = randomness.threefry(np.uint32(low + np.uint32(i)), high, day, item, k0, k1, purpose, np.uint32(0))
        desk.words[_SPARE, 0, i] = a
        desk.words[_SPARE, 1, i] = b
        desk.words[_SPARE, 2, i] = c
        desk.words[_SPARE, 3, i] = d


@scalar
def _somebody_refers(here: Signals, one: Signals, two: Signals, first: U4) -> Any:
    """Whether anybody recruited yesterday in a quarter of this community or of the two where its far contacts live."""
    flags = np.uint8(0)
    for j in range(QUARTER):
        # Or over a whole quarter first: in most no flag is set, and nothing more is done.
        flags = np.uint8(flags | here.flags[first + j] | one.flags[first + j] | two.flags[first + j])
    return (np.uint16(flags) & np.uint16(FACE_REFERS)) != np.uint16(0)


@scalar
def _mark_near(desk: Truth, sheet: Records, i: Index) -> None:
    """Mark the near ties that lead to somebody who recruited."""
    for m in range(4):
        near = np.uint32(sheet.near[m])
        before, after = (i + np.uint32(LANES) - near) % np.uint32(LANES), (i + near) % np.uint32(LANES)
        desk.tie_refers[before] |= np.uint16(np.uint32(1) << np.uint32(2 * m))
        desk.tie_refers[after] |= np.uint16(np.uint32(1) << np.uint32(2 * m + 1))


@scalar
def _note_referrals(desk: Truth, sheet: Records, faces: Rows[Signals], yesterday: Index, c: U4) -> Flag:
    """One bit for each tie to somebody who recruited a friend yesterday; whether there is any.

    They are few, so that each is looked for by quarters, and marks the ties that lead to it.
    """
    refers, found = np.uint16(FACE_REFERS), False
    for k in range(LANES):
        desk.tie_refers[k] = np.uint16(0)
    here = faces[yesterday, c]
    for q in range(QUARTERS):
        first = np.uint32(q * QUARTER)
        one, two = faces[yesterday, sheet.far[0, q]], faces[yesterday, sheet.far[1, q]]
        if _somebody_refers(here, one, two, first):
            found = True
            for j in range(QUARTER):
                i = first + np.uint32(j)
                if np.uint16(here.flags[i]) & refers:
                    _mark_near(desk, sheet, i)
                if np.uint16(one.flags[i]) & refers:
                    desk.tie_refers[i] |= np.uint16(1 << 8)
                if np.uint16(two.flags[i]) & refers:
                    desk.tie_refers[i] |= np.uint16(1 << 9)
    if found:
        for k in range(LANES):
            desk.tie_refers[k] &= desk.ties[k]
    return found


@scalar
def _begin_market(desk: Truth) -> None:
    for i in range(LANES):
        desk.accounts[i] = np.uint32(0)
        desk.tie_any[i] = np.uint16(0)
    for i in range(LANES):
        desk.best[i] = _NEVER
        desk.worst[i] = -_NEVER


@scalar
def _is_meant(system: System, status: U1) -> Any:
    """Whether a system is for somebody of that status in the register."""
    return (status & system.member_mask) == system.member_status


@scalar
def _weigh(desk: Truth, rules: Parameters, system: System, row: Ledger, here: Society, s: U4, people: U4) -> None:
    """What one provider is worth to everybody; the best that one has not and the worst that one has are kept."""
    _draw_luck(desk, rules, np.uint32(0), randomness.TASTE, np.uint32(system.key))
    for i in range(people):
        desk.tie_any[i] |= desk.tie_member[i]
        word = desk.words[_SPARE, 0, i]
        near = _count(desk.tie_member[i]) / max(np.float32(desk.friends[i]), _ONE)
        worth = worth_of_joining(rules.taste * randomness.unit(word) + system.advantage, rules.network, near)
        if row.published[i] == np.uint16(0):
            if prefers(worth, desk.best[i]) and _is_meant(system, here.status[i]):
                desk.best[i], desk.best_system[i] = worth, s
        else:
            desk.accounts[i] += np.uint32(1)
            if prefers(desk.worst[i], worth):
                desk.worst[i], desk.worst_system[i] = worth, s


@scalar
def _offer_alone(desk: Truth, system: System, row: Ledger, here: Society, s: U4, people: U4) -> None:
    """As `_weigh` where a market has one provider: there is nothing to choose between, whatever it is worth."""
    for i in range(people):
        desk.tie_any[i] = desk.tie_member[i]
        desk.best_system[i] = desk.worst_system[i] = s
        desk.accounts[i] = np.uint32(row.published[i] != np.uint16(0))
    for i in range(people):
        is_free = desk.accounts[i] == np.uint32(0)
        desk.best[i] = _ZERO if is_free and _is_meant(system, here.status[i]) else _NEVER


@scalar
def _wants(desk: Truth, rules: Parameters, systems: Row[System], i: Index, luck: F4) -> Any:
    """Whether somebody joins another provider: the first by Bass's rule, others less readily."""
    if desk.best[i] == _NEVER or desk.accounts[i] >= rules.most_accounts:
        return False
    system = systems[desk.best_system[i]]
    near = _count(desk.tie_any[i]) / max(np.float32(desk.friends[i]), _ONE)
    chance = np.float32(rules.joining_every)
    if desk.accounts[i] > np.uint32(0):
        chance *= rules.several
    return adopts(near, system.innovation * chance, system.imitation * chance, luck)


@scalar
def _most_wanted(rules: Parameters, systems: Row[System], market: U4) -> F4:
    """The greatest chance with which anybody can join a provider of a market on one occasion."""
    most = _ZERO
    for s in range(rules.systems):
        if systems[s].active and systems[s].market == market:
            chance = np.float32(rules.joining_every) * max(rules.several, _ONE)
            most = max(most, adoption_chance(_ONE, systems[s].innovation * chance, systems[s].imitation * chance))
    return most


@scalar
def _decide(
    desk: Truth,
    rules: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    c: U4,
    day: U4,
    market: U4,
    people: U4,
) -> None:
    key, most = np.uint32(0), _most_wanted(rules, systems, market)
    for s in range(rules.systems):
        if systems[s].active and systems[s].market == market:
            key = systems[s].market_key
    _draw_luck(desk, rules, day, randomness.JOINING, np.uint32(key))
    for i in range(people):
        if desk.asked[i]:
            continue
        first, second, third = desk.words[_SPARE, 0, i], desk.words[_SPARE, 1, i], desk.words[_SPARE, 2, i]
        best, worst = desk.best_system[i], desk.worst_system[i]
        luck = randomness.unit(first)
        if luck < most and _wants(desk, rules, systems, i, luck):
            ledgers[best, c].dimensions[_LAST, i] = ASKED
        elif desk.accounts[i] > np.uint32(0):
            better = desk.best[i] != _NEVER and prefers(desk.best[i], desk.worst[i] + rules.switching)
            if better and randomness.unit(second) < rules.looks:
                ledgers[best, c].dimensions[_LAST, i] = ASKED
                ledgers[worst, c].dimensions[_LAST, i] = ASKED
            elif randomness.unit(third) < rules.quits:
                ledgers[worst, c].dimensions[_LAST, i] = ASKED


@scalar
def _contact_has(sheet: Records, ledger: Row[Ledger], c: U4, i: Index, tie: U4) -> Any:
    """Whether the contact at the other end of a tie has an account."""
    if tie >= np.uint32(8):
        return ledger[sheet.far[tie - np.uint32(8), i // np.uint32(QUARTER)]].published[i] != np.uint16(0)
    near = np.uint32(sheet.near[tie >> np.uint32(1)])
    shift = near if tie % np.uint32(2) == np.uint32(0) else np.uint32(LANES) - near
    return ledger[c].published[(i + shift) % np.uint32(LANES)] != np.uint16(0)


@scalar
def _is_referred(desk: Truth, sheet: Records, ledger: Row[Ledger], c: U4, i: Index) -> Flag:
    """Whether a contact who recruited yesterday has an account with a system."""
    for tie in range(10):
        recruits = (desk.tie_refers[i] >> np.uint16(tie)) & np.uint16(1)
        if recruits and _contact_has(sheet, ledger, c, i, np.uint32(tie)):
            return True
    return False


@scalar
def _follow_referral(
    desk: Truth,
    sheet: Records,
    rules: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    c: U4,
    day: U4,
    market: U4,
    i: Index,
    status: U1,
) -> None:
    """Join the recommended provider with the smallest draw, if that draw is below `rules.referral`.

    The chance is times `rules.several` for those who hold an account in this market already.
    """
    held, found, kindest = np.uint32(0), np.uint32(rules.systems), _ONE
    for s in range(rules.systems):
        system = systems[s]
        if system.active and system.market == market:
            if ledgers[s, c].published[i] != np.uint16(0):
                held += np.uint32(1)
            elif _is_meant(system, status) and _is_referred(desk, sheet, ledgers[s], c, i):
                citizen = desk.citizen + np.uint64(i)
                word = randomness.draw(rules.seed, citizen, day, randomness.REFERRAL, np.uint32(system.key))[0]
                if randomness.unit(word) < kindest:
                    found, kindest = np.uint32(s), randomness.unit(word)
    chance = rules.referral * (rules.several if held > np.uint32(0) else _ONE)
    if held < rules.most_accounts and found < rules.systems and kindest < chance:
        ledgers[found, c].dimensions[_LAST, i] = ASKED
        desk.asked[i] = np.uint8(1)


@scalar
def _weigh_market(
    desk: Truth,
    sheet: Records,
    rules: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    here: Society,
    c: U4,
    market: U4,
) -> None:
    """What the providers of one market are worth to everybody."""
    people, providers = np.uint32(here.people), np.uint32(0)
    for s in range(rules.systems):
        providers += np.uint32(systems[s].active and systems[s].market == market)
    _begin_market(desk)
    for s in range(rules.systems):
        if systems[s].active and systems[s].market == market:
            _note_members(desk, sheet, ledgers[s], c)
            if providers == np.uint32(1):
                _offer_alone(desk, systems[s], ledgers[s, c], here, np.uint32(s), people)
            else:
                _weigh(desk, rules, systems[s], ledgers[s, c], here, np.uint32(s), people)


def consider_accounts(
    desk: Truth,
    sheet: Records,
    rules: Parameters,
    systems: Row[System],
    faces: Rows[Signals],
    ledgers: Rows[Ledger],
    here: Society,
    c: U4,
    day: U4,
) -> None:
    """Let the people of one community ask for accounts, or to close them.

    Args:
        desk: ties that stand, and scratch.
        sheet: where contacts live.
        rules: how people join, and how many markets there are.
        systems: what providers offer.
        faces: who recruited yesterday.
        ledgers: who has an account; wishes are marked here.
        here: the community's row of the society.
        c: its row.
        day: the day.
    """
    referred: Flag
    people, referred = np.uint32(here.people), False
    if rules.referral > _ZERO:
        referred = _note_referrals(desk, sheet, faces, (day + np.uint32(1)) & np.uint32(1), c)
    for m in range(rules.markets):
        market = np.uint32(m) + np.uint32(1)
        for i in range(LANES):
            desk.asked[i] = np.uint8(0)
        if referred:
            for i in range(people):
                if desk.tie_refers[i]:
                    _follow_referral(desk, sheet, rules, systems, ledgers, c, day, market, np.uint32(i), here.status[i])
        if (day + rules.first + c) % rules.joining_every == np.uint32(0):
            _weigh_market(desk, sheet, rules, systems, ledgers, here, c, market)
            _decide(desk, rules, systems, ledgers, c, day, market, people)

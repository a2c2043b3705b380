"""Decisions about cases, accounts, ties and evasion, laid over what habit did today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.members import is_meant
from glasshouse.schema.codes import ASKED
from glasshouse.schema.decisions import CLOSED, EVADES, FOR_OTHERS, MARKET_FULL, NOT_VOLUNTARY
from glasshouse.schema.limits import DIMENSIONS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U1,
        U4,
        Decision,
        Flag,
        Index,
        Ledger,
        Parameters,
        Response,
        Row,
        Rows,
        Society,
        System,
        Truth,
    )

_LAST = DIMENSIONS - 1
_NOTHING = np.uint8(0)
_BIT = np.uint32(1)


@kernel_function
def _lane_of(decision: Decision) -> U4:
    return np.uint32(decision.citizen & np.uint64(LANES - 1))


@kernel_function
def choice_about_cases(truth: Truth, decisions: Row[Decision], i: Index) -> U1:
    """What a citizen decided about their cases; 0 is habit."""
    for d in range(truth.first_decision, truth.last_decision):
        if _lane_of(decisions[d]) == i:
            return np.uint8(decisions[d].cases)
    return _NOTHING


@kernel_function
def note_unheard(truth: Truth, decisions: Row[Decision], i: Index, s: Index) -> None:
    """Note that a citizen decided to appeal to a system that hears no appeals."""
    for d in range(truth.first_decision, truth.last_decision):
        if _lane_of(decisions[d]) == i:
            decisions[d].unheard |= _BIT << np.uint32(s)


@kernel_function
def remember_morning(
    truth: Truth, parameters: Parameters, decisions: Row[Decision], ledgers: Rows[Ledger], row: Response, c: U4
) -> None:
    """Copy the deciders' marks and cut ties before habit writes there."""
    for d in range(truth.first_decision, truth.last_decision):
        i = _lane_of(decisions[d])
        decisions[d].was_cut = row.cut[i]
        for s in range(parameters.systems):
            decisions[d].mark[s] = ledgers[s, c].dimensions[_LAST, i]


@kernel_function
def _held_tonight(
    parameters: Parameters, systems: Row[System], ledgers: Rows[Ledger], c: U4, i: Index, market: U4
) -> U4:
    """How many accounts of one market a citizen has once tonight's wishes are granted."""
    held = np.uint32(0)
    for s in range(parameters.systems):
        if systems[s].active and systems[s].market == market:
            has = ledgers[s, c].published[i] != np.uint16(0)
            held += np.uint32(has != (ledgers[s, c].dimensions[_LAST, i] == ASKED))
    return held


@kernel_function
def _why_not(
    parameters: Parameters,
    systems: Row[System],
    decision: Decision,
    ledgers: Rows[Ledger],
    meant: Flag,
    c: U4,
    i: Index,
    s: Index,
    joins: Flag,
) -> U1:
    """Why an account cannot be opened (`joins`) or closed, as a place in `WHY_NOT`; 0 if it can."""
    system = systems[s]
    if not system.active:
        return CLOSED
    free = system.market != np.uint32(0) or ((decision.voluntary >> np.uint32(s)) & _BIT) != np.uint32(0)
    if not free and (joins or not system.leaves):
        return NOT_VOLUNTARY
    if joins and not meant:
        return FOR_OTHERS
    if joins and system.market != np.uint32(0):
        if _held_tonight(parameters, systems, ledgers, c, i, system.market) >= parameters.most_accounts:
            return MARKET_FULL
    return _NOTHING


@kernel_function
def _decide_account(
    parameters: Parameters,
    systems: Row[System],
    decision: Decision,
    ledgers: Rows[Ledger],
    meant: Flag,
    c: U4,
    i: Index,
    s: Index,
    joins: Flag,
) -> None:
    """Put back what habit asked for, and ask for what was decided where it is not so yet."""
    ledgers[s, c].dimensions[_LAST, i] = decision.mark[s]
    if (ledgers[s, c].published[i] != np.uint16(0)) != joins:
        decision.account[s] = _why_not(parameters, systems, decision, ledgers, meant, c, i, s, joins)
        if decision.account[s] == _NOTHING:
            ledgers[s, c].dimensions[_LAST, i] = ASKED


@kernel_function
def decide_accounts(
    truth: Truth,
    parameters: Parameters,
    systems: Row[System],
    decisions: Row[Decision],
    ledgers: Rows[Ledger],
    here: Society,
    c: U4,
) -> None:
    """Ask for accounts, or to close them, as was decided; those who decided to quit first, to make room.

    Args:
        truth: which rows of `decisions` are this community's, and which declared attributes people have.
        parameters: how many accounts of one market one may have.
        systems: which can be joined or left.
        decisions: `DECISION` rows; notes why something was not asked for.
        ledgers: accounts; the wish is marked, and granted when all have lived the day.
        here: the community's row of the society.
        c: its number.
    """
    for d in range(truth.first_decision, truth.last_decision):
        decision = decisions[d]
        i = _lane_of(decision)
        for s in range(parameters.systems):
            if (decision.quit >> np.uint32(s)) & _BIT:
                _decide_account(parameters, systems, decision, ledgers, True, c, i, np.uint32(s), False)
        for s in range(parameters.systems):
            if (decision.join >> np.uint32(s)) & _BIT:
                meant = is_meant(systems[s], here.status[i], truth.has[i])
                _decide_account(parameters, systems, decision, ledgers, meant, c, i, np.uint32(s), True)


@kernel_function
def decide_ties(truth: Truth, decisions: Row[Decision], row: Response) -> None:
    """Undo what habit cut today of the ties that are kept; cut those that were to be cut and still stand."""
    for d in range(truth.first_decision, truth.last_decision):
        decision = decisions[d]
        i = _lane_of(decision)
        stand, before = np.uint8(truth.ties[i] & np.uint16(255)), decision.was_cut
        new = np.uint8(row.cut[i] ^ before)
        wanted = np.uint8(decision.cut & stand)
        row.cut[i] = np.uint8(before | (new & ~decision.keep) | wanted)
        # A tie that one has cut oneself is not missed by who wants it cut; a kept one that is gone is told.
        decision.gone = np.uint8(((decision.cut & ~before) | decision.keep) & ~stand)


@kernel_function
def keep_evasion(truth: Truth, decisions: Row[Decision], row: Response) -> None:
    """Hold the evasion of those who decided to evade, or not to, at its end also in the evening."""
    for d in range(truth.first_decision, truth.last_decision):
        evade = np.uint8(decisions[d].evade)
        if evade != _NOTHING:
            row.evasion[_lane_of(decisions[d])] = np.uint8(255 if evade == EVADES else 0)

"""Decisions carried out: acts that happen or are left out because somebody decided so, laid over what was drawn.

No draw moves: the words of the day are drawn for everybody as ever, and what they bring is set or cleared afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.decisions import EVADES
from glasshouse.schema.limits import EVENTS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Decision, Flag, Index, Parameters, Row, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_EVASION = 3
_HABIT = np.uint8(0)
_BIT = np.uint64(1)


@kernel_function
def lane_of(decision: Decision) -> U4:
    """The lane of the citizen who decided."""
    return np.uint32(decision.citizen & np.uint64(LANES - 1))


@kernel_function
def hold_evasion(truth: Truth, decisions: Row[Decision]) -> None:
    """Set today's evasion of those who decided to evade, or not to, before anything leans on it."""
    for d in range(truth.first_decision, truth.last_decision):
        evade = np.uint8(decisions[d].evade)
        if evade != _HABIT:
            truth.states[_EVASION, lane_of(decisions[d])] = _ONE if evade == EVADES else _ZERO


@kernel_function
def _without(codes: Row[U4], n: U4, code: U4) -> U4:
    """Remove a code from a list of `n`, the others stay in order; return how many are left."""
    left = np.uint32(0)
    for e in range(n):
        if codes[e] != code:
            codes[left] = codes[e]
            left += np.uint32(1)
    return left


@kernel_function
def _holds(codes: Row[U4], n: U4, code: U4) -> Flag:
    for e in range(n):
        if codes[e] == code:
            return True
    return False


@kernel_function
def _happens_too(truth: Truth, code: U4) -> Flag:
    """Let a rarer act happen if it does not yet; return whether it does.

    Acts and false records share room in the day's records, so that both count.
    """
    if _holds(truth.code, truth.n, code):
        return True
    if truth.n >= np.uint32(EVENTS):
        return False
    truth.code[truth.n] = code
    truth.n += np.uint32(1)
    return True


@kernel_function
def _decide_frequent(truth: Truth, parameters: Parameters, decision: Decision, j: Index, i: U4) -> None:
    """One frequent kind of one citizen. Only kinds that lean on self-censorship have a row of what is withheld."""
    bit, withholds = _BIT << np.uint64(j), parameters.self_censorship_weight[j] < _ZERO
    if decision.leave & bit and truth.happened[j, i]:
        truth.happened[j, i] = np.uint8(0)
        decision.left |= bit
    if decision.dare & bit and withholds and truth.withheld[j, i]:
        truth.happened[j, i] = np.uint8(1)
        truth.withheld[j, i] = np.uint8(0)
        decision.done |= bit
    if decision.do & bit:
        if truth.needs[parameters.need[j], i] == _ZERO:
            decision.unable |= bit
            return
        truth.happened[j, i] = np.uint8(1)
        if withholds:
            truth.withheld[j, i] = np.uint8(0)
        decision.done |= bit


@kernel_function
def _decide_rare(truth: Truth, parameters: Parameters, decision: Decision, k: Index, i: U4) -> None:
    """One rarer kind of one citizen: in the lists of what happened, was withheld, was hindered."""
    bit, code = _BIT << np.uint64(k), np.uint32(np.uint32(k) << np.uint32(8)) | i
    if decision.leave & bit and _holds(truth.code, truth.n, code):
        truth.n = _without(truth.code, truth.n, code)
        decision.left |= bit
    dares = (decision.dare & bit) != np.uint64(0) and _holds(truth.withheld_code, truth.n_withheld, code)
    does = (decision.do & bit) != np.uint64(0)
    if does and truth.needs[parameters.need[k], i] == _ZERO:
        decision.unable |= bit
    elif dares or does:
        if _happens_too(truth, code):
            truth.n_withheld = _without(truth.withheld_code, truth.n_withheld, code)
            truth.n_hindered = _without(truth.hindered, truth.n_hindered, code)
            decision.done |= bit
        else:
            decision.full |= bit


@kernel_function
def carry_out(truth: Truth, parameters: Parameters, decisions: Row[Decision]) -> None:
    """Set and clear the day's acts as this community's deciders have decided, one citizen after the other.

    Args:
        truth: what was drawn, and which rows of `decisions` are this community's.
        parameters: kinds of conduct and their needs.
        decisions: `DECISION` rows; notes what became of each.
    """
    for d in range(truth.first_decision, truth.last_decision):
        decision = decisions[d]
        i, named = lane_of(decision), decision.do | decision.leave | decision.dare
        for k in range(parameters.kinds):
            if (named >> np.uint64(k)) & _BIT:
                if k < parameters.frequent:
                    _decide_frequent(truth, parameters, decision, k, i)
                else:
                    _decide_rare(truth, parameters, decision, k, i)

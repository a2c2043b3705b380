"""Trust in government, in institutions and among people: what today did to it, and what it does to effort.

The equations stand in ``docs/model.md``. Nothing of this is done where people keep no trust.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import inlined, kernel_function
from glasshouse.mechanisms.trust import moved_trust, usual_trust
from glasshouse.schema.codes import (
    CONFORMITY,
    GOVERNMENT,
    INSTITUTIONS,
    LIFE,
    MONEY,
    OTHERS,
    PUBLIC,
    SOCIABILITY,
    TRUST_LOW,
    TRUST_NONE,
)
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, I8, U1, Cases, DayCounts, Index, Parameters, Row, Trust, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_TOP = np.float32(254.0)
_ROUNDING = np.uint32(81)


@kernel_function
def comply(truth: Truth, parameters: Parameters) -> None:
    """Effort is drawn up by more trust in government than usual, and down by less."""
    usual, spread = parameters.trust_usual[GOVERNMENT], parameters.trust_spread
    pull = parameters.effort_speed * parameters.trust_complies
    for i in range(LANES):
        more = truth.trust[GOVERNMENT, i] - usual_trust(usual, spread, truth.traits[CONFORMITY, i])
        truth.factor[i] = min(max(truth.factor[i] + pull * more, _ZERO), _ONE)


@kernel_function
def _feel(truth: Truth, parameters: Parameters, cases: Cases) -> None:
    """What moves trust today: sanctions, rewards, being watched, news, leaks, contacts who are named, scores, deals.

    What bites in public or in work and life is laid at the government's door, what bites about money at that of institutions.
    """
    for i in range(LANES):
        wrong = np.float32(truth.wrongly_sanctioned[i])
        blame = parameters.trust_wronged * wrong + parameters.trust_sanctioned * (_ONE - wrong)
        thanks = parameters.trust_rewarded * truth.benefit[i]
        truth.trust_moves[GOVERNMENT, i] = (
            blame * (truth.burden_in[PUBLIC, i] + truth.burden_in[LIFE, i])
            + thanks
            + parameters.trust_watched * truth.exposed[PUBLIC, i]
            + parameters.trust_persuaded * truth.persuaded[i]
        )
        truth.trust_moves[INSTITUTIONS, i] = blame * truth.burden_in[MONEY, i] + thanks
    for i in range(LANES):
        near = max(max(truth.near_sanction[PUBLIC, i], truth.near_sanction[MONEY, i]), truth.near_sanction[LIFE, i])
        scored = np.float32(truth.counted[i] > _ZERO)
        truth.trust_moves[OTHERS, i] = parameters.trust_named * near + parameters.trust_scored * scored + truth.dealt[i]
    for m in range(cases.count):
        if cases.holders[m] & parameters.outside:
            truth.trust_moves[INSTITUTIONS, cases.citizen[m]] += parameters.trust_leaked


@inlined
def _code(trust: F4, luck: F4, people: F4) -> U1:
    # Rounds by luck, so that slow changes do not stick; nobody keeps 0.
    return np.uint8((np.int32(trust * _TOP + luck) + np.int32(TRUST_NONE)) * np.int32(people))


@kernel_function
def _move(truth: Truth, parameters: Parameters, k: Index, trait: Index, codes: Row[U1]) -> None:
    mean, spread, returns = parameters.trust_usual[k], parameters.trust_spread, parameters.trust_returns
    for i in range(LANES):
        usual = usual_trust(mean, spread, truth.traits[trait, i])
        after = moved_trust(truth.trust[k, i], usual, returns, truth.trust_moves[k, i])
        codes[i] = _code(after, truth.draw[i], truth.people[i])


@kernel_function
def _sum(codes: Row[U1], people: I8) -> tuple[I8, I8]:
    """The sum of a row of trust without the code of none, and how many have little."""
    total, low = np.uint32(0), np.uint32(0)
    for i in range(LANES):
        total = np.uint32(total + np.uint32(codes[i]))
        low = np.uint32(low + np.uint32((codes[i] <= np.uint8(TRUST_LOW)) & (codes[i] != np.uint8(0))))
    return np.int64(total) - people * np.int64(TRUST_NONE), np.int64(low)


@kernel_function
def change_trust(
    truth: Truth, parameters: Parameters, cases: Cases, row: Trust, people: I8, day_counts: DayCounts
) -> None:
    """Move everybody's trust by what today brought, and count it.

    Args:
        truth: the day's truth; its rows of trust keep what stood in the morning.
        parameters: what moves trust, and how much.
        cases: the community's cases: whose lie with holders out of reach.
        row: the community's row, written.
        people: how many live there.
        day_counts: sums of trust, and how many have little.
    """
    _feel(truth, parameters, cases)
    for i in range(LANES):
        luck = np.int32(randomness.derived(truth.words[0, 0, i], _ROUNDING))
        truth.draw[i] = np.float32(luck) * np.float32(2.0**-16)
    _move(truth, parameters, GOVERNMENT, CONFORMITY, row.government)
    _move(truth, parameters, INSTITUTIONS, CONFORMITY, row.institutions)
    _move(truth, parameters, OTHERS, SOCIABILITY, row.people)
    total, low = _sum(row.government, people)
    day_counts.trust_government += total
    day_counts.low_trust_government += low
    total, low = _sum(row.institutions, people)
    day_counts.trust_institutions += total
    day_counts.low_trust_institutions += low
    total, low = _sum(row.people, people)
    day_counts.trust_people += total
    day_counts.low_trust_people += low

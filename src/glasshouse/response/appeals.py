"""Appeals: what people do about the cases that they know of, by habit or by decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.response.decided import choice_about_cases, note_unheard
from glasshouse.schema.codes import ACCEPTED, APPEALED, CASE_EMPTY, CASE_LISTED, INCOME, TOLD
from glasshouse.schema.decisions import APPEAL, WAIT

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        U1,
        U4,
        Cases,
        DayCounts,
        Decision,
        Flag,
        Index,
        Parameters,
        Provenance,
        Row,
        System,
        Truth,
    )

_ONE = np.float32(1.0)
_HABIT = np.uint8(0)


@kernel_function
def _is_considered(cases: Cases, m: Index, choice: U1, responds: U1) -> Flag:
    """Whether something is done about a case today: by habit once, by a decision to appeal as long as none was made."""
    if cases.status[m] == CASE_EMPTY or cases.status[m] > CASE_LISTED:
        return False
    if choice == _HABIT and not responds:
        return False
    done = cases.flags[m] & (APPEALED | ACCEPTED)
    is_open: Flag = done == np.uint8(0) or (choice == APPEAL and done == ACCEPTED)
    return is_open


@kernel_function
def _chance(truth: Truth, parameters: Parameters, is_false: U1, i: Index) -> F4:
    """The chance that somebody appeals by habit, by their means and by whether the case is wrong."""
    chance = parameters.appeal * (_ONE + parameters.appeal_means * truth.traits[INCOME, i])
    return chance if is_false else chance * parameters.appeal_right


@kernel_function
def _settle(cases: Cases, day_counts: DayCounts, m: Index, appeals: Flag, review: U4) -> None:
    """Note an appeal and the day on which it is decided, or that there is none."""
    if appeals:
        # A decision may come after habit had accepted.
        cases.flags[m] = np.uint8((cases.flags[m] | APPEALED) & ~ACCEPTED)
        cases.review[m] = np.uint16(min(review, np.uint32(65000)))
        day_counts.appeals += np.int64(1)
    else:
        cases.flags[m] = cases.flags[m] | ACCEPTED


@kernel_function
def consider_appeals(
    truth: Truth,
    parameters: Parameters,
    systems: Row[System],
    decisions: Row[Decision],
    cases: Cases,
    provenance: Provenance,
    day_counts: DayCounts,
    day: U4,
) -> None:
    """Each case is considered when the person is told, or at the latest when it takes effect.

    By habit that is once, with a keyed draw for the case; who has decided appeals, accepts or waits instead. With
    response off nobody does anything by habit.
    """
    decided = truth.first_decision < truth.last_decision
    for m in range(np.uint32(cases.count)):
        i = np.uint32(cases.citizen[m])
        choice = choice_about_cases(truth, decisions, i) if decided else _HABIT
        if _is_considered(cases, m, choice, parameters.responds):
            system = systems[cases.system[m]]
            item = np.uint32(system.key + parameters.kind_key[cases.kind[m]])
            word, other, _, _ = randomness.draw(
                parameters.seed,
                randomness.person(truth, np.uint32(i)),
                np.uint32(cases.opened[m]),
                randomness.REACTION,
                item,
            )
            early = randomness.unit(word) < system.told
            if early or cases.status[m] == CASE_LISTED:
                if early:
                    cases.flags[m] = cases.flags[m] | TOLD
                wants = randomness.unit(other) < _chance(truth, parameters, provenance.false[m], i)
                if choice != _HABIT:
                    wants = choice == APPEAL
                if choice == APPEAL and not system.appeals:
                    note_unheard(truth, decisions, i, cases.system[m])
                if choice != WAIT:
                    _settle(cases, day_counts, m, wants and system.appeals != _HABIT, day + system.review_days)

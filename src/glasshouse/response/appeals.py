"""Appeals: what people do about the cases that they know of, by habit or by decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
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


@scalar
def _is_considered(book: Cases, m: Index, choice: U1, responds: U1) -> Any:
    """Whether something is done about a case today: by habit once, by a decision to appeal as long as none was made."""
    if book.status[m] == CASE_EMPTY or book.status[m] > CASE_LISTED:
        return False
    if choice == _HABIT and not responds:
        return False
    done = book.flags[m] & (APPEALED | ACCEPTED)
    return done == np.uint8(0) or (choice == APPEAL and done == ACCEPTED)


@scalar
def _chance(desk: Truth, rules: Parameters, is_false: U1, i: Index) -> F4:
    """The chance that somebody appeals by habit, by their means and by whether the case is wrong."""
    chance = rules.appeal * (_ONE + rules.appeal_means * desk.traits[INCOME, i])
    return chance if is_false else chance * rules.appeal_right


@scalar
def _settle(book: Cases, tally: DayCounts, m: Index, appeals: Flag, review: U4) -> None:
    """Note an appeal and the day on which it is decided, or that there is none."""
    if appeals:
        # A decision may come after habit had accepted.
        book.flags[m] = np.uint8((book.flags[m] | APPEALED) & ~ACCEPTED)
        book.review[m] = np.uint16(min(review, np.uint32(65000)))
        tally.appeals += np.int64(1)
    else:
        book.flags[m] = book.flags[m] | ACCEPTED


@scalar
def consider_appeals(
    desk: Truth,
    rules: Parameters,
    systems: Row[System],
    decisions: Row[Decision],
    book: Cases,
    truth: Provenance,
    tally: DayCounts,
    day: U4,
) -> None:
    """Each case is considered when the person is told, or at the latest when it takes effect.

    By habit that is once, with a keyed draw for the case; who has decided appeals, accepts or waits instead. With
    response off nobody does anything by habit.
    """
    decided = desk.first_decision < desk.last_decision
    for m in range(np.uint32(book.count)):
        i = np.uint32(book.citizen[m])
        choice = choice_about_cases(desk, decisions, i) if decided else _HABIT
        if _is_considered(book, m, choice, rules.responds):
            system = systems[book.system[m]]
            item = np.uint32(system.key + rules.kind_key[book.kind[m]])
            word, other, _, _ = randomness.draw(
                rules.seed, desk.citizen + np.uint64(i), np.uint32(book.opened[m]), randomness.REACTION, item
            )
            early = randomness.unit(word) < system.told
            if early or book.status[m] == CASE_LISTED:
                if early:
                    book.flags[m] = book.flags[m] | TOLD
                wants = randomness.unit(other) < _chance(desk, rules, truth.false[m], i)
                if choice != _HABIT:
                    wants = choice == APPEAL
                if choice == APPEAL and not system.appeals:
                    note_unheard(desk, decisions, i, book.system[m])
                if choice != WAIT:
                    _settle(book, tally, m, wants and system.appeals != _HABIT, day + system.review_days)

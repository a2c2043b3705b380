"""Complaints about copies of cases that are over at the source: to one desk for all, or to one holder after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.copies import has_bit, is_lucky, without_bit, words_of_copies
from glasshouse.schema.codes import CASE_ENDED, CASE_REVOKED, COMPLAINED, GAVE_UP

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, DayCounts, Index, Parameters, World

_NONE = np.uint16(0)
_GIVING_UP = np.uint32(7)


@kernel_function
def _ask(parameters: Parameters, cases: Cases, m: Index, day_counts: DayCounts, word: U4) -> None:
    """Ask holders to put their copies right: all of them at one desk, or the first whose copy still counts."""
    counts = np.uint16(cases.stale[m] & parameters.acts_on_copies)
    is_first = True
    for h in range(parameters.holders):
        asked = has_bit(cases.stale[m], h) if parameters.one_desk else is_first and has_bit(counts, h)
        if asked:
            is_first = False
            if is_lucky(word, parameters.holder_key[h], parameters.answers[h]):
                cases.stale[m] = without_bit(cases.stale[m], h)
                day_counts.corrected_copies += np.int64(cases.status[m] == CASE_REVOKED)


@kernel_function
def _complain(parameters: Parameters, cases: Cases, m: Index, day_counts: DayCounts, word: U4) -> None:
    """Complain about one case; some then give up, if copies still count."""
    day_counts.complaints += np.int64(1)
    if not cases.flags[m] & COMPLAINED:
        day_counts.complainants += np.int64(1)
        cases.flags[m] = cases.flags[m] | COMPLAINED
    _ask(parameters, cases, m, day_counts, word)
    if cases.stale[m] & parameters.acts_on_copies and is_lucky(word, _GIVING_UP, parameters.gives_up):
        day_counts.gave_up += np.int64(1)
        cases.flags[m] = cases.flags[m] | GAVE_UP


def complain(world: World, day: U4, c: U4) -> None:
    """Let the people of one community complain about stale copies on which some list acts."""
    parameters, systems, cases, day_counts = world.parameters, world.systems, world.cases[c], world.day_counts
    if parameters.holders == np.uint32(0) or not parameters.responds:
        return
    for m in range(np.uint32(cases.count)):
        felt = np.uint16(cases.stale[m] & parameters.acts_on_copies)
        if cases.status[m] >= CASE_ENDED and felt != _NONE and not cases.flags[m] & GAVE_UP:
            person = randomness.person(world.truth, np.uint32(cases.citizen[m]))
            _, _, asking, answering = words_of_copies(parameters, systems, cases, m, person, day)
            if randomness.unit(asking) < parameters.complains:
                _complain(parameters, cases, m, day_counts, answering)

"""Appeals that are decided: a case that was found wrong is corrected, with one desk in every system that took it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import APPEALED, CASE_CORRECTED, CASE_LISTED, CASE_RECORDED, DECIDED, SPARED

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Flag, Index, Parameters, Provenance, Row, System, Truth, World


@kernel_function
def _correct(systems: Row[System], cases: Cases, m: Index, day: U4) -> None:
    """Correct one case; what hangs on it ends when its system's lag is over."""
    if cases.status[m] == CASE_RECORDED:
        cases.flags[m] = cases.flags[m] | SPARED
    cases.status[m] = CASE_CORRECTED
    cases.next[m] = np.uint16(day + systems[cases.system[m]].lag)


@kernel_function
def _correct_everywhere(systems: Row[System], cases: Cases, found: Index, day: U4) -> None:
    """Correct the cases of all other systems that rest on the same conduct of the same day."""
    for m in range(np.uint32(cases.count)):
        same = cases.citizen[m] == cases.citizen[found] and cases.kind[m] == cases.kind[found]
        is_open = cases.status[m] == CASE_RECORDED or cases.status[m] == CASE_LISTED
        if same and cases.opened[m] == cases.opened[found] and is_open:
            cases.flags[m] = cases.flags[m] | DECIDED
            _correct(systems, cases, m, day)


@kernel_function
def _is_due(cases: Cases, m: Index, day: U4) -> Flag:
    """Whether the appeal about a case that is still open is decided today."""
    is_open = cases.status[m] == CASE_RECORDED or cases.status[m] == CASE_LISTED
    waits = (cases.flags[m] & APPEALED) > np.uint8(0) and not (cases.flags[m] & DECIDED)
    return is_open and waits and np.uint32(cases.review[m]) == day


@kernel_function
def _succeeds(
    parameters: Parameters, system: System, cases: Cases, provenance: Provenance, m: Index, truth: Truth, day: U4
) -> Flag:
    """Whether an appeal succeeds. A review is a look at the facts, with errors both ways."""
    item = np.uint32(system.key + parameters.kind_key[cases.kind[m]])
    person = randomness.person(truth, np.uint32(cases.citizen[m]))
    word = randomness.draw(parameters.seed, person, day, randomness.CASES, item)[1]
    return randomness.unit(word) < (system.overturned_wrong if provenance.false[m] else system.overturned_right)


def decide_appeals(world: World, day: U4, c: U4) -> None:
    """Decide the appeals of one community that are due today."""
    parameters, systems, truth = world.parameters, world.systems, world.truth
    cases, provenance, day_counts = world.cases[c], world.provenance[c], world.day_counts
    for m in range(np.uint32(cases.count)):
        if _is_due(cases, m, day):
            cases.flags[m] = cases.flags[m] | DECIDED
            if _succeeds(parameters, systems[cases.system[m]], cases, provenance, m, truth, day):
                _correct(systems, cases, m, day)
                if parameters.one_desk:
                    _correct_everywhere(systems, cases, m, day)
                day_counts.overturned += np.int64(1)
            else:
                day_counts.upheld += np.int64(1)

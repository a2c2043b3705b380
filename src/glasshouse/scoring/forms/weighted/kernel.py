"""Form ``weighted``: up to five dimensions, each a level from 0 to 1, weighted onto a scale.

A dimension's level is its base, plus what the profile on file adds, plus what records contributed (in steps of 1/16384,
fading by half-lives), cut off at 0 and 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import DIMENSIONS, LANES
from glasshouse.scoring.accounts import (
    add_attributes,
    add_gains,
    add_profile,
    fade,
    friends_standing,
    load_gains,
    open_accounts,
    publish_all,
)
from glasshouse.scoring.forms.weighted.cases import leave_out, open_cases, walk_cases
from glasshouse.scoring.forms.weighted.encoding import STEPS_PER_LEVEL
from glasshouse.scoring.play import keep_streaks

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Ledger, Records, Row, System, SystemCounts

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


@kernel_function
def _publish(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    account_rows = ledger[c]
    fade(system, account_rows, system.dimensions, day)
    contested = system.suspends and system.term > np.uint32(0)
    if contested:
        leave_out(records, system, cases[c], system_counts, day)
    for i in range(LANES):
        records.total[i] = _ZERO
    for d in range(system.dimensions):
        for i in range(LANES):
            records.row[i] = system.base[d] + np.float32(account_rows.dimensions[d, i]) * system.level_step
        if contested:
            for i in range(LANES):
                steps = np.int32(np.int32(account_rows.dimensions[d, i]) - records.gain[d, i])
                records.row[i] = system.base[d] + np.float32(steps) * system.level_step
        add_profile(records.row, records, system, np.uint32(d))
        if system.attributes:
            add_attributes(records.row, records, system, np.uint32(d))
        for i in range(LANES):
            records.total[i] += system.weight[d] * min(max(records.row[i], _ZERO), _ONE)
    publish_all(records, account_rows, system, system_counts)


def begin(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Open accounts and publish a first score from the profile on file."""
    open_accounts(records, system, ledger, c)
    _publish(records, system, ledger, cases, system_counts, day, c)


def judge(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Add what today's records contribute to each dimension; open, correct and close cases, where they are kept."""
    account_rows = ledger[c]
    load_gains(records, system, ledger, system_counts, c)
    if system.game < np.uint32(DIMENSIONS):
        keep_streaks(records, system, account_rows, system_counts, day)
    add_gains(records, system, account_rows)
    if system.contacts_dimension < np.uint32(DIMENSIONS) and day % system.publish_every == system.publish_on:
        friends_standing(records, system, ledger, c)
        for i in range(LANES):
            account_rows.dimensions[system.contacts_dimension, i] = np.int16(
                records.total[i] * (system.contacts * np.float32(2 * STEPS_PER_LEVEL)) * np.float32(records.account[i])
            )
    if system.term > np.uint32(0):
        open_cases(records, system, cases[c], system_counts, day)
        walk_cases(system, account_rows, cases[c], system_counts, day)


def publish(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Let old contributions fade, then publish the weighted sum of the levels."""
    _publish(records, system, ledger, cases, system_counts, day, c)

"""Form ``learned``: counts of records, and attributes on file, weighed as a fitter has found.

The ledger holds how often each feature was recorded, in steps of 1/64 record, fading by half-lives, and in its last
dimension how often the outcome was, which does not fade. What a step is worth is an office's decision
(`glasshouse.institutions.fitting`); before the first fit everybody has the same score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import LANES
from glasshouse.scoring.accounts import (
    add_attributes,
    add_gains,
    add_profile,
    add_to_dimension,
    fade,
    load_gains,
    open_accounts,
    publish_all,
)
from glasshouse.scoring.forms.learned.encoding import OUTCOME

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Ledger, Records, Row, System, SystemCounts


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
    for i in range(LANES):
        records.total[i] = system.base[0]
    for d in range(system.dimensions):
        for i in range(LANES):
            records.total[i] += system.weight[d] * np.float32(account_rows.dimensions[d, i])
    add_profile(records.total, records, system, np.uint32(0))
    if system.attributes:
        add_attributes(records.total, records, system, np.uint32(0))
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
    """Open accounts; everybody has the same score."""
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
    """Count today's records of each feature and of the outcome."""
    account_rows = ledger[c]
    load_gains(records, system, ledger, system_counts, c)
    add_gains(records, system, account_rows)
    add_to_dimension(account_rows, records.gain[OUTCOME], np.uint32(OUTCOME))


def publish(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Let old records fade, then publish what the fitted weights make of them."""
    _publish(records, system, ledger, cases, system_counts, day, c)

"""Noise on published scores: what is published lies at a drawn distance from what was worked out.

The draw belongs to the citizen, the system and the day of publication, so nobody can average it away by asking twice. The
ledger keeps the exact levels, so noise of one publication does not enter the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import band_of
from glasshouse.schema.codes import SCORE_HIGHEST, SCORE_LOWEST, SCORE_SPAN
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Ledger, Records, System, SystemCounts

_LOWEST, _HIGHEST = np.int32(SCORE_LOWEST), np.int32(SCORE_HIGHEST)
_SPAN = np.float32(SCORE_SPAN)


@kernel_function
def remember_published(records: Records, account_rows: Ledger) -> None:
    """Keep what was published before, so that moves from band to band can be counted anew."""
    for i in range(LANES):
        records.before[i] = account_rows.published[i]


@kernel_function
def blur(records: Records, system: System, account_rows: Ledger, system_counts: SystemCounts, day: U4) -> None:
    """Move each published code by its noise, and count moves as they are seen.

    Args:
        records: seed, citizens, and what was published before.
        system: the system's numbers.
        account_rows: its ledger of this community.
        system_counts: its counts.
        day: the day.
    """
    reach = system.noise * _SPAN
    for i in range(np.uint32(records.people)):
        clean = np.uint32(account_rows.published[i])
        if clean != np.uint32(0):
            citizen = randomness.person(records, np.uint32(i))
            word = randomness.draw(records.seed, citizen, day, randomness.NOISE, system.key)[0]
            # Uniform from -reach to reach; the cast cuts off towards 0.
            shift = np.int32(reach * (np.float32(2.0) * randomness.unit(word) - np.float32(1.0)))
            shown = np.uint32(min(max(np.int32(clean) + shift, _LOWEST), _HIGHEST))
            account_rows.published[i] = np.uint16(shown)
            before = np.uint32(records.before[i])
            if before != np.uint32(0):
                _count_again(
                    system, system_counts, band_of(system, before), band_of(system, clean), band_of(system, shown)
                )


@kernel_function
def _count_again(system: System, system_counts: SystemCounts, before: U4, clean: U4, shown: U4) -> None:
    system_counts.moves[before, clean] -= np.int64(1)
    system_counts.moves[before, shown] += np.int64(1)
    system_counts.rose += np.int64(shown > before) - np.int64(clean > before)
    system_counts.fell += np.int64(shown < before) - np.int64(clean < before)

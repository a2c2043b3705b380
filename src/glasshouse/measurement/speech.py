"""Counts of speech: what was said, withheld, hindered and removed, by group and place; arrests; who evades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.kernels.swar import EACH, sum_of_bytes

if TYPE_CHECKING:
    from glasshouse.schema.protocols import DayCounts, Parameters, Records, RegionCounts, Response, Truth


@kernel_function
def count_speech(
    truth: Truth,
    records: Records,
    parameters: Parameters,
    response: Response,
    day_counts: DayCounts,
    place: RegionCounts,
) -> None:
    """Count one community's day of speech.

    Speech is what a dossier keeps under that heading and what people withhold when they guard themselves.
    """
    for e in range(truth.n):
        k, i = truth.code[e] >> np.uint32(8), truth.code[e] & np.uint32(255)
        gone = parameters.removes != np.uint8(0) and ((records.hidden[i] >> np.uint64(k)) & np.uint64(1)) != np.uint64(
            0
        )
        if gone:
            day_counts.removed[k] += np.int64(1)
            place.removed += np.int64(1)
        if parameters.speech[k]:
            day_counts.critical_speech_group[truth.group[i]] += np.int64(1)
            place.critical_speech += np.int64(1)
    for e in range(truth.n_withheld):
        k, i = truth.withheld_code[e] >> np.uint32(8), truth.withheld_code[e] & np.uint32(255)
        if parameters.speech[k]:
            day_counts.critical_withheld_group[truth.group[i]] += np.int64(1)
            place.critical_withheld += np.int64(1)
    for e in range(truth.n_hindered):
        day_counts.hindered[truth.hindered[e] >> np.uint32(8)] += np.int64(1)
    day_counts.arrests += np.int64(truth.n_arrested)
    # Bit 7 of evasion is set from 128 on, half of the scale: the sum is 128 times the number of evaders.
    day_counts.evaders += np.int64(sum_of_bytes(response.evasion, np.uint32(128 * EACH)) >> np.uint32(7))

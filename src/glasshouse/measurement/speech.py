"""Counts of speech: what was said, withheld, hindered and removed, by group and place; arrests; who evades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.kernels.swar import EACH, sum_of_bytes

if TYPE_CHECKING:
    from glasshouse.schema.protocols import DayCounts, Parameters, PlaceCounts, Records, Response, Truth


@scalar
def count_speech(
    desk: Truth, sheet: Records, rules: Parameters, response: Response, tally: DayCounts, place: PlaceCounts
) -> None:
    """Count one community's day of speech.

    Speech is what a dossier keeps under that heading and what people withhold when they guard themselves.
    """
    for e in range(desk.n):
        k, i = desk.code[e] >> np.uint32(8), desk.code[e] & np.uint32(255)
        gone = rules.removes != np.uint8(0) and ((sheet.hidden[i] >> np.uint64(k)) & np.uint64(1)) != np.uint64(0)
        if gone:
            tally.removed[k] += np.int64(1)
            place.removed += np.int64(1)
        if rules.speech[k]:
            tally.spoken_group[desk.group[i]] += np.int64(1)
            place.spoken += np.int64(1)
    for e in range(desk.n_withheld):
        k, i = desk.kept_back[e] >> np.uint32(8), desk.kept_back[e] & np.uint32(255)
        if rules.speech[k]:
            tally.hushed_group[desk.group[i]] += np.int64(1)
            place.hushed += np.int64(1)
    for e in range(desk.n_hindered):
        tally.hindered[desk.hindered[e] >> np.uint32(8)] += np.int64(1)
    tally.arrests += np.int64(desk.n_arrested)
    # Bit 7 of evasion is set from 128 on, half of the scale: the sum is 128 times the number of evaders.
    tally.evaders += np.int64(sum_of_bytes(response.evasion, np.uint32(128 * EACH)) >> np.uint32(7))

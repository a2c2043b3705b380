"""Caps on sanctions: so many at a time against one person, and so many days in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.documents.vocabulary import Measure
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import DOMAINS
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Parameters, Response, Truth

_ZERO = np.float32(0.0)


def encode_caps(
    parameters: np.void,
    most: int,
    days: int,
    measures: Mapping[tuple[str, str], Measure],
    numbers: Mapping[tuple[str, str], int],
) -> None:
    """Fill in the caps, and the sanctions in the order in which they stay: the heaviest first.

    Args:
        parameters: the scenario's record.
        most: most sanctions at a time; 0 for no cap.
        days: most days in a row; 0 for no cap.
        measures: all systems' measures, by system and name.
        numbers: the bit of each measure.
    """
    parameters["most_sanctions"], parameters["most_days"] = most, days
    sanctions = [(-m.burden_weight.value, numbers[key], m) for key, m in measures.items() if m.type == "sanction"]
    parameters["sanctions"] = len(sanctions)
    for n, (_, bit, measure) in enumerate(sorted(sanctions, key=lambda each: each[:2])):
        parameters["sanction"][n] = bit
        parameters["sanction_worth"][n], parameters["sanction_public"][n] = (
            measure.burden_weight.value,
            measure.public.value,
        )


@kernel_function
def cap_sanctions(truth: Truth, parameters: Parameters, row: Response) -> None:
    """Take away what is above the caps: treatment, burden and being named follow from the sanctions that stay.

    Args:
        truth: today's treatment; `held` notes who was under any sanction before the caps.
        parameters: the scenario's numbers.
        row: how many days in a row each citizen has been under sanction.
    """
    for i in range(LANES):
        truth.held[i] = np.uint8(truth.burden[i] > _ZERO)
        if truth.held[i]:
            left = parameters.most_sanctions if parameters.most_sanctions > np.uint32(0) else parameters.sanctions
            if parameters.most_days > np.uint32(0) and np.uint32(row.spell[i]) >= parameters.most_days:
                left = np.uint32(0)
            burden, named = _ZERO, _ZERO
            for d in range(len(DOMAINS)):
                truth.burden_in[d, i] = _ZERO
            for n in range(parameters.sanctions):
                bit = np.uint64(np.uint64(1) << np.uint64(parameters.sanction[n]))
                if truth.treatment[i] & bit:
                    if left > np.uint32(0):
                        left = np.uint32(left - np.uint32(1))
                        burden += parameters.sanction_worth[n]
                        for d in range(len(DOMAINS)):
                            truth.burden_in[d, i] += parameters.sanction_in[n, d]
                        named = max(named, parameters.sanction_public[n])
                    else:
                        truth.treatment[i] = truth.treatment[i] & ~bit
            truth.burden[i] = burden
            truth.named[i] = named

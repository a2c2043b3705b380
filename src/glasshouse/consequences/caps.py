"""Caps on sanctions: so many at a time against one person, and so many days in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.documents.vocabulary import Measure
from glasshouse.kernels.compilation import scalar
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Parameters, Response, Truth

_ZERO = np.float32(0.0)


def encode_caps(
    rules: Any,
    most: int,
    days: int,
    measures: Mapping[tuple[str, str], Measure],
    numbers: Mapping[tuple[str, str], int],
) -> None:
    """Fill in the caps, and the sanctions in the order in which they stay: the heaviest first.

    Args:
        rules: the scenario's record.
        most: most sanctions at a time; 0 for no cap.
        days: most days in a row; 0 for no cap.
        measures: all systems' measures, by system and name.
        numbers: the bit of each measure.
    """
    rules["most_sanctions"], rules["most_days"] = most, days
    sanctions = [(-m.worth.value, numbers[key], m) for key, m in measures.items() if m.sort == "sanction"]
    rules["sanctions"] = len(sanctions)
    for n, (_, bit, measure) in enumerate(sorted(sanctions, key=lambda each: each[:2])):
        rules["sanction"][n] = bit
        rules["sanction_worth"][n], rules["sanction_public"][n] = measure.worth.value, measure.public.value


@scalar
def cap_sanctions(desk: Truth, rules: Parameters, row: Response) -> None:
    """Take away what is above the caps: treatment, burden and being named follow from the sanctions that stay.

    Args:
        desk: today's treatment; `held` notes who was under any sanction before the caps.
        rules: the scenario's numbers.
        row: how many days in a row each citizen has been under sanction.
    """
    for i in range(LANES):
        desk.held[i] = np.uint8(desk.burden[i] > _ZERO)
        if desk.held[i]:
            left = rules.most_sanctions if rules.most_sanctions > np.uint32(0) else rules.sanctions
            if rules.most_days > np.uint32(0) and np.uint32(row.spell[i]) >= rules.most_days:
                left = np.uint32(0)
            burden, named = _ZERO, _ZERO
            for n in range(rules.sanctions):
                bit = np.uint64(np.uint64(1) << np.uint64(rules.sanction[n]))
                if desk.treatment[i] & bit:
                    if left > np.uint32(0):
                        left = np.uint32(left - np.uint32(1))
                        burden += rules.sanction_worth[n]
                        named = max(named, rules.sanction_public[n])
                    else:
                        desk.treatment[i] = desk.treatment[i] & ~bit
            desk.burden[i] = burden
            desk.named[i] = named

"""From measures to numbers: a bit for each measure of each system, and what it denies and eases."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from glasshouse.consequences.switch import Consequences
from glasshouse.documents.vocabulary import Measure

THOUSANDTHS = 1000
"""Parts of the usual price in which surcharges are counted."""


def encode_measures(
    parameters: np.void, consequences: Consequences, measures: Mapping[tuple[str, str], Measure],
    numbers: Mapping[tuple[str, str], int], kinds: Mapping[str, int],
) -> None:  # fmt: skip
    """Fill in which attempts each measure denies, eases or worsens, and which bar what people give up once they know.

    Args:
        parameters: the scenario's record.
        consequences: whether anything follows at all.
        measures: all systems' measures, by system and name.
        numbers: the bit of each measure.
        kinds: number of each kind of conduct.
    """
    parameters["treats"] = consequences.enabled
    for key, measure in measures.items():
        bit = 1 << numbers[key]
        for kind in measure.denies:
            parameters["denies"][kinds[kind]] |= bit
        for kind in measure.eases:
            parameters["eases"][kinds[kind]] |= bit
        surcharge = round(measure.surcharge.value * THOUSANDTHS) if measure.surcharge else 0
        parameters["surcharge"][numbers[key]] = surcharge
        for kind in measure.worsens if surcharge else ():
            parameters["worsens"][kinds[kind]] |= bit
    given_up = parameters["given_up"] > 0
    parameters["bars"] = np.bitwise_or.reduce(parameters["denies"][given_up])

"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.documents.vocabulary import POOLS
from glasshouse.schema.codes import HEADINGS
from glasshouse.scoring.accounts import code_of
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.play import encode_game
from glasshouse.scoring.rules import (
    Names,
    encode_attributes,
    encode_bands,
    encode_forgetting,
    encode_points,
    encode_system,
)

STEPS_PER_POINT = 16
GAME = 3
"""The dimension of the ledger in which a game keeps its rows of days; free without a window."""


def encode(parameters: np.void, name: str, number: int, system: PointsSystem, names: Names) -> None:
    """Turn a points system into numbers."""
    encode_system(parameters, name, number, system, names)
    low, high = system.low.value, system.high.value
    parameters["low"], parameters["high"], parameters["start"] = low, high, system.start.value
    parameters["step"] = parameters["level_step"] = 1 / STEPS_PER_POINT
    parameters["entry"] = code_of(system.start.value, low, high)
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(parameters, name, system, codes, system.bands, names)
    encode_game(parameters, system, GAME, names)
    encode_points(parameters, {(k, 0): r.points.value * STEPS_PER_POINT for k, r in system.rules.items()}, names)
    for kind in system.rules:
        parameters["kept"][names.kinds[kind]] = kind in names.kept
    encode_attributes(parameters, 0, system.attributes, 1 / (high - low), names)
    encode_forgetting(parameters, system.forgetting, system.publish_every)
    if system.collective:
        parameters["household"], parameters["village"] = (
            system.collective.household.value,
            system.collective.village.value,
        )
    if system.at_opening:
        parameters["file_pools"] = sum(1 << POOLS.index(pool) for pool in system.at_opening.files)
        parameters["old_counts"] = system.at_opening.old.value
        for heading, points in system.at_opening.points.items():
            parameters["file_points"][HEADINGS.index(heading)] = points.value * STEPS_PER_POINT
    parameters["term"] = round(system.forgetting.days.value) if system.forgetting.rule == "window" else 730

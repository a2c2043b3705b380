"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.documents.vocabulary import POOLS
from glasshouse.schema.codes import MEMORIES
from glasshouse.scoring.accounts import code_of
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.play import encode_game
from glasshouse.scoring.rules import Names, encode_bands, encode_forgetting, encode_points, encode_system

STEPS_PER_POINT = 16
GAME = 3
"""The dimension of the ledger in which a game keeps its rows of days; free without a window."""


def encode(rules: np.void, name: str, number: int, system: PointsSystem, names: Names) -> None:
    """Turn a points system into numbers."""
    encode_system(rules, name, number, system, names)
    low, high = system.low.value, system.high.value
    rules["low"], rules["high"], rules["start"] = low, high, system.start.value
    rules["step"] = rules["level_step"] = 1 / STEPS_PER_POINT
    rules["entry"] = code_of(system.start.value, low, high)
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(rules, name, system, codes, system.bands, names)
    encode_game(rules, system, GAME, names)
    encode_points(rules, {(k, 0): r.points.value * STEPS_PER_POINT for k, r in system.rules.items()}, names)
    for kind in system.rules:
        rules["kept"][names.kinds[kind]] = kind in names.kept
    encode_forgetting(rules, system.forgetting, system.publish_every)
    if system.collective:
        rules["household"], rules["village"] = system.collective.household.value, system.collective.village.value
    if system.at_opening:
        rules["file_pools"] = sum(1 << POOLS.index(pool) for pool in system.at_opening.files)
        rules["old_counts"] = system.at_opening.old.value
        for heading, points in system.at_opening.points.items():
            rules["file_points"][MEMORIES.index(heading)] = points.value * STEPS_PER_POINT
    rules["term"] = round(system.forgetting.days.value) if system.forgetting.rule == "window" else 730

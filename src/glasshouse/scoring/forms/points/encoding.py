"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

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
from glasshouse.scoring.systems import RegisterGroup
from glasshouse.scoring.tallied import Tallied, counted_in

STEPS_PER_POINT = 16
GROUPS: tuple[RegisterGroup, ...] = get_args(RegisterGroup)
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
    plain = {(k, 0): r.points.value * STEPS_PER_POINT for k, r in system.rules.items() if r.brings_the_same}
    encode_points(parameters, plain, names)
    for kind in system.rules:
        parameters["kept"][names.kinds[kind]] = kind in names.kept
    encode_attributes(parameters, 0, system.attributes, 1 / (high - low), names)
    _encode_starts(parameters, system)
    encode_forgetting(parameters, system.forgetting, system.publish_every)
    if system.collective:
        parameters["household"], parameters["village"] = (
            system.collective.household.value,
            system.collective.village.value,
        )
    _encode_opening(parameters, system)
    parameters["term"] = round(system.forgetting.days.value) if system.forgetting.rule == "window" else 730


def _encode_opening(parameters: np.void, system: PointsSystem) -> None:
    """What the system makes of files when it opens."""
    if system.at_opening:
        parameters["file_pools"] = sum(1 << POOLS.index(pool) for pool in system.at_opening.files)
        parameters["old_counts"] = system.at_opening.old.value
        for heading, points in system.at_opening.points.items():
            parameters["file_points"][HEADINGS.index(heading)] = points.value * STEPS_PER_POINT


def _encode_starts(parameters: np.void, system: PointsSystem) -> None:
    """How much more or less people of each group start with; somebody of both groups, both."""
    if system.starts:
        migrant, minority = (system.starts[group].value if group in system.starts else 0.0 for group in GROUPS)
        parameters["grouped"], parameters["starts"] = True, (0.0, migrant, minority, migrant + minority)


def tallied_by(system: PointsSystem) -> Iterator[Tallied]:
    """The rules of a points system that need a tally, in the order of its file."""
    for kind, rule in system.rules.items():
        if rule.hangs_on_earlier:
            worth = tuple(round(points * STEPS_PER_POINT) for points in rule.worth)
            days = counted_in(rule.cap, rule.steps)
            yield Tallied(f"rules.{kind}", kind, days, worth, is_idle=rule.brings_the_same)
    for name, absence in (system.absences or {}).items():
        yield Tallied(
            f"absences.{name}",
            absence.kind,
            max(1, round(absence.within.value)),
            least=absence.at_least,
            points=round(absence.points.value * STEPS_PER_POINT),
            after=absence.after,
            is_idle=absence.points.value == 0,
        )

"""A points account as a sum of what records bring."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.scoring.forms.form import Sum
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.forms.points.encoding import STEPS_PER_POINT

_RECORDS = 4
"""Dimensions of the ledger that hold what records bring; the last holds what others do."""


def as_sum(system: PointsSystem, parameters: np.void) -> Sum:
    """Its rules, caps and absences, and what a step is worth."""
    game = int(parameters["game"]) if system.game else -1
    worth = tuple(float(d != game) / STEPS_PER_POINT for d in range(_RECORDS))
    points = {kind: rule.worth[1] for kind, rule in system.rules.items()}
    return Sum(points, (*worth, 0.0), dict(_caps(system)), dict(_absences(system)))


def _caps(system: PointsSystem) -> Iterator[tuple[str, tuple[int, int]]]:
    for kind, rule in system.rules.items():
        worth = rule.worth
        most = next((n for n in range(1, len(worth) - 1) if worth[n + 1] == worth[n]), None)
        if rule.cap is not None and most is not None:
            yield kind, (most, max(1, round(rule.cap.days.value)))


def _absences(system: PointsSystem) -> Iterator[tuple[str, tuple[int, int]]]:
    for absence in (system.absences or {}).values():
        if absence.after is None and absence.points.value < 0:
            yield absence.kind, (absence.at_least, max(1, round(absence.within.value)))

"""Civil violence: who rebels without police, and outbursts with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from glasshouse.mechanisms.thresholds import joins, least_threshold
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.grid import CITIZENS, OFFICERS, simulate_grid
from glasshouse.validation.infinite import turning_point

SHARE = "share that acts without police"
CALM = "share of days on which fewer than one citizen in twenty acts, with police"
OUTBURST = "greatest share of citizens who act on one day, with police"

_DAYS, _SETTLING = 1_000, 100


def _without_police(legitimacy: float, threshold: float) -> float:
    """The share whose hardship times illegitimacy exceeds the threshold; hardship is spread evenly from 0 to 1."""
    low, none, one = np.float64(threshold), np.float64(0), np.float64(1)

    def acts(hardship: float) -> bool:
        grievance = np.float64(hardship) * (one - np.float64(legitimacy))
        return bool(joins(none, least_threshold(low, one, none, one, grievance)))

    return 1.0 - turning_point(acts, 0.0, 1.0) if acts(1.0) else 0.0


@cache
def _days(legitimacy: float, whole: bool, seed: int) -> np.ndarray:
    """The share of citizens who act on each day, once the grid has settled."""
    active = np.zeros(_SETTLING + _DAYS, np.int64)
    simulate_grid(seed, np.float64(legitimacy), whole, active)
    return active[_SETTLING:] / CITIZENS


def _on_the_grid(figure: Callable[[np.ndarray], float], values: Values) -> Measured:
    seed = int(values["seed"])
    shares = _days(values["legitimacy"], bool(values["whole"]), seed)
    note = f"days lived by {CITIZENS:,} citizens and {OFFICERS} officers"
    return Measured(float(figure(shares)), None, _DAYS, seed, note)


def _closed(values: Values) -> dict[str, float]:
    legitimacy, threshold = values["legitimacy"], values["threshold"]
    return {SHARE: max(0.0, 1 - threshold / (1 - legitimacy)) if legitimacy < 1 else float(threshold <= 0)}


CASE = Case(
    name="epstein",
    title="civil violence: without police a share 1 - T/(1-L) acts; with police, calm and outbursts",
    text="People act if hardship times illegitimacy, less the risk of arrest, exceeds a threshold. Without police the share is "
    "exact. With police, Epstein's grid is lived through (run 2: 40 by 40, 70 % citizens, 4 % officers, sight 7, up to 30 "
    "days in jail): most days are calm, and now and then a tenth or more act. The published outbursts need officers per "
    "rebel rounded down; `whole=0` switches that off.",
    source="Epstein, Modeling civil violence: an agent-based computational approach, PNAS 99 suppl. 3 (2002)",
    mechanisms=("thresholds.least_threshold", "thresholds.joins", "thresholds.arrest_chance"),
    parameters={
        "legitimacy": Parameter("of the government", 0.82, 0, 1),
        "threshold": Parameter("grievance less net risk at which people act, without police", 0.1, 0, 1),
        "whole": Parameter("1: officers per rebel are rounded down", 1, 0, 1, whole=True),
        "seed": Parameter("luck of the grid", 1, 0, 2**32 - 1, whole=True),
    },
    points=(
        Point({}, {
            SHARE: Target(0.4444, 5e-5), CALM: Target(0.5, 0, "at least", "pattern"),
            OUTBURST: Target(0.1, 0, "at least", "pattern"),
        }),
        Point({"legitimacy": 0.6}, {SHARE: Target(0.75, 1e-9)}),
        Point({"legitimacy": 0.9}, {SHARE: Target(0, 1e-9)}),
        Point({"legitimacy": 0.95}, {SHARE: Target(0, 1e-9)}),
    ),
    figures={
        SHARE: lambda values: Measured(_without_police(values["legitimacy"], values["threshold"])),
        CALM: partial(_on_the_grid, lambda shares: (shares < 0.05).mean()),
        OUTBURST: partial(_on_the_grid, np.max),
    },
    closed_form=_closed,
    tolerance=1e-9,
)  # fmt: skip

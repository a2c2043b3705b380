"""The scale of a credit scorecard."""

from __future__ import annotations

import math

from glasshouse.mechanisms.scales import OddsScale
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values

FACTOR = "points for each unit of log odds"
OFFSET = "points at even odds"
TWICE = "points for twice the odds of the anchor"


def _scale(values: Values) -> OddsScale:
    return OddsScale.through(values["points"], values["odds"], values["double"])


CASE = Case(
    name="scorecard",
    title="20 points double the odds, 600 points stand for 50 to 1: factor 28.853901, offset 487.122876",
    text="The scale on which learned scores are published.",
    source="Siddiqi, Credit risk scorecards (2006), scaling",
    mechanisms=("scales.OddsScale",),
    parameters={
        "double": Parameter("points that double the odds", 20, 0, 10_000, open=True),
        "points": Parameter("points of the anchor", 600, -1e6, 1e6),
        "odds": Parameter("odds of the anchor, good to bad", 50, 0, 1e9, open=True),
    },
    points=(Point({}, {FACTOR: Target(28.853901, 5e-7), OFFSET: Target(487.122876, 5e-7), TWICE: Target(620, 1e-9)}),),
    figures={
        FACTOR: lambda values: Measured(_scale(values).factor),
        OFFSET: lambda values: Measured(_scale(values).offset),
        TWICE: lambda values: Measured(_scale(values).points(2 * values["odds"])),
    },
    closed_form=lambda values: {
        FACTOR: values["double"] / math.log(2),
        OFFSET: values["points"] - values["double"] * math.log2(values["odds"]),
        TWICE: values["points"] + values["double"],
    },
    tolerance=1e-6,
)

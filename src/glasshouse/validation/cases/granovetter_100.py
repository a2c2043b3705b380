"""A hundred people in a square, each with another threshold."""

from __future__ import annotations

import numpy as np

from glasshouse.mechanisms.thresholds import own_threshold
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.crowds import joined

ACTIVE = "people who act"


def _acting(values: Values) -> Measured:
    people = int(values["people"])
    thresholds = np.array([own_threshold(np.float64(0), np.float64(1), np.float64(i)) for i in range(people)])
    thresholds[1] = values["second"]
    return Measured(float(joined(thresholds, people)))


CASE = Case(
    name="granovetter-100",
    title="thresholds 0, 1, …, 99: all act; with the 1 changed to 2, one acts",
    text="Everybody joins as soon as as many others act as their threshold says. The crowd sees all of itself. Two crowds "
    "that differ in one person end up apart.",
    source="Granovetter, Threshold models of collective behavior, American Journal of Sociology 83 (1978) 1424",
    mechanisms=("thresholds.own_threshold", "thresholds.joins"),
    parameters={
        "people": Parameter("how many people; thresholds are 0, 1, 2 and so on", 100, 3, 100_000, whole=True),
        "second": Parameter("threshold of the second person", 1, 0, 100_000, whole=True),
    },
    points=(
        Point({}, {ACTIVE: Target(100)}),
        Point({"second": 2}, {ACTIVE: Target(1)}),
    ),
    figures={ACTIVE: _acting},
    closed_form=lambda values: {ACTIVE: values["people"] if values["second"] <= 1 else 1.0},
    tolerance=0,
)

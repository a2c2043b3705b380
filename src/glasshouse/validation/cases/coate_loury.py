"""Expectations of a group that make themselves true."""

from __future__ import annotations

import numpy as np

from glasshouse.mechanisms.expectations import makes_effort, passes
from glasshouse.mechanisms.refitting import refitted
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target
from glasshouse.validation.infinite import turning_point

HIGH = "share who make the effort, once it was expected of nearly all"
LOW = "share who make the effort, once it was expected of nobody"

_TURNS, _SPEED = 4_000, 0.1


def _effort(expected: float, cost: float) -> float:
    """The share of a group who make the effort while a judge expects it of that share; costs are spread evenly."""
    belief, even, worth = np.float64(expected), np.float64(1), np.float64(1)
    standard = np.float64(turning_point(lambda signal: bool(passes(np.float64(signal), belief, even)), 0.0, 1.0))
    # People from the dearest effort to the cheapest.
    dear = turning_point(lambda x: bool(makes_effort(np.float64(cost * (1 - x)), worth, standard)), 0.0, 1.0)
    return 1.0 - dear


def _settled(expected: float, cost: float) -> float:
    for _ in range(_TURNS):
        after = float(refitted(np.float64(expected), np.float64(_effort(expected, cost)), np.float64(_SPEED)))
        if abs(after - expected) < 1e-13:
            break
        expected = after
    return expected


CASE = Case(
    name="coate-loury",
    title="two groups of equals: effort in the one that is trusted, none in the one that is not",
    text="A judge lets pass whoever's signal makes effort likely enough, given what is expected of the group. People make the "
    "effort if it pays. Expectations follow what is seen. Costs are spread evenly up to 0.45 of what passing is "
    "worth; signals have the densities 2s and 2(1-s), so that the share π solves 2π(1-π) = 0.45π.",
    source="Coate and Loury, Will affirmative-action policies eliminate negative stereotypes?, American Economic Review 83 "
    "(1993)",
    mechanisms=("expectations.passes", "expectations.makes_effort", "refitting.refitted"),
    parameters={"cost": Parameter("greatest cost of the effort, over what passing is worth", 0.45, 0.05, 10)},
    points=(Point({}, {HIGH: Target(0.775, 1e-9), LOW: Target(0, 1e-9)}),),
    figures={
        HIGH: lambda values: Measured(_settled(0.95, values["cost"])),
        LOW: lambda values: Measured(_settled(0.0, values["cost"])),
    },
    closed_form=lambda values: {HIGH: max(1 - values["cost"] / 2, 0.0), LOW: 0.0},
)

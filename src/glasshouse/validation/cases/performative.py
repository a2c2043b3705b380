"""Predictions that are fitted again to what they have caused."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.mechanisms.refitting import moved_outcome, refitted
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values

STABLE = "prediction that refitting ends in"
BEST = "prediction with the least loss"

_TURNS = 20_000
_FAR = 1e6


def _stable(base: float, effect: float) -> float:
    prediction = np.float64(0)
    for _ in range(_TURNS):
        before = prediction
        seen = moved_outcome(np.float64(base), np.float64(effect), prediction)
        prediction = refitted(prediction, seen, np.float64(1))
        if prediction == before:
            break
    return float(prediction)


def _loss(prediction: float, base: float, effect: float) -> float:
    outcome = float(moved_outcome(np.float64(base), np.float64(effect), np.float64(prediction)))
    return prediction * prediction / 2 - prediction * outcome


def _best(base: float, effect: float) -> float:
    """The bottom of the loss, which is a parabola in the prediction: through three points of it."""
    left, middle, right = (_loss(x, base, effect) for x in (-1.0, 0.0, 1.0))
    bend = left + right - 2 * middle
    return (left - right) / (2 * bend) if bend > 0 else math.inf


def _least_loss(values: Values) -> Measured:
    best = _best(values["mu"], values["epsilon"])
    return Measured(best, note="" if math.isfinite(best) else "the loss has no bottom")


def _closed(values: Values) -> dict[str, float]:
    base, effect = values["mu"], values["epsilon"]
    return {STABLE: base / (1 - effect), BEST: base / (1 - 2 * effect) if effect < 0.5 else math.inf}


CASE = Case(
    name="performative",
    title="a score fitted to its own effect ends at μ/(1-ε), while μ/(1-2ε) would be best",
    text="Outcomes lean on the prediction that people are told: μ + ε·θ. Fitting again and again ends in a stable point. The "
    "loss θ²/2 - θ·outcome is least elsewhere.",
    source="Perdomo, Zrnic, Mendler-Dünner, Hardt, Performative prediction, ICML (2020)",
    mechanisms=("refitting.moved_outcome", "refitting.refitted"),
    parameters={
        "mu": Parameter("outcome without any prediction", 0.2, -1e6, 1e6),
        "epsilon": Parameter("effect of a unit of prediction", 0.3, -1, 1, open=True),
    },
    points=(Point({}, {STABLE: Target(0.285714, 5e-7), BEST: Target(0.5, 1e-9)}),),
    figures={STABLE: lambda values: Measured(_stable(values["mu"], values["epsilon"])), BEST: _least_loss},
    closed_form=_closed,
)  # fmt: skip

"""How much dissent people voice where it is punished."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.mechanisms.speech import voiced_dissent
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.infinite import turning_point

DEFIES = "least dissent that is voiced in full, where all are punished alike"
UNIFORM = "dissent voiced of what is desired, where all are punished alike"
PROPORTIONAL = "dissent voiced of what is desired, where punishment grows with it"

_GREATEST = 1e6


def _voiced(values: Values, desired: float, proportional: bool) -> float:
    beta, nu, tau, psi = (np.float64(values[name]) for name in ("beta", "nu", "tau", "psi"))
    return float(voiced_dissent(np.float64(desired), beta, nu, tau, psi, proportional))


def _least(values: Values) -> Measured:
    """Ask for ever finer degrees of dissent where people begin to defy."""

    def defies(desired: float) -> bool:
        return _voiced(values, desired, False) > values["tau"]

    if not defies(_GREATEST):
        return Measured(math.inf, note="nobody defies, however much they dissent")
    return Measured(turning_point(defies, values["tau"], _GREATEST))


def _closed(values: Values) -> dict[str, float]:
    beta, nu, tau, psi, delta = (values[name] for name in ("beta", "nu", "tau", "psi", "delta"))
    bold = beta > (1 - nu) * psi
    least = (beta * tau + nu * psi) / (beta - (1 - nu) * psi) if bold else math.inf
    uniform = delta if delta > least or delta <= tau else tau
    if (1 - nu) * psi > 0:
        wish = (tau + (beta - nu * psi) / ((1 - nu) * psi)) / 2
    else:
        wish = math.inf if beta > nu * psi else -math.inf
    return {DEFIES: least, UNIFORM: uniform, PROPORTIONAL: min(delta, max(tau, wish))}


CASE = Case(
    name="self-censorship",
    title="how much dissent is voiced against surveillance and punishment",
    text="A person weighs what holding back costs against the punishment to be expected. With punishment alike for all, people "
    "defy in full or keep to what is tolerated: they defy if β > (1-ν)ψ and they dissent by more than "
    "(βτ+νψ)/(β-(1-ν)ψ). With punishment in proportion they voice a part. The turning point is found by asking the "
    "mechanism for ever finer degrees of dissent.",
    source="Daymude, Axelrod, Forrest, Strategic analysis of dissent and self-censorship (2023)",
    mechanisms=("speech.voiced_dissent",),
    parameters={
        "beta": Parameter("boldness: what holding one unit back costs", 2, 0, 1_000),
        "nu": Parameter("surveillance: chance that the faintest dissent is seen", 0.5, 0, 1),
        "tau": Parameter("tolerance: dissent that is let pass", 0.25, 0, 1),
        "psi": Parameter("punishment, in the unit of boldness", 1, 0, 1_000),
        "delta": Parameter("dissent that is desired", 1, 0, 1),
    },
    points=(
        Point({}, {DEFIES: Target(2 / 3, 1e-9), UNIFORM: Target(1, 1e-12)}),
        Point({"delta": 0.66}, {UNIFORM: Target(0.25, 1e-12)}),
        Point({"beta": 1, "psi": 2.5}, {DEFIES: Target(math.inf), UNIFORM: Target(0.25, 1e-12)}),
        Point({"beta": 1, "psi": 1.2}, {PROPORTIONAL: Target(0.458333, 5e-7)}),
    ),
    figures={
        DEFIES: _least,
        UNIFORM: lambda values: Measured(_voiced(values, values["delta"], False)),
        PROPORTIONAL: lambda values: Measured(_voiced(values, values["delta"], True)),
    },
    closed_form=_closed,
    tolerance=1e-9,
)

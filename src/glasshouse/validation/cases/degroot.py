"""People who take the mean of their contacts, until they agree."""

from __future__ import annotations

from functools import partial

import numpy as np

from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.spread import settled

TRUST = np.array([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25], [0.0, 0.5, 0.5]])
"""How much each of three people in a row trusts each."""

WEIGHTS = tuple(f"weight of person {n} in what all agree on" for n in (1, 2, 3))


def _weight(person: int, values: Values) -> Measured:
    return Measured(settled(TRUST, [float(person == other) for other in range(3)], None, values["lambda"])[0])


CASE = Case(
    name="degroot",
    title="three people in a row take the mean of those they trust: they agree on (.25, .5, .25) of their first views",
    text="Each takes up the weighted mean of those whom they trust, again and again. The same pull towards contacts as that of "
    "self-censorship and effort.",
    source="DeGroot, Reaching a consensus, Journal of the American Statistical Association 69 (1974)",
    mechanisms=("influence.pulled",),
    parameters={"lambda": Parameter("how far people are drawn at a time; it changes nothing but the pace", 1, 0.01, 1)},
    points=(Point({}, dict(zip(WEIGHTS, (Target(0.25, 1e-9), Target(0.5, 1e-9), Target(0.25, 1e-9)), strict=True))),),
    figures={figure: partial(_weight, person) for person, figure in enumerate(WEIGHTS)},
    closed_form=lambda _: dict(zip(WEIGHTS, (0.25, 0.5, 0.25), strict=True)),
    tolerance=1e-9,
)

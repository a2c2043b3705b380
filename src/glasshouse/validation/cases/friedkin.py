"""People who are drawn to their contacts and keep part of their own view."""

from __future__ import annotations

from functools import partial

import numpy as np

from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.cases.degroot import TRUST
from glasshouse.validation.spread import settled

VIEWS = tuple(f"view that person {n} ends with" for n in (1, 2, 3))

_FIRST = [1.0, 0.0, 0.0]


def _view(person: int, values: Values) -> Measured:
    return Measured(settled(TRUST, _FIRST, _FIRST, values["lambda"])[person])


def _closed(values: Values) -> dict[str, float]:
    weight = values["lambda"]
    views = np.linalg.solve(np.eye(3) - weight * TRUST, (1 - weight) * np.array(_FIRST))
    return dict(zip(VIEWS, map(float, views), strict=True))


CASE = Case(
    name="friedkin",
    title="three people who keep a fifth of their own view, from (1, 0, 0): (.466667, .2, .133333)",
    text="Like DeGroot's three people, but each is drawn from the own first view only by λ.",
    source="Friedkin and Johnsen, Social influence and opinions, Journal of Mathematical Sociology 15 (1990)",
    mechanisms=("influence.pulled",),
    parameters={"lambda": Parameter("susceptibility", 0.8, 0, 0.999)},
    points=(
        Point({}, dict(zip(VIEWS, (Target(0.466667, 5e-7), Target(0.2, 1e-9), Target(0.133333, 5e-7)), strict=True))),
    ),
    figures={figure: partial(_view, person) for person, figure in enumerate(VIEWS)},
    closed_form=_closed,
    tolerance=1e-9,
)

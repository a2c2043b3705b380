"""Standing that flows along ties."""

from __future__ import annotations

import csv
from importlib import resources

import numpy as np

from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.spread import settled

STANDING = "standing of the member"

_MEMBERS = 34


def _ties() -> np.ndarray:
    """Who is tied to whom in the karate club, as a matrix of 0 and 1."""
    table = resources.files("glasshouse.validation").joinpath("karate_club.csv").read_text(encoding="utf-8")
    tied = np.zeros((_MEMBERS, _MEMBERS))
    for row in csv.DictReader(line for line in table.splitlines() if not line.startswith("#")):
        one, other = int(row["member"]), int(row["other"])
        tied[one, other] = tied[other, one] = 1
    return tied


def _standing(values: Values) -> Measured:
    tied = _ties()
    # Each hands on an equal part of the own standing to every contact.
    handed = tied / tied.sum(axis=0)
    even = [1 / _MEMBERS] * _MEMBERS
    return Measured(settled(handed, even, even, values["alpha"])[int(values["member"])])


def _closed(values: Values) -> dict[str, float]:
    tied, alpha = _ties(), values["alpha"]
    steady = np.full(_MEMBERS, (1 - alpha) / _MEMBERS)
    standing = np.linalg.solve(np.eye(_MEMBERS) - alpha * tied / tied.sum(axis=0), steady)
    return {STANDING: float(standing[int(values["member"])])}


CASE = Case(
    name="pagerank",
    title="standing that flows along ties in a karate club: member 33 ends with .10091918",
    text="Everybody hands on their standing to contacts in equal parts, and is drawn from an equal share for all towards what "
    "they receive, by α. The tie list is a published one of 34 unnamed members, used as a test figure only.",
    source="Page, Brin, Motwani, Winograd, The PageRank citation ranking (1999), on the network of Zachary, Journal of "
    "Anthropological Research 33 (1977); members counted from 0",
    mechanisms=("influence.pulled",),
    parameters={
        "alpha": Parameter("how much of the standing flows along ties", 0.85, 0, 0.999),
        "member": Parameter("the member asked about", 33, 0, _MEMBERS - 1, whole=True),
    },
    points=(Point({}, {STANDING: Target(0.10091918, 5e-9)}),),
    figures={STANDING: _standing},
    closed_form=_closed,
    tolerance=1e-9,
)

"""How few points single a person out: a cell that nobody else is in, or some points of a trace."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.audit.traces import MOST, unicity
from glasshouse.kernels.compilation import kernel_function
from glasshouse.measurement.uniqueness import unique_share
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.luck import luck

ALONE = "share of people alone in their cell"
TRACED = "share of people singled out by some points of their trace"
_CROWD = "de Montjoye, Hidalgo, Verleysen, Blondel, Unique in the crowd, Scientific Reports 3:1376 (2013)"


@kernel_function
def _cells(seed: int, sample: int, cells: int, found: np.ndarray) -> None:
    for person in range(len(found)):
        found[person] = np.int64(luck(seed, sample, 0, person)[0] * cells)


def _alone(values: Values) -> Measured:
    cells, people = int(values["k"]), int(values["n"])
    samples, seed = int(values["samples"]), int(values["seed"])
    shares, found = np.empty(samples), np.empty(people, np.int64)
    for sample in range(samples):
        _cells(seed, sample, cells, found)
        shares[sample] = unique_share(found)
    error = max(float(shares.std(ddof=1)), 1 / (people * math.sqrt(samples))) / math.sqrt(samples)
    return Measured(float(shares.mean()), error, samples, seed)


def _traced(values: Values) -> Measured:
    """Everybody leaves records in cells drawn at random; an attacker knows some of the cells of one person."""
    cells, people, crowds, seed = (int(values[name]) for name in ("k", "n", "crowds", "seed"))
    shares, trace = np.empty(crowds), np.empty(int(values["records"]), np.int64)
    for crowd in range(crowds):
        traces = []
        for person in range(people):
            _cells(seed, crowd * people + person + 1, cells, trace)
            traces.append(frozenset(trace.tolist()))
        shares[crowd] = unicity(traces, int(values["points"]), seed) or 0.0
    error = max(float(shares.std(ddof=1)), 1 / (people * math.sqrt(crowds))) / math.sqrt(crowds)
    return Measured(float(shares.mean()), error, crowds, seed)


def _closed(values: Values) -> dict[str, float]:
    """Of independent traces, one fits some given cells if it misses none of them (inclusion and exclusion)."""
    cells, others, points = values["k"], values["n"] - 1, int(values["points"])
    fits = sum((-1) ** j * math.comb(points, j) * (1 - j / cells) ** values["records"] for j in range(points + 1))
    found = {ALONE: (1 - 1 / cells) ** others}
    enough = values["records"] >= 4 * points and cells >= 4 * points
    return found | ({TRACED: (1 - fits) ** others} if enough else {})


CASE = Case(
    name="unicity",
    title="a thousand people in a thousand equal cells: 0.368 of them are alone; four points of a trace single out over 0.9",
    text="People are drawn into cells; who is alone in a cell can be told from everybody else by it. Besides, everybody leaves "
    "records in cells, and an attacker knows some of one person's: whom do they fit alone?",
    source="(1 - 1/K)^(n-1); uniqueness as in Sweeney, Simple demographics often identify people uniquely (2000)",
    mechanisms=("measurement.uniqueness.unique_share", "audit.traces.unicity"),
    parameters={
        "k": Parameter("cells", 1_000, 1, 1_000_000_000, whole=True),
        "n": Parameter("people", 1_000, 2, 10_000_000, whole=True),
        "records": Parameter("records in each trace", 100, 1, 100_000, whole=True),
        "points": Parameter("points of a trace that the attacker knows", 4, 1, MOST, whole=True),
        "crowds": Parameter("crowds drawn, each with its traces", 8, 2, 1_000, whole=True),
        "samples": Parameter("samples drawn", 200, 2, 100_000, whole=True),
        "seed": Parameter("their luck", 1, 0, 2**32 - 1, whole=True),
    },
    points=(
        Point({}, {ALONE: Target(0.368063, 5e-7), TRACED: Target(0.9, 0, "at least", "pattern", _CROWD)}),
        Point({"points": 3}, {TRACED: Target(0.432045, 5e-7)}),
    ),
    figures={ALONE: _alone, TRACED: _traced},
    closed_form=_closed,
)

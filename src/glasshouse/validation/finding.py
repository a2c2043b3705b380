"""A computed figure beside its target."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from glasshouse.documents import notebook
from glasshouse.validation.case import STANDARD_ERRORS, Case, Kind, Measured, Relation, Target


@dataclass(frozen=True)
class Finding:
    """One figure of a case at one point.

    Attributes:
        case: the case's name.
        point: all its parameters.
        figure: what the figure is of.
        kind: how the target is known.
        target: what it should be; None where nobody knows, infinite where there should be none.
        ours: what the laboratory computed.
        tolerance: how far off ours may be.
        relation: whether ours must equal the target, or be at least or at most as large.
        passed: whether it does; None where there is no target.
        source: where the target comes from.
        measured: ours with its standard error, number of samples and seed.
    """

    case: str
    point: Mapping[str, float]
    figure: str
    kind: Kind
    target: float | None
    ours: float
    tolerance: float
    relation: Relation
    passed: bool | None
    source: str
    measured: Measured

    def __repr__(self) -> str:
        passed = {None: "no target", True: "passed", False: "failed"}[self.passed]
        return f"<Finding {self.case}, {self.figure}: {self.ours:.6g}, {passed}>"

    def _repr_html_(self) -> str:
        said = self.document()
        rows = [(name, said[name]) for name in ("figure", "target", "ours", "tolerance", "passed", "source")]
        return notebook.table(f"{self.case}", ("what", "value"), rows)

    def document(self) -> dict[str, Any]:
        """The finding as plain data, for JSON. An infinite figure (there is none) is null."""
        return {
            "case": self.case,
            "point": {name: _number(value) for name, value in self.point.items()},
            "figure": self.figure,
            "kind": self.kind,
            "target": None if self.target is None else _number(self.target),
            "ours": _number(self.ours),
            "tolerance": self.tolerance,
            "relation": self.relation,
            "passed": self.passed,
            "source": self.source,
            "n": self.measured.n,
            "seed": self.measured.seed,
            "standard_error": self.measured.error,
            "note": self.measured.note,
        }


def judged(case: Case, point: Mapping[str, float], figure: str, measured: Measured, target: Target | None) -> Finding:
    """A figure held against its target.

    A figure from samples may be off by `STANDARD_ERRORS` standard errors on top of the target's tolerance.

    Args:
        case: the case.
        point: all its parameters.
        figure: what the figure is of.
        measured: what was computed.
        target: what it should be; None where nobody knows.
    """
    if target is None:
        return Finding(
            case.name, point, figure, "exact", None, measured.value, case.tolerance, "equal", None, case.source, measured
        )  # fmt: skip
    tolerance = target.tolerance + STANDARD_ERRORS * (measured.error or 0.0)
    return Finding(
        case.name, point, figure, target.kind, target.value, measured.value, tolerance, target.relation,
        _holds(measured.value, target, tolerance), target.source or case.source, measured,
    )  # fmt: skip


def _holds(ours: float, target: Target, tolerance: float) -> bool:
    if math.isinf(target.value) or math.isinf(ours):
        return ours == target.value
    if target.relation == "at least":
        return ours >= target.value - tolerance
    if target.relation == "at most":
        return ours <= target.value + tolerance
    return abs(ours - target.value) <= tolerance


def _number(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 2**53 else value

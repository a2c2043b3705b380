"""Running cases: at their published points, or at a point of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glasshouse.validation.case import Case, Target, Values
from glasshouse.validation.finding import Finding, judged
from glasshouse.validation.values import chosen

Told = Callable[[str, int, int], None]
"""Told before each case: its name, cases done, cases in all."""


def validate(names: Sequence[str] = (), settings: Sequence[str] = (), told: Told | None = None) -> list[Finding]:
    """Compute published results with the laboratory's mechanisms.

    Args:
        names: names of cases; all, if none is named.
        settings: ``parameter=value``, for one case at a point of one's own. The target there is the closed form, if there
            is one.
        told: told before each case.

    Raises:
        InputError: every unknown name and wrong value, at once.
    """
    found, values = chosen(names, settings)
    findings: list[Finding] = []
    for place, case in enumerate(found):
        if told is not None:
            told(case.name, place, len(found))
        findings += _at(case, values) if settings else at_published_points(case)
    return findings


def at_published_points(case: Case) -> list[Finding]:
    """The figures that were published, as the laboratory computes them."""
    findings = []
    for point in case.points:
        values = case.complete(point.values)
        for figure, target in point.targets.items():
            findings.append(judged(case, values, figure, case.figures[figure](values), target))
    return findings


def _at(case: Case, given: Values) -> list[Finding]:
    """All figures at one point, held against what was published there, else against the closed form."""
    values = case.complete(given)
    known = {figure: Target(value, case.tolerance) for figure, value in case.closed_form(values).items()}
    for point in case.points:
        if case.complete(point.values) == values:
            known |= point.targets
    return [
        judged(case, values, figure, compute(values), known.get(figure)) for figure, compute in case.figures.items()
    ]

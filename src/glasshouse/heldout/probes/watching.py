"""What the probes share: where a kind stands in traces and counts, and observables from numbers that may be missing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np

from glasshouse.conduct.encoding import order_kinds
from glasshouse.conduct.kinds import Kind
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario


def bits_of(scenario: Scenario, wanted: Callable[[str, Kind], bool]) -> np.uint64:
    """The kinds of conduct that are wanted, as bits of a day's trace.

    Args:
        scenario: the scenario.
        wanted: told a kind's name and the kind.
    """
    return np.uint64(sum(1 << k for k, name in enumerate(kinds_of(scenario)) if wanted(name, scenario.conduct[name])))


def kinds_of(scenario: Scenario) -> list[str]:
    """Names of the kinds of conduct in the order of their numbers, which traces and counts go by."""
    return list(order_kinds(scenario.conduct)[0])


def place_of(scenario: Scenario, kind: str) -> int | None:
    """The place of a kind in counts by kind; None where the scenario has none of that name."""
    names = kinds_of(scenario)
    return names.index(kind) if kind in names else None


def measured(name: str, value: float | None, unit: str, title: str, why_not: str) -> Observable:
    """An observable of a probe; undefined where its value is None or not finite."""
    found = None if value is None or not math.isfinite(value) else float(value)
    return Observable(name, found, unit, title, reason=why_not if found is None else None)


def ratio(part: float, whole: float) -> float | None:
    """One over the other; None where there is nothing to divide by."""
    return part / whole if whole else None


def by_name(found: Iterable[Observable]) -> dict[str, Observable]:
    """Observables by their names."""
    return {each.name: each for each in found}

"""Probes: what else a sweep asks of each world, beside its observables.

A probe is a function that takes a scenario and gives observables by name. It is named by an entry point of the group
``glasshouse.probes``, so that rooms above this one, and other packages, can bring some; a name also travels to workers
and is found again when a sweep is resumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points

from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario

Probe = Callable[[Scenario], Mapping[str, Observable]]


@cache
def installed_probe(name: str) -> Probe:
    """The installed probe of that name.

    Raises:
        InputError: there is none; names the nearest one.
    """
    points = {point.name: point for point in entry_points(group="glasshouse.probes")}
    if name not in points:
        expected = f"one of {', '.join(sorted(points))}" if points else "a probe that is installed"
        raise InputError(Problem(key="probe", expected=expected, found=repr(name), nearest=nearest_name(name, points)))
    found: Probe = points[name].load()
    return found

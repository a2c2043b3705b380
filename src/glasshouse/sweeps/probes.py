"""Probes: what else a sweep asks of each world, beside its observables.

A probe is a function of a scenario. It gives a watcher of the world, which the sweep then lets see the world that it lives
anyway; or observables by name, where it lives a world of its own to find them. It is named by an entry point of the group
``glasshouse.probes``, so that rooms above this one, and other packages, can bring some; a name also travels to workers
and is found again when a sweep is resumed.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from glasshouse.engine.observers import Observer
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario

if TYPE_CHECKING:
    from glasshouse.engine.world import World


class Watcher(Observer):
    """An observer of one world of a sweep that has something to tell at the end; changes nothing.

    Without a kernel and an evening of its own it sees the first morning and the last evening alone, and costs no time between.
    """

    def begin(self, world: World) -> None:
        """Be shown the world before its first day; by default nothing is done."""

    def end(self, world: World) -> None:
        """Be shown the world after its last day; by default nothing is done."""

    @abstractmethod
    def observables(self) -> Mapping[str, Observable]:
        """What it tells, by name, once the last day is over."""

    @property
    def sees_days(self) -> bool:
        """Whether it wants to be told of every day."""
        return self.kernel is not None or type(self).evening is not Observer.evening


Probe = Callable[[Scenario], Watcher | Mapping[str, Observable]]


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

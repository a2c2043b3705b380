"""Observables of other packages: functions that entry points of the group ``glasshouse.observables`` name."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import entry_points

from glasshouse.measurement.totals import KindLabel, SystemLabel, Totals
from glasshouse.observables.observable import Observable

Observe = Callable[[Totals, Sequence[KindLabel], Sequence[SystemLabel]], Iterable[Observable]]
"""Takes what `glasshouse.observables.catalogue.observe_all` takes, and gives observables."""

_log = logging.getLogger(__name__)
_told: set[str] = set()


@cache
def installed_observables() -> dict[str, Observe]:
    """What gives the observables of other packages, by the names of the entry points, in the order of these names."""
    points = sorted(entry_points(group="glasshouse.observables"), key=lambda point: point.name)
    return {point.name: point.load() for point in points}


def observe_installed(
    totals: Totals, kinds: Sequence[KindLabel], systems: Sequence[SystemLabel], taken: Collection[str]
) -> Iterator[Observable]:
    """The observables of other packages.

    A package that fails does not end a run: that its observables are left out is logged as an error.

    Args:
        totals: the run's exact counts.
        kinds: what each kind counts as, by number.
        systems: what each system's codes mean, by number.
        taken: names that observables have already.
    """
    names = set(taken)
    for source, observe in installed_observables().items():
        try:
            found = list(observe(totals, kinds, systems))
        except Exception as error:
            _tell(f"observables {source!r} failed and are left out", error)
            continue
        for each in found:
            if each.name in names:
                _tell(f"observable {each.name!r} of {source!r} is left out: there is another of that name")
                continue
            names.add(each.name)
            yield each


def _tell(text: str, error: Exception | None = None) -> None:
    """Log an error once: intervals ask for the observables of many parts of the people."""
    if text not in _told:
        _told.add(text)
        _log.error(text, exc_info=error)

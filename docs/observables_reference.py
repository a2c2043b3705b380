"""The list of observables, taken from the function that makes them, on a run in which nothing happened."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse import library
from glasshouse.cli.console.documents import read_document
from glasshouse.measurement.snapshots import SNAPSHOT
from glasshouse.measurement.totals import KindLabel, SystemLabel, Totals
from glasshouse.observables.catalogue import observe_all
from glasshouse.observables.observable import Observable
from glasshouse.observables.smallest import Smallest, smallest_of
from glasshouse.schema.counts import DAY_COUNTS, PROVINCE_COUNTS, SYSTEM_COUNTS
from glasshouse.scoring.forms.lists.form import FORM as LIST
from glasshouse.scoring.forms.watch.form import FORM as WATCH

_LINE = 600.0
_SCALE = SystemLabel(
    "SYSTEM", "the system", "points", 0.0, 1000.0, ("low", "high"), (0.0, _LINE), (1, 39321), "MARKET", True
)
_LIST = SystemLabel(
    "LIST", "the list", "list", 0.0, 1.0, ("off", "on"), (0.0, 1.0), (1, 2), capabilities=LIST.capabilities
)

_READER = SystemLabel("READER", "the reader", "none", 0.0, 1.0, (), (), (1,), capabilities=WATCH.capabilities)


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Name, unit, title and reason of being undefined, of every observable; systems under stand-in names."""
    for each in _observed().values():
        name = each.name.replace(f"{_LINE:g}", "LINE")
        title = each.title.replace(f"at {_LINE:g}", "at the LINE where a band starts")
        yield f"`{name}`", each.unit, title, (each.reason or "").replace("'", "`")


def smallest_rows() -> Iterator[tuple[str, str, str]]:
    """Name, smallest difference that matters, and why, of every observable."""
    for each in _observed().values():
        smallest = smallest_of(each.name)
        if smallest is not None:
            yield f"`{each.name.replace(f'{_LINE:g}', 'LINE')}`", _size(smallest, each.unit), smallest.why


def _size(smallest: Smallest, unit: str) -> str:
    if smallest.of == "twin":
        return f"{100 * smallest.value:g}% of the twin's value"
    return f"{100 * smallest.value:g} percentage points" if unit == "share" else f"{smallest.value:g} {unit}"


def _observed() -> dict[str, Observable]:
    kinds = [_label(name) for name in library.names("conduct")]
    day_counts = np.zeros((), DAY_COUNTS)
    day_counts["people"][0] = day_counts["firms"] = 1
    totals = Totals(day_counts, np.zeros(3, SYSTEM_COUNTS), np.zeros(1, PROVINCE_COUNTS), np.zeros((), SNAPSHOT))
    return observe_all(totals, kinds, [_SCALE, _LIST, _READER])


def _label(name: str) -> KindLabel:
    kind = read_document("conduct", name)
    self_censored = kind.leans.states.get("self_censorship", 0.0) < 0
    return KindLabel(name, kind.title, kind.context, kind.law, kind.type == "attempt", self_censored, kind.effect)

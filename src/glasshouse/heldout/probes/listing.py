"""The court list from its first day: how many stand on it, how many ever did, and whether it grows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import numpy as np

from glasshouse.engine.observers import View
from glasshouse.heldout.probes.watching import by_name, measured, ratio
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.sweeps.probes import Watcher

FIRST: Final = date(2013, 10, 1)
"""The date of day 0: the list began in October 2013."""
DATES: Final = ("2014-12", "2017-02", "2017-12", "2018-05", "2018-12", "2019-07", "2020-02")
"""Months for which placements or people on the list were published."""
LIST: Final = "court-list"
_SHORT = "the run ends before"


class Listing(Watcher):
    """Notes entries, ends and people on the list by day; changes nothing.

    Attributes:
        entered: placements by day; `ended`, placements that ended; `stock`, people on the list.
        ended: see `entered`.
        stock: see `entered`.
    """

    name = "listing"

    def __init__(self, scenario: Scenario) -> None:
        """Find the list.

        Args:
            scenario: what is lived under.
        """
        self._s, self._citizens = list(scenario.systems).index(LIST), scenario.citizens
        self.entered, self.ended, self.stock = np.zeros((3, scenario.days))

    def evening(self, view: View) -> None:
        """Note a day."""
        counts = view.system_counts[self._s]
        self.entered[view.day] = counts["entered"]
        self.ended[view.day] = counts["expired"] + counts["repaired"] + counts["corrected"]
        self.stock[view.day] = view.day_counts["listed"][self._s]

    def observables(self) -> Mapping[str, Observable]:
        """How many were placed, are listed, and whether the list grows."""
        return by_name(_path(self, self._citizens))


def last_day_of(month: str) -> int:
    """The number of the last day of a month, from day 0.

    Args:
        month: such as ``2014-12``.
    """
    year, number = map(int, month.split("-"))
    # Of December, the first day of the next month lies in the next year.
    following = date(year + number // 12, number % 12 + 1, 1)
    return (following - FIRST).days - 1


def listing(scenario: Scenario) -> Listing:
    """A probe: the path of the court list from its first day.

    Args:
        scenario: a scenario with the court list.
    """
    return Listing(scenario)


def _path(watched: Listing, citizens: int) -> Iterator[Observable]:
    for month in DATES:
        day = last_day_of(month)
        lived = day < len(watched.stock)
        ever = float(watched.entered[: day + 1].sum()) / citizens if lived else None
        on = float(watched.stock[day]) / citizens if lived else None
        yield measured(f"listing_ever_{month}", ever, "share", f"placements up to {month}", _SHORT)
        yield measured(f"listing_stock_{month}", on, "share", f"on the list at the end of {month}", _SHORT)
    span = slice(last_day_of("2024-12") + 1, last_day_of("2025-12") + 1)
    entered, ended = float(watched.entered[span].sum()), float(watched.ended[span].sum())
    net = ratio(entered - ended, entered) if span.stop <= len(watched.stock) else None
    yield measured("listing_net_2025", net, "relative change", "placements less ends, 2025, for each placement", _SHORT)

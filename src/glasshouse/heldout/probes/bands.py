"""Bills missed by the band in which somebody's score stood on the evening before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from glasshouse.engine.observers import View
from glasshouse.heldout.probes.watching import bits_of, by_name, measured, ratio
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.scoring.accounts import code_of
from glasshouse.scoring.forms.registry import form_of
from glasshouse.sweeps.probes import Watcher

_NONE = "nobody in one of the bands had a bill"


class Bands(Watcher):
    """Counts bills paid and missed by band; changes nothing.

    Attributes:
        names: the bands, the lowest first.
        bills: bills by band; `missed`, those that were missed.
        missed: see `bills`.
    """

    name = "bands"

    def __init__(self, scenario: Scenario) -> None:
        """Find the bands of the first system that has a scale.

        Args:
            scenario: what is lived under.
        """
        self._s, system = next(
            (s, each) for s, each in enumerate(scenario.systems.values()) if form_of(each).scale(each) is not None
        )
        form = form_of(system)
        scale, bands = form.scale(system), form.bands(system)
        self.names = tuple(band.name for band in bands)
        low, high = (scale.low, scale.high) if scale is not None else (0.0, 1.0)
        self._lines = np.array([code_of(band.start.value, low, high) for band in bands])
        self._due = bits_of(scenario, lambda name, _: name in ("pay-bill", "miss-bill"))
        self._missed = bits_of(scenario, lambda name, _: name == "miss-bill")
        self._before: np.ndarray | None = None
        self.bills, self.missed = np.zeros((2, len(bands)))

    def evening(self, view: View) -> None:
        """Add a day to the bands of the evening before."""
        before, codes = self._before, view.table("ledgers")["published"][self._s]
        if before is not None:
            # Today's bill must not stand in the score that is to foretell it.
            acts = view.traces["acts"][: len(before)]
            band = np.searchsorted(self._lines[1:], before, side="right")
            for counts, bits in ((self.bills, self._due), (self.missed, self._missed)):
                many = np.bitwise_count(acts & bits) * (before > 0)
                counts += np.bincount(band.reshape(-1), many.reshape(-1), len(counts))
        self._before = codes.copy()

    def observables(self) -> Mapping[str, Observable]:
        """Bills missed in each band, for each in the best."""
        return by_name(_ratios(self))


def bands(scenario: Scenario) -> Bands:
    """A probe: how many times as often bills are missed in each band as in the best.

    Args:
        scenario: a scenario with a system that scores.
    """
    return Bands(scenario)


def _ratios(watched: Bands) -> Iterator[Observable]:
    rates = [ratio(missed, bills) for missed, bills in zip(watched.missed, watched.bills, strict=True)]
    best = rates[-1]
    for name, rate in zip(watched.names[:-1], rates, strict=False):
        times = None if rate is None or not best else rate / best
        yield measured(f"missed_in_{name}", times, "ratio", f"bills missed in {name}, for each in the best band", _NONE)

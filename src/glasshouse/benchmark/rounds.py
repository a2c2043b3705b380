"""Taking turns: contestants alternate within every round, so that a machine's moods meet all of them alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, Protocol

Contestant = Callable[[], float]
"""Runs once and returns a cost, such as nanoseconds per citizen-day."""


@dataclass(frozen=True)
class Rounds:
    """What every contestant cost in every round.

    Attributes:
        costs: by contestant, in the order of the rounds.
        cores: how many cores each had in each round: below its number of threads, something else ran beside it.
    """

    costs: Mapping[str, list[float]]
    cores: Mapping[str, list[float]]

    def median(self, name: str) -> float:
        """A contestant's median cost."""
        return median(self.costs[name])

    def ratio(self, name: str, to: str) -> float:
        """The median over rounds of one contestant's cost over another's in the same round."""
        return median(self._ratios(name, to))

    def spread(self, name: str, to: str | None = None) -> dict[str, Any]:
        """Lowest, median and highest cost, or ratio to another contestant; rounds.

        For costs also the cores that it had, and what it cost in processor time (`cpu`).
        """
        values = self._ratios(name, to) if to else list(self.costs[name])
        found = {"low": min(values), "median": median(values), "high": max(values)}
        if not to:
            found["cores"] = median(self.cores[name])
            found["cpu"] = median(a * b for a, b in zip(values, self.cores[name], strict=True))
        return {key: round(value, 4) for key, value in found.items()} | {"rounds": len(values)}

    def _ratios(self, name: str, to: str) -> list[float]:
        return [one / other for one, other in zip(self.costs[name], self.costs[to], strict=True)]


def alternate(contestants: Mapping[str, Contestant], rounds: int) -> Rounds:
    """Let contestants take turns, once each to warm up and then so many times."""
    costs: dict[str, list[float]] = {name: [] for name in contestants}
    cores: dict[str, list[float]] = {name: [] for name in contestants}
    for at in range(rounds + 1):
        for name, run in contestants.items():
            wall, busy = time.perf_counter(), time.process_time()
            cost = run()
            wall, busy = time.perf_counter() - wall, time.process_time() - busy
            if at:
                costs[name].append(cost)
                cores[name].append(busy / max(wall, 1e-9))
    return Rounds(costs, cores)


class Model(Protocol):
    """What lives day by day, of whatever package.

    Attributes:
        day: days lived so far.
    """

    day: int

    def step(self) -> object:
        """Live one day."""


def month_cost(model: Model, citizens: int, plain: int, every: int = 30, on: int = 29) -> float:
    """Nanoseconds per citizen-day over a month that ends with a publication.

    Args:
        model: what is timed; it is set to the last days of its next month.
        citizens: how many live in it.
        plain: how many days before the publication are lived and timed; they stand for all others of the month.
        every: days between publications.
        on: the day of publication in that rhythm.
    """
    model.day = -(-model.day // every) * every + on - plain
    taken = []
    for _ in range(plain + 1):
        began = time.perf_counter()
        model.step()
        taken.append(time.perf_counter() - began)
    seconds = ((every - 1) * sum(taken[:-1]) / plain + taken[-1]) / every
    return 1e9 * seconds / citizens

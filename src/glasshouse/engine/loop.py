"""Walking the days: one after the other, with progress, checkpoints and interruptions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

from glasshouse.engine.signals import stop_requested
from glasshouse.errors import InterruptedRunError

Progress = Callable[[int, int], None]
"""Told after each day: days done, days in all."""
Stop = Callable[[], bool]
"""Asked after each day whether to stop."""
Save = Callable[[dict[str, Any]], None]
"""Keeps a checkpoint: arrays by name."""

Left = TypeVar("Left")
"""What a day leaves."""

CHECKPOINT_EVERY = 60.0
"""Seconds between checkpoints; more where writing one takes long."""


class Steppable(Protocol):
    """What days can be walked through."""

    @property
    def day(self) -> int:
        """Days lived so far."""

    @property
    def days(self) -> int:
        """Days in all."""

    def step(self) -> None:
        """Live one day."""

    def save(self) -> dict[str, Any]:
        """All that is needed to go on from here, as arrays by name."""


class Striding(Protocol):
    """What several days can be lived of in one call."""

    @property
    def day(self) -> int:
        """Days lived so far."""

    @property
    def days(self) -> int:
        """Days in all."""

    def step(self) -> None:
        """Live one day."""

    def days_ahead(self, most: int) -> int:
        """How many of the coming days, at most so many, can be lived in one call; 0 where each must be lived by itself."""

    def live(self, number: int) -> None:
        """Live so many days in one call."""


class CheckpointTimer:
    """How long a run takes, and when its next checkpoint is due.

    Attributes:
        every: seconds between checkpoints.
        before: seconds that the run had taken when it was stopped the last time.
    """

    def __init__(self, every: float = CHECKPOINT_EVERY, before: float = 0.0) -> None:
        self.every, self.before = every, before
        self._began = self._last = time.perf_counter()
        self._writing = 0.0
        self._wait = every

    def seconds(self) -> float:
        """Seconds so far, without those spent on checkpoints."""
        return self.before + time.perf_counter() - self._began - self._writing

    def is_due(self) -> bool:
        """Whether it is time for a checkpoint."""
        return time.perf_counter() - self._last >= self._wait

    def write(self, save: Save, simulation: Steppable) -> None:
        """Write a checkpoint; the next waits at least ten times as long as this took."""
        seconds, start = self.seconds(), time.perf_counter()
        save({**simulation.save(), "seconds": seconds})
        self._last = time.perf_counter()
        self._writing += self._last - start
        self._wait = max(self.every, 10 * (self._last - start))


def run_days(simulation: Steppable, timer: CheckpointTimer, *, progress: Progress | None = None, stop: Stop | None = None,
         save: Save | None = None) -> None:  # fmt: skip
    """Live all days that are left.

    Raises:
        InterruptedRunError: an interrupt or `stop` came before the last day; a checkpoint was written.
    """
    with stop_requested() as request:
        while simulation.day < simulation.days:
            simulation.step()
            if progress:
                progress(simulation.day, simulation.days)
            if simulation.day == simulation.days:
                return
            stopped = request.asked or (stop is not None and stop())
            if save and (stopped or timer.is_due()):
                timer.write(save, simulation)
            if stopped:
                raise InterruptedRunError(f"stopped after day {simulation.day} of {simulation.days}")


def each_day(step: Callable[[], Left], days: int, progress: Progress | None = None) -> Iterator[Left]:
    """Live so many days of what is not kept, and give what each of them left.

    Args:
        step: lives one day.
        days: how many.
        progress: told after each day.

    Raises:
        InterruptedRunError: an interrupt came; the day on which it did was lived to its end.
    """
    with stop_requested() as request:
        for day in range(1, days + 1):
            yield step()
            if progress:
                progress(day, days)
            if request.asked:
                raise InterruptedRunError(f"stopped after day {day} of {days}")


def stride(simulation: Striding, stop: Stop | None = None) -> None:
    """Live all days that are left, as many as possible in one call, without progress and checkpoints.

    Raises:
        InterruptedRunError: an interrupt or `stop` came before the last day.
    """
    with stop_requested() as request:
        while simulation.day < simulation.days:
            ahead = simulation.days_ahead(simulation.days - simulation.day)
            if ahead:
                simulation.live(ahead)
            else:
                simulation.step()
            if simulation.day < simulation.days and (request.asked or (stop is not None and stop())):
                raise InterruptedRunError(f"stopped after day {simulation.day} of {simulation.days}")

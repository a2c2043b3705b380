"""A society in several ranges of communities, each a world and a thread of its own, that tell each other what they must."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from threading import Barrier
from typing import Any, TypeVar

import numpy as np

from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import Run, conclude
from glasshouse.engine.state import Part, State
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario

Found = TypeVar("Found")


class Meeting:
    """Where ranges meet: each puts something down, all look at what lies there, and only then does anybody go on."""

    def __init__(self, ranges: int) -> None:
        self._barrier = Barrier(ranges)
        self._table: list[object] = [None] * ranges

    def meet(self, place: int, mine: object, look: Callable[[Sequence[Any]], Found]) -> Found:
        """Put something down and look at what all ranges have put down, in their order."""
        self._table[place] = mine
        self._barrier.wait()
        found = look(self._table)
        self._barrier.wait()
        return found

    def break_up(self) -> None:
        """Let nobody wait any longer: a range has failed."""
        self._barrier.abort()


class Threads:
    """An exchange among ranges that live in threads of one process."""

    def __init__(self, meeting: Meeting, place: int) -> None:
        self._meeting, self._place = meeting, place

    def sum(self, numbers: np.ndarray) -> np.ndarray:
        """The sum over all ranges."""
        return self._meeting.meet(self._place, numbers, lambda all_: np.add.reduce(list(all_)))

    def gather(self, rows: np.ndarray) -> np.ndarray:
        """All ranges' rows in their order."""
        return self._meeting.meet(self._place, rows, np.concatenate)

    def halo(self, state: State, day: int) -> None:
        """Copy what is shown of the communities in the halo rows from the ranges that they belong to."""
        wanted, mine = state.encoded[state.own :], state.shown(day)

        def look(others: Sequence[Any]) -> None:
            for first, own, shown in others:
                here = (wanted >= first) & (wanted < first + own)
                for to, what in zip(mine, shown, strict=True):
                    to[state.own :][here] = what[wanted[here] - first]

        self._meeting.meet(self._place, (state.first, state.own, mine), look)

    def barrier(self) -> None:
        """Wait for all ranges."""
        self._meeting.meet(self._place, None, lambda _: None)


@dataclass(frozen=True)
class Apart:
    """What a range left behind.

    Attributes:
        world: its world after the last day.
        run: the run, as this range knows it: counts are those of all ranges, the panel is its own.
    """

    world: World
    run: Run


def lived_apart(scenario: Scenario, edges: Sequence[int]) -> list[Apart]:
    """Live all days of a scenario in ranges.

    Args:
        scenario: what to live under.
        edges: number of the first community of each range, and the number of communities.
    """
    parts = [Part(first, last) for first, last in pairwise(edges)]
    meeting = Meeting(len(parts))

    def live(place: int) -> Apart:
        try:
            recorder = Recorder(World(scenario, part=parts[place], exchange=Threads(meeting, place)))
            for _ in range(scenario.days):
                recorder.step()
            return Apart(recorder.world, conclude(recorder, 0.0, 1))
        except BaseException:
            meeting.break_up()
            raise

    with ThreadPoolExecutor(len(parts)) as pool:
        return [done.result() for done in [pool.submit(live, place) for place in range(len(parts))]]

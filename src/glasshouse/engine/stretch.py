"""Stretches of days: as many days of a world as need nobody between them, lived in one call (see `glasshouse.engine.ahead`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.ahead import live_days
from glasshouse.engine.exchange import InProcess
from glasshouse.engine.memory import table
from glasshouse.engine.phases import Day
from glasshouse.engine.turnover import days_to_birthday
from glasshouse.engine.world import World
from glasshouse.errors import InputError, Problem
from glasshouse.measurement.totals import flat_counts
from glasshouse.schema.counts import DAY_COUNTS, PANEL, REGION_COUNTS, SYSTEM_COUNTS, TRACE

MOST = 16
"""Most days of a stretch."""
_TRACED = 512 * 1024
"""Bytes that the traces of a stretch should fit into, so that they are still near when they are compared."""


def days_ahead(world: World, most: int) -> int:
    """How many of the coming days need nobody between them; 0 if the next day must be lived by itself.

    Nobody is needed where one thread holds the whole society, its rules are the same everywhere, nobody watches, and no
    institution, reform or decision stands between two days. Other rules may come into force on the first of the days, and
    a year may begin on it for people who age.
    """
    alone = world.threads == 1 and isinstance(world.exchange, InProcess)
    if not alone or world.observing.observers or len(world.watched) or world.plan.zones:
        return 0
    if len(world.schedule.today(world.day)):
        return 0
    most = int(min(days_to_birthday(world.plan, world.day), most))
    if world.institutions or world.scenario.decisions:
        return min(most, 1)
    return min([most, *(first - world.day for first in world.plan.changes if first > world.day)])


def check_ahead(number: int, ahead: int) -> None:
    """See that so many days can be lived in one call: tables have room for no more, and nobody would be asked between them.

    Args:
        number: days to live.
        ahead: days that can be lived in one call, as `days_ahead` says.

    Raises:
        InputError: they cannot; nothing was lived.
    """
    if not 1 <= number <= ahead:
        expected = f"from 1 to {ahead} days in one call, as `days_ahead` says" if ahead > 0 else "`step`, for one day"
        raise InputError(Problem(key="number", expected=expected, found=f"{number} in one call"))


@dataclass(frozen=True)
class Lived:
    """What the days of a stretch left behind.

    Attributes:
        day_counts: by day, `DAY_COUNTS` records.
        system_counts: by day and system, `SYSTEM_COUNTS` records.
        region_counts: by day and region, `REGION_COUNTS` records.
    """

    day_counts: Any
    system_counts: Any
    region_counts: Any

    def __len__(self) -> int:
        return len(self.day_counts)

    def day(self, number: int) -> Day:
        """One of the days, from 0; nobody was watched."""
        return Day(self.day_counts[number], self.system_counts[number], self.region_counts[number], _NOBODY)

    def numbers(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The three as rows of numbers by day."""
        return numbers_of(self.day_counts), numbers_of(self.system_counts), numbers_of(self.region_counts)


_NOBODY = table(0, PANEL)
_COUNTS = ("day_counts", "system_counts", "region_counts")
"""A chunk's counts of a day, in the order of a stretch's own."""


class Stretch:
    """What a world lives its stretches with: counts by chunk, and what twins are compared by.

    Attributes:
        world: the world.
        most: most days of a stretch.
    """

    def __init__(self, world: World) -> None:
        self.world, chunks = world, len(world.chunks)
        room = _TRACED // (world.communities * TRACE.itemsize)
        self.most = max(1, min(MOST, room)) if world.traced else MOST
        self._shapes = {
            DAY_COUNTS: (),
            SYSTEM_COUNTS: (max(1, len(world.plan.begins)),),
            REGION_COUNTS: (world.plan.regions,),
        }
        self._counts = self._tables(chunks)
        self._numbers = [numbers_of(each) for each in self._counts]
        self._added = [np.zeros_like(each) for each in self._numbers]
        self._traces = table((self.most, world.communities) if world.traced else (1, 1), TRACE)
        self._extra, self._panel = np.zeros(world.observing.shape, "i8"), table(1, PANEL)
        self._edges = np.array([world.chunks[0].first, *(chunk.last for chunk in world.chunks)], "u4")
        self._before, self._after = days.stages(world.plan.named)

    def _tables(self, number: int) -> list[np.ndarray]:
        return [table((number, *shape), dtype) for dtype, shape in self._shapes.items()]

    def traces(self, day: int) -> np.ndarray:
        """What each community did and met on a day of the last stretch, from 0; `TRACE` records."""
        traces: np.ndarray = self._traces[day]
        return traces

    def live(self, number: int) -> Lived:
        """Live so many days, at most `most` and as `days_ahead` allows.

        Raises:
            InputError: more days, or none; nothing was lived.
        """
        world = self.world
        check_ahead(number, days_ahead(world, self.most))
        world.begin_day()
        self._take_over()
        lived = self._walk(number)
        if world.institutions:
            world.run_institutions(lived.day(0))
        world.plan = world.reforming.plan_after(world.plan)
        world.day += number
        world.share()
        return lived

    def _take_over(self) -> None:
        """Count what was counted when the first day began: whom a system that opened judged by their files."""
        for name, numbers in zip(_COUNTS, self._numbers, strict=True):
            for k, chunk in enumerate(self.world.chunks):
                numbers[k] = flat_counts(getattr(chunk.day, name))

    def _walk(self, number: int) -> Lived:
        world, mine, state, by_day = self.world, self.world.workers.scratch, self.world.tables, self._tables(number)
        live: Any = live_days
        live(
            self._before,
            world.plan.judges,
            self._after,
            world.observing.kernels,
            world.plan.publishes,
            mine.truths,
            mine.records,
            world.whole,
            world.systems,
            state.society,
            state.conduct,
            state.response,
            state.signals,
            state.dossier,
            state.ledgers,
            state.cases,
            state.provenance,
            state.holdings,
            state.trust,
            state.attributes,
            state.goods,
            state.debts,
            state.tallies,
            state.dockets,
            state.seats,
            self._traces.reshape(-1),
            world.decided,
            self._extra,
            mine.firm_records,
            world.watched,
            self._panel,
            *self._counts,
            *self._numbers,
            *self._added,
            *map(numbers_of, by_day),
            self._edges,
            self._rhythm(),
            np.array(world.admitting, "u4"),
            np.uint32(world.day),
            np.uint32(number),
        )
        whole, systems, regions = by_day
        whole["people"] = world.people_by_group
        whole["flooded"] = round(float(world.parameters["floods"]) * world.citizens)
        return Lived(whole, systems[:, : len(world.plan.begins)], regions)

    def take_added(self) -> list[np.ndarray]:
        """What was counted by chunk in all stretches since somebody asked, as rows of numbers by chunk; begins anew."""
        found = [each.copy() for each in self._added]
        for each in self._added:
            each[...] = 0
        return found

    def _rhythm(self) -> np.ndarray:
        """Every how many days each system publishes, 0 for never, and on which of them."""
        systems = self.world.systems[: len(self.world.plan.publishes)]
        every = np.where(systems["active"] > 0, systems["publish_every"], 0)
        return np.ascontiguousarray(np.stack([every, systems["publish_on"]], 1), dtype="u4")


def numbers_of(counts: np.ndarray) -> np.ndarray:
    """Records of counts as rows of numbers, of the same memory where it lies together: all fields have 64 bits."""
    flat = np.ascontiguousarray(counts)
    return np.ndarray((len(flat), flat.nbytes // 8 // max(1, len(flat))), "i8", flat)

"""A recording: what a world's days leave behind, day by day, for results and for checkpoints."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import islice
from typing import Any

import numpy as np

from glasshouse.engine.decisions import Refusal
from glasshouse.engine.labels import label
from glasshouse.engine.phases import Day
from glasshouse.engine.series import Series
from glasshouse.engine.stretch import Stretch, check_ahead, days_ahead
from glasshouse.engine.world import World
from glasshouse.measurement.snapshots import SNAPSHOT, add_attributes, take_snapshot
from glasshouse.measurement.totals import Totals, add_counts, flat_counts
from glasshouse.observables.correlates import add_correlates
from glasshouse.observables.exposure import add_dose
from glasshouse.observables.holders import add_holdings
from glasshouse.schema.counts import DAY_COUNTS, PANEL, REGION_COUNTS, SYSTEM_COUNTS

SNAPSHOT_EVERY = 30
"""Days between snapshots of scores; the last day has one too."""
RECENT = 28
"""Days whose counts are at hand whether or not all days are kept."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""Factor of a seal; odd, so that it loses nothing modulo 2^64."""


class Sums:
    """Counts added up over days.

    Attributes:
        day_counts: one `DAY_COUNTS` record.
        system_counts: `SYSTEM_COUNTS` records by system.
        region_counts: `REGION_COUNTS` records by region.
    """

    def __init__(self, systems: int, regions: int) -> None:
        self.day_counts, self.system_counts, self.region_counts = (
            np.zeros((), DAY_COUNTS),
            np.zeros(systems, SYSTEM_COUNTS),
            np.zeros(regions, REGION_COUNTS),
        )

    def add(self, day_counts: np.ndarray | np.void, system_counts: np.ndarray, region_counts: np.ndarray) -> None:
        """Add the counts of a day."""
        add_counts(self.day_counts, day_counts)
        add_counts(self.system_counts, system_counts[: len(self.system_counts)])
        add_counts(self.region_counts, region_counts)

    def copy(self) -> Sums:
        """The same sums, in memory of their own."""
        other = Sums(len(self.system_counts), len(self.region_counts))
        other.add(self.day_counts, self.system_counts, self.region_counts)
        return other

    def numbers(self) -> list[np.ndarray]:
        """The same memory as three rows of numbers: all fields are whole numbers of 64 bits."""
        return [flat_counts(each) for each in (self.day_counts, self.system_counts, self.region_counts)]

    def put(self, arrays: Mapping[str, np.ndarray], prefix: str) -> None:
        """Take over saved sums."""
        for name, saved in self.arrays(prefix).items():
            saved[...] = arrays[name]

    def arrays(self, prefix: str) -> dict[str, Any]:
        """The sums by name, for a checkpoint."""
        return {f"{prefix}.{name}": getattr(self, name) for name in ("day_counts", "system_counts", "region_counts")}


@dataclass
class _Latest:
    """How people stood in the evening before `day`."""

    day: int
    record: np.void


class Recorder:
    """A world and what its days left behind.

    Sums over all days, the last `RECENT` days and the panel are always at hand; every day's counts and the monthly
    snapshots only where `series` was asked for.

    Attributes:
        world: the world.
        labels: names of the scenario's numbers.
        sums: counts added up over the days.
        recent: what the last days left, the latest last.
        refused: what was decided and did not come about.
        seal: whole numbers that depend on every count of every day, and on the days' order.
        snapshot_days: days on which standings were taken.
    """

    def __init__(self, world: World, *, apart: bool = False, series: bool = True) -> None:
        """Begin.

        Args:
            world: the world.
            apart: whether chunks are recorded apart as well.
            series: whether every day's counts are kept, and a snapshot of scores every month.
        """
        systems, room = len(world.encoded.system_names), world.scenario.days if series else 0
        self.world, self.labels, self.series = world, label(world.scenario, world.encoded), series
        regions = len(self.labels.regions)
        self.sums, self.recent = Sums(systems, regions), deque[Day](maxlen=RECENT)
        self.refused: list[Refusal] = []
        self._day_counts, self._system_counts = Series((), DAY_COUNTS, room), Series((systems,), SYSTEM_COUNTS, room)
        self._panel = Series((len(world.watched),), PANEL, room)
        self.snapshot_days: list[int] = []
        self._snapshots = Series((), SNAPSHOT)
        self._latest: _Latest | None = None
        self._apart: tuple[int, list[np.ndarray]] | None = None
        self.seal = np.zeros(sum(each.nbytes // 8 for each in (self.sums.day_counts, self.sums.system_counts)), "u8")
        self._chunk_counts = [Sums(systems, regions) for _ in (world.chunks if apart else ())]
        self._stretch: Stretch | None = None

    @property
    def chunk_counts(self) -> list[Sums]:
        """Counts by chunk, if chunks are recorded apart."""
        if self._stretch is not None and self._chunk_counts:
            for added, *rows in zip(self._chunk_counts, *self._stretch.take_added(), strict=True):
                for mine, row in zip(added.numbers(), rows, strict=True):
                    mine += row[: len(mine)]
        return self._chunk_counts

    @property
    def day(self) -> int:
        """Days lived so far."""
        return self.world.day

    @property
    def days(self) -> int:
        """Days of the scenario; a world may live on."""
        return self.world.scenario.days

    @property
    def day_counts(self) -> np.ndarray:
        """`DAY_COUNTS` records by day."""
        return self._day_counts.rows

    @property
    def system_counts(self) -> np.ndarray:
        """`SYSTEM_COUNTS` records by day and system."""
        return self._system_counts.rows

    @property
    def region_counts(self) -> np.ndarray:
        """`REGION_COUNTS` records by region, added up over the days."""
        return self.sums.region_counts

    @property
    def panel(self) -> np.ndarray:
        """`PANEL` records by day and watched citizen."""
        return self._panel.rows

    @property
    def snapshots(self) -> np.ndarray:
        """`SNAPSHOT` records of the days in `snapshot_days`."""
        return self._snapshots.rows

    def step(self) -> None:
        """Live one day and note what it left."""
        left = self.world.step()
        self.sums.add(left.day_counts, left.system_counts, left.region_counts)
        self._seal(left)
        self._panel.append(left.panel)
        self.recent.append(left)
        self.refused += left.refused
        for chunk, own in zip(self.world.chunks, self._chunk_counts, strict=False):
            own.add(chunk.day_counts, chunk.system_counts, chunk.region_counts)
        if self.series:
            self._day_counts.append(left.day_counts)
            self._system_counts.append(left.system_counts)
            if self.day % SNAPSHOT_EVERY == 0 or self.day == self.days:
                self.snapshot_days.append(self.day - 1)
                self._snapshots.append(self.snapshot())

    @property
    def stretch(self) -> Stretch:
        """What several days are lived with in one call."""
        if self._stretch is None:
            self._stretch = Stretch(self.world)
        return self._stretch

    def days_ahead(self, most: int) -> int:
        """How many of the coming days can be lived in one call, up to the last; 0 where each must be lived by itself."""
        left = min(most, self.days - self.day)
        return 0 if self.series else days_ahead(self.world, min(left, self.stretch.most))

    def live(self, number: int) -> None:
        """Live so many days in one call, as `days_ahead` allows, and note what they left.

        Raises:
            InputError: more days than that, or none; nothing was lived.
        """
        check_ahead(number, self.days_ahead(self.stretch.most))
        lived = self.stretch.live(number)
        day_counts, system_counts, region_counts = lived.numbers()
        for mine, theirs in zip(self.sums.numbers(), (day_counts, system_counts, region_counts), strict=True):
            mine += theirs.sum(0)
        # The polynomial of `_seal`, for all days at once.
        powers = np.cumprod(np.concatenate([[np.uint64(1)], np.full(number, _ODD)]))[::-1]
        counts = np.concatenate([day_counts, system_counts], 1).view("u8")
        self.seal = self.seal * powers[0] + (counts * powers[1:, None]).sum(0)
        for day in range(number):
            left = lived.day(day)
            self._panel.append(left.panel)
            self.recent.append(left)

    def _seal(self, left: Day) -> None:
        """Let the seal depend on a day: a polynomial in `_ODD`, number by number, modulo 2^64."""
        self.seal *= _ODD
        split = left.day_counts.nbytes // 8
        self.seal[:split] += np.ascontiguousarray(left.day_counts).reshape(-1).view("u8")
        self.seal[split:] += np.ascontiguousarray(left.system_counts).reshape(-1).view("u8")

    def take_snapshot(self, first: int, last: int) -> np.ndarray:
        """How the people of communities `first` to `last` - 1 stand now."""
        world, rows = self.world, slice(first, last)
        lines = [system.codes for system in self.labels.systems]
        tables = world.society[rows], world.ledgers[:, rows], world.response[rows], world.conduct[rows]
        snapshot = take_snapshot(*tables, lines)
        readers = [s for s, system in enumerate(self.labels.systems) if system.capabilities.keeps_files]
        add_correlates(snapshot, world.society[rows], world.dossier[rows], world.ledgers[:, rows], len(lines))
        add_dose(snapshot, world.dossier[rows], world.ledgers[:, rows], world.cases[rows], readers)
        add_holdings(snapshot, world.holdings[:, rows], world.parameters)
        if len(world.attributes):
            readers = [s for s in range(len(lines)) if world.systems["attributes"][s] and world.systems["active"][s]]
            disclosed = {s: np.array([world.disclosed(s, row) for row in range(first, last)]) for s in readers}
            add_attributes(
                snapshot,
                world.society[rows],
                world.ledgers[: len(lines), rows],
                world.attributes["has"][rows],
                disclosed,
            )
        return snapshot

    def snapshot(self) -> np.void:
        """How the people of all ranges stand now, one `SNAPSHOT` record; taken once a day."""
        if self._latest is None or self._latest.day != self.day:
            own = self._own_snapshot()
            whole = self.world.exchange.sum(own.reshape(1).view("i8")).view(SNAPSHOT)[0]
            self._latest = _Latest(self.day, whole)
        return self._latest.record

    def _own_snapshot(self) -> np.ndarray:
        """How the people of this range stand now. In the end chunks are asked for one by one: the whole is their sum."""
        if not self.chunk_counts or self.day != self.days:
            return self.take_snapshot(0, self.world.communities)
        whole = np.zeros((), SNAPSHOT)
        for part in self._snapshots_apart():
            add_counts(whole, part)
        return whole

    def _snapshots_apart(self) -> list[np.ndarray]:
        """The same for each chunk; taken once a day."""
        if self._apart is None or self._apart[0] != self.day:
            found = [self.take_snapshot(chunk.first, chunk.last) for chunk in self.world.chunks]
            self._apart = self.day, found
        return self._apart[1]

    def totals(self, window: int | None = None) -> Totals:
        """Counts over the days so far, or the last ones, and how people stand now.

        Args:
            window: how many of the last days to add up, at most `RECENT` unless all; by default all.
        """
        if window is None or window >= self.day:
            return self._totals_of(self.sums)
        sums = Sums(len(self.labels.systems), len(self.labels.regions))
        for left in islice(self.recent, len(self.recent) - window, None):
            sums.add(left.day_counts, left.system_counts, left.region_counts)
        return self._totals_of(sums)

    def _totals_of(self, sums: Sums) -> Totals:
        reforms = self.world.reforming.outcomes()
        return Totals(sums.day_counts, sums.system_counts, sums.region_counts, self.snapshot(), reforms)

    def totals_apart(self) -> list[Totals]:
        """The same for each chunk that was recorded apart; they add up to the whole.

        People, of whom nobody comes or goes, and what paid commentators flood are counted for the whole world alone
        while days are lived; here each chunk is given its part.
        """
        found = []
        for snapshot, each in zip(self._snapshots_apart(), self.chunk_counts, strict=True):
            day_counts = each.day_counts.copy()
            # Nobody comes or goes: person-days of each group are its people times days.
            day_counts["people"] = snapshot["people"] * self.day
            part = int(snapshot["people"].sum()) / self.world.citizens
            day_counts["flooded"] = round(part * int(self.sums.day_counts["flooded"]))
            found.append(Totals(day_counts, each.system_counts, each.region_counts, snapshot))
        return found

    def town_shares(self) -> list[float]:
        """Share of each chunk's people who live in town, for the chunks that were recorded apart."""
        rows = self.world.society
        parts = [rows[chunk.first : chunk.last] for chunk in self.world.chunks]
        return [float(np.average(part["town"], weights=part["people"])) for part in parts]

    def fork(self, world: World) -> Recorder:
        """What was recorded so far, to go on with a fork of the world."""
        other = object.__new__(Recorder)
        other.__dict__.update(self.__dict__)
        other.world, other.sums, other.recent = world, self.sums.copy(), self.recent.copy()
        other.snapshot_days, other.seal = list(self.snapshot_days), self.seal.copy()
        other.refused, other._stretch = list(self.refused), None
        for name in _SERIES:
            setattr(other, name, getattr(self, name).copy())
        other._chunk_counts = [each.copy() for each in self.chunk_counts]
        return other

    def save(self) -> dict[str, Any]:
        """Everything that is needed to go on from here, as arrays."""
        own: dict[str, Any] = {name.lstrip("_"): getattr(self, name).rows for name in _SERIES}
        own |= self.sums.arrays("sums") | {"seal": self.seal, "snapshot_days": np.array(self.snapshot_days, "i8")}
        own |= _of_recent(self.recent) | {"refused": json.dumps([astuple(each) for each in self.refused])}
        for k, each in enumerate(self.chunk_counts):
            own |= each.arrays(f"chunk.{k}")
        return {"day": np.int64(self.world.day), "evening": self.world.panel, **own, **self.world.state()}

    def restore(self, saved: dict[str, Any]) -> None:
        """Go on from what was saved."""
        for name in _SERIES:
            getattr(self, name).put(saved[name.lstrip("_")])
        self.sums.put(saved, "sums")
        self.seal[...], self.snapshot_days = saved["seal"], saved["snapshot_days"].tolist()
        self.recent = _recent_of(saved)
        self.refused = [Refusal(*each) for each in json.loads(str(saved["refused"]))]
        for k, each in enumerate(self.chunk_counts):
            each.put(saved, f"chunk.{k}")
        self._latest = self._apart = None
        self.world.panel[...] = saved["evening"]
        self.world.restore(saved, int(saved["day"]))


_SERIES = ("_day_counts", "_system_counts", "_panel", "_snapshots")
_RECENT = ("day_counts", "system_counts", "region_counts", "panel")


def _of_recent(recent: Sequence[Day]) -> dict[str, Any]:
    """The last days' counts as arrays, first axis the day."""
    return {f"recent.{name}": _stacked([getattr(left, name) for left in recent]) for name in _RECENT} if recent else {}


def _stacked(days: list[np.ndarray]) -> np.ndarray:
    """Days' records one after the other, copied as bytes, since NumPy copies records field by field."""
    first = np.asarray(days[0])
    return np.frombuffer(b"".join(each.tobytes() for each in days), first.dtype).reshape(len(days), *first.shape)


def _recent_of(saved: dict[str, Any]) -> deque[Day]:
    """The last days from such arrays."""
    rows = [saved[f"recent.{name}"] for name in _RECENT] if "recent.day_counts" in saved else []
    return deque((Day(*left) for left in zip(*rows, strict=True)), maxlen=RECENT)

"""A run: a scenario's days from the first to the last, and all that is kept of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine.labels import Labels
from glasshouse.engine.loop import CHECKPOINT_EVERY, CheckpointTimer, Progress, Save, Stop, run_days
from glasshouse.engine.machine import cores, peak_memory_mib
from glasshouse.engine.observers import Observer
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.state import communities_for
from glasshouse.engine.state_digest import digest_blocks
from glasshouse.engine.turnover import went
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.measurement.census import take_census
from glasshouse.measurement.totals import Totals
from glasshouse.observables.catalogue import observe_all
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario

DIGESTS = ("conduct", "records", "scores", "treatment", "response")


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What came of a run: all that its results document is made from.

    Attributes:
        scenario: what was lived under.
        labels: names of its kinds, systems and channels.
        totals: exact counts over all days, and how people stood at the end.
        place_means: for each system and region, members and the sum of their codes at the end.
        observables: what became of society.
        digests: 16 hexadecimal digits over all days, for each of conduct, records, scores, treatment, response.
        state_digest: over the last day's tables, block by block, every day's counts and the observables.
        census: the society as it stands at the end, counted; as it was founded, where nobody ages.
        decided: what institutions decided, by their names.
        turnover: who died, left and came, and what was on file of them (see `glasshouse.engine.turnover.went`); None where
            nobody ages.
        seconds: wall time, without compiling and without writing.
        threads: threads in use.
        bytes_per_citizen: size of the state.
        peak_rss_mib: the most memory that the process has held; None where the system does not say.
    """

    scenario: Scenario
    labels: Labels
    totals: Totals
    place_means: Any
    observables: dict[str, Observable]
    digests: dict[str, str]
    state_digest: str
    census: dict[str, float]
    decided: dict[str, Any]
    turnover: dict[str, int] | None
    seconds: float
    threads: int
    bytes_per_citizen: float
    peak_rss_mib: float | None


@dataclass(frozen=True, kw_only=True)
class Run(Conclusion):
    """A run that came to its end, with the counts of its days.

    Attributes:
        day_counts: the days' counts, `DAY_COUNTS` records.
        system_counts: the systems' counts by day, `SYSTEM_COUNTS` records.
        snapshot_days: days on which standings were taken.
        snapshots: `SNAPSHOT` records of those days.
        panel: `PANEL` records by day and watched citizen.
        watched: numbers of the watched citizens.
    """

    day_counts: Any
    system_counts: Any
    snapshot_days: Any
    snapshots: Any
    panel: Any
    watched: Any


def simulate(
    scenario: Scenario,
    *,
    threads: int | None = None,
    chunks: int | None = None,
    watch: tuple[int, ...] | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
    save: Save | None = None,
    checkpoint_every: float = CHECKPOINT_EVERY,
    begin_from: dict[str, Any] | None = None,
    observers: Sequence[Observer] = (),
) -> Run:
    """Live all days of a scenario.

    Args:
        scenario: what to live under.
        threads: threads to use; by default one for each core, fewer for small societies.
        chunks: into how many chunks communities are cut; changes nothing but speed.
        watch: citizens to note everything about; by default the scenario's panel.
        progress: told after each day.
        stop: asked after each day; true ends the run as an interrupt would.
        save: keeps a checkpoint; called from time to time and at an interrupt.
        checkpoint_every: seconds between checkpoints.
        begin_from: what `save` kept, to go on from.
        observers: who watches every day; they change nothing. What they saw before `begin_from` is theirs to keep.

    Raises:
        InterruptedRunError: an interrupt or `stop` ended the run before its last day.
    """
    prepare(scenario)
    threads = threads_for(scenario.citizens, threads)
    timer = CheckpointTimer(checkpoint_every, float(begin_from["seconds"]) if begin_from else 0.0)
    world = World(scenario, threads=threads, chunks=chunks, watch=watch, observers=observers)
    recorder = Recorder(world)
    if begin_from is not None:
        recorder.restore(begin_from)
    try:
        run_days(recorder, timer, progress=progress, stop=stop, save=save)
        return conclude(recorder, timer.seconds(), threads)
    finally:
        world.close()


def conclude(recorder: Recorder, seconds: float, threads: int) -> Run:
    """What is kept of a world that has lived all its days."""
    world, labels = recorder.world, recorder.labels
    totals = recorder.totals()
    observables = observe_all(totals, labels.kinds, labels.systems, labels.named)
    return Run(
        scenario=world.scenario,
        labels=labels,
        totals=totals,
        place_means=_place_means(world, len(labels.systems), len(labels.regions)),
        observables=observables,
        digests={name: f"{int(totals.day_counts[name]):016x}" for name in DIGESTS},
        state_digest=digest_state(recorder, observables),
        census=take_census(world.society[: world.communities], world.exchange.sum),
        decided=world.decided_by_institutions(),
        turnover=went(world),
        seconds=seconds,
        threads=threads,
        bytes_per_citizen=sum(world.bytes_per_citizen.values()),
        peak_rss_mib=peak_memory_mib(),
        day_counts=recorder.day_counts,
        system_counts=recorder.system_counts,
        snapshot_days=np.array(recorder.snapshot_days, "i8"),
        snapshots=recorder.snapshots,
        panel=recorder.panel,
        watched=world.watched,
    )


def threads_for(citizens: int, wanted: int | None = None) -> int:
    """How many threads to use: as wanted, or one for each core, with some communities for each of them."""
    if wanted is not None:
        return max(1, wanted)
    return max(1, min(cores(), communities_for(citizens) // 16))


def digest_state(recorder: Recorder, observables: dict[str, Observable]) -> str:
    """A digest of all that a world's days have left so far: its tables, memories, every day's counts, the observables."""
    world, seen = recorder.world, hashlib.sha256()
    seen.update(digest_blocks(world.tables, world.exchange).tobytes())
    for name, memory in world.states().items():
        seen.update(name.encode() + b"\0" + np.ascontiguousarray(memory).tobytes())
    seen.update(recorder.seal.tobytes())
    values = {name: each.value for name, each in observables.items()}
    seen.update(json.dumps(values, sort_keys=True).encode())
    return seen.hexdigest()


def _place_means(world: World, systems: int, regions: int) -> np.ndarray:
    """Members and sum of codes by system and region."""
    found = np.zeros((systems, regions, 2), "i8")
    for s in range(systems):
        published = world.ledgers["published"][s, : world.communities]
        rows = np.stack([(published != 0).sum(1), published.sum(1, dtype="i8")], 1)
        np.add.at(found[s], world.society["region"][: world.communities], rows)
    return world.exchange.sum(found)

"""A life: a small world lived through from its first day, with what it left behind."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import NEEDS

DIGESTS = ("conduct", "records", "scores", "treatment", "response")
"""The stages' digests, as fields of a tally."""


@dataclass(frozen=True)
class SimulatedWorld:
    """What a world left behind.

    Attributes:
        world: the world after its last day.
        days: what each day left.
        acts: with traces, each day's acts by citizen (days × citizens, bit k is kind k); else nothing.
        traces: with traces, each day's `TRACE` records, one for each community; else nothing.
    """

    world: World
    days: list[Any]
    acts: Any
    traces: list[Any]

    @property
    def day_counts(self) -> dict[str, Any]:
        """Each field of the tally, added up over the days (digests wrap at 64 bits)."""
        first = self.days[0].day_counts.dtype.names
        return {name: np.sum([np.asarray(day.day_counts[name]) for day in self.days], axis=0) for name in first}

    @property
    def digests(self) -> dict[str, str]:
        """The stages' digests over all days, and that of the final state, as 16 hexadecimal digits."""
        total = self.day_counts
        found = {name: f"{int(total[name]):016x}" for name in DIGESTS}
        seen = hashlib.sha256()
        for table in self.world.state().values():
            seen.update(np.ascontiguousarray(table).tobytes())
        return found | {"state": seen.hexdigest()[:16]}

    @property
    def kinds_of_citizens(self) -> list[int]:
        """Numbers of the kinds that citizens do; a citizen's panel tells of the firm's too, so of some firms twice."""
        parameters = self.world.parameters
        return [k for k in range(int(parameters["kinds"])) if NEEDS[parameters["need"][k]] != "firm"]

    def happened(self, kind: str) -> np.ndarray:
        """With traces, whether a kind happened, by day and citizen."""
        number = np.uint64(self.world.encoded.names.kinds[kind])
        return np.asarray((self.acts >> number) & np.uint64(1) == 1)


def simulated(
    scenario: Scenario,
    *,
    threads: int = 1,
    chunks: int | None = None,
    watch: tuple[int, ...] = (),
    traced: bool = False,
) -> SimulatedWorld:
    """Live all days of a scenario.

    Args:
        scenario: what to live under.
        threads: see `World`.
        chunks: see `World`.
        watch: see `World`.
        traced: whether to keep every day's trace.
    """
    world = World(scenario, threads=threads, chunks=chunks, watch=watch, traced=traced)
    days, traces = [], []
    for _ in range(scenario.days):
        days.append(world.step())
        if traced:
            traces.append(np.concatenate([np.asarray(chunk.trace) for chunk in world.chunks]))
    world.close()
    acts = np.stack([day["acts"].ravel()[: scenario.citizens] for day in traces]) if traced else np.zeros((0, 0), "u8")
    return SimulatedWorld(world, days, acts, traces)

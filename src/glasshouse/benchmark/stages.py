"""What each stage of the day costs, per citizen, on one thread.

The compiled driver walks lists of stages. It is timed with the lists cut short after each stage in turn, on copies of
the same lived-in state, the cuts taking turns within every round; a stage costs the median over rounds of the
difference between two neighbouring cuts. Publishing is timed apart and spread over the days between publications.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario


@dataclass(frozen=True)
class Cut:
    """A day that ends early.

    Attributes:
        name: the last step that it takes.
        before: how many stages before the systems' forms.
        forms: how many forms.
        after: how many stages after them.
    """

    name: str
    before: int
    forms: int
    after: int


def cuts(world: World) -> list[Cut]:
    """A cut after each step of the day, the first one before all of them."""
    before, after = days.stages_of(world.plan.named)
    systems, first = world.encoded.system_names, len(before)
    found = [Cut("walk", 0, 0, 0)]
    found += [Cut(stage.name, k + 1, 0, 0) for k, stage in enumerate(before)]
    found += [Cut(f"scoring {name}", first, s + 1, 0) for s, name in enumerate(systems)]
    found += [Cut(stage.name, first, len(systems), k + 1) for k, stage in enumerate(after)]
    return found


def live_cut(world: World, cut: Cut) -> float:
    """Seconds for one day that ends after a cut, on the calling thread; the world's state moves on."""
    before, after = days.stages(world.plan.named)
    chunk, mine = world.chunks[0], world.chunks[0].scratch
    day, first, last = np.uint32(world.day), np.uint32(0), np.uint32(world.communities)
    began = time.perf_counter()
    days.step_communities(
        before[: cut.before], world.plan.judges[: cut.forms], after[: cut.after], world.observing.kernels,
        mine.truths, mine.records, world.whole, world.systems, world.society, world.conduct, world.response, world.signals,
        world.dossier, world.ledgers, world.cases, world.provenance, world.holdings, world.trust, world.attributes,
        world.goods, world.debts, world.tallies, world.dockets, world.seats,
        chunk.day_counts, chunk.region_counts, chunk.trace, world.schedule.today(world.day), chunk.extra, mine.firm_records,
        chunk.system_counts, world.watched, world.panel, day, first, last,
    )  # fmt: skip
    return time.perf_counter() - began


def _publish(world: World, s: int) -> float:
    """Seconds for one publication of system `s`, per day between two."""
    began = time.perf_counter()
    world.publish_system(s, world.plan.publishes[s], world.chunks)
    return (time.perf_counter() - began) / float(world.systems["publish_every"][s])


def stage_costs(scenario: Scenario, *, rounds: int = 5, lived: int = 31) -> dict[str, float]:
    """Nanoseconds per citizen-day of each step of a day, in order, and of publishing.

    Args:
        scenario: what to live under.
        rounds: how often all cuts take their turn.
        lived: days lived before, so that accounts, cases and moods are those of a running society.
    """
    world = World(scenario, threads=1, watch=())
    for _ in range(lived):
        world.step()
    kept, day = {name: table.copy() for name, table in world.state().items()}, world.day
    taken: dict[str, list[float]] = {cut.name: [] for cut in cuts(world)}
    for at in range(rounds + 1):
        last = 0.0
        for cut in cuts(world):
            world.restore(kept, day)
            seconds = live_cut(world, cut)
            if at > 0:  # the first round touches pages and caches
                taken[cut.name].append(seconds - last)
            last = seconds
        for s, name in enumerate(world.encoded.system_names):
            taken.setdefault(f"publishing {name}", []).append(_publish(world, s))
    world.close()
    return {name: 1e9 * median(parts) / scenario.citizens for name, parts in taken.items()}


def describe(costs: dict[str, Any]) -> str:
    """The costs as a small text table with their sum."""
    rows = [*costs.items(), ("day", sum(costs.values()))]
    return "\n".join(f"{name:28s} {value:8.2f} ns per citizen-day" for name, value in rows)

"""A day in steps: the kernels called one by one, community by community, so that one can look in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.chunks import Chunk
from glasshouse.engine.decisions import grant
from glasshouse.engine.stages import DAY
from glasshouse.engine.turnover import is_birthday, turn_over
from glasshouse.engine.world import World
from glasshouse.firms.kernel import copy_firm_records
from glasshouse.kernels.compilation import compiled
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import LANES
from glasshouse.scoring.cases import tidy
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.others import show_others


@dataclass(frozen=True)
class Step:
    """What has just been done.

    Attributes:
        stage: name of the stage; ``publishing`` after a system has published, ``tidying`` at the end of a community's day.
        day: the day.
        community: the community's number.
        system: the system's number, where one was at work.
        chunk: scratch and counts of this community's day.
        decisions: its `DECISION` rows of the day.
    """

    stage: str
    day: int
    community: int
    system: int
    chunk: Chunk
    decisions: Any


def stepped(scenario: Scenario) -> World:
    """A world to be lived in steps."""
    return World(scenario, traced=True)


def steps(world: World) -> Iterator[Step]:
    """Live one day, and report after each step."""
    decisions = world.decided = world.schedule.today(world.day)
    chunks = [Chunk(c, c + 1) for c in range(world.communities)]

    def step(stage: str, chunk: Chunk, system: int = 0) -> Step:
        ours = decisions[int(chunk.truth["first_decision"]) : int(chunk.truth["last_decision"])]
        return Step(stage, world.day, chunk.first, system, chunk, ours)

    if is_birthday(world.plan, world.day):
        turn_over(world)
        for chunk in chunks:
            yield step("turnover", chunk)
    for chunk in chunks:
        _begin(chunk, world)
        for stage, s in _stages(world, chunk):
            yield step(stage, chunk, s)
        with np.errstate(over="ignore"):
            tidy(world.cases[chunk.first], world.provenance[chunk.first])
        yield step("tidying", chunk)
    yield from _evening(world, chunks, decisions, step)
    world.end_day(chunks)


def _evening(
    world: World, chunks: list[Chunk], decisions: Any, step: Callable[[str, Chunk, int], Step]
) -> Iterator[Step]:
    """Open and close accounts, and publish."""
    for s in world.admitting:
        for chunk in chunks:
            world.admit_to(s, [chunk])
            yield step("admission", chunk, s)
    grant(decisions, world.systems, world.ledgers, chunks)
    for chunk in chunks:
        yield step("granting", chunk, 0)
    for s in range(len(world.scenario.systems)):
        if world.is_due(s):
            for chunk in chunks:
                world.publish_system(s, world.plan.publishes[s], [chunk])
                yield step("publishing", chunk, s)


def _stages(world: World, chunk: Chunk) -> Iterator[tuple[str, int]]:
    """Do one community's stages, and after each give its name and the system at work, 0 where there is none."""
    day, c = np.uint32(world.day), np.uint32(chunk.first)
    for stage in DAY:
        if stage.kernel is None:
            rules = world.rules.of(chunk.first)
            show_others(chunk.records, rules.parameters, world.ledgers, c)
            for s in range(len(world.scenario.systems)):
                if rules.has(s):
                    _judge(world, chunk, s, day)
                yield stage.name, s
        else:
            compiled(stage.kernel, days.STAGE)(_tables(world, chunk), day, c)
            yield stage.name, 0


def _begin(chunk: Chunk, world: World) -> None:
    chunk.truth["slot"] = 0
    ours = np.searchsorted(world.decided["citizen"], np.array([chunk.first, chunk.last], "u8") * np.uint64(LANES))
    chunk.truth["first_decision"], chunk.truth["last_decision"] = ours
    chunk.records["seed"] = chunk.firm_records["seed"] = world.parameters["seed"]


def _tables(world: World, chunk: Chunk) -> days.Tables:
    rules = world.rules.of(chunk.first)
    return days.Tables(
        chunk.truth, chunk.records, rules.parameters, rules.systems, world.society, world.conduct, world.response, world.signals,
        world.dossier, world.ledgers, world.cases, world.provenance, world.holdings, world.trust, world.attributes,
        world.goods, world.debts, world.tallies, world.dockets, world.seats, chunk.day_counts[0],
        chunk.region_counts, chunk.trace, world.decided, chunk.extra,
    )  # fmt: skip


def _judge(world: World, chunk: Chunk, s: int, day: np.uint32) -> None:
    judge = compiled(form_of(list(world.scenario.systems.values())[s]).kernels()[1], days.FORM)
    if world.systems["of_firms"][s]:
        copy_firm_records(chunk.records, chunk.firm_records)
    records = chunk.firm_records if world.systems["of_firms"][s] else chunk.records
    judge(
        records,
        world.rules.of(chunk.first).systems[s],
        world.ledgers[s],
        world.cases,
        chunk.system_counts[s],
        day,
        np.uint32(chunk.first),
    )

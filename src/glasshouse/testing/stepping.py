"""A day in steps: the kernels called one by one, community by community, so that one can look in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.chunks import Chunk
from glasshouse.engine.world import World
from glasshouse.firms.kernel import hand_over
from glasshouse.kernels.compilation import compiled
from glasshouse.scenario import Scenario
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
    """

    stage: str
    day: int
    community: int
    system: int
    chunk: Chunk


def stepped(scenario: Scenario) -> World:
    """A world to be lived in steps."""
    return World(scenario, traced=True)


def steps(world: World) -> Iterator[Step]:
    """Live one day, and report after each step."""
    day = np.uint32(world.day)
    chunks = [Chunk(c, c + 1) for c in range(world.communities)]
    for chunk in chunks:
        _begin(chunk, world)
        for stage in days.DAY:
            if stage.kernel is None:
                show_others(chunk.sheet, world.rules, world.ledgers, np.uint32(chunk.first))
                for s in range(len(world.scenario.systems)):
                    if world.systems["active"][s]:
                        _judge(world, chunk, s, day)
                    yield Step(stage.name, world.day, chunk.first, s, chunk)
            else:
                compiled(stage.kernel, days.STAGE)(_tables(world, chunk), day, np.uint32(chunk.first))
                yield Step(stage.name, world.day, chunk.first, 0, chunk)
        with np.errstate(over="ignore"):
            tidy(world.cases[chunk.first], world.provenance[chunk.first])
        yield Step("tidying", world.day, chunk.first, 0, chunk)
    for s in world.admitting:
        for chunk in chunks:
            world.admit_to(s, [chunk])
            yield Step("admission", world.day, chunk.first, s, chunk)
    for s in range(len(world.scenario.systems)):
        if world.is_due(s):
            for chunk in chunks:
                world.publish_system(s, world.plan.publishes[s], [chunk])
                yield Step("publishing", world.day, chunk.first, s, chunk)
    world.end_day(chunks)


def _begin(chunk: Chunk, world: World) -> None:
    chunk.desk["slot"] = 0
    chunk.sheet["seed"] = chunk.firm_sheet["seed"] = world.rules["seed"]


def _tables(world: World, chunk: Chunk) -> days.Tables:
    return days.Tables(
        chunk.desk, chunk.sheet, world.rules, world.systems, world.society, world.conduct, world.response, world.faces,
        world.dossier, world.ledgers, world.cases, world.provenance, chunk.tally[0], chunk.places, chunk.trace,
    )  # fmt: skip


def _judge(world: World, chunk: Chunk, s: int, day: Any) -> None:
    judge = compiled(form_of(list(world.scenario.systems.values())[s]).kernels()[1], days.FORM)
    if world.systems["of_firms"][s]:
        hand_over(chunk.sheet, chunk.firm_sheet)
    sheet = chunk.firm_sheet if world.systems["of_firms"][s] else chunk.sheet
    judge(sheet, world.systems[s], world.ledgers[s], world.cases, chunk.counts[s], day, np.uint32(chunk.first))

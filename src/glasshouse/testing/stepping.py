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


class SteppedWorld(World):
    """A world that remembers what it was founded by.

    Attributes:
        plan: the `SETTLEMENT` record.
        places: the `PLACE` records.
        place_of: number of the place of each community.
    """

    plan: Any
    places: Any
    place_of: Any

    def _place_people(self, plan: Any, table: Any, place_of: Any) -> None:
        self.plan, self.places, self.place_of = plan, table, place_of
        super()._place_people(plan, table, place_of)


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


def stepped(scenario: Scenario) -> SteppedWorld:
    """A world to be lived in steps."""
    return SteppedWorld(scenario, traced=True)


def steps(world: SteppedWorld) -> Iterator[Step]:
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
    for s in range(len(world.scenario.systems)):
        for chunk in chunks if world.systems["market"][s] or world.systems["leaves"][s] else ():
            first, last = np.uint32(chunk.first), np.uint32(chunk.last)
            days.open_and_close(world.systems, world.ledgers[s], chunk.counts, np.uint32(s), first, last)
            yield Step("admission", world.day, chunk.first, s, chunk)
    for s in range(len(world.scenario.systems)):
        if world.is_due(s):
            for chunk in chunks:
                _publish(world, chunk, s, day)
                yield Step("publishing", world.day, chunk.first, s, chunk)
    world._decide(world._sum_chunks(chunks))
    world.day += 1


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


def _publish(world: World, chunk: Chunk, s: int, day: Any) -> None:
    days.publish(
        world._publishes[s], chunk.scratch.sheets, world._whole, world.systems, world.society, world.conduct, world.dossier,
        world.ledgers[s], world.cases, chunk.counts, np.uint32(s), np.uint32(0), day, np.uint32(chunk.first),
        np.uint32(chunk.last),
    )  # fmt: skip

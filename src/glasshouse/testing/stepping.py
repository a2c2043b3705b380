"""A day in steps: the kernels called one by one, community by community, so that one can look in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.chunks import Chunk
from glasshouse.engine.decisions import grant
from glasshouse.engine.world import World
from glasshouse.firms.kernel import hand_over
from glasshouse.kernels.compilation import compiled
from glasshouse.scenario import Scenario
from glasshouse.schema.tables import LANES
from glasshouse.scoring.cases import tidy
from glasshouse.scoring.forms import forms
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
        decisions: its `DECISION` rows of the day.
    """

    stage: str
    day: int
    community: int
    system: int
    chunk: Chunk
    decisions: Any


def stepped(scenario: Scenario) -> SteppedWorld:
    """A world to be lived in steps."""
    return SteppedWorld(scenario, traced=True)


def steps(world: SteppedWorld) -> Iterator[Step]:
    """Live one day, and report after each step."""
    day, decisions = np.uint32(world.day), world.schedule.today(world.day)
    chunks = [Chunk(c, c + 1) for c in range(world.communities)]

    def step(stage: str, chunk: Chunk, system: int = 0) -> Step:
        ours = decisions[int(chunk.desk["first_decision"]) : int(chunk.desk["last_decision"])]
        return Step(stage, world.day, chunk.first, system, chunk, ours)

    for chunk in chunks:
        _begin(chunk, world, decisions)
        for stage, s in _stages(world, chunk, decisions):
            yield step(stage, chunk, s)
        with np.errstate(over="ignore"):
            tidy(world.cases[chunk.first], world.provenance[chunk.first])
        yield step("tidying", chunk)
    for s in range(len(world.scenario.systems)):
        for chunk in chunks if world.systems["market"][s] or world.systems["leaves"][s] else ():
            first, last = np.uint32(chunk.first), np.uint32(chunk.last)
            days.open_and_close(world.systems, world.ledgers[s], chunk.counts, np.uint32(s), first, last)
            yield step("admission", chunk, s)
    grant(decisions, world.systems, world.ledgers, chunks)
    for chunk in chunks:
        yield step("granting", chunk)
    for s in range(len(world.scenario.systems)):
        if world.is_due(s):
            for chunk in chunks:
                _publish(world, chunk, s, day)
                yield step("publishing", chunk, s)
    world._decide(world._sum_chunks(chunks))
    world.day += 1


def _stages(world: World, chunk: Chunk, decisions: Any) -> Iterator[tuple[str, int]]:
    """Do one community's stages, and after each give its name and the system at work, 0 where there is none."""
    day, c = np.uint32(world.day), np.uint32(chunk.first)
    for stage in days.DAY:
        if stage.kernel is None:
            show_others(chunk.sheet, world.rules, world.ledgers, c)
            for s in range(len(world.scenario.systems)):
                if world.systems["active"][s]:
                    _judge(world, chunk, s, day)
                yield stage.name, s
        else:
            compiled(stage.kernel, days.STAGE)(_tables(world, chunk, decisions), day, c)
            yield stage.name, 0


def _begin(chunk: Chunk, world: World, decisions: Any) -> None:
    chunk.desk["slot"] = 0
    ours = np.searchsorted(decisions["citizen"], np.array([chunk.first, chunk.last], "u8") * np.uint64(LANES))
    chunk.desk["first_decision"], chunk.desk["last_decision"] = ours
    chunk.sheet["seed"] = chunk.firm_sheet["seed"] = world.rules["seed"]


def _tables(world: World, chunk: Chunk, decisions: Any) -> days.Tables:
    return days.Tables(
        chunk.desk, chunk.sheet, world.rules, world.systems, world.society, world.conduct, world.response, world.faces,
        world.dossier, world.ledgers, world.cases, world.provenance, chunk.tally[0], chunk.places, chunk.trace,
        decisions,
    )  # fmt: skip


def _judge(world: World, chunk: Chunk, s: int, day: Any) -> None:
    form = list(world.scenario.systems.values())[s].form
    judge = compiled(forms()[form].kernels()[1], days.FORM)
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

"""How an experiment stands, as the interface tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from glasshouse.engine.labels import label
from glasshouse.engine.plan import plan_of
from glasshouse.measurement.totals import SystemLabel
from glasshouse.report.data import World as ReportWorld
from glasshouse.scenario import Scenario
from glasshouse.society.figures import describe_country
from glasshouse.web.problems import as_document
from glasshouse.web.work.asked import Lived
from glasshouse.web.work.shelf import Run


class Told(BaseModel):
    """What the interface tells."""

    model_config = ConfigDict(extra="forbid")


class ScoredSystem(Told):
    """A system that publishes scores or marks people."""

    name: str
    title: str
    form: str
    low: float = Field(description="Lowest score of the scale.")
    high: float = Field(description="Highest score.")
    has_scale: bool
    bands: list[str] = Field(description="Names of its bands, lowest first.")


class RunWorld(Told):
    """One of the worlds that are lived side by side."""

    name: str
    title: str
    label: str = Field(description="A short name for keys.")
    phrase: str = Field(description="What to call it inside a sentence.")
    systems: list[ScoredSystem]


class Tile(Told):
    """A region on the map of tiles."""

    name: str
    code: str
    x: int
    y: int


class Map(Told):
    """A country as tiles."""

    title: str
    noun: str
    tiles: list[Tile]


class Standing(Told):
    """How one world stands after a day."""

    gauges: dict[str, float]
    histograms: dict[str, list[int]] = Field(description="People by 64 equal parts of each system's scale.")
    regions: dict[str, float] = Field(description="Mean self-censorship by region.")


class Day(Told):
    """How all worlds stand after so many days."""

    day: int
    worlds: dict[str, Standing]


class Course(Told):
    """Gauges of one world over the days that were told."""

    days: list[int]
    gauges: dict[str, list[float]]


Status = Literal["queued", "running", "paused", "done", "stopped", "failed"]


class Begun(Told):
    """An experiment that waits for a worker."""

    run: str
    queued: int = Field(description="The place in the queue; 0 where a worker has begun.")
    url: str


class State(Told):
    """Whether an experiment waits, is lived or has ended."""

    run: str
    status: Status
    queued: int = Field(description="The place in the queue; 0 for one that does not wait.")
    day: int = Field(description="Days lived.")
    days: int
    why: str = Field(description="Why it failed, in a sentence.")
    problems: list[dict[str, str | None]]


class RunTold(State):
    """Everything about an experiment but its result."""

    title: str
    citizens: int
    seed: int
    worlds: list[RunWorld]
    map: Map | None
    newest: Day | None
    course: dict[str, Course]


def state_of(run: Run, queued: int) -> State:
    """How an experiment stands."""
    base = next(iter(run.scenarios.values()))
    return State(
        run=run.name,
        status=run.status,
        queued=queued,
        day=run.newest.day if run.newest else 0,
        days=base.days,
        why=run.why,
        problems=[as_document(each) for each in run.problems],
    )


def run_of(run: Run, queued: int) -> RunTold:
    """All about an experiment."""
    base = next(iter(run.scenarios.values()))
    return RunTold(
        **state_of(run, queued).model_dump(),
        title=base.title,
        citizens=base.citizens,
        seed=base.seed,
        worlds=[_world(name, scenario) for name, scenario in run.scenarios.items()],
        map=_map(base),
        newest=day_of(run.newest) if run.newest else None,
        course={name: _course(run.course, name) for name in run.scenarios},
    )


def day_of(lived: Lived) -> Day:
    """How the worlds stand after a day."""
    return Day.model_validate({"day": lived.day, "worlds": lived.worlds})


def _world(name: str, scenario: Scenario) -> RunWorld:
    labels = label(scenario, plan_of(scenario).encoded)
    shown = ReportWorld(name, {"title": scenario.title})
    return RunWorld(
        name=name,
        title=scenario.title,
        label=shown.label,
        phrase=shown.phrase,
        systems=[_system(each) for each in labels.systems],
    )


def _system(system: SystemLabel) -> ScoredSystem:
    return ScoredSystem(
        name=system.name,
        title=system.title,
        form=system.form,
        low=system.low,
        high=system.high,
        has_scale=system.capabilities.has_scale,
        bands=list(system.bands),
    )


def _map(base: Scenario) -> Map | None:
    country = describe_country(base.society)
    tiles = [
        Tile(name=each["name"], code=each["abbr"], x=each["tile"][0], y=each["tile"][1])
        for each in country.get("regions", ())
        if each["tile"]
    ]
    places = base.society.places
    if not tiles or (places != "regions" and len({place.region for place in places}) < 2):
        return None
    return Map(title=country["title"], noun=country["noun"][0], tiles=tiles)


def _course(course: Mapping[int, Mapping[str, object]], world: str) -> Course:
    days = sorted(course)
    gauges: dict[str, list[float]] = {}
    for day in days:
        told: Any = course[day][world]
        for name, value in told.items():
            gauges.setdefault(name, []).append(value)
    return Course(days=days, gauges=gauges)

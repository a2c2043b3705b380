"""People of an experiment: whose days went otherwise, one citizen beside the twin, why, and what if."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from glasshouse.audit.explain import explain_history
from glasshouse.audit.history import CitizenHistory
from glasshouse.errors import InputError, Problem
from glasshouse.web.interface.answers import answer
from glasshouse.web.interface.runs import Finished, OnShelf
from glasshouse.web.interface.telling import Told
from glasshouse.web.persons.choices import acts_with_stakes, decisions_for
from glasshouse.web.persons.portrait import (
    Beside,
    PersonTold,
    PersonWorld,
    WayTold,
    choices,
    person_of,
    worlds_of,
)
from glasshouse.web.work.asked import Bodies, Body, Diaries, Otherwise, Parted
from glasshouse.web.work.counting import WAYS
from glasshouse.web.work.shelf import Run, Shelf
from glasshouse.worlds.individual_differences import OUTCOMES

router = APIRouter(prefix="/runs/{run}/people", tags=["people"])
MOST_SHOWN = 50
MOST_BODIES = 60
MOST_DECISIONS = 100


class Found(Told):
    """A citizen to whom something befell and not to the twin."""

    person: PersonTold
    days: int = Field(description="On how many days.")


class People(Told):
    """Citizens to whom one way of going otherwise befell."""

    twin: str
    way: str
    title: str
    people: int
    found: list[Found]


class Asked(BaseModel):
    """What a citizen would decide; see `Decision` of a scenario. The citizen is the address's."""

    model_config = ConfigDict(extra="forbid")

    decisions: list[dict[str, Any]] = Field(min_length=1, max_length=MOST_DECISIONS)


class Refused(Told):
    """Something that was decided and could not be done."""

    day: int
    what: str


class IfTold(Told):
    """A citizen's year as decided, beside the year by habit."""

    worlds: list[PersonWorld] = Field(description="`decided` first, then `habit`.")
    touched: int = Field(description="How many others did something else on some day.")
    refused: list[Refused]


class BodyTold(Told):
    """Somebody who did another's acts."""

    person: PersonTold
    scores: dict[str, float | None] = Field(description="By system, the score at the end.")
    denied: int = Field(description="Attempts that were denied.")
    sanctioned: int = Field(description="Days under a sanction.")


class BodiesTold(Told):
    """The acts of one citizen's year, done by others."""

    own: BodyTold
    others: list[BodyTold]


def citizen_of(run: Finished, citizen: Annotated[int, Path(ge=0)]) -> int:
    """A citizen's number that there is."""
    if citizen >= run.crowd.citizens:
        raise HTTPException(404, f"citizens have numbers from 0 to {run.crowd.citizens - 1}")
    return citizen


Citizen = Annotated[int, Depends(citizen_of)]


@router.get("")
def people(
    run: Finished,
    way: Annotated[str, Query(description=f"One of {', '.join(WAYS)}.")] = "silenced",
    twin: Annotated[str | None, Query(description="By default the first.")] = None,
    by: Annotated[
        Literal["days", "number"], Query(description="`days` puts those first to whom it befell most often.")
    ] = "days",
    first: Annotated[int, Query(ge=0)] = 0,
    most: Annotated[int, Query(ge=1, le=MOST_SHOWN)] = 20,
) -> People:
    """Citizens whose days went otherwise than the twin's, in one way."""
    name = twin or run.crowd.twins[0]
    problems = [
        Problem(key=key, expected=f"one of {', '.join(valid)}", found=repr(found))
        for key, found, valid in (("way", way, WAYS), ("twin", name, run.crowd.twins))
        if found not in valid
    ]
    if problems:
        raise InputError(problems)
    found = [
        Found(person=person_of(run.crowd.person(each)), days=run.crowd.days(name, each)[way])
        for each in run.crowd.found(name, way, by, first, most)
    ]
    return People(twin=name, way=way, title=OUTCOMES[way], people=run.crowd.of(name, way), found=found)


@router.get("/{citizen}")
async def beside(run: Finished, shelf: OnShelf, citizen: Citizen) -> Beside:
    """One citizen's year beside the twins'; it is lived again with that citizen watched, which changes nothing."""
    histories = await _histories(run, shelf, citizen)
    return await run_in_threadpool(_beside, run, citizen, histories)


def _beside(run: Run, citizen: int, histories: Mapping[str, CitizenHistory]) -> Beside:
    crowd, base = run.crowd, run.asked.base
    otherwise = {
        twin: [
            WayTold(way=way, title=OUTCOMES[way], days=days) for way, days in crowd.days(twin, citizen).items() if days
        ]
        for twin in crowd.twins
    }
    return Beside(
        run=run.name,
        title=base.title,
        person=person_of(crowd.person(citizen)),
        days=base.days,
        worlds=worlds_of(histories),
        otherwise=otherwise,
        choices=choices(histories),
        systems=list(base.systems),
    )


@router.get("/{citizen}/why")
async def why(
    run: Finished,
    shelf: OnShelf,
    citizen: Citizen,
    day: Annotated[int | None, Query(ge=0, description="By default the last.")] = None,
    system: Annotated[str | None, Query(description="By default all.")] = None,
    world: Annotated[str | None, Query(description="By default the base.")] = None,
) -> dict[str, Any]:
    """Why a citizen stood so on a day: each account's terms, whether they add up, what followed (see `glasshouse why --json`)."""
    histories = await _histories(run, shelf, citizen)
    name = world or run.asked.name
    if name not in histories:
        raise HTTPException(404, "there is no such world")
    history = histories[name]
    last = len(history.rows) - 1
    systems = [label.name for label in history.labels.systems]
    problems = []
    if day is not None and day > last:
        problems.append(Problem(key="day", expected=f"a number from 0 to {last}", found=str(day)))
    if system is not None and system not in systems:
        problems.append(Problem(key="system", expected=f"one of {', '.join(systems)}", found=repr(system)))
    if problems:
        raise InputError(problems)
    explained = await run_in_threadpool(explain_history, history, last if day is None else day, system)
    return {**explained.document, "text": explained.text()}


@router.post("/{citizen}/if")
async def otherwise(run: Finished, shelf: OnShelf, citizen: Citizen, asked: Asked) -> IfTold:
    """The year with other decisions of one citizen, beside the year by habit; nobody else's luck moves."""
    decisions = decisions_for(citizen, asked.decisions)
    parted = cast(Parted, await answer(shelf, Otherwise(run.asked.base, citizen, decisions)))
    worlds = await run_in_threadpool(worlds_of, parted.histories)
    return IfTold(
        worlds=worlds, touched=parted.touched, refused=[Refused(day=day, what=what) for day, what in parted.refused]
    )


@router.get("/{citizen}/bodies")
async def bodies(
    run: Finished,
    shelf: OnShelf,
    citizen: Citizen,
    n: Annotated[int, Query(ge=1, le=MOST_BODIES, description="How many others.")] = MOST_BODIES,
) -> BodiesTold:
    """The same year in other bodies: what one citizen did that carries stakes, done by others on the same days; one run."""
    history = (await _histories(run, shelf, citizen))[run.asked.name]
    others = others_of(run.crowd.citizens, run.asked.base.seed, citizen, n)
    asked = Bodies(run.asked.base, citizen, others, acts_with_stakes(history))
    found = [_body(run, each) for each in cast(list[Body], await answer(shelf, asked))]
    return BodiesTold(own=found[0], others=found[1:])


def others_of(citizens: int, seed: int, citizen: int, number: int) -> tuple[int, ...]:
    """Other citizens, drawn by lot; the same ones each time."""
    lots = (sha256(f"{seed} {citizen} {k}".encode()).digest()[:8] for k in range(5 * number))
    drawn = (int.from_bytes(lot) % citizens for lot in lots)
    return tuple(dict.fromkeys(each for each in drawn if each != citizen))[:number]


def _body(run: Run, body: Body) -> BodyTold:
    person = person_of(run.crowd.person(body.citizen))
    return BodyTold(person=person, scores=dict(body.scores), denied=body.denied, sanctioned=body.sanctioned)


async def _histories(run: Run, shelf: Shelf, citizen: int) -> Mapping[str, CitizenHistory]:
    """A citizen's days in each world, at hand or lived again."""
    found = shelf.diary(run, citizen)
    if found is None:
        found = cast(Mapping[str, CitizenHistory], await answer(shelf, Diaries(run.scenarios, citizen)))
        shelf.keep_diary(run, citizen, found)
    return found

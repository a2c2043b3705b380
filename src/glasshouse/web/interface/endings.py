"""What frames a year: casting, bets, the ending, other bodies, a fair contrast, and a year as a link."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from glasshouse.results import identity_of
from glasshouse.scenario import Scenario, digest
from glasshouse.web.interface.lives import Beforehand, Lives
from glasshouse.web.lives.bets import BETS, OPTIONS, SEEDS, WEEKS, Answers, Bet, Ensemble, Offered, Told
from glasshouse.web.lives.bodies import Bodies
from glasshouse.web.lives.casting import Cast, Fates, cast
from glasshouse.web.lives.choices import Replayed
from glasshouse.web.lives.contrast import Contrast, contrast
from glasshouse.web.lives.documents import Shown
from glasshouse.web.lives.ending import Ending
from glasshouse.web.lives.errands import Errands
from glasshouse.web.lives.sharing import Link, Opened, Passed, link_of, unpack
from glasshouse.web.lives.town import scenario_for
from glasshouse.web.lives.year import Year, year_of

router = APIRouter(tags=["endings"])
MOST: Final = 20_000
"""People in the largest town."""
People = Annotated[int, Query(ge=500, le=MOST, description="People in the town.")]
Seed = Annotated[int, Query(ge=0, lt=2**53, description="The luck: the same number gives the same town.")]
Name = Annotated[str, Query(max_length=80)]


def errands_of(request: Request) -> Errands:
    """The server's errands."""
    errands: Errands = request.app.state.errands
    return errands


Asked = Annotated[Errands, Depends(errands_of)]


class Bets(Shown):
    """The bets, and how far the towns are that answer them."""

    bets: list[Offered]
    seeds: int = Field(description="Other towns in which the year is lived.")
    done: int = Field(description="How many of them are done.")


# Waiting for an answer holds no thread: a class may come to its ends together, and threads are for those who live and look.
async def _cast(errands: Errands, name: str, scenario: Scenario) -> tuple[Cast, Fates]:
    return await errands.awaited(("cast", digest(scenario)), lambda: cast(scenario, name))


def _stage(scenario: str, seed: Seed = 1, people: People = MOST) -> Scenario:
    return scenario_for(scenario, seed, people, 0)


async def _cast_asked(scenario: str, staged: Annotated[Scenario, Depends(_stage)], errands: Asked) -> Cast:
    return (await _cast(errands, scenario, staged))[0]


def _year(life: str, lives: Lives) -> Year:
    with lives.hold(life) as lived:
        return year_of(lived)


def _scenario_name(life: str, lives: Lives) -> str:
    with lives.hold(life) as lived:
        return lived.beginning.scenario


YearAsked = Annotated[Year, Depends(_year)]


async def _ended(year: YearAsked, errands: Asked, ahead: Beforehand) -> Ending:
    return await errands.awaited(("end", year.key), lambda: ahead.ending(year))


async def _others(year: YearAsked, errands: Asked, ahead: Beforehand) -> Bodies:
    return await errands.awaited(("bodies", year.key), lambda: ahead.bodies(year))


async def _contrasted(year: YearAsked, name: Annotated[str, Depends(_scenario_name)], errands: Asked) -> Contrast:
    habit = year.scenario.model_copy(update={"panel": ()})
    found = (await _cast(errands, name, habit))[1]
    return await errands.awaited(
        ("contrast", digest(habit), year.citizen), lambda: contrast(habit, year.citizen, found)
    )


@router.get("/cast/{scenario}")
def casting(found: Annotated[Cast, Depends(_cast_asked)]) -> Cast:
    """Who can be played: people to whom something happens in a year lived by habit, and to how many of all it does."""
    return found


@router.get("/lives/{life}/end")
def ending(found: Annotated[Ending, Depends(_ended)]) -> Ending:
    """The year so far as it was chosen, by habit and where nobody watches; what stays on file; whom it touched."""
    return found


@router.get("/lives/{life}/bodies")
def bodies(found: Annotated[Bodies, Depends(_others)]) -> Bodies:
    """The same choices on the same days, in sixty other bodies of the town."""
    return found


@router.get("/lives/{life}/contrast")
def fair_contrast(found: Annotated[Contrast, Depends(_contrasted)]) -> Contrast:
    """The same town under a narrow penalty by habit, and eight systems of the library to judge."""
    return found


@router.get("/lives/{life}/link")
def link(life: str, lives: Lives) -> Link:
    """The year as a link: all that was chosen, behind a `#` that reaches no server."""
    with lives.hold(life) as lived:
        beginning = lived.beginning.model_dump()
        return link_of(Replayed(**beginning, choices=tuple(lived.choices), engine=lived.engine), lived.scenario_digest)


@router.post("/years/open")
def open_year(passed: Passed) -> Opened:
    """Read a link. `POST lives/replay` lives its year again."""
    year, its_digest = unpack(passed.fragment)
    scenario = scenario_for(year.scenario, year.seed, year.people, 0)
    return Opened(
        year=year,
        same_scenario=digest(scenario).startswith(its_digest),
        same_engine=year.engine == identity_of([scenario]),
    )


class Answering(NamedTuple):
    """The other towns, and the answers that come from them."""

    towns: Ensemble
    answers: Future[Answers]


def _bet_on(scenario: str, people: People = MOST) -> Scenario:
    return scenario_for(scenario, 1, people, 0)


def answering(scenario: Annotated[Scenario, Depends(_bet_on)], errands: Asked) -> Answering:
    """The other towns that answer the bets of a scenario, which begin to be lived in.

    Args:
        scenario: the year, by habit.
        errands: where they are lived in.

    Raises:
        InputError: the scenario lacks what the bets are about.
        HTTPException: 503, too much is being worked out.
    """
    name = digest(scenario)
    towns = errands.made(("ensemble", name), lambda: Ensemble(scenario, SEEDS))
    work = partial(towns.answer, errands.closing.is_set, errands.elsewhere)
    return Answering(towns, errands.send(("bets", name), work, patient=True))


TownsAsked = Annotated[Answering, Depends(answering)]


@router.get("/bets/{scenario}")
def bets(asked: TownsAsked) -> Bets:
    """The bets and the weeks in which they are offered; other towns begin to live the year that answers them."""
    return Bets(
        bets=[Offered(bet=bet, week=WEEKS[bet], options=list(OPTIONS[bet])) for bet in BETS],
        seeds=SEEDS,
        done=asked.towns.done,
    )


@router.get("/bets/{scenario}/{bet}")
def answer(bet: Bet, asked: TownsAsked) -> Told:
    """The answer to a bet from all other towns, with its spread, once they have lived the year."""
    coming = asked.answers
    return Told(bet=bet, done=asked.towns.done, seeds=SEEDS, answers=coming.result() if coming.done() else None)

"""What frames a year: casting, bets, the ending, other bodies, a fair contrast, and a year as a link."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from glasshouse.results import identity_of
from glasshouse.scenario import Scenario, digest
from glasshouse.web.interface.lives import Lives
from glasshouse.web.lives.bets import BETS, SEEDS, WEEKS, Answers, Bet, Ensemble, Offered, Told
from glasshouse.web.lives.bodies import Bodies, in_other_bodies
from glasshouse.web.lives.casting import Cast, Fates, cast
from glasshouse.web.lives.choices import Replayed
from glasshouse.web.lives.contrast import Contrast, contrast
from glasshouse.web.lives.documents import Shown
from glasshouse.web.lives.ending import Ending, look_back
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


@router.get("/cast/{scenario}")
def casting(scenario: str, errands: Asked, seed: Seed = 1, people: People = MOST) -> Cast:
    """Who can be played: people to whom something happens in a year lived by habit, and to how many of all it does."""
    return _cast(errands, scenario, scenario_for(scenario, seed, people, 0))[0]


@router.get("/lives/{life}/end")
def ending(life: str, lives: Lives, errands: Asked) -> Ending:
    """The year so far as it was chosen, by habit and where nobody watches; what stays on file; whom it touched."""
    year = _year(lives, life)
    return errands.fetch(("end", year.key), lambda: look_back(year))


@router.get("/lives/{life}/bodies")
def bodies(life: str, lives: Lives, errands: Asked) -> Bodies:
    """The same choices on the same days, in sixty other bodies of the town."""
    year = _year(lives, life)
    return errands.fetch(("bodies", year.key), lambda: in_other_bodies(year))


@router.get("/lives/{life}/contrast")
def fair_contrast(life: str, lives: Lives, errands: Asked) -> Contrast:
    """The same town under a narrow penalty by habit, and eight systems of the library to judge."""
    year, name = _year(lives, life), _scenario_name(lives, life)
    habit = year.scenario.model_copy(update={"panel": ()})
    found = _cast(errands, name, habit)[1]
    return errands.fetch(("contrast", digest(habit), year.citizen), lambda: contrast(habit, year.citizen, found))


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


@router.get("/bets/{scenario}")
def bets(scenario: str, errands: Asked, people: People = MOST) -> Bets:
    """The bets and the weeks in which they are offered; other towns begin to live the year that answers them."""
    ensemble, _ = _ensemble(errands, scenario, people)
    return Bets(bets=[Offered(bet=bet, week=WEEKS[bet]) for bet in BETS], seeds=SEEDS, done=ensemble.done)


@router.get("/bets/{scenario}/{bet}")
def answer(scenario: str, bet: Bet, errands: Asked, people: People = MOST) -> Told:
    """The answer to a bet from all other towns, with its spread, once they have lived the year."""
    ensemble, coming = _ensemble(errands, scenario, people)
    return Told(bet=bet, done=ensemble.done, seeds=SEEDS, answers=coming.result() if coming.done() else None)


def _cast(errands: Errands, name: str, scenario: Scenario) -> tuple[Cast, Fates]:
    return errands.fetch(("cast", digest(scenario)), lambda: cast(scenario, name))


def _ensemble(errands: Errands, name: str, people: int) -> tuple[Ensemble, Future[Answers]]:
    scenario = scenario_for(name, 1, people, 0)
    ensemble = errands.send(("ensemble", digest(scenario)), lambda: Ensemble(scenario)).result()
    answered = errands.send(
        ("bets", digest(scenario)),
        lambda: ensemble.answer(errands.closing.is_set, errands.elsewhere),
        patient=True,
    )
    return ensemble, answered


def _year(lives: Lives, life: str) -> Year:
    with lives.hold(life) as lived:
        return year_of(lived)


def _scenario_name(lives: Lives, life: str) -> str:
    with lives.hold(life) as lived:
        return lived.beginning.scenario

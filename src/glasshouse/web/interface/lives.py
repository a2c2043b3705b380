"""The interface to *a year under glass*: lives that are begun, lived step by step, undone, explained and lived again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Request
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException

from glasshouse.web.lives.ahead import Ahead
from glasshouse.web.lives.choices import Beginning, Choices, Replayed
from glasshouse.web.lives.documents import Life, Why
from glasshouse.web.lives.life import Lived
from glasshouse.web.lives.reasons import why_of
from glasshouse.web.lives.shelf import Shelf

router = APIRouter(prefix="/lives", tags=["lives"])


def shelf_of(request: Request) -> Shelf:
    """The server's shelf."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def ahead_of(request: Request) -> Ahead:
    """What prepares the server's endings."""
    ahead: Ahead = request.app.state.ahead
    return ahead


Lives = Annotated[Shelf, Depends(shelf_of)]
Beforehand = Annotated[Ahead, Depends(ahead_of)]


@router.post("", status_code=201)
def begin(beginning: Beginning, shelf: Lives) -> Life:
    """Take a seat in a town, by lot or as somebody, before the first day."""
    life = Lived(shelf.new_name(), beginning)
    shelf.put(life)
    return life.page


@router.post("/replay", status_code=201)
def replay(replayed: Replayed, shelf: Lives, ahead: Beforehand) -> Life:
    """Live a year again from its choices: to go on after the server was started again, or from a link that was shared."""
    life = relive(shelf.new_name(), replayed)
    shelf.put(life)
    ahead.follow(life)
    return life.page


@router.get("/{life}")
def read(life: str, shelf: Lives) -> Life:
    """A life as it stands."""
    with shelf.hold(life) as lived:
        return lived.page


@router.post("/{life}/weeks")
def live(life: str, choices: Choices, shelf: Lives, ahead: Beforehand, afterwards: BackgroundTasks) -> Life:
    """Live one step. Sent twice with the same choices it is lived once; a week that is past or to come is refused (409)."""
    with shelf.hold(life) as lived:
        if lived.choices and lived.choices[-1] == choices:
            return lived.page
        if choices.week != lived.week or not lived.days:
            raise HTTPException(409, _out_of_turn(lived, choices.week))
        with shelf.turns:
            lived.live(choices)
            page = lived.page
        ahead.follow(lived)
        afterwards.add_task(lived.town.prepare_twin, lived.town.day + lived.days)
        return page


@router.delete("/{life}/weeks/last")
def undo(life: str, shelf: Lives) -> Life:
    """Go back to the morning of the last step."""
    with shelf.hold(life) as lived:
        if not lived.choices:
            raise HTTPException(409, "nothing was lived yet")
        lived.undo()
        return lived.page


@router.get("/{life}/why")
def why(life: str, shelf: Lives, system: Annotated[str | None, Query(max_length=80)] = None) -> list[Why]:
    """Why the player's scores stand where they stand: terms that add up, with who recorded what."""
    with shelf.hold(life) as lived:
        return why_of(lived.town, system)


@router.get("/{life}/scenario.toml", response_class=PlainTextResponse)
def scenario(life: str, shelf: Lives) -> str:
    """The year with its decisions as a scenario that anybody can run: `glasshouse run year.toml`."""
    with shelf.hold(life) as lived:
        return lived.toml


def relive(name: str, replayed: Replayed) -> Lived:
    """A life lived again.

    Args:
        name: its name in addresses.
        replayed: where, as whom, and what was chosen.

    Raises:
        InputError: a beginning or choices that cannot be; the key says of which step.
    """
    beginning = Beginning.model_validate(replayed.model_dump(include=set(Beginning.model_fields)))
    life = Lived(name, beginning)
    life.same_engine = replayed.engine in (None, life.engine)
    life.live_again(replayed.choices[: replayed.upto])
    return life


def _out_of_turn(lived: Lived, week: int) -> str:
    if not lived.days:
        return "the year is over"
    past = "is lived already; undo it first" if week < lived.week else "is still to come"
    return f"week {week} {past}: the next is {lived.week}"

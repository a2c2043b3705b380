"""The interface to a class: it is opened at the desk, joined by a code, and goes on together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from io import BytesIO
from typing import Annotated, Final
from urllib.parse import urlsplit

import segno
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from glasshouse.errors import InputError
from glasshouse.scenario import digest
from glasshouse.web.classes.debrief import debrief_of
from glasshouse.web.classes.documents import (
    Answer,
    ClassState,
    Code,
    Debrief,
    Desk,
    Finding,
    Frozen,
    NextStep,
    Opened,
    Opening,
    Pace,
    PollAsked,
    Spoken,
    Taken,
    Whether,
)
from glasshouse.web.classes.lookback import UnchosenBySeat, look_back_of, unchosen_by_seat
from glasshouse.web.classes.pupil import Pupil
from glasshouse.web.classes.room import Room
from glasshouse.web.classes.service import Classes, Who, free_seats, who_asks
from glasshouse.web.interface.endings import Asked as Errands
from glasshouse.web.interface.endings import answering
from glasshouse.web.lives.bets import Answers
from glasshouse.web.lives.choices import Asked, Choices
from glasshouse.web.lives.documents import Why
from glasshouse.web.lives.ending import LookedBack
from glasshouse.web.lives.reasons import why_of
from glasshouse.web.lives.town import scenario_for
from glasshouse.web.reach import own_address
from glasshouse.web.settings import ServerSettings

LONGEST_WAIT: Final = 25.0
"""Seconds that an answer waits for news at most."""
router = APIRouter(prefix="/classes", tags=["classes"])


class Nothing(Asked):
    """An empty document."""


def _room(code: Code, request: Request) -> Room:
    classes: Classes = request.app.state.classes
    return classes.find(code, request.client.host if request.client else "")


Here = Annotated[Room, Depends(_room)]


def _who(request: Request, room: Here) -> Who:
    return who_asks(room, request.headers.get("authorization", "").removeprefix("Bearer "))


Asking = Annotated[Who, Depends(_who)]


def _desk(asking: Asking) -> None:
    if asking != "desk":
        raise HTTPException(403, "only the desk may do that")


def _pupil(asking: Asking) -> Pupil:
    if not isinstance(asking, Pupil):
        raise HTTPException(403, "only a pupil may do that")
    return asking


AtDesk = Annotated[None, Depends(_desk)]
Seat = Annotated[Pupil, Depends(_pupil)]


@router.post("", status_code=201)
def open_class(opening: Opening, request: Request) -> Opened:
    """Open a class, or go back to its desk. A server holds one at a time, and forgets it two hours after it was last heard of."""
    classes: Classes = request.app.state.classes
    room = classes.open(opening)
    room.address = _address(request, room)
    return Opened(code=room.code, desk_token=room.desk_token, screen_token=room.screen_token, address=room.address)


@router.get("")
def is_open(request: Request) -> Whether:
    """Whether a class is open on this server; nothing else about it."""
    classes: Classes = request.app.state.classes
    return Whether(open=classes.is_open)


def _address(request: Request, room: Room) -> str:
    settings: ServerSettings = request.app.state.settings
    asked = urlsplit(str(request.base_url))
    return f"{own_address(settings, asked.scheme, asked.netloc)}/c/{room.code}"


@router.get("/{code}/qr.svg", response_class=Response, responses={200: {"content": {"image/svg+xml": {}}}})
def qr(request: Request, room: Here) -> Response:
    """The address where pupils join, as a picture for their cameras."""
    drawn = BytesIO()
    segno.make(_address(request, room), error="m").save(drawn, kind="svg", border=2, light="#ffffff", scale=4)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


@router.post("/{code}/seats", status_code=201)
def sit(room: Here, _: Nothing) -> Taken:
    """Take the next free seat."""
    with room.lock:
        pupil = room.sit()
        return Taken(seat_token=pupil.token, citizen=pupil.town.citizen)


@router.delete("/{code}/seats", status_code=204)
def leave(room: Here, pupil: Seat) -> None:
    """Give one's seat back: its citizen lives on by habit."""
    with room.lock:
        room.leave(pupil)


@router.get("/{code}/state")
async def state(
    request: Request,
    room: Here,
    asking: Asking,
    after: Annotated[int, Query(ge=0, description="The version that the page has; 0 answers at once.")] = 0,
    has: Annotated[int | None, Query(ge=0, description="Weeks lived in the life that the page has.")] = None,
) -> ClassState:
    """The class as it stands. A pupil is given the own life, the desk and the screen the town; nobody sees another pupil."""

    def is_new() -> bool:
        return _version(room, asking) > after

    # Waiting holds no thread: sixty pupils wait at once, and threads are for those who live and look.
    await room.bell.wait(is_new, request.is_disconnected, LONGEST_WAIT)
    return await run_in_threadpool(_state, room, asking, has)


def _version(room: Room, asking: Who) -> int:
    return room.common if isinstance(asking, Pupil) else room.version


def _state(room: Room, asking: Who, has: int | None) -> ClassState:
    with room.lock:
        pupil = asking if isinstance(asking, Pupil) else None
        return ClassState(
            version=_version(room, asking),
            phase=room.phase,
            address=None if pupil else room.address,
            by=room.pace.by,
            week=room.week,
            weeks=room.founded.weeks,
            step=room.step,
            change=room.change,
            over=room.over,
            seconds_left=room.seconds_left,
            joined=len(room.pupils),
            ready=room.ready,
            poll=room.poll.shown(pupil.number if pupil else None) if room.poll else None,
            chosen=pupil.ready if pupil else None,
            finds=room.finds,
            in_room=room.in_room(pupil) if pupil else None,
            newcomer=pupil.is_new if pupil else None,
            life=pupil.shown if pupil and has != room.week else None,
            plenary=room.opening.plenary,
            vote=room.vote if asking == "desk" else None,
            decided=room.decided,
            desk=_desk_of(room) if asking == "desk" else None,
            town=None if pupil else room.town,
        )


def _desk_of(room: Room) -> Desk:
    return Desk(
        seats=room.opening.seats,
        away=room.away,
        seconds=room.pace.seconds if room.pace.by == "timer" else None,
        classmates=round(room.classmates, 2),
    )


@router.post("/{code}/weeks")
def choose(room: Here, pupil: Seat, choices: Choices) -> Spoken:
    """Say what is chosen for the coming step; sent again before the step, the last word counts."""
    with room.lock:
        return room.choose(pupil, choices)


@router.post("/{code}/ticks")
def tick(room: Here, pupil: Seat, choices: Choices) -> Spoken:
    """Say what is ticked so far: the step takes it, and the seat does not count as one that has chosen."""
    with room.lock:
        return room.choose(pupil, choices, ticked=True)


@router.get("/{code}/why")
def why(room: Here, pupil: Seat, system: Annotated[str | None, Query(max_length=80)] = None) -> list[Why]:
    """Why the seat's scores stand where they stand."""
    with room.lock:
        return why_of(pupil.town, system)


@router.post("/{code}/answers", status_code=204)
def answer(room: Here, pupil: Seat, given: Answer) -> None:
    """Answer the question that is put."""
    with room.lock:
        room.answer(pupil, given)


def _done(room: Room, act: Callable[[], None]) -> ClassState:
    """The class as the desk sees it after something was done."""
    with room.lock:
        act()
    return _state(room, "desk", None)


@router.post("/{code}/next")
def next_step(room: Here, _: AtDesk, step: NextStep) -> ClassState:
    """Live one step, all together, or on to the next change of rules."""
    return _done(room, lambda: room.live(step.week, to_change=step.to_change))


@router.post("/{code}/pace")
def pace(room: Here, _: AtDesk, chosen: Pace) -> ClassState:
    """Let the desk, a timer or the class itself set the pace."""
    return _done(room, lambda: room.set_pace(chosen))


@router.post("/{code}/freeze")
def freeze(room: Here, _: AtDesk, chosen: Frozen) -> ClassState:
    """Let everything stand still, or go on."""
    return _done(room, lambda: room.freeze(chosen.frozen))


@router.post("/{code}/friends")
def friends(room: Here, _: AtDesk, chosen: Finding) -> ClassState:
    """Show pupils which of their friends are in the room, or show it no more."""
    return _done(room, lambda: room.find_friends(chosen.shown))


@router.post("/{code}/seats/away")
def free(room: Here, _: AtDesk, __: Nothing) -> ClassState:
    """Give the seats back of which nothing was heard lately."""
    return _done(room, lambda: free_seats(room))


@router.post("/{code}/poll")
def ask(room: Here, _: AtDesk, asked: PollAsked, errands: Errands) -> ClassState:
    """Put a question to the class, or take it away. Other towns that can answer it begin to be lived in."""
    towns = None if asked.question is None else _towns(room, errands)
    return _done(room, lambda: room.ask(asked.question, towns))


def _towns(room: Room, errands: Errands) -> Future[Answers] | None:
    """What other towns will say of bets; None where the class lives a year that they are not about, or for want of time."""
    opening = room.opening
    try:
        return answering(scenario_for(opening.scenario, 1, opening.people, 0), errands).answers
    except (InputError, HTTPException):
        return None


@router.post("/{code}/poll/shown")
def reveal(room: Here, _: AtDesk, __: Nothing) -> ClassState:
    """Show how the class has answered."""
    return _done(room, room.reveal)


@router.post("/{code}/poll/told")
def tell(room: Here, _: AtDesk, __: Nothing) -> ClassState:
    """Show what twenty other towns say of the question that is put, once its count is shown."""
    return _done(room, room.tell)


@router.post("/{code}/end")
def end(room: Here, _: AtDesk, __: Nothing) -> ClassState:
    """End the class. Its debrief can be looked at until it is forgotten."""
    return _done(room, room.end)


@router.get("/{code}/end")
async def look_back(room: Here, pupil: Seat, errands: Errands) -> LookedBack:
    """The seat's year as the class lived it, by habit, and where nobody watches; once nothing more is lived."""
    if not room.can_look_back:
        raise HTTPException(409, "the class goes on; it looks back when its year is over or the desk has ended it")
    town, days = room.crowd.founding, room.crowd.day
    without = await errands.awaited(
        ("class-end", digest(town), town.panel, days), lambda: unchosen_by_seat(town, days, errands.closing.is_set)
    )
    return await run_in_threadpool(_look_back, room, pupil, without)


def _look_back(room: Room, pupil: Pupil, without: UnchosenBySeat) -> LookedBack:
    with room.lock:
        return look_back_of(room, pupil, without)


@router.get("/{code}/debrief")
def debrief(room: Here, _: Asking) -> Debrief:
    """What the class talks about afterwards: sums, never a pupil."""
    with room.lock:
        return debrief_of(room)

"""The pages of a class: the teacher's desk, a pupil's page, the screen for all, the debrief."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from glasshouse.web.classes.documents import MOST_SEATS
from glasshouse.web.classes.service import Classes
from glasshouse.web.classes.tokens import as_code
from glasshouse.web.lives.bets import BETS
from glasshouse.web.settings import ServerSettings
from glasshouse.web.templating import page

LENGTHS: Final = ("short", "lesson", "full")
_TOO_OFTEN, _LONGEST = 429, 12
_WORDS: Final = ("class.", "year.", "ending.bets.", "library.")
_OF_A_SEAT: Final = (
    *_WORDS,
    "ending.class.",
    "ending.so_far",
    "ending.ways.",
    "ending.reading.",
    "ending.group.",
    "ending.measure.",
    "ending.file.",
)
_CHARTS: Final = "charts."
_OF_THE_DESK: Final = ("class.", "ending.bets.", "year.day_in_week", "library.", _CHARTS)

router = APIRouter()


@router.get("/class", response_class=HTMLResponse)
def desk(request: Request) -> HTMLResponse:
    """The teacher's desk."""
    settings: ServerSettings = request.app.state.settings
    allowed = settings.classroom or settings.is_loopback
    return page(
        request,
        "class_desk.html",
        scripts=_OF_THE_DESK,
        allowed=allowed,
        alone=settings.is_loopback,
        lengths=LENGTHS,
        most=MOST_SEATS,
        questions=list(BETS),
    )


@router.get("/c", response_class=HTMLResponse)
def join(request: Request) -> HTMLResponse:
    """Where a pupil types the code."""
    return page(request, "class_join.html", code="", problem=None)


@router.get("/c/{code}", response_class=HTMLResponse)
def pupil(request: Request, code: str) -> HTMLResponse:
    """A pupil's page; for a wrong code, the page where it is typed, which says so."""
    classes: Classes = request.app.state.classes
    try:
        room = classes.find(code, request.client.host if request.client else "")
    except HTTPException as refused:
        status = refused.status_code
        problem = "class.too_often" if status == _TOO_OFTEN else "class.gone"
        return page(request, "class_join.html", status=status, code=as_code(code)[:_LONGEST], problem=problem)
    return page(
        request, "class_pupil.html", scripts=(*_OF_A_SEAT, _CHARTS), code=as_code(code), scenario=room.opening.scenario
    )


@router.get("/c/{code}/screen", response_class=HTMLResponse)
def screen(request: Request, code: str) -> HTMLResponse:
    """The screen for all."""
    return page(request, "class_screen.html", scripts=_WORDS, code=as_code(code))


@router.get("/c/{code}/debrief", response_class=HTMLResponse)
def debrief(request: Request, code: str) -> HTMLResponse:
    """What the class talks about afterwards, as a sheet to print."""
    return page(request, "class_debrief.html", scripts=("debrief.", *_WORDS, _CHARTS), code=as_code(code))

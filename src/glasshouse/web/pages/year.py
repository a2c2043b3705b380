"""A year under glass: the choice of a seat, and the week's screen."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from glasshouse.web.templating import page

LENGTHS: Final = ("short", "lesson", "full")
"""How long a year takes: steps of four weeks, of two, of one."""
WAYS: Final = ("refused", "silenced", "misrecorded", "wronged", "left", "rewarded", "unseen")
"""What may happen to somebody, as casting names it."""
PEOPLE: Final = (2_000, 5_000, 20_000)
"""How many people a town may have."""
_OF_THE_SEAT: Final = ("year.cast", "year.of", "year.would_be", "year.begin", "year.lost", "year.go_on_as")
"""Texts of the year that the choice of a seat needs; those of the weeks come with the week's screen."""

router = APIRouter()


@router.get("/year", response_class=HTMLResponse)
def seat(request: Request) -> HTMLResponse:
    """What it is, how long it takes, and who to be."""
    return page(request, "year.html", scripts=_OF_THE_SEAT, lengths=LENGTHS, ways=WAYS, people=PEOPLE)


@router.get("/year/{life}", response_class=HTMLResponse)
def week(request: Request, life: str) -> HTMLResponse:
    """The week's screen of a life. The page asks the interface for the life, or lives it again from what it keeps."""
    return page(request, "year_week.html", scripts=("year.", "ending.bets.", "ending.share.", "library."), life=life)

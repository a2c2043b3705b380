"""The end of a year, and a year that somebody passed on."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from glasshouse.web.templating import page

router = APIRouter()
_TEXTS: Final = ("ending.", "year.person", "year.lived_again", "year.other_engine", "year.lost")


@router.get("/year/again", response_class=HTMLResponse)
def again(request: Request) -> HTMLResponse:
    """Open a year that was passed on. What it holds stands behind the address's ``#`` and is read by the page alone."""
    return page(
        request, "ending_again.html", scripts=("ending.again.", "year.lived_again", "year.other_engine", "year.lost")
    )


@router.get("/year/{life}/end", response_class=HTMLResponse)
def end(request: Request, life: str) -> HTMLResponse:
    """Look back on a year."""
    return page(request, "ending.html", scripts=(*_TEXTS, "library.", "charts."), life=life)

"""Other seats in a town: the clerk's desk and the auditor's."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from glasshouse.web.seats.auditor import ASKS, PERSON, TWIN
from glasshouse.web.templating import page

router = APIRouter()


@router.get("/clerk", response_class=HTMLResponse)
def clerk(request: Request) -> HTMLResponse:
    """Decide about cases, forty a week."""
    return page(request, "clerk.html", scripts=("clerk.", "seats.", "library."))


@router.get("/auditor", response_class=HTMLResponse)
def auditor(request: Request) -> HTMLResponse:
    """Find the record of what never happened."""
    return page(
        request, "auditor.html", scripts=("auditor.", "seats.", "library."), asks=ASKS, person=PERSON, twin=TWIN
    )

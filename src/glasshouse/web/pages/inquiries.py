"""The page of an inquiry: how far it is, and what came of it; and its report."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from glasshouse.web.interface.inquiries import Held, inquiry_done, inquiry_named
from glasshouse.web.interface.reports import served
from glasshouse.web.templating import page

router = APIRouter()
ASKING: Final = (
    "inquiry.kind.",
    "inquiry.heading",
    "inquiry.says",
    "inquiry.starting",
    "inquiry.counting",
    "inquiry.cost",
    "inquiry.not_right",
)
"""Texts that a page needs on which inquiries can be begun."""


@router.get("/inquiries/{inquiry}", response_class=HTMLResponse)
def one_inquiry(request: Request, inquiry: str, held: Held) -> HTMLResponse:
    """An inquiry while it is made, and what came of it."""
    found = held.get(inquiry)
    if found is None:
        return page(request, "inquiry_gone.html", status=404)
    asked = found.asked
    return page(
        request,
        "inquiry.html",
        scripts=("inquiry.",),
        inquiry=found.name,
        kind=asked.kind,
        scheme=asked.scheme,
    )


@router.get("/inquiries/{inquiry}/report", response_class=HTMLResponse)
def whole_report(inquiry: str, held: Held) -> HTMLResponse:
    """The whole report as a page, whose name nobody guesses: a link carries no token."""
    return served(inquiry_done(inquiry_named(inquiry, held)).page)

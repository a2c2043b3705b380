"""What the app is, what it is not, and what must not be done with it; and what a teacher needs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from glasshouse.web.templating import page

router = APIRouter()


@router.get("/about", response_class=HTMLResponse)
def about(request: Request) -> HTMLResponse:
    """Responsible use, the model on one page, limits."""
    return page(request, "about.html")


@router.get("/teach", response_class=HTMLResponse)
def teach(request: Request) -> HTMLResponse:
    """Lesson plans, questions before and after, cards to print."""
    return page(request, "teach.html")

"""The front page: three doors."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from glasshouse.web.templating import page

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def front(request: Request) -> HTMLResponse:
    """Three doors, and what stands behind each."""
    return page(request, "front.html", scripts=("front.", "charts."))

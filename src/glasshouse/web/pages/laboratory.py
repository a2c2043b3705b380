"""The laboratory's pages: an experiment that one sees happen, and one of its people beside the twin."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from glasshouse.web.interface.runs import OnShelf, report, run_done, run_named
from glasshouse.web.templating import page

router = APIRouter()


@router.get("/lab/{run}", response_class=HTMLResponse)
def experiment(request: Request, run: str, shelf: OnShelf) -> HTMLResponse:
    """An experiment while it is lived, and what came of it."""
    found = shelf.get(run)
    if found is None:
        return _gone(request)
    return page(request, "run.html", scripts=("run.", "charts."), run=found.name, title=found.asked.base.title)


@router.get("/lab/{run}/people/{citizen}", response_class=HTMLResponse)
def person(request: Request, run: str, citizen: Annotated[int, Path(ge=0)], shelf: OnShelf) -> HTMLResponse:
    """One citizen beside the twin."""
    found = shelf.get(run)
    if found is None or citizen >= found.asked.base.citizens:
        return _gone(request)
    title = found.asked.base.title
    return page(
        request, "run_person.html", scripts=("person.", "charts."), run=found.name, citizen=citizen, title=title
    )


@router.get("/lab/{run}/report", response_class=HTMLResponse)
async def whole_report(run: str, shelf: OnShelf) -> HTMLResponse:
    """The whole report as a page, whose name nobody guesses: a link carries no token."""
    return await report(run_done(run_named(run, shelf)), shelf)


def _gone(request: Request) -> HTMLResponse:
    return page(request, "run_gone.html", status=404)

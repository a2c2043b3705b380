"""Experiments: begun, followed while they are lived, changed in their course, and looked at when they have ended."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from glasshouse.report.exported import export
from glasshouse.web.interface.answers import answer
from glasshouse.web.interface.experiments import Pace, RunRequest, document_of, read
from glasshouse.web.interface.findings import Findings, findings_of
from glasshouse.web.interface.reports import served
from glasshouse.web.interface.stream import BEAT, QUEUED_BEAT, STILL_HERE, event
from glasshouse.web.interface.telling import Begun, RunTold, State, Told, day_of, run_of, state_of
from glasshouse.web.work.asked import Drawing, Order
from glasshouse.web.work.looking import CHARTS, REPORT
from glasshouse.web.work.pace import DAYS_A_SECOND
from glasshouse.web.work.shelf import Run, Shelf

router = APIRouter(prefix="/runs", tags=["experiments"])
WEEK: Final = 7
_TYPES: Final = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/json",
    "csv": "text/csv",
    "html": "text/html",
}


_SHOWN: Final = dict.fromkeys(("svg", "png", "json"), "inline")
"""Forms of a chart that a browser shows; it saves the others."""
ChartForm = Literal["svg", "png", "json", "csv", "html"]


class Going(BaseModel):
    """How to go on."""

    model_config = ConfigDict(extra="forbid")

    days_a_second: Pace | None = Field(default=DAYS_A_SECOND, description="The pace; null is as fast as it goes.")


class ChartTold(Told):
    """A chart that can be saved."""

    name: str
    title: str
    sentence: str = Field(description="What it says, in words.")


def shelf_of(request: Request) -> Shelf:
    """The server's experiments."""
    shelf: Shelf = request.app.state.experiments
    return shelf


OnShelf = Annotated[Shelf, Depends(shelf_of)]


def run_named(run: str, shelf: OnShelf) -> Run:
    """An experiment by its name."""
    found = shelf.get(run)
    if found is None:
        raise HTTPException(404, "there is no such experiment; the oldest go when there are too many")
    return found


def run_done(run: Annotated[Run, Depends(run_named)]) -> Run:
    """An experiment that has come to its end."""
    if run.status != "done":
        raise HTTPException(409, "this experiment has not come to its end")
    return run


Named = Annotated[Run, Depends(run_named)]
Finished = Annotated[Run, Depends(run_done)]


@router.post("", status_code=202)
def begin(asked: RunRequest, shelf: OnShelf) -> Begun:
    """Begin an experiment; it waits until a worker is free."""
    scenarios = read(asked)
    text = document_of(asked, next(iter(scenarios.values())))
    run = shelf.begin(scenarios, asked.twins, settings=asked.settings, days_a_second=asked.days_a_second, text=text)
    return Begun(run=run.name, queued=shelf.workshop.place(run.number), url=f"/api/v1/runs/{run.name}")


@router.get("/{run}")
def told(run: Named, shelf: OnShelf) -> RunTold:
    """An experiment: its worlds, how they stand, and the course of their gauges so far."""
    return run_of(run, shelf.workshop.place(run.number))


@router.get("/{run}/events", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}})
async def events(
    run: Named,
    shelf: OnShelf,
    after: Annotated[int, Query(ge=0, description="The last day that is known.")] = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> StreamingResponse:
    """What happens, as server-sent events: `queued`, `state` and at last `end` (State), and `day` (Day; its id is the day)."""
    known = after if last_event_id is None else last_event_id
    return StreamingResponse(
        _stream(run, shelf, known), media_type="text/event-stream", headers={"cache-control": "no-store"}
    )


async def _stream(run: Run, shelf: Shelf, day: int) -> AsyncIterator[str]:
    said: State | None = None
    async with run.bell.listening() as ear:
        while True:
            ear.clear()
            state = state_of(run, shelf.workshop.place(run.number)).model_copy(update={"day": 0})
            newest = run.newest
            if newest and newest.day > day:
                day = newest.day
                yield event("day", day_of(newest), day)
            if run.has_ended:
                yield event("end", state_of(run, 0))
                return
            if state != said:
                said = state
                yield event("queued" if state.status == "queued" else "state", state_of(run, state.queued))
            try:
                await asyncio.wait_for(ear.wait(), QUEUED_BEAT if state.status == "queued" else BEAT)
            except TimeoutError:
                yield STILL_HERE


@router.post("/{run}/pause")
def pause(run: Named, shelf: OnShelf) -> State:
    """Wait after the day that is being lived; ten minutes later it goes on by itself."""
    return _ordered(run, shelf, Order("pause"))


@router.post("/{run}/go")
def go(run: Named, shelf: OnShelf, how: Going | None = None) -> State:
    """Go on, at a pace."""
    return _ordered(run, shelf, Order("go", (how or Going()).days_a_second))


@router.post("/{run}/week")
def week(run: Named, shelf: OnShelf, how: Going | None = None) -> State:
    """Live a week, then wait."""
    return _ordered(run, shelf, Order("go", (how or Going()).days_a_second, WEEK))


@router.post("/{run}/stop")
def stop(run: Named, shelf: OnShelf) -> State:
    """End it now; nothing of it is kept."""
    return _ordered(run, shelf, Order("stop"))


def _ordered(run: Run, shelf: Shelf, order: Order) -> State:
    if run.has_ended or not shelf.order(run, order):
        why = "it has ended" if run.has_ended else "it waits for a worker; it can only be stopped"
        raise HTTPException(409, why)
    return state_of(run, shelf.workshop.place(run.number))


@router.get("/{run}/findings")
def findings(run: Finished) -> Findings:
    """What came of it: whose days went otherwise, what differs and how surely, what it rests on, how to do it again."""
    return findings_of(run)


@router.get("/{run}/document")
def document(run: Finished) -> dict[str, Any]:
    """The results document, as `glasshouse compare --json` prints it; folders are named below the experiment's own."""
    found = json.loads(json.dumps(run.result.document))
    found["run"] = ""
    for name, world in found["worlds"].items():
        world["run"] = run.place_of(name)
    return dict(found)


@router.get("/{run}/series.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def series(run: Finished, world: Annotated[str | None, Query(description="By default the base.")] = None) -> Response:
    """Every day's counts of one world, as `glasshouse export` writes them."""
    name = world or run.asked.name
    if name not in run.scenarios:
        raise HTTPException(404, "there is no such world")
    folder = run.asked.folder / "tables"
    path = folder / run.place_of(name) / "series.csv"
    with run.lock:  # the page offers every world's, and somebody may take two at once
        if not path.is_file():
            export(run.result, folder)
    said = {"content-disposition": f'attachment; filename="{run.place_of(name).rpartition("/")[2]}-series.csv"'}
    return Response(path.read_bytes(), media_type="text/csv", headers=said)


@router.get("/{run}/charts")
async def charts(run: Finished, shelf: OnShelf) -> list[ChartTold]:
    """The charts that have something to show."""
    drawn: Any = await answer(shelf, Drawing(run.folder, CHARTS))
    return [ChartTold(**each) for each in drawn]


@router.get(
    "/{run}/chart/{name}.{form}",
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in ("image/svg+xml", "image/png")}}},
)
async def chart(run: Finished, shelf: OnShelf, name: str, form: ChartForm) -> Response:
    """One chart, as SVG, PNG, Vega-Lite (JSON), the figures behind it (CSV), or a figure to embed (HTML)."""
    drawn: Any = await answer(shelf, Drawing(run.folder, name, form))
    said = {"content-disposition": f'{_SHOWN.get(form, "attachment")}; filename="{run.asked.name}-{name}.{form}"'}
    return Response(drawn, media_type=_TYPES[form], headers=said)


@router.get("/{run}/report", response_class=HTMLResponse)
async def report(run: Finished, shelf: OnShelf) -> HTMLResponse:
    """The whole report, one page that needs nothing else."""
    if not run.report:
        run.report = str(await answer(shelf, Drawing(run.folder, REPORT)))
    return served(run.report)

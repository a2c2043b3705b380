"""Inquiries: a rights audit, the remedies or a portrait of a scheme, made by a worker in minutes, as a quick look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from glasshouse.audit.rights.document import TableFound
from glasshouse.audit.rights.tables import as_csv
from glasshouse.web.interface.inquiry_sizes import KINDS, Cost, InquiryRequest, Scheme, cost_of
from glasshouse.web.interface.inquiry_telling import Found, InquiryBegun, InquiryTold, found_of, told_of
from glasshouse.web.interface.reports import served
from glasshouse.web.interface.stream import BEAT, QUEUED_BEAT, STILL_HERE, event
from glasshouse.web.work.inquiries import Inquiries, Making

router = APIRouter(prefix="/inquiries", tags=["inquiries"])
ENDED: Final = "it has ended"


def inquiries_of(request: Request) -> Inquiries:
    """The server's inquiries."""
    inquiries: Inquiries = request.app.state.inquiries
    return inquiries


Held = Annotated[Inquiries, Depends(inquiries_of)]


def inquiry_named(inquiry: str, held: Held) -> Making:
    """An inquiry by its name."""
    found = held.get(inquiry)
    if found is None:
        raise HTTPException(404, "there is no such inquiry; the oldest go when there are too many")
    return found


def inquiry_done(making: Annotated[Making, Depends(inquiry_named)]) -> Making:
    """An inquiry that has come to its end."""
    if making.status != "done":
        raise HTTPException(409, "this inquiry has not come to its end")
    return making


Named = Annotated[Making, Depends(inquiry_named)]
Finished = Annotated[Making, Depends(inquiry_done)]


@router.post("/costs")
def costs(asked: Scheme) -> list[Cost]:
    """How large each inquiry into a scheme would be and about how long it would take. Nothing is lived."""
    own = asked.own()
    return [cost_of(kind, *asked.size(kind, own)) for kind in KINDS]


@router.post("", status_code=202)
def begin(asked: InquiryRequest, held: Held) -> InquiryBegun:
    """Begin an inquiry; it waits until a worker is free, and until no other inquiry is being made."""
    making = held.begin(asked.kind, asked.scheme(), asked.called, tuple(asked.settings))
    return InquiryBegun(inquiry=making.name, queued=held.place(making), url=f"/api/v1/inquiries/{making.name}")


@router.get("/{inquiry}")
def told(making: Named, held: Held) -> InquiryTold:
    """How an inquiry stands."""
    return told_of(making, held.place(making))


@router.get(
    "/{inquiry}/events", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}}
)
async def events(making: Named, held: Held) -> StreamingResponse:
    """How it stands whenever that changes, as server-sent events: `state` and at last `end` (InquiryTold)."""
    return StreamingResponse(
        _stream(making, held), media_type="text/event-stream", headers={"cache-control": "no-store"}
    )


async def _stream(making: Making, held: Inquiries) -> AsyncIterator[str]:
    said: object = None
    async with making.bell.listening() as ear:
        while True:
            ear.clear()
            if making.has_ended:
                yield event("end", told_of(making, 0))
                return
            place = held.place(making)
            stands = (making.status, making.steps, place)
            if stands != said:
                said = stands
                yield event("state", told_of(making, place))
            try:
                await asyncio.wait_for(ear.wait(), QUEUED_BEAT if making.status == "queued" else BEAT)
            except TimeoutError:
                yield STILL_HERE


@router.post("/{inquiry}/stop")
def stop(making: Named, held: Held) -> InquiryTold:
    """End it; nothing of it is kept."""
    if making.has_ended or not held.stop(making):
        raise HTTPException(409, ENDED)
    return told_of(making, held.place(making))


@router.get("/{inquiry}/found")
def found(making: Finished) -> Found:
    """What came of it in sentences, which tables there are, and how to do it again."""
    return found_of(making)


@router.get("/{inquiry}/document")
def document(making: Finished) -> dict[str, Any]:
    """The whole document, as `glasshouse audit`, `remedies` and `portrait` print it with `--json`."""
    return dict(making.document)


@router.get("/{inquiry}/tables/{table}.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def table(making: Finished, table: str) -> Response:
    """One table of an audit, as `glasshouse audit --csv` writes it."""
    tables: Mapping[str, object] = making.document.get("tables", {})
    if table not in tables:
        raise HTTPException(404, "there is no such table")
    said = {"content-disposition": f'attachment; filename="{table}.csv"'}
    return Response(as_csv(TableFound.model_validate(tables[table])), media_type="text/csv", headers=said)


@router.get("/{inquiry}/report", response_class=HTMLResponse)
def report(making: Finished) -> HTMLResponse:
    """The whole report, one page that needs nothing else."""
    return served(making.page)

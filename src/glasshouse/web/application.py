"""The application: guard, pages, interface and static files put together."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from glasshouse.report.page import asset
from glasshouse.web.classes.service import Classes
from glasshouse.web.guard import Guard
from glasshouse.web.interface import (
    classes,
    endings,
    inquiries,
    library,
    lives,
    people,
    runs,
    scenarios,
    seats,
    studies,
    town,
)
from glasshouse.web.lives.ahead import Ahead
from glasshouse.web.lives.errands import Errands
from glasshouse.web.lives.shelf import Shelf
from glasshouse.web.pages import about, classroom, ending, front, laboratory, laboratory_door, systems, year
from glasshouse.web.pages import inquiries as inquiry_pages
from glasshouse.web.pages import seats as seat_pages
from glasshouse.web.pages import studies as study_pages
from glasshouse.web.problems import add_handlers
from glasshouse.web.settings import ServerSettings
from glasshouse.web.work.inquiries import Inquiries
from glasshouse.web.work.shelf import Shelf as Experiments
from glasshouse.web.work.workshop import Workshop

INTERFACE: Final = "/api/v1"
PAGES: Final[Sequence[APIRouter]] = (
    front.router,
    systems.router,
    laboratory_door.router,
    laboratory.router,
    ending.router,
    year.router,
    seat_pages.router,
    classroom.router,
    study_pages.router,
    inquiry_pages.router,
    about.router,
)
ROUTES: Final[Sequence[APIRouter]] = (
    library.router,
    scenarios.router,
    runs.router,
    people.router,
    lives.router,
    endings.router,
    classes.router,
    inquiries.router,
    studies.router,
    town.router,
    seats.router,
)
"""Parts of the public interface."""

# Windows keeps these in its registry, where another program may have changed them.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/css", ".css")


def make_application(settings: ServerSettings) -> FastAPI:
    """An application that answers as the settings say."""

    @asynccontextmanager
    async def lifespan(application: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await _open_services(application, settings, stack)
            yield

    application = FastAPI(
        title="Glasshouse",
        summary="A laboratory for social-scoring systems, on synthetic people only.",
        version="1",
        openapi_url=f"{INTERFACE}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        middleware=[Middleware(Guard, settings=settings)],
    )
    application.state.settings = settings
    add_handlers(application)
    for router in ROUTES:
        application.include_router(router, prefix=INTERFACE)
    for router in PAGES:
        application.include_router(router, include_in_schema=False)
    application.add_api_route("/static/base.css", _base, include_in_schema=False)
    application.mount("/static", StaticFiles(packages=[("glasshouse.web", "static")]))
    return application


async def _open_services(application: FastAPI, settings: ServerSettings, stack: AsyncExitStack) -> None:
    """Start what lives as long as the server; the stack closes it again, the last first."""
    application.state.experiments = experiments = Experiments(Workshop(settings.workers))
    application.state.inquiries = inquiries_held = Inquiries(experiments.workshop)
    stack.callback(inquiries_held.close)
    stack.push_async_callback(run_in_threadpool, experiments.close)
    application.state.shelf = shelf = Shelf()
    stack.callback(shelf.close)
    application.state.classes = classes_held = Classes(allowed=settings.classroom or settings.is_loopback)
    stack.callback(classes_held.close)
    application.state.errands = errands = Errands()
    application.state.ahead = ahead = Ahead(errands)
    stack.callback(ahead.close)
    stack.callback(errands.close)
    if settings.warm:
        threading.Thread(target=experiments.workshop.warm, daemon=True).start()  # the first page need not wait for them


def _base() -> Response:
    """The style sheet that reports share."""
    return Response(asset("base.css"), media_type="text/css")


def static_text(name: str) -> str:
    """The text of a static file, as it is sent."""
    return (files("glasshouse.web") / "static" / name).read_text(encoding="utf-8")

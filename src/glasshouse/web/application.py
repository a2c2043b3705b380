"""The application: guard, pages, interface and static files put together."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from glasshouse.report.page import asset
from glasshouse.web.classes.service import Classes
from glasshouse.web.guard import Guard
from glasshouse.web.interface import classes, endings, lives
from glasshouse.web.lives.errands import Errands
from glasshouse.web.lives.shelf import Shelf
from glasshouse.web.pages import classroom, ending, front, year
from glasshouse.web.problems import add_handlers
from glasshouse.web.settings import ServerSettings

INTERFACE: Final = "/api/v1"
PAGES: Final[Sequence[APIRouter]] = (front.router, ending.router, year.router, classroom.router)
ROUTES: Final[Sequence[APIRouter]] = (lives.router, endings.router, classes.router)
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
    application.state.shelf = Shelf()
    stack.callback(application.state.shelf.close)
    application.state.classes = Classes(allowed=settings.classroom or settings.is_loopback)
    stack.callback(application.state.classes.close)
    application.state.errands = Errands()
    stack.callback(application.state.errands.close)


def _base() -> Response:
    """The style sheet that reports share."""
    return Response(asset("base.css"), media_type="text/css")


def static_text(name: str) -> str:
    """The text of a static file, as it is sent."""
    return (files("glasshouse.web") / "static" / name).read_text(encoding="utf-8")

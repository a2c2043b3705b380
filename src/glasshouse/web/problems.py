"""Errors as problem documents (RFC 9457), with everything that is wrong with an input."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from glasshouse.errors import GlasshouseError, InputError, Problem

_LOG = logging.getLogger(__name__)
MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "about:blank"


def problem_response(
    status: int, detail: str, problems: Iterable[Problem] = (), headers: dict[str, str] | None = None
) -> JSONResponse:
    """A problem document.

    Args:
        status: the HTTP status.
        detail: what is wrong, in one sentence.
        problems: each thing that is wrong with an input.
        headers: further headers.
    """
    body: dict[str, Any] = {"type": TYPE, "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    listed = [as_document(each) for each in problems]
    if listed:
        body["problems"] = listed
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def as_document(problem: Problem) -> dict[str, str | None]:
    """A problem as JSON. It never names a file: what a stranger sent has none."""
    return {
        "key": problem.key,
        "expected": problem.expected,
        "found": problem.found,
        "nearest": problem.nearest,
        "advice": problem.advice,
        "text": problem.in_file(),
    }


def add_handlers(application: FastAPI) -> None:
    """Let an application answer every error with a problem document."""
    application.add_exception_handler(InputError, _wrong_input)
    application.add_exception_handler(RequestValidationError, _wrong_request)
    application.add_exception_handler(HTTPException, _refused)
    application.add_exception_handler(GlasshouseError, _failed)
    application.add_exception_handler(OSError, _no_room)
    application.add_exception_handler(Exception, _unforeseen)


async def _wrong_input(_: Request, error: Exception) -> JSONResponse:
    problems: Sequence[Problem] = error.problems if isinstance(error, InputError) else ()
    count = len(problems)
    return problem_response(422, "1 problem" if count == 1 else f"{count} problems", problems)


async def _wrong_request(_: Request, error: Exception) -> JSONResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    problems = [
        Problem(
            key=".".join(str(part) for part in each["loc"][1:]),
            expected=str(each["msg"]).removeprefix("Input should be "),
            found=_short(each.get("input")),
        )
        for each in found
    ]
    return problem_response(422, f"{len(problems)} wrong in the request", problems)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        return problem_response(500, "")
    return problem_response(error.status_code, str(error.detail), headers=dict(error.headers or {}))


async def _failed(_: Request, error: Exception) -> JSONResponse:
    _LOG.warning("%s", error)
    return problem_response(500, "it failed; the server's log says why")  # the message may name a folder of the server


async def _no_room(_: Request, error: Exception) -> JSONResponse:
    _LOG.warning("%s", error)
    why = error.strerror if isinstance(error, OSError) and error.strerror else "unknown"
    return problem_response(507, f"the server could not read or write a file of its own ({why})")


async def _unforeseen(_: Request, error: Exception) -> JSONResponse:
    _LOG.exception("a request failed", exc_info=error)
    return problem_response(500, "the server failed; its log says where")


def _short(found: object) -> str | None:
    text = repr(found)
    return None if found is None else text if len(text) <= 80 else text[:77] + "…"

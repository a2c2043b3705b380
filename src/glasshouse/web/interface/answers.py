"""Answers of workers to looks, waited for without holding the server up."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException

from glasshouse.errors import InputError
from glasshouse.web.work.asked import Failed, Look
from glasshouse.web.work.shelf import Shelf


async def answer(shelf: Shelf, look: Look) -> object:
    """What a worker answers.

    Raises:
        InputError: the question does not fit.
        HTTPException: the worker could not answer.
    """
    said = await asyncio.wrap_future(await asyncio.to_thread(shelf.ask, look))
    if isinstance(said, Failed):
        if said.problems:
            raise InputError(said.problems)
        raise HTTPException(503, said.why)
    return said.answer

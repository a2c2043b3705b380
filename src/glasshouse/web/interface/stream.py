"""Server-sent events: how they are written, and how often a stream says that it is still there."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel

BEAT: Final = 10.0
"""Seconds after which a stream says that it is still there."""
QUEUED_BEAT: Final = 1.0
"""The same for what waits in a queue, whose place is told anew."""
STILL_HERE: Final = ": still here\n\n"


def event(name: str, told: BaseModel, number: int | None = None) -> str:
    """One event of a stream."""
    head = f"event: {name}\n" + ("" if number is None else f"id: {number}\n")
    return f"{head}data: {told.model_dump_json()}\n\n"

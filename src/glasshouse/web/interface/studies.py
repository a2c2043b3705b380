"""Known answers over the interface: published results, computed when somebody asks."""

from __future__ import annotations

from threading import Lock
from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from glasshouse.validation.checking import at_published_points
from glasshouse.validation.finding import Finding
from glasshouse.validation.values import chosen

router = APIRouter(prefix="/validation", tags=["validation"])
_ONE_AT_A_TIME: Final = Lock()
_PATIENCE: Final = 5.0
"""Seconds that a case waits for another; whoever waits keeps a page waiting."""


class Case(BaseModel):
    """A published model whose answer is known.

    Attributes:
        name: its name.
        title: what comes out.
        text: how it is computed.
        source: who published it.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    title: str
    text: str
    source: str


class Answer(BaseModel):
    """One figure beside its published value.

    Attributes:
        figure: what the figure is of.
        kind: how the target is known.
        target: what it should be; None where nobody knows.
        ours: what the laboratory computes; None where there is none.
        tolerance: how far off it may be.
        passed: whether it is near enough; None where there is no target.
        source: where the target comes from.
    """

    model_config = ConfigDict(extra="forbid")

    figure: str
    kind: str
    target: float | None
    ours: float | None
    tolerance: float
    passed: bool | None
    source: str

    @staticmethod
    def of(finding: Finding) -> Answer:
        """A finding, as the interface tells it."""
        said = finding.document()
        return Answer(**{name: said[name] for name in Answer.model_fields})


@router.get("")
def cases() -> list[Case]:
    """All cases."""
    found, _ = chosen((), ())
    return [Case(name=each.name, title=each.title, text=each.text, source=each.source) for each in found]


@router.post("/{name}")
def compute(name: str) -> list[Answer]:
    """One case, computed now by the mechanisms that the society itself runs on. Takes up to some seconds."""
    found, _ = chosen((), ())
    case = next((each for each in found if each.name == name), None)
    if case is None:
        raise HTTPException(404, "there is no case of that name")
    # Cases take seconds of a whole core; several at once would keep lives and pages waiting.
    if not _ONE_AT_A_TIME.acquire(timeout=_PATIENCE):
        raise HTTPException(503, "other cases are being computed; ask again in a moment")
    try:
        return [Answer.of(each) for each in at_published_points(case)]
    finally:
        _ONE_AT_A_TIME.release()

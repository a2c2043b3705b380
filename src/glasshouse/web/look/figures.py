"""Every number of a document as a row: what it is, its value, how far it may be off, and where it comes from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from glasshouse.documents.quantity import Quantity
from glasshouse.scenario import quantities
from glasshouse.web.look.meaning import facts_of, said_of


class Source(BaseModel):
    """A published fact behind a number.

    Attributes:
        id: the fact's name.
        statement: what it says.
        source: who says so.
        url: where it was read, if a lasting address is known.
        as_of: when it was so.
        confidence: `verified` if a text that states it was read, else `recalled`.
    """

    model_config = ConfigDict(extra="forbid")

    id: str
    statement: str
    source: str
    url: str | None
    as_of: str
    confidence: str


class Figure(BaseModel):
    """One number of a document.

    Attributes:
        key: its dotted key, as a setting names it.
        where: titles of the parts in which it stands.
        meaning: what it is.
        value: the number, in `unit`.
        unit: its unit.
        low: the least that it may be; None where it has no range.
        high: the most.
        status: `fact`, `derived`, `assumption`, `definition` or `user`.
        reason: why this value, where no fact states it.
        source: the published fact, if one stands behind it.
    """

    model_config = ConfigDict(extra="forbid")

    key: str
    where: list[str]
    meaning: str
    value: float
    unit: str
    low: float | None
    high: float | None
    status: str
    reason: str | None
    source: Source | None


def figures_of(document: BaseModel) -> list[Figure]:
    """Every number of a document, in its order."""
    return [figure_of(document, key, quantity) for key, quantity in quantities(document)]


def figure_of(document: BaseModel, key: str, quantity: Quantity) -> Figure:
    """One number of a document, by its dotted key."""
    said = said_of(document, key)
    low, high = quantity.range or (None, None)
    fact = facts_of(quantity)
    source = None
    if fact is not None:
        source = Source(
            id=fact.id,
            statement=fact.statement,
            source=fact.source,
            url=fact.url,
            as_of=fact.as_of,
            confidence=fact.confidence,
        )
    return Figure(
        key=key,
        where=list(said.where),
        meaning=said.meaning,
        value=quantity.value,
        unit=quantity.unit,
        low=low,
        high=high,
        status=quantity.status,
        reason=quantity.reason,
        source=source,
    )

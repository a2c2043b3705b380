"""What the moves by which a citizen gets out of a sanction cost: the documents of the table of costs."""

from __future__ import annotations

from typing import Literal

from glasshouse.audit.norms.schema import Head, Hours, Words
from glasshouse.documents.strict import Document

MoveName = Literal["leave-out", "settle", "appeal", "correct", "wait"]
"""Moves beside doing a kind of conduct."""


class Move(Document):
    """What a move costs.

    Attributes:
        title: what it is.
        hours: hours of one's own time, each time.
    """

    title: Words
    hours: Hours


class CostsTable(Head):
    """What moves cost in hours.

    Attributes:
        moves: moves beside doing a kind of conduct, by name.
        kinds: hours to do a kind once, by kind; of kinds whose conduct document says how long they take there is none.
    """

    moves: dict[MoveName, Move]
    kinds: dict[str, Hours]

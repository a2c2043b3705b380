"""Norms that hold between two days."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem

Confidence = Literal["verified", "recalled"]
"""``verified``: a text that states it was read, if only in part or as retold. ``recalled``: none was found."""


class Dated(Document):
    """Something that holds from one day to another.

    Attributes:
        in_force: the first day on which it holds; None if it does not hold yet and nobody knows from when.
        until: the last day on which it holds; None if no end is known.
    """

    in_force: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.in_force is not None and self.in_force <= day and (self.until is None or day <= self.until)

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.until is not None and (self.in_force is None or self.in_force > self.until):
            begin = "nothing" if self.in_force is None else self.in_force.isoformat()
            raise InputError(Problem(key="until", expected=f"a day after its first, {begin}", found=str(self.until)))
        return self

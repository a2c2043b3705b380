"""A notice: what fits a scenario, and yet may not do what its author expects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before a scenario is run.

    Attributes:
        key: dotted key of the part that it is about.
        text: what it is, a sentence.
    """

    key: str
    text: str

    def __str__(self) -> str:
        """The notice on one line."""
        return f"{self.key}: {self.text}"

"""What a scenario says of a reform: who can bring it, what must be seen first, and which rules change then."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from glasshouse.documents.quantity import Share, assumed
from glasshouse.documents.strict import Document

By = Literal["vote", "refusal", "court", "regulator"]
"""Who changes the rules. Votes and refusals take many who must speak to each other first; courts and regulators do not."""

Measure = Literal[
    "sanctioned",
    "wrongly sanctioned",
    "refused",
    "false records",
    "appeals",
    "appeals overturned",
    "words withheld",
    "accounts closed",
    "evading",
    "grievance",
]
"""What is gone by; `glasshouse.institutions.reforming.MEASURES` says what each counts."""


class When(Document):
    """What must be seen before the rules change.

    Attributes:
        measure: what is counted, one of a closed list of exact totals of the days.
        at_least: the support that is needed; its range may reach 1, which no support ever reaches: never.
        window: over how many days, up to this evening, it is counted; nothing is decided before so many days were lived.
    """

    measure: Measure
    at_least: Share
    window: int = Field(default=28, ge=1, le=365)


class Reform(Document):
    """A change of rules that comes when enough people see a wrong and are able to act; a conditional change of a later day.

    Support is the measure, times those who are able to act. For a vote and a refusal it is also times what is left of speech:
    1 less the mean self-censorship in public, since those who do not speak cannot join forces.

    Attributes:
        title: what happens, in a phrase.
        by: who changes the rules.
        when: what must be seen before.
        able: the share of those concerned who are able to act; 0 turns the reform off.
        delay: days from the evening of the decision until the rules change, besides the night.
        change: a diff on the resolved document, as of a change on a later day.
    """

    title: str = Field(min_length=1)
    by: By
    when: When
    able: Share = assumed(
        1.0, "All who are concerned and not silenced act: the most that there could be.", 0.0, 1.0, Share
    )
    delay: int = Field(default=0, ge=0, le=36_600)
    change: dict[str, Any] = Field(min_length=1)

    @property
    def is_collective(self) -> bool:
        """Whether many must join forces for it, so that silence weakens it."""
        return self.by in ("vote", "refusal")

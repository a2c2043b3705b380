"""Whether anything follows from scores at all."""

from __future__ import annotations

from pydantic import Field

from glasshouse.documents.strict import Document


class Consequences(Document):
    """Whether anything follows from scores and cases, in all systems of a scenario.

    Attributes:
        enabled: false leaves people judged and published, and nothing follows (the third rung of the ladder).
    """

    enabled: bool = Field(default=True)

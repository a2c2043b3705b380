"""People who went and came, in a results document."""

from __future__ import annotations

from typing import Annotated

from glasshouse.results.part import Part, told


class TurnoverTotals(Part):
    """People who went and came over all years, and what was on file of those who went."""

    died: Annotated[int, told("people who died", "people")]
    left: Annotated[int, told("people who left otherwise", "people")]
    came: Annotated[int, told("people who took their places", "people")]
    aged: Annotated[
        int | None,
        told("how often somebody grew a year older and stayed; null in documents from before it was told", "times"),
    ] = None
    records: Annotated[int, told("everyday records on file of people when they went", "records")]
    cases: Annotated[int, told("cases of people that were not over when they went", "cases")]

"""Measures that begin some days into a band: which of them a citizen has before them, and when."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.audit.history import CitizenHistory
from glasshouse.audit.treatment import Due


def measures_due(history: CitizenHistory, day: int) -> Iterator[Due]:
    """The measures that the citizen's bands name in the evening of a day, and that are not in force yet.

    Args:
        history: the citizen's days, at least up to `day`.
        day: the day.
    """
    for s, name in enumerate(history.encoded.system_names):
        system, parameters = history.under(day, s)
        for label, measure in system.measures.items():
            if measure.after is None or not parameters["active"]:
                continue
            bands = int(history.numbers(day)["tally_bands"][history.encoded.names.tallies[name, f"measures.{label}"]])
            if _is_named(history, s, day, bands):
                left = round(measure.after.value) + 1 - _days_in_a_row(history, s, day, bands)
                if left > 0:
                    yield Due(name, measure.title, measure.type, left)


def _days_in_a_row(history: CitizenHistory, s: int, day: int, bands: int) -> int:
    """Days in a row up to a day that were lived in one of some bands (a bit each), as published the evening before."""
    days = 0
    while days <= day and _is_named(history, s, max(day - days - 1, 0), bands):
        days += 1
    return days


def _is_named(history: CitizenHistory, s: int, day: int, bands: int) -> bool:
    """Whether the band that was published by the evening of a day is one of some bands."""
    code = int(history.rows["published"][day, s])
    label = history.label(day, s)
    return code > 0 and bool(bands >> sum(code >= start for start in label.codes[1:]) & 1)

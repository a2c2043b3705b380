"""Human review of one citizen: which worse bands came up, and who or what decided about each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from glasshouse.engine.labels import Labels
from glasshouse.schema.codes import CONFIRMED, LAPSED, LET_LAPSE, UNSEEN, WAITING

_OUTCOMES = {
    int(WAITING): "waits for a caseworker; until then the old band stays in force",
    int(LET_LAPSE): "a caseworker let it lapse",
    int(LAPSED): "it lapsed: no caseworker looked in time",
    int(CONFIRMED): "a caseworker confirmed it",
    int(UNSEEN): "it took effect: no caseworker looked",
}


@dataclass(frozen=True)
class Reviewed:
    """One step of a human review.

    Attributes:
        day: the day.
        system: name of the system.
        band: name of the worse band.
        outcome: what happened, in words.
    """

    day: int
    system: str
    band: str
    outcome: str


class Days(Protocol):
    """As much of a citizen's days as is read here."""

    @property
    def rows(self) -> np.ndarray: ...  # noqa: D102
    @property
    def labels(self) -> Labels: ...  # noqa: D102


def reviews_of(history: Days, day: int) -> Iterator[Reviewed]:
    """Every step of human reviews up to a day, in the order of days.

    Args:
        history: the citizen's days.
        day: the last day to tell of.
    """
    rows = history.rows
    for t in range(day + 1):
        for s, label in enumerate(history.labels.systems):
            now, before = _state(rows[t], s), _state(rows[t - 1], s) if t else (0, 0, 0)
            finding, band, asked = now
            if label.has_review and finding in _OUTCOMES and now != before:
                yield Reviewed(t, label.name, label.bands[(asked or band) - 1], _OUTCOMES[finding])


def _state(row: np.void, s: int) -> tuple[int, int, int]:
    finding, band, asked = (int(row[f"review_{name}"][s]) for name in ("finding", "band", "asked"))
    return finding, band, asked


def what_was_reviewed(reviews: tuple[Reviewed, ...], most: int) -> Iterator[str]:
    """The latest steps, a line each."""
    for each in reviews[-most:]:
        yield f"  day {each.day}: band {each.band} of {each.system}: {each.outcome}"

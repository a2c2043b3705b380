"""One observable: a number with a unit and a title, or the reason why it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from glasshouse.observables.smallest import Smallest, smallest_of


@dataclass(frozen=True)
class Observable:
    """One observable.

    Attributes:
        name: its name.
        value: the value; None where it is undefined.
        unit: its unit.
        title: what it is, in a phrase.
        group: the system that it belongs to, if any.
        reason: why it is undefined; None where it is not.
        counts: the whole numbers that it is worked out from, each a sum over people; a share has two, its part and the rest.
            Empty where they are not told.
        is_total: whether it is a sum over people, and no mean: twice as many people, twice as much.
        rests_on_few: whether the extremes of a few people may decide it, as they do a standard deviation.
        over: of a share, how many its whole is; None of anything else.
        smallest: the smallest difference of it that matters; None to take it from the table of all.
    """

    name: str
    value: float | None
    unit: str
    title: str
    group: str | None = None
    reason: str | None = None
    counts: tuple[int, ...] = ()
    is_total: bool = False
    rests_on_few: bool = False
    over: int | None = None
    smallest: Smallest | None = None

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in a results document."""
        said: dict[str, Any] = {"value": self.value, "unit": self.unit, "title": self.title}
        if self.group is not None:
            said["group"] = self.group
        if self.reason is not None:
            said["reason"] = f"undefined, because {self.reason}"
        if self.over is not None:
            said["over"] = self.over
        smallest = self.smallest or smallest_of(self.name)
        if smallest is not None:
            said["smallest"] = smallest.document
        return said


def share(name: str, part: int, whole: int, title: str, why_not: str, group: str | None = None) -> Observable:
    """A part of a whole; undefined where there is no whole."""
    value, reason = (part / whole, None) if whole else (None, why_not)
    return Observable(name, value, "share", title, group, reason, (part, whole - part), over=whole)

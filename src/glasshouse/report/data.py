"""The data of a report: results documents, and daily totals of each world."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Table = Mapping[str, Any]
TimeSeries = Mapping[str, Sequence[float]]
"""Daily totals by column, in order of days."""


_LABELS = {
    "nothing": "nobody is watched",
    "sensing": "people are watched and not judged",
    "scoring": "people are judged and nothing follows",
}


@dataclass(frozen=True)
class World:
    """One world's results, with every part that may be missing given a safe reading.

    Attributes:
        name: its name within the report.
        document: its results document.
        time_series: its daily totals; empty where they were not kept.
    """

    name: str
    document: Table
    time_series: TimeSeries = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What to call it."""
        return str(self.document.get("title") or self.name)

    @property
    def label(self) -> str:
        """A short name for keys and tables."""
        return _LABELS.get(self.name, self.title)

    @property
    def phrase(self) -> str:
        """What to call it inside a sentence."""
        label = _LABELS.get(self.name)
        return f"a world in which {label}" if label else f"“{self.title}”"

    @property
    def citizens(self) -> int:
        """How many adults live in it."""
        return int(self.document.get("citizens", 0))

    @property
    def days(self) -> int:
        """How many days it lasted."""
        return int(self.document.get("days", 0))

    @property
    def systems(self) -> Table:
        """The systems in force, by name."""
        return self.document.get("systems") or {}

    @property
    def is_censored(self) -> bool:
        """Whether posts are removed or flooded, or obstacles prevent any."""
        return any(self.value(f"{what}_per_1000_days") for what in ("removed", "hindered", "flooded"))

    @property
    def is_in_china(self) -> bool:
        """Whether everybody lives in China."""
        return self.country.get("name") == "China"

    @property
    def country(self) -> Table:
        """The country that the regions belong to; empty if there is none."""
        return self.document.get("country") or {}

    @property
    def judges(self) -> dict[str, Table]:
        """The systems that judge people (those that only watch are left out)."""
        return {name: system for name, system in self.systems.items() if "bands" in system}

    @property
    def kinds(self) -> Table:
        """Totals by kind of conduct."""
        return self.document.get("kinds") or {}

    @property
    def groups(self) -> Table:
        """Totals by group of people."""
        groups = self.document.get("groups") or {}
        return {name: group for name, group in groups.items() if group.get("people")}

    @property
    def regions(self) -> Sequence[Table]:
        """Regions in which anybody lives."""
        return [place for place in self.document.get("regions") or () if place.get("people")]

    def observable(self, name: str) -> Table:
        """What the document says of an observable; empty where it is missing."""
        entry = (self.document.get("observables") or {}).get(name)
        return entry if isinstance(entry, Mapping) else {}

    def value(self, name: str) -> float | None:
        """The value of an observable; None where it is missing or undefined."""
        value = self.observable(name).get("value")
        return float(value) if isinstance(value, int | float) and math.isfinite(value) else None

    def times(self, name: str) -> int:
        """How often a thing happened, of an observable that is a rate per 1,000 people and day; 0 where it is not known."""
        return round((self.value(name) or 0.0) * self.citizens * self.days / 1000)

    def unit(self, name: str) -> str:
        """The unit of an observable."""
        return str(self.observable(name).get("unit", ""))


@dataclass(frozen=True)
class ReportData:
    """What a page is made of.

    Attributes:
        worlds: the worlds by name, the base first.
        comparison: the comparison's document; empty for a single run.
        assumptions: the spans of what is on the first screen over the assumptions, as
            `glasshouse.sweeps.assumptions.spans` gives them; empty where they were not varied.
    """

    worlds: Mapping[str, World]
    comparison: Table = field(default_factory=dict)
    assumptions: Table = field(default_factory=dict)

    @property
    def base(self) -> World:
        """The world that the report is about."""
        return next(iter(self.worlds.values()))

    @property
    def twins(self) -> list[World]:
        """The worlds that it is compared with."""
        return list(self.worlds.values())[1:]

    def differences(self, twin: str) -> Table:
        """Differences of observables, base less twin."""
        return self._of(twin, "differences")

    def individual_differences(self, twin: str) -> Table:
        """People whose days differed from their twin's, by outcome."""
        return self._of(twin, "individual_differences")

    def examples(self, twin: str) -> Sequence[Table]:
        """Citizens whose days differed from their twin's, with the outcomes."""
        examples = self.comparison.get("examples") or ()
        return [example for example in examples if example["twin"] == twin]

    def _of(self, twin: str, part: str) -> Table:
        """A part of the comparison that stands by twin; empty where it is missing."""
        return (self.comparison.get(part) or {}).get(twin) or {}

"""The contrast: what differs between twins, over time and person by person."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any, Final

from glasshouse.report import charts
from glasshouse.report.charts.individual_differences import OUTCOMES
from glasshouse.report.data import ReportData, World
from glasshouse.report.difference import Side
from glasshouse.report.drawing import Table
from glasshouse.report.sentences import statements
from glasshouse.report.wording import capital, listing

_SIDES: Final[tuple[tuple[str, Side], ...]] = (
    ("What scoring is meant to change", "aim"),
    ("What else it changed", "cost"),
)
_EXAMPLES: Final = 2
_TOLD: Final = frozenset(("silenced", "denied", "wrongly_sanctioned", "sanctioned"))
"""Outcomes that `glasshouse why` accounts for; what somebody did besides may leave no record."""


def contrast(data: ReportData) -> dict[str, Any]:
    """What the page says of twins; of a single run, only its time series."""
    names = [world.label for world in data.worlds.values()]
    has_several = len(data.twins) > 1
    individual = [
        {
            "twin": twin.phrase,
            "figure": charts.individual_differences(data, twin),
            "examples": _examples(data, twin),
        }
        for twin in data.twins
    ]
    return {
        "twins": names[1:],
        "names": names,
        "twin_key": [f"against: {name}" for name in names[1:]] if has_several else (),
        "statements": [
            {
                "twin": twin.phrase,
                "sides": [(heading, statements(data, twin, side)) for heading, side in _SIDES],
            }
            for twin in data.twins
        ],
        "intervals": _intervals(data),
        "differences": charts.differences(data),
        "time_series": charts.time_series(data),
        "individual_differences": [part for part in individual if part["figure"]],
    }


def _intervals(data: ReportData) -> str:
    method = data.comparison.get("interval")
    if not method:
        return "Differences are here less there, over the whole run."
    text = f"Intervals: {method}.".replace("95 %", "95%")
    if "jackknife" in str(method):
        text += (
            " A jackknife leaves out one block of communities after the other and sees how much the difference moves."
        )
    replicates = data.comparison.get("replicates")
    if isinstance(replicates, int) and replicates > 1:
        text += (
            " Values, differences and numbers of people are means over the seeds; examples and charts are of the first."
        )
    return text


def _examples(data: ReportData, twin: World) -> dict[str, Any] | None:
    """A few citizens, two for each outcome, with what happened to them first, and the command that tells why."""
    run = str(data.base.document.get("run") or data.base.name)
    by_outcome: dict[str, list[Mapping[str, Any]]] = {outcome: [] for outcome in OUTCOMES}
    known = [example for example in data.examples(twin.name) if example.get("outcome") in by_outcome]
    for example in known:
        if len(by_outcome[example["outcome"]]) < _EXAMPLES:
            by_outcome[example["outcome"]].append(example)
    if not known:
        return None
    rows = tuple(_example_row(example) for examples in by_outcome.values() for example in examples)
    table = Table(("citizen", "first on day", "unlike the twin", "first occasion"), rows)
    told = next((each for each in known if each["outcome"] in _TOLD), known[0])
    citizen, day = told["citizen"], told.get("day")
    first = [str(citizen), *(() if day is None else ("--day", str(day)))]
    return {"table": table, "command": shlex.join(["glasshouse", "why", run, *first])}


def _example_row(example: Mapping[str, Any]) -> tuple[str, ...]:
    """A citizen with the first occasion on which their day was not their twin's."""
    concerns = listing([str(concern) for concern in example.get("concerns") or ()])
    day, outcome = example.get("day"), OUTCOMES[example["outcome"]].replace("were ", "was ")
    return str(example["citizen"]), "" if day is None else str(day), capital(outcome), concerns

"""The contrast: what differs between twins, over time and person by person."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any, Final

from glasshouse.report import charts
from glasshouse.report.charts.individual_differences import OUTCOMES
from glasshouse.report.data import Material, World
from glasshouse.report.drawing import Table
from glasshouse.report.sentences import Side, statements
from glasshouse.report.wording import capital, listing

_SIDES: Final[tuple[tuple[str, Side], ...]] = (
    ("What scoring is meant to change", "aim"),
    ("What else it changed", "cost"),
)
_EXAMPLES: Final = 2


def contrast(material: Material) -> dict[str, Any]:
    """What the page says of twins; of a single run, only its course."""
    names = [world.label for world in material.worlds.values()]
    many = len(material.twins) > 1
    otherwise = [
        {
            "twin": twin.phrase,
            "figure": charts.individual_differences(material, twin),
            "examples": _examples(material, twin),
        }
        for twin in material.twins
    ]
    return {
        "twins": names[1:],
        "names": names,
        "twin_key": [f"against: {name}" for name in names[1:]] if many else (),
        "plain": [
            {
                "twin": twin.phrase,
                "sides": [(words, statements(material, twin, side)) for words, side in _SIDES],
            }
            for twin in material.twins
        ],
        "intervals": _intervals(material),
        "differences": charts.differences(material),
        "course": charts.course(material),
        "individual_differences": [one for one in otherwise if one["figure"]],
    }


def _intervals(material: Material) -> str:
    how = material.comparison.get("interval")
    if not how:
        return "Differences are here less there, over the whole run."
    text = f"Intervals: {how}.".replace("95 %", "95%")
    replicates = material.comparison.get("replicates")
    if isinstance(replicates, int) and replicates > 1:
        text += " Values are those of the first seed; differences and intervals are over all of them."
    return text


def _examples(material: Material, twin: World) -> dict[str, Any] | None:
    """A few citizens, two for each way, with what befell them first, and the command that tells why."""
    run = str(material.base.document.get("run") or material.base.name)
    chosen: dict[str, list[Mapping[str, Any]]] = {way: [] for way in OUTCOMES}
    known = [example for example in material.examples(twin.name) if example.get("outcome") in chosen]
    for example in known:
        if len(chosen[example["outcome"]]) < _EXAMPLES:
            chosen[example["outcome"]].append(example)
    if not known:
        return None
    found = tuple(_example_row(example) for examples in chosen.values() for example in examples)
    table = Table(("citizen", "unlike the twin", "what it was at first", "first on day"), found)
    citizen, day = known[0]["citizen"], known[0].get("day")
    first = [str(citizen), *(() if day is None else ("--day", str(day)))]
    return {"table": table, "command": shlex.join(["glasshouse", "why", run, *first])}


def _example_row(example: Mapping[str, Any]) -> tuple[str, ...]:
    what = listing([str(concern) for concern in example.get("concerns") or ()])
    day = example.get("day")
    return str(example["citizen"]), capital(OUTCOMES[example["outcome"]]), what, "" if day is None else str(day)

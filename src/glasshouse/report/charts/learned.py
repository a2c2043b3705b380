"""What a learned score learned: each weight from fit to fit, and how well the fits separated good from bad, as small charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from glasshouse.report.charts.rows import stack
from glasshouse.report.charts.time_series import by_world
from glasshouse.report.data import World
from glasshouse.report.drawing import Build, Figure, Table, draw_panels, values
from glasshouse.report.palette import MUTED
from glasshouse.report.wording import capital, listing, number, signed

AREA: Final = "Area under the curve"
_TOSS: Final = 0.5
_HEIGHT: Final = 150
_RECORD, _FILE = "points for each record", "points for each unit on file"

Point = tuple[int, float]
"""A fit's day, and what it found."""


@dataclass(frozen=True)
class Weight:
    """One thing that is followed from fit to fit.

    Attributes:
        heading: what it is.
        unit: its unit.
        level: the line that parts good from bad, or more from less.
        lines: what each world's fits found, by the world's place in the report.
    """

    heading: str
    unit: str
    level: float
    lines: Mapping[int, Sequence[Point]]


def fits(world: World, name: str) -> list[Mapping[str, Any]]:
    """The fits of a learned score; those that left the weights as they were, for want of good or bad people, are left out."""
    if not (world.systems.get(name) or {}).get("learning"):
        return []
    decided = (world.document.get("decided") or {}).get(f"learned {name}") or ()
    before = [None, *(weights(fit) for fit in decided)]
    return [fit for fit, old in zip(decided, before, strict=False) if fit["fitted"] and weights(fit) != old]


def weights(fit: Mapping[str, Any]) -> tuple[Any, ...]:
    """The constant and the coefficients of a fit."""
    return fit["constant"], tuple(fit["coefficients"].items())


def points(world: World, name: str, part: str) -> list[Point]:
    """What one record, or one unit of an attribute, was worth by each fit, in points of the score."""
    worth = world.systems[name]["learning"]["points_per_log_odds"]
    return [
        (fit["day"], -worth * fit["coefficients"][part]) for fit in fits(world, name) if part in fit["coefficients"]
    ]


def areas(world: World, name: str) -> list[Point]:
    """The area under the curve of each fit that could tell it."""
    return [(fit["day"], fit["auc"]) for fit in fits(world, name) if fit["auc"] is not None]


def learned(worlds: Sequence[World], name: str) -> Figure | None:
    """The area under the curve, and each weight, from fit to fit; None where nothing was fitted.

    Args:
        worlds: all worlds of the report, in order; those without the score have no line.
        name: the score.
    """
    all_weights = [weight for weight in _weights(worlds, name) if any(weight.lines.values())]
    if not all_weights:
        return None
    labels = [world.label for world in worlds]
    panels = [
        (f"{weight.heading}, {weight.unit}", _description(weight, labels), _draw_lines(weight, labels))
        for weight in all_weights
    ]
    title = f"{worlds[0].systems.get(name, {}).get('title', name)}: what each fit found"
    note = (
        "Above the dashed line a record, or more of an attribute, raises the score; below, it lowers it. Attributes on "
        "file run from −1 to 1. An area of 0.5 is a coin toss. Each chart has an axis of its own: read the figures on it."
    )
    if any(not fits(world, name) for world in worlds):
        note += " A world without the score has no line."
    description = " ".join(f"{heading}. {text}" for heading, text, _ in panels)
    return draw_panels(f"learned-{name}", title, description, panels, _table(all_weights, labels), note)


def _table(all_weights: Sequence[Weight], labels: Sequence[str]) -> Table:
    """One row for each weight and world, one column for each day of a fit."""
    days = sorted({day for weight in all_weights for line in weight.lines.values() for day, _ in line})
    rows = tuple(
        (weight.heading, weight.unit, labels[place], *_cells(weight, dict(line), days))
        for weight in all_weights
        for place, line in weight.lines.items()
        if line
    )
    return Table(("what", "unit", "world", *(f"day {day}" for day in days)), rows)


def _weights(worlds: Sequence[World], name: str) -> list[Weight]:
    fitted = {place: world for place, world in enumerate(worlds) if fits(world, name)}
    all_weights = [Weight(AREA, "0 to 1", _TOSS, {place: areas(world, name) for place, world in fitted.items()})]
    inputs: dict[str, Mapping[str, Any]] = {}
    for world in fitted.values():
        inputs |= world.systems[name]["learning"]["inputs"]
    for part, entry in inputs.items():
        heading, unit = (f"{entry['title']} on file", _FILE) if entry["proxy"] else (entry["title"], _RECORD)
        lines = {place: points(world, name, part) for place, world in fitted.items()}
        all_weights.append(Weight(capital(heading), unit, 0.0, lines))
    return all_weights


def _description(weight: Weight, labels: Sequence[str]) -> str:
    named_lines = [(labels[place], line) for place, line in weight.lines.items() if line]
    ends = [(_text(weight, line[0][1]), _text(weight, line[-1][1])) for _, line in named_lines]
    if len(named_lines) == 1:
        return f"From {ends[0][0]} at the first fit to {ends[0][1]} at the last."
    return f"{listing([f'{label} from {a} to {b}' for (label, _), (a, b) in zip(named_lines, ends, strict=True)])}."


def _cells(weight: Weight, line: Mapping[int, float], days: Sequence[int]) -> list[str]:
    return [_text(weight, line[day]) if day in line else "–" for day in days]


def _text(weight: Weight, value: float) -> str:
    return number(value, 3) if weight.heading == AREA else signed(value)


def _draw_lines(weight: Weight, labels: Sequence[str]) -> Build:
    def build(width: int) -> alt.LayerChart:
        data: list[dict[str, Any]] = [
            {"day": day, "value": value, "world": labels[place], "order": len(labels) - place}
            for place, line in weight.lines.items() for day, value in line
        ]  # fmt: skip
        reach: list[float] = [weight.level, *(row["value"] for row in data)]
        low, high = min(reach), max(reach)
        room = (high - low) * 0.12 or 0.1
        days = [row["day"] for row in data]
        margin = max(1, (max(days) - min(days)) // 20)
        span = alt.Scale(domain=[min(days) - margin, max(days) + margin], nice=False, zero=False)
        heights = alt.Scale(domain=[low - room, high + room], nice=False, zero=False)
        x = alt.X("day:Q", title="day of the fit", scale=span, axis=alt.Axis(grid=False, tickCount=5, tickMinStep=1))
        y = alt.Y("value:Q", title=None, scale=heights, axis=alt.Axis(tickCount=4, format=",~r", minExtent=32))
        colour, dash = by_world(labels)
        level = alt.Chart(values([{"value": weight.level}])).mark_rule(color=MUTED, strokeDash=[2, 3]).encode(y=y)
        lines = alt.Chart(values(data)).mark_line(strokeWidth=1.8)
        dots = alt.Chart(values(data)).mark_point(filled=True, size=34, opacity=1)
        return stack(
            [level, lines.encode(x=x, y=y, color=colour, strokeDash=dash, order=alt.Order("order:Q")),
             dots.encode(x=x, y=y, color=colour)], width, _HEIGHT,
        )  # fmt: skip

    return build

"""Daily totals of worlds side by side: weekly means of what matters, as small multiples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt

from glasshouse.report.charts.rows import stack
from glasshouse.report.data import ReportData, TimeSeries
from glasshouse.report.drawing import Build, Figure, Table, draw_panels, values
from glasshouse.report.palette import WORLDS
from glasshouse.report.wording import listing, number
from glasshouse.schema.codes import GUARD_NONE, SHARE_TOP

_WEEK: Final = 7
_HEIGHT: Final = 150
DASHES: Final = ([1, 0], [5, 3], [2, 2], [7, 2, 2, 2])
"""Dashes of compared lines, so that colour is not alone in telling them apart."""


@dataclass(frozen=True)
class Series:
    """One thing that is followed over time.

    Attributes:
        heading: what it is.
        unit: its unit.
        columns: daily counts that are added up.
        factor: by which the count per person and day is multiplied.
        shift: what is taken off after that.
    """

    heading: str
    unit: str
    columns: tuple[str, ...]
    factor: float
    shift: float = 0.0


SERIES: Final = (
    Series("Criticism in public", "per 1,000 people and day", ("happened.criticise",), 1000),
    Series("Sensitive searches", "per 1,000 people and day", ("happened.search-sensitive",), 1000),
    Series("Self-censorship", "per cent", ("self_censorship",), 100 / GUARD_NONE, 100),
    Series(
        "Petty offences",
        "per 1,000 people and day",
        ("happened.jaywalk", "happened.litter", "happened.drive-badly", "happened.dodge-fare"),
        1000,
    ),
    Series("Volunteering and gifts", "per 1,000 people and day", ("happened.volunteer", "happened.donate"), 1000),
    Series("Effort towards rewards", "per cent", ("effort",), 100 / SHARE_TOP),
    Series("Grievance", "per cent", ("grievance",), 100 / SHARE_TOP),
    Series("People under a sanction", "per cent", ("sanctioned",), 100),
    Series("Attempts denied", "per 1,000 people and day", ("denied",), 1000),
)
"""What is followed, in the order shown."""


def time_series(data: ReportData, all_series: Sequence[Series] = SERIES) -> Figure | None:
    """Worlds side by side over time, one small chart for each series that moves."""
    names = [world.label for world in data.worlds.values()]
    panels, rows = [], []
    for series in all_series:
        lines = [weekly(world.time_series, series, world.citizens) for world in data.worlds.values()]
        if not all(lines) or len(lines[0]) < 3 or not any(any(line) for line in lines):
            continue
        changes = [f"{name} {_range_text(line)}" for name, line in zip(names, lines, strict=True)]
        panels.append((f"{series.heading}, {series.unit}", f"By week, {listing(changes)}.", _draw_lines(names, lines)))
        rows += [(series.heading, series.unit, name, *_marks(line)) for name, line in zip(names, lines, strict=True)]
    if not panels:
        return None
    title = "Side by side, week by week" if data.twins else "Week by week"
    description = " ".join(f"{heading}. {text}" for heading, text, _ in panels)
    table = Table(("what", "unit", "world", "first week", "middle week", "last week", "mean"), tuple(rows))
    note = "Most axes do not begin at zero, so that small differences can be seen: read the figures on them."
    return draw_panels("time-series", title, description, panels, table, note)


def weekly(totals: TimeSeries, series: Series, citizens: int) -> list[float]:
    """Means over whole weeks; empty where a column is missing."""
    if not citizens or any(column not in totals for column in series.columns):
        return []
    daily = [sum(day) for day in zip(*(totals[column] for column in series.columns), strict=True)]
    weeks = [daily[at : at + _WEEK] for at in range(0, len(daily) - _WEEK + 1, _WEEK)]
    return [sum(week) / _WEEK / citizens * series.factor - series.shift for week in weeks]


def _range_text(line: Sequence[float]) -> str:
    """Ends and extremes of a line in words."""
    first, last, lowest, highest = (number(value, 3) for value in (line[0], line[-1], min(line), max(line)))
    return f"from {first} to {last} (lowest {lowest}, highest {highest})"


def _marks(line: Sequence[float]) -> list[str]:
    """First, middle and last value and the mean, in words."""
    return [number(value, 3) for value in (line[0], line[len(line) // 2], line[-1], sum(line) / len(line))]


def _draw_lines(names: Sequence[str], lines: Sequence[Sequence[float]]) -> Build:
    def build(width: int) -> alt.LayerChart:
        data = [
            {"week": at + 1, "value": value, "world": name, "order": len(names) - place}
            for place, (name, line) in enumerate(zip(names, lines, strict=True))
            for at, value in enumerate(line)
        ]
        low, high = (end(value for line in lines for value in line) for end in (min, max))
        room = (high - low) * 0.12 or abs(high) * 0.05 or 1.0
        heights = alt.Scale(domain=[low - room if low else 0, high + room], nice=False, zero=False)
        weeks = alt.Scale(domain=[1, max(len(line) for line in lines)], nice=False)
        x = alt.X("week:Q", title="week", scale=weeks, axis=alt.Axis(grid=False, tickCount=6, tickMinStep=1))
        y = alt.Y("value:Q", title=None, scale=heights, axis=alt.Axis(tickCount=4, format=",~r", minExtent=32))
        colour, dash = by_world(names)
        chart = alt.Chart(values(data)).mark_line(strokeWidth=1.8)
        return stack(
            [chart.encode(x=x, y=y, color=colour, strokeDash=dash, order=alt.Order("order:Q"))], width, _HEIGHT
        )

    return build


def by_world(names: Sequence[str]) -> tuple[alt.Color, alt.StrokeDash]:
    """Colour and dashes of each world, so that neither is needed alone."""
    many = len(names)
    colours = alt.Scale(domain=list(names), range=[WORLDS[k % len(WORLDS)] for k in range(many)])
    dashes = alt.Scale(domain=list(names), range=list(DASHES[:many]))
    return alt.Color("world:N", scale=colours, legend=None), alt.StrokeDash("world:N", scale=dashes, legend=None)

"""Shares that make up a whole, as one bar a row: for the pictures of a rights audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import altair as alt
import numpy as np

from glasshouse.report.charts.rows import row_axis, row_labels, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import WORLDS
from glasshouse.report.wording import share

_ROW, _ROW_NARROW = 40, 58
_ROOM_FOR_TEXT, _ROOM_NARROW = 0.08, 0.18
_LEGEND_ROW = 18

Stacked = tuple[str, Sequence[float]]
"""A bar: its label, and its parts."""


def stacked(
    slug: str,
    title: str,
    parts: Sequence[str],
    rows: Sequence[Stacked],
    axis: str,
    note: str,
    *,
    colours: Sequence[str] = WORLDS,
) -> Figure | None:
    """Bars of parts that add up to all; None where there are none.

    Args:
        slug: names the picture.
        title: its title.
        parts: what the parts are called, in their order; parts that no bar has are left out.
        rows: the bars.
        axis: title of the axis.
        note: what stands below.
        colours: of the parts; a number in each part and in the legend says the same.
    """
    if not rows:
        return None
    shares = np.array([found for _, found in rows])
    has: list[int] = np.flatnonzero((shares > 0).any(0)).tolist()
    kept, kept_colours = [parts[k] for k in has], [colours[k % len(colours)] for k in has]
    shown = [(label, found) for (label, _), found in zip(rows, shares[:, has].tolist(), strict=True)]
    told, table = _in_words(kept, shown)

    def build(width: int) -> alt.LayerChart:
        return _stacked(kept, kept_colours, shown, axis, width)

    return draw(f"chart-{slug}", title, told, build, table, note)


def _in_words(parts: Sequence[str], rows: Sequence[Stacked]) -> tuple[str, Table]:
    """What the picture says, as text and as a table."""
    said = [(label, [share(value) for value in found]) for label, found in rows]
    told = [f"{label}: {', '.join(map(' '.join, zip(parts, found, strict=True)))}" for label, found in said]
    return "; ".join(told), Table(("", *parts), tuple((label, *found) for label, found in said))


def _pieces(named: Sequence[str], rows: Sequence[Stacked], *, beside: bool) -> Iterator[dict[str, object]]:
    """Each part of each bar, as data of the chart."""
    first, last = (0.15, 0.85) if beside else (0.45, 0.95)
    least = _ROOM_FOR_TEXT if beside else _ROOM_NARROW
    for at, (_, found) in enumerate(rows):
        ends = np.cumsum([0.0, *found]) * 100
        for k, value in enumerate(found):
            text = f"{k + 1}: {100 * value:.0f}%" if value >= least else ""
            place = {"a": ends[k], "b": ends[k + 1], "middle": (ends[k] + ends[k + 1]) / 2}
            height = {"y": at + first, "y2": at + last, "y3": at + (first + last) / 2}
            yield place | height | {"part": named[k], "text": text}


def _stacked(
    parts: Sequence[str], colours: Sequence[str], rows: Sequence[Stacked], axis: str, width: int
) -> alt.LayerChart:
    beside = width >= WIDE
    labels = {at + (0.5 if beside else 0.25): row[0] for at, row in enumerate(rows)}
    y = row_axis(labels, len(rows), beside=beside)
    named = [f"{k + 1} {part}" for k, part in enumerate(parts)]
    # One column: labels of several would run into each other where one is long.
    columns = 1
    legend = alt.Legend(title=None, columns=columns, labelLimit=width - 60)
    colour = alt.Color("part:N", scale=alt.Scale(domain=named, range=list(colours)), legend=legend)
    x = alt.X("a:Q", title=axis, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    chart = alt.Chart(values(list(_pieces(named, rows, beside=beside))))
    bar = chart.mark_rect(stroke="white", strokeWidth=1).encode(x=x, x2="b:Q", y=y, y2="y2:Q", color=colour)
    text = chart.mark_text(color="white", fontSize=12).encode(
        x="middle:Q", y=row_axis(labels, len(rows), beside=beside, field="y3"), text="text:N"
    )
    height = (_ROW if beside else _ROW_NARROW) * len(rows) + 60
    height += _LEGEND_ROW * -(-len(parts) // columns)
    return stack(cast(list[alt.Chart], [bar, text, *row_labels(labels, y, beside=beside)]), width, height)

"""Shares that make up a whole, as one bar a row: for the pictures of a rights audit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import altair as alt

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
    has = [k for k in range(len(parts)) if any(row[1][k] > 0 for row in rows)]
    kept, shown = [parts[k] for k in has], [(label, [row[k] for k in has]) for label, row in rows]
    told = "; ".join(
        f"{label}: {', '.join(f'{part} {share(value)}' for part, value in zip(kept, found, strict=True))}"
        for label, found in shown
    )
    table = Table(("", *kept), tuple((label, *(share(value) for value in found)) for label, found in shown))
    kept_colours = [colours[k % len(colours)] for k in has]

    def build(width: int) -> alt.LayerChart:
        return _stacked(kept, kept_colours, shown, axis, width)

    return draw(f"chart-{slug}", title, told, build, table, note)


def _stacked(
    parts: Sequence[str], colours: Sequence[str], rows: Sequence[Stacked], axis: str, width: int
) -> alt.LayerChart:
    beside = width >= WIDE
    labels = {at + (0.5 if beside else 0.25): row[0] for at, row in enumerate(rows)}
    y = row_axis(labels, len(rows), beside=beside)
    first, last = (0.15, 0.85) if beside else (0.45, 0.95)
    least = _ROOM_FOR_TEXT if beside else _ROOM_NARROW
    pieces = []
    for at, (_, found) in enumerate(rows):
        begins = 0.0
        for k, value in enumerate(found):
            text = f"{k + 1}: {100 * value:.0f}%" if value >= least else ""
            pieces.append(
                {
                    "a": 100 * begins,
                    "b": 100 * (begins + value),
                    "y": at + first,
                    "y2": at + last,
                    "part": f"{k + 1} {parts[k]}",
                    "middle": 100 * (begins + value / 2),
                    "y3": at + (first + last) / 2,
                    "text": text,
                }
            )
            begins += value
    named = [f"{k + 1} {part}" for k, part in enumerate(parts)]
    columns = 2 if beside else 1
    legend = alt.Legend(title=None, columns=columns, labelLimit=width - 60)
    colour = alt.Color("part:N", scale=alt.Scale(domain=named, range=list(colours)), legend=legend)
    x = alt.X("a:Q", title=axis, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    chart = alt.Chart(values(pieces))
    bar = chart.mark_rect(stroke="white", strokeWidth=1).encode(x=x, x2="b:Q", y=y, y2="y2:Q", color=colour)
    text = chart.mark_text(color="white", fontSize=12).encode(
        x="middle:Q", y=row_axis(labels, len(rows), beside=beside, field="y3"), text="text:N"
    )
    height = (_ROW if beside else _ROW_NARROW) * len(rows) + 60
    height += _LEGEND_ROW * -(-len(parts) // columns)
    return stack(cast(list[alt.Chart], [bar, text, *row_labels(labels, y, beside=beside)]), width, height)

"""Horizontal bars with their values written beside them: the plainest chart, used wherever it will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from glasshouse.report.charts.rows import stack
from glasshouse.report.drawing import NARROW, Build, values
from glasshouse.report.palette import ACCENT, INK, MUTED

_ROW = 26
_AXIS = 46
_LETTER = 7.2
_LIMIT = 340
"""The widest that a label beside a bar may be, in pixels."""
_ROOM = 1.18
"""How much longer the scale is than the longest bar, for the text beside it."""
_ROOM_NARROW = 1.28


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        label: what it stands for.
        value: its length.
        text: the value in words.
        colour: its colour.
        is_rough: whether it rests on so few that it is drawn as an outline.
    """

    label: str
    value: float
    text: str
    colour: str = ACCENT
    is_rough: bool = False


def bars(rows: Sequence[Bar], axis: str, *, is_share: bool = True) -> Build:
    """Builds a bar chart.

    Args:
        rows: the bars, from top to bottom.
        axis: title of the axis, with the unit.
        is_share: whether values are shares, to be labelled in per cent.
    """

    def build(width: int) -> alt.LayerChart:
        narrow = width <= NARROW
        data = [
            {
                "label": row.label,
                "value": row.value,
                "text": row.text,
                "at": at,
                "colour": row.colour,
                "rough": row.is_rough,
            }
            for at, row in enumerate(rows)
        ]
        longest = max((row.value for row in rows), default=0.0) or 1.0
        scale = alt.Scale(domain=[0, longest * (_ROOM_NARROW if narrow else _ROOM)])
        ticks = alt.Axis(grid=False, tickCount=4, format="~%" if is_share else "~s")
        if is_share and longest * _ROOM > 1:
            ticks = alt.Axis(grid=False, values=[0, 0.25, 0.5, 0.75, 1], format="~%")
        x, y = alt.X("value:Q", scale=scale, title=axis, axis=ticks), _labels(rows, narrow)
        chart = alt.Chart(values(data))
        thick, shift = (13, 8) if narrow else (16, 0)
        colour = alt.Color("colour:N", scale=None)
        solid = chart.transform_filter("!datum.rough").mark_bar(height=thick, yOffset=shift)
        outline = chart.transform_filter("datum.rough && datum.value > 0").mark_bar(
            height=thick, yOffset=shift, fillOpacity=0, strokeWidth=1.5, strokeDash=[3, 2]
        )
        texts = chart.mark_text(align="left", dx=5, dy=shift, color=INK, fontSize=12)
        stroke = alt.Stroke("colour:N", scale=None)
        layers = [solid.encode(x=x, y=y, color=colour)]
        layers += [outline.encode(x=x, y=y, stroke=stroke)] if any(row.is_rough for row in rows) else []
        layers.append(texts.encode(x=x, y=y, text=alt.Text("text:N")))
        if narrow:
            above = chart.mark_text(align="left", dy=-9, color=MUTED, fontSize=12)
            layers.append(above.encode(x=alt.value(0), y=y, text=alt.Text("label:N")))
        return stack(layers, width, max(1, len(rows)) * (_ROW + (18 if narrow else 0)) + _AXIS)

    return build


def _labels(rows: Sequence[Bar], narrow: bool) -> alt.Y:
    """Labels beside the bars; on a narrow page they stand above them, where they take no room away."""
    order = [row.label for row in rows]
    widest = _LETTER * max((len(row.label) for row in rows), default=0)
    beside = alt.Axis(title=None, labelColor=INK, labelFontSize=12, minExtent=widest, labelLimit=_LIMIT)
    hidden = alt.Axis(labels=False, title=None, ticks=False)
    return alt.Y("label:N", sort=order, axis=hidden if narrow else beside, scale=alt.Scale(padding=0.2))

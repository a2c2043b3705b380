"""Rows of a chart whose vertical scale counts rows: labels beside them, or above on a telephone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

import altair as alt

from glasshouse.report.drawing import values
from glasshouse.report.palette import INK, MUTED

_LIMIT = 390
_LETTER = 7.2  # the widest that a letter of this size is in common fonts, on average, in pixels


def row_axis(labels: Mapping[float, str], rows: float, *, beside: bool, field: str = "y") -> alt.Y:
    """The vertical scale, downwards from 0 to `rows`, with labels at their places if they stand beside it."""
    scale = alt.Scale(domain=[rows, 0], nice=False, zero=False)
    if not beside:
        return alt.Y(f"{field}:Q", scale=scale, axis=None)
    places, words = list(labels), list(labels.values())
    axis = alt.Axis(
        values=places,
        labelExpr=pick(labels),
        grid=False,
        title=None,
        labelColor=INK,
        labelFontSize=12,
        labelLimit=_LIMIT,
        minExtent=min(_LIMIT, _LETTER * max(map(len, words), default=0)),
    )
    return alt.Y(f"{field}:Q", scale=scale, axis=axis)


def pick(labels: Mapping[float, str]) -> str:
    """An expression that gives a tick its label by its place."""
    places = [round(place, 6) for place in labels]
    near = f"indexof({json.dumps(places)}, round(datum.value * 1e6) / 1e6)"
    return f"{json.dumps(list(labels.values()), ensure_ascii=False)}[{near}]"


def row_line(place: float, spans: Sequence[tuple[float, float]], x: alt.X, y: alt.Y) -> alt.Chart:
    """A vertical line at a place of the horizontal scale, through the stretches of rows that it shall pass.

    Args:
        place: where it stands.
        spans: top and bottom of each stretch; one for each row leaves out labels that stand above the rows.
        x: the horizontal scale.
        y: the scale of rows.
    """
    data = values([{"x": place, "y": top, "y2": bottom} for top, bottom in spans])
    return cast(alt.Chart, alt.Chart(data).mark_rule(color=MUTED).encode(x=x, y=y, y2=alt.Y2("y2:Q")))


def stack(layers: Sequence[alt.Chart], width: float, height: float) -> alt.LayerChart:
    """Layers on one another, at a size in pixels that takes in the axes."""
    return cast(alt.LayerChart, alt.layer(*layers).properties(width=width, height=height))


def row_labels(labels: Mapping[float, str], y: alt.Y, *, beside: bool) -> list[alt.Chart]:
    """The labels as a layer of their own, if they do not stand beside the scale."""
    if beside:
        return []
    data = values([{"y": place, "label": label} for place, label in labels.items()])
    text = alt.Chart(data).mark_text(align="left", color=INK, fontSize=12, limit=340)
    return [text.encode(x=alt.value(0), y=y, text=alt.Text("label:N"))]

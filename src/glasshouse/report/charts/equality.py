"""The picture of equality: each group beside everybody else at the same conduct, as ratios around 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import altair as alt

from glasshouse.report.charts.rows import row_axis, row_labels, row_line, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK

_ROW, _ROW_NARROW = 26, 44
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)
_AXIS = "times as many days under a sanction as everybody else, at the same conduct"
_WIDEST = (0.1, 10.0)

Row = tuple[str, float, float, float]
"""A group: its label, its ratio, and the ends of its interval."""


def ratios_by_group(tables: Mapping[str, Any]) -> Figure | None:
    """Ratios of groups with their intervals, on a scale on which twice and half lie as far from 1.

    Args:
        tables: the document's tables.

    Returns:
        The picture; None where no group has a ratio with an interval.
    """
    table = tables["equality"]
    at = {column["name"]: k for k, column in enumerate(table["columns"])}
    rows: list[Row] = [
        (str(row[at["group"]]), float(row[at["at_same_conduct"]]), float(row[at["low"]]), float(row[at["high"]]))
        for row in table["rows"]
        if row[at["at_same_conduct"]] is not None and row[at["low"]] is not None
    ]
    if not rows:
        return None
    said = tuple((str(label), f"{value:.2f}", f"{low:.2f} to {high:.2f}") for label, value, low, high in rows)
    return draw(
        "chart-equality",
        "Days under a sanction at the same conduct",
        "; ".join(f"{label}: {value} times" for label, value, _ in said),
        lambda width: _chart(rows, width),
        Table(("group", _AXIS, "95% interval"), said),
        "Twice as many lies as far to the right of 1 as half as many to the left; lines are 95% intervals over communities, "
        "and end where the scale ends.",
    )


def _chart(rows: Sequence[Row], width: int) -> alt.LayerChart:
    beside = width >= WIDE
    labels = {at + (0.5 if beside else 0.3): row[0] for at, row in enumerate(rows)}
    middle = 0.5 if beside else 0.7
    y = row_axis(labels, len(rows), beside=beside)
    scale = alt.Scale(type="log", domain=list(_WIDEST), nice=False)
    title = _AXIS if beside else "times as many as everybody else"
    x = alt.X("a:Q", title=title, scale=scale, axis=alt.Axis(values=list(_TICKS), format="~g"))
    points = [{"a": _inside(value), "y": at + middle} for at, (_, value, _, _) in enumerate(rows)]
    spans = [{"a": _inside(low), "b": _inside(high), "y": at + middle} for at, (_, _, low, high) in enumerate(rows)]
    line = alt.Chart(values(spans)).mark_rule(color=INK, strokeWidth=2).encode(x=x, x2="b:Q", y=y)
    point = alt.Chart(values(points)).mark_point(color=ACCENT, filled=True, size=70, opacity=1).encode(x=x, y=y)
    one = row_line(1.0, [(0.0, float(len(rows)))], alt.X("x:Q", scale=scale, title=title), y)
    height = (_ROW if beside else _ROW_NARROW) * len(rows) + 60
    return stack(cast(list[alt.Chart], [one, line, point, *row_labels(labels, y, beside=beside)]), width, height)


def _inside(ratio: float) -> float:
    return min(max(ratio, _WIDEST[0]), _WIDEST[1])

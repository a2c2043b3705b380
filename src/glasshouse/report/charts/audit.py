"""The pictures of a rights audit, by section, drawn from its document alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

import altair as alt

from glasshouse.report.charts.rows import row_axis, row_labels, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK
from glasshouse.report.wording import share

_ROW, _ROW_NARROW = 30, 46
_LONGEST = 46

Row = tuple[str, float, float | None, float | None]
"""A bar: its label, its share, and the ends of its interval."""


def charts_of(section: str, document: Mapping[str, Any]) -> list[Figure]:
    """The pictures of a section; none where there is nothing to draw.

    Args:
        section: its id.
        document: the audit's document.
    """
    draws = _CHARTS.get(section)
    found = draws(document["tables"]) if draws else None
    return [found] if found else []


def _matrix(tables: Mapping[str, Any]) -> Figure | None:
    rows = [(r[0], r[2], r[3], r[4]) for r in tables["sources"]["rows"] if r[0] != "none of these" and r[2]]
    note = "Days divided evenly among the fields of life that they rest on; lines are 95% intervals over communities."
    return bars("sources", "What days under a sanction rest on", rows, "% of the days under a sanction", note)


def _causes(tables: Mapping[str, Any]) -> Figure | None:
    rows = [(r[0], r[3], r[4], r[5]) for r in tables["causes"]["rows"] if r[3] is not None]
    note = "Each cause taken out by itself, and all four together; shares need not add up."
    return bars(
        "causes", "Days under a sanction that would not be without", rows, "% of the days under a sanction", note
    )


_CHARTS: Final[Mapping[str, Callable[[Mapping[str, Any]], Figure | None]]] = {
    "context_matrix": _matrix,
    "without_cause": _causes,
}


def bars(slug: str, title: str, rows: Sequence[Row], axis: str, note: str) -> Figure | None:
    """Shares as bars with their intervals; None where there are none."""
    if not rows:
        return None
    said = tuple((label, share(value), f"{share(low)} to {share(high)}" if low is not None and high is not None else "")
                 for label, value, low, high in rows)  # fmt: skip
    told = "; ".join(f"{label}: {value}" for label, value, _ in said)
    return draw(
        f"chart-{slug}",
        title,
        told,
        lambda width: _bars(rows, axis, width),
        Table(("", axis, "95% interval"), said),
        note,
    )


def _bars(rows: Sequence[Row], axis: str, width: int) -> alt.LayerChart:
    beside = width >= WIDE
    labels = {at + (0.5 if beside else 0.25): _short(row[0]) for at, row in enumerate(rows)}
    y = row_axis(labels, len(rows), beside=beside)
    top = max(100 * (high or value) for _, value, _, high in rows)
    x = alt.X("a:Q", title=axis, scale=alt.Scale(domain=[0, max(top, 1.0)], nice=True),
              axis=alt.Axis(tickCount=8 if beside else 4))  # fmt: skip
    first, last = (0.2, 0.8) if beside else (0.5, 0.9)
    filled = [{"a": 0.0, "b": 100 * row[1], "y": at + first, "y2": at + last} for at, row in enumerate(rows)]
    spans = [
        {"a": 100 * low, "b": 100 * high, "y": at + (first + last) / 2}
        for at, (_, _, low, high) in enumerate(rows)
        if low is not None and high is not None
    ]
    bar = alt.Chart(values(filled)).mark_rect(color=ACCENT, opacity=0.75).encode(x=x, x2="b:Q", y=y, y2="y2:Q")
    line = alt.Chart(values(spans or [{"a": 0.0, "b": 0.0, "y": first}])).mark_rule(color=INK, strokeWidth=2)
    height = (_ROW if beside else _ROW_NARROW) * len(rows) + 60
    layers = [bar, line.encode(x=x, x2="b:Q", y=y), *row_labels(labels, y, beside=beside)]
    return stack(cast(list[alt.Chart], layers), width, height)


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"

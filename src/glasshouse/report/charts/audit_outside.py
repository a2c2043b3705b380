"""The picture of outside auditors: each ratio between groups as each of them says it, beside the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import altair as alt

from glasshouse.report.charts.rows import row_axis, row_labels, row_line, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import INK, WORLDS

_ROW, _ROW_NARROW = 62, 84
_TICKS: Final = {10.0: (0.1, 0.2, 0.5, 1, 2, 5, 10), 100.0: (0.01, 0.1, 1, 10, 100)}
"""Ticks by how far the scale goes up from 1, and as far down."""
_LONGEST_GROUP = 22
_SHORT: Final = {
    "impact_ratio": "days under a sanction",
    "same_conduct": "days, same conduct",
    "false_positives": "sanctioned for nothing",
    "true_positives": "sanctioned for a deed",
    "false_discoveries": "nothing behind it",
    "calibration": "deeds at same score",
}
"""Figures in a few words; in full they stand in the table below the picture."""
_AXIS, _AXIS_NARROW = "times as often as everybody else", "times as often as others"
_SHAPES: Final = ("circle", "square", "triangle-up")
_COLOURS: Final = (WORLDS[2], WORLDS[5], WORLDS[3])
_TRUE: Final = "the truth"


@dataclass(frozen=True)
class _Ratio:
    """One ratio: what it is in full and in a few words, the truth, and by auditor what is said with its interval."""

    label: str
    short: str
    truth: float
    said: Mapping[str, tuple[float, float | None, float | None]]


def ratios_by_auditor(tables: Mapping[str, Any]) -> Figure | None:
    """Ratios between groups as three auditors say them, with everybody's groups on file.

    Args:
        tables: the document's tables.

    Returns:
        The picture; None where no ratio has a truth.
    """
    ratios, auditors = _ratios(tables["outside"])
    if not ratios:
        return None
    said = tuple(
        (ratio.label, f"{ratio.truth:.2f}", *(_told(ratio.said.get(auditor)) for auditor in auditors))
        for ratio in ratios
    )
    told = "; ".join(f"{label}: in truth {truth}, from {auditors[0]} {files}" for label, truth, files, *_ in said)
    note = (
        "A group beside everybody else. The upright line in each row is the truth; what is said has its 95% interval. Both "
        "end where the scale ends. Twice as many lies as far to the right of 1 as half as many to the left."
    )
    return draw(
        "chart-outside",
        "What three auditors would have said, beside the truth",
        told,
        lambda width: _chart(ratios, auditors, width),
        Table(("ratio", _TRUE, *auditors), said),
        note,
    )


def _ratios(table: Mapping[str, Any]) -> tuple[list[_Ratio], list[str]]:
    """The ratios in the order of the table, and what the auditors see."""
    at = {column["name"]: k for k, column in enumerate(table["columns"])}
    kept = [row for row in table["rows"] if row[at["in_truth"]] is not None and not row[at["missing"]]]
    found: dict[str, _Ratio] = {}
    for row in kept:
        label = f"{row[at['group']]}: {row[at['title']]}"
        short = f"{_cut(row[at['group']])}: {_SHORT[row[at['figure']]]}"
        ratio = found.setdefault(label, _Ratio(label, short, float(row[at["truth"]]), {}))
        if row[at["said"]] is not None:
            cast(dict[str, Any], ratio.said)[row[at["auditor"]]] = (row[at["said"]], row[at["low"]], row[at["high"]])
    return [*found.values()], list(dict.fromkeys(str(row[at["auditor"]]) for row in kept))


def _told(said: tuple[float, float | None, float | None] | None) -> str:
    if said is None:
        return "undefined"
    value, low, high = said
    return f"{value:.2f}" if low is None or high is None else f"{value:.2f} ({low:.2f} to {high:.2f})"


def _cut(group: str) -> str:
    return group if len(group) <= _LONGEST_GROUP else f"{group[: _LONGEST_GROUP - 1]}…"


def _marks(
    ratios: Sequence[_Ratio], auditors: Sequence[str], far: float, first: float, last: float
) -> Iterator[dict[str, object]]:
    """What each auditor says of each ratio, as data of the chart, from `first` to `last` of a row's height."""
    for at, ratio in enumerate(ratios):
        for k, auditor in enumerate(auditors):
            if auditor in ratio.said:
                value, low, high = ratio.said[auditor]
                y = at + first + (last - first) * (k + 0.5) / len(auditors)
                ends = [_inside(value if end is None else end, far) for end in (low, high)]
                yield {"x": _inside(value, far), "a": ends[0], "b": ends[1], "y": y, "auditor": auditor}


def _chart(ratios: Sequence[_Ratio], auditors: Sequence[str], width: int) -> alt.LayerChart:
    beside = width >= WIDE
    first, last = (0.08, 0.92) if beside else (0.4, 0.95)
    labels = {at + (0.5 if beside else 0.22): ratio.short for at, ratio in enumerate(ratios)}
    y = row_axis(labels, len(ratios), beside=beside)
    far = _far(ratios)
    scale = alt.Scale(type="log", domain=[1 / far, far], nice=False)
    title = _AXIS if beside else _AXIS_NARROW
    axis = alt.Axis(values=list(_TICKS[far]), format="~g")
    x = alt.X("x:Q", title=title, scale=scale, axis=axis)
    legend = alt.Legend(title=None, columns=3 if beside else 1, labelLimit=width - 60, columnPadding=18)
    colour = alt.Color("auditor:N", scale=alt.Scale(domain=list(auditors), range=list(_COLOURS)), legend=legend)
    shape = alt.Shape("auditor:N", scale=alt.Scale(domain=list(auditors), range=list(_SHAPES)), legend=legend)
    marks = alt.Chart(values(list(_marks(ratios, auditors, far, first, last))))
    lines = marks.mark_rule(strokeWidth=2).encode(
        x=alt.X("a:Q", title=title, scale=scale, axis=axis), x2="b:Q", y=y, color=colour
    )
    points = marks.mark_point(filled=True, size=70, opacity=1).encode(x=x, y=y, color=colour, shape=shape)
    truths = [{"x": _inside(ratio.truth, far), "y": at + first, "y2": at + last} for at, ratio in enumerate(ratios)]
    true = alt.Chart(values(truths)).mark_rule(color=INK, strokeWidth=3).encode(x=x, y=y, y2=alt.Y2("y2:Q"))
    one = row_line(1.0, [(at + first, at + last) for at in range(len(ratios))], x, y)
    height = (_ROW if beside else _ROW_NARROW) * len(ratios) + 90
    return stack(
        cast(list[alt.Chart], [one, lines, true, points, *row_labels(labels, y, beside=beside)]), width, height
    )


def _far(ratios: Sequence[_Ratio]) -> float:
    """How far the scale goes up from 1, and as far down: ten times, or a hundred where something lies further out."""
    near, wide = _TICKS
    shown = [value for ratio in ratios for value in (ratio.truth, *(said[0] for said in ratio.said.values()))]
    return near if all(1 / near <= value <= near for value in shown) else wide


def _inside(ratio: float, far: float) -> float:
    return min(max(ratio, 1 / far), far)

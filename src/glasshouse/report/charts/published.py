"""The model against published figures: how many times too much or too little, with hits and misses marked."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import altair as alt

from glasshouse.report.charts.few import FEWEST
from glasshouse.report.charts.rows import pick, row_axis, row_labels, row_line, stack
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK, RULE
from glasshouse.report.wording import number
from glasshouse.targets.published import ROLES

_ROW = 30
_REACH = 20.0
_SHAPES: Final[Mapping[str, tuple[str, int, int, str]]] = {
    "met": ("circle", 0, 70, INK),
    "missed": ("cross", 45, 90, ACCENT),
    "far below": ("triangle-left", 0, 90, ACCENT),
    "far above": ("triangle-right", 0, 90, ACCENT),
}
"""Shape, turn, size and colour of each verdict."""
_NOTE: Final = (
    "The grey band is what the library states as near enough. A filled dot meets it, a cross misses it; an "
    "arrow points to what lies beyond the edge, is none at all, or has the other sign. Figures that were "
    "used to set values say nothing about the model, those known while building little; only the others do."
)
HEADINGS: Final = {role: f"{words[:1].upper()}{words[1:]}" for role, words in reversed(tuple(ROLES.items()))}
"""The roles of figures, in the order shown."""


def published(figures: Sequence[Mapping[str, Any]]) -> Figure | None:
    """Ratio of the run's figure to the published one, with the band that counts as near."""
    order = [figure for role in HEADINGS for figure in figures if figure["role"] == role]
    drawn = [figure for figure in order if figure["ratio"] is not None]
    if not drawn:
        return None
    columns = ("figure", "role", "times the published figure", "counts as met", "verdict")
    misses = [figure["title"].lower() for figure in drawn if not figure["meets"]]
    description = (
        f"Dots on a scale of ratios, one for each of {len(drawn)} figures, with what counts as near. "
        f"{len(drawn) - len(misses)} are met. Missed: {'; '.join(misses) or 'none'}. The ratios run from "
        f"{_extreme(min, drawn)} to {_extreme(max, drawn)}."
    )
    return draw(
        "published",
        "The run beside published figures",
        description,
        lambda width: ratios(width, drawn),
        Table(columns, tuple(_cells(figure) for figure in order)),
        _NOTE,
    )


def _extreme(end: Callable[..., Mapping[str, Any]], figures: Sequence[Mapping[str, Any]]) -> str:
    """The lowest or the highest ratio with its figure."""
    figure = end(figures, key=lambda figure: float(figure["ratio"]))
    return f"{number(figure['ratio'])} ({figure['title'].lower()})"


def _cells(figure: Mapping[str, Any]) -> tuple[str, ...]:
    ratio = "" if figure["ratio"] is None else number(figure["ratio"])
    band = " to ".join(number(end) for end in figure["tolerance"])
    return figure["title"], HEADINGS[figure["role"]].lower(), ratio, band, verdict(figure)


def verdict(figure: Mapping[str, Any]) -> str:
    """Whether a figure is met, in a word."""
    return {None: "cannot be told", True: "met", False: "missed"}[figure["meets"]]


def ratios(width: int, figures: Sequence[Mapping[str, Any]]) -> alt.LayerChart:
    """Ratios of figures with what counts as near, and with their intervals where they have any.

    Args:
        width: width in pixels.
        figures: figures with a ratio, in groups of one role.
    """
    narrow = width <= NARROW
    points, labels, rows = _points(figures, narrow)
    ticks = (0.1, 1, 10) if narrow else (0.05, 0.2, 0.5, 1, 2, 5, 20)
    marks = {math.log10(tick): f"{tick:g}×" for tick in ticks}
    edge = math.log10(_REACH) * 1.04
    scale = alt.Scale(domain=[-edge, edge], nice=False)
    axis = alt.Axis(values=list(marks), labelExpr=pick(marks), title="times the published figure", grid=not narrow)
    x, low = (alt.X(f"{name}:Q", scale=scale, axis=axis) for name in ("x", "low"))
    y, top = (row_axis(labels, rows, beside=not narrow, field=name) for name in ("y", "top"))
    spans = [(point["top"], point["bottom"]) for point in points] if narrow else [(0.0, rows)]
    chart = alt.Chart(values(points))
    layers = [
        chart.mark_rect(color=RULE, opacity=0.8).encode(x=low, x2=alt.X2("high:Q"), y=top, y2=alt.Y2("bottom:Q")),
        row_line(0, spans, x, y),
        *_whiskers(points, scale, axis, y),
        *(
            chart.mark_point(shape=shape, angle=angle, filled=True, size=size, color=colour, opacity=1)
            .encode(x=x, y=y)
            .transform_filter(f"datum.verdict == '{name}'")
            for name, (shape, angle, size, colour) in _SHAPES.items()
        ),
        *row_labels(labels, y, beside=not narrow),
    ]
    height = rows * (_ROW + (14 if narrow else 0)) + 30
    return stack(layers, width, height)


def _whiskers(points: Sequence[dict[str, Any]], scale: alt.Scale, axis: alt.Axis, y: alt.Y) -> list[alt.Chart]:
    """A line through each dot that has an interval."""
    known = [point for point in points if "from" in point]
    if not known:
        return []
    x = alt.X("from:Q", scale=scale, axis=axis)
    return [alt.Chart(values(known)).mark_rule(color=INK, strokeWidth=1.5).encode(x=x, x2="to:Q", y=y)]


def _points(figures: Sequence[Mapping[str, Any]], narrow: bool) -> tuple[list[dict[str, Any]], dict[float, str], float]:
    """Where each figure stands, the labels of the rows by place, and how many rows there are."""
    points, labels, at, role = [], {}, 0.0, ""
    for figure in figures:
        if figure["role"] != role:
            role = figure["role"]
            labels[at + 0.5] = HEADINGS[role].upper()
            at += 1
        labels[at + (0.22 if narrow else 0.5)] = _label(figure)
        low, high = figure["tolerance"]
        points.append({
            "x": _place(float(figure["ratio"])), "y": at + (0.68 if narrow else 0.5),
            "low": _place(low), "high": _place(high),
            "top": at + (0.45 if narrow else 0.22), "bottom": at + (0.9 if narrow else 0.78),
            "verdict": _shape(figure),
        } | _interval(figure))  # fmt: skip
        at += 1
    return points, labels, at


def _interval(figure: Mapping[str, Any]) -> dict[str, float]:
    """The ends of a figure's interval on the scale; nothing where it has none."""
    low, high = figure.get("low"), figure.get("high")
    if low is None or high is None:
        return {}
    first, last = sorted(_place(end / figure["published"]) for end in (low, high))
    return {"from": first, "to": last}


def _label(figure: Mapping[str, Any]) -> str:
    """What a figure is, and how few it rests on where they are few."""
    many, _ = figure.get("of") or (FEWEST, "")
    return f"{figure['title']} (n = {many})" if many < FEWEST else str(figure["title"])


def _place(ratio: float) -> float:
    """A ratio on the logarithmic scale, kept within its ends; none at all is at the low one."""
    return math.log10(min(max(ratio, 1 / _REACH), _REACH))


def _shape(figure: Mapping[str, Any]) -> str:
    ratio = float(figure["ratio"])
    if figure["meets"]:
        return "met"
    if 1 / _REACH < ratio < _REACH:
        return "missed"
    return "far above" if ratio > 1 else "far below"

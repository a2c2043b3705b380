"""The model against published figures: how many times too much or too little, with hits and misses marked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from glasshouse.report.charts.rows import row_axis, row_labels
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK, MUTED, RULE
from glasshouse.report.wording import number

_ROW = 30
_REACH = 20.0
_WIDEST = 330
ROLES = {"in": "put in", "out": "came out"}


def published(figures: Sequence[Mapping[str, Any]]) -> Figure | None:
    """Ratio of the run's figure to the published one, with the band that was fixed beforehand."""
    order = sorted(figures, key=lambda figure: (figure["role"] == "in",))
    drawn = [figure for figure in order if figure["ratio"] is not None]
    if not drawn:
        return None
    table = Table(
        ("figure", "role", "times the published figure", "counts as met", "verdict"),
        tuple(
            (
                figure["title"],
                ROLES[figure["role"]],
                "" if figure["ratio"] is None else number(figure["ratio"]),
                " to ".join(number(end) for end in figure["tolerance"]),
                verdict(figure),
            )
            for figure in order
        ),
    )
    hits = sum(1 for figure in drawn if figure["meets"])
    misses = [figure["title"].lower() for figure in drawn if figure["meets"] is False]
    description = (
        f"Dots on a scale of ratios, one for each of {len(drawn)} figures, with the band that counts as meeting it. "
        f"{hits} meet their figure. Misses: {'; '.join(misses) or 'none'}."
    )
    note = (
        "The grey band is what was fixed beforehand as near enough. A filled dot meets it, a cross misses it. "
        "Figures that were put in say nothing about the model; only those that came out do. An arrow points to what lies beyond the edge, is none at all, or has the other sign."
    )
    return draw(
        "published",
        "The run beside published figures",
        description,
        lambda width: _ratios(width, drawn),
        table,
        note,
    )


def verdict(figure: Mapping[str, Any]) -> str:
    """Whether a figure is met, in a word."""
    return {None: "cannot be told", True: "met", False: "missed"}[figure["meets"]]


def _ratios(width: int, figures: Sequence[Mapping[str, Any]]) -> alt.LayerChart:
    narrow = width <= NARROW
    data, labels, at = [], {}, 0.0
    role = None
    for figure in figures:
        if figure["role"] != role:
            role = figure["role"]
            labels[at + 0.5] = "CAME OUT OF THE RUN" if role == "out" else "PUT INTO THE MODEL"
            at += 1
        labels[at + (0.22 if narrow else 0.5)] = figure["title"]
        ratio = float(figure["ratio"])
        place = math.log10(min(max(ratio, 1 / _REACH), _REACH)) if ratio > 0 else -math.log10(_REACH)
        low, high = figure.get("tolerance") or (0.5, 2)
        data.append(
            {
                "y": at + (0.68 if narrow else 0.5),
                "x": place,
                "low": math.log10(max(low, 1 / _REACH)),
                "high": math.log10(min(high, _REACH)),
                "met": bool(figure["meets"]),
                "beyond": not 1 / _REACH < ratio < _REACH,
                "top": at + (0.45 if narrow else 0.22),
                "bottom": at + (0.9 if narrow else 0.78),
            }
        )
        at += 1
    edge = math.log10(_REACH) * 1.04
    ticks = (0.1, 1, 10) if narrow else (0.05, 0.2, 0.5, 1, 2, 5, 20)
    words = " : ".join(f"abs(datum.value - ({math.log10(tick):.6f})) < 1e-4 ? '{tick:g}×'" for tick in ticks)
    scale = alt.Scale(domain=[-edge, edge], nice=False)
    axis = alt.Axis(
        values=[math.log10(tick) for tick in ticks], labelExpr=f"{words} : ''", title="times the published figure"
    )
    x = alt.X("x:Q", scale=scale, axis=axis)
    y = row_axis(labels, at, beside=not narrow)
    top = row_axis(labels, at, beside=not narrow, field="top")
    chart = alt.Chart(values(data))
    met, missed = "datum.met", "!datum.met && !datum.beyond"
    beyond = "!datum.met && datum.beyond"
    layers = [
        chart.mark_rect(color=RULE, opacity=0.8).encode(
            x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q", y=top, y2="bottom:Q"
        ),
        alt.Chart(values([{"x": 0}])).mark_rule(color=MUTED).encode(x=x),
        chart.mark_point(filled=True, size=70, color=INK, opacity=1).encode(x=x, y=y).transform_filter(met),
        chart.mark_point(shape="cross", angle=45, filled=True, size=90, color=ACCENT, opacity=1)
        .encode(x=x, y=y)
        .transform_filter(missed),
        chart.mark_point(shape="triangle-left", filled=True, size=90, color=ACCENT, opacity=1)
        .encode(x=x, y=y)
        .transform_filter(f"{beyond} && datum.x < 0"),
        chart.mark_point(shape="triangle-right", filled=True, size=90, color=ACCENT, opacity=1)
        .encode(x=x, y=y)
        .transform_filter(f"{beyond} && datum.x > 0"),
        *row_labels(labels, y, beside=not narrow),
    ]
    return alt.layer(*layers).properties(width=width, height=at * (_ROW + (14 if narrow else 0)) + 30)

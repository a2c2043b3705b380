"""The chart of remedies: how much of the harm each move averts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import altair as alt

from glasshouse.report.charts.rows import row_axis, row_labels, row_line, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, QUIET
from glasshouse.report.wording import share

_ROW = 28
_ROW_NARROW = 44
_COLOURS: Final = ((True, ACCENT), (False, QUIET))
"""Colours of bars that help, and of others."""
_LONGEST = 46
"""Letters of a label that fit beside a row on a page, and above one on a telephone."""


def averted(moves: Sequence[Mapping[str, Any]]) -> Figure | None:
    """How much of the harm each move averts; None where no move changes any.

    Args:
        moves: the moves of a remedies document, in its order.
    """
    shown = [each for each in moves if each["averted"]]
    if not shown:
        return None
    rows = tuple((each["title"], share(each["averted"]), each["answer"]) for each in shown)
    told = "; ".join(f"{title}: {part}, {answer}" for title, part, answer in rows)
    note = (
        "Part of the harm averted, a mean over the kinds of harm that the scheme does; left of the line harm is added. "
        "Filled bars help; pale ones do not. Each kind counts alike, which is a value judgment."
    )
    table = Table(("move", "harm averted", "answer"), rows)
    return draw(
        "averted", "How much of the harm each move averts", told, lambda width: _bars(shown, width), table, note
    )


def _bars(shown: Sequence[Mapping[str, Any]], width: int) -> alt.LayerChart:
    beside = width >= WIDE
    labels = {at + (0.5 if beside else 0.25): _short(each["title"]) for at, each in enumerate(shown)}
    y = row_axis(labels, len(shown), beside=beside)
    parts = [0.0, 1.0, *(100 * each["averted"] for each in shown)]
    scale = alt.Scale(domain=[min(parts), max(parts)], nice=True)
    x = alt.X("a:Q", title="% of the harm averted", scale=scale, axis=alt.Axis(tickCount=8 if beside else 4))
    spans = [(0.0, float(len(shown)))] if beside else [(at + 0.45, at + 0.95) for at in range(len(shown))]
    data = [_bar(each, at, beside) for at, each in enumerate(shown)]
    bars = [_layer([row for row in data if row["helps"] is helps], colour, x, y) for helps, colour in _COLOURS]
    line = row_line(0, spans, alt.X("x:Q", scale=scale, title="% of the harm averted"), y)
    height = (_ROW if beside else _ROW_NARROW) * len(shown) + 60
    return stack([*bars, line, *row_labels(labels, y, beside=beside)], width, height)


def _layer(rows: list[dict[str, Any]], colour: str, x: alt.X, y: alt.Y) -> alt.Chart:
    """Bars of one colour; where there are none, one without width."""
    bars = alt.Chart(values(rows or [{"a": 0, "b": 0, "y": 0, "y2": 0}])).mark_rect(color=colour)
    return cast(alt.Chart, bars.encode(x=x, x2=alt.X2("b:Q"), y=y, y2=alt.Y2("y2:Q")))


def _bar(each: Mapping[str, Any], at: int, beside: bool) -> dict[str, Any]:
    top, bottom = (0.2, 0.8) if beside else (0.5, 0.9)
    return {
        "a": 0,
        "b": 100 * each["averted"],
        "y": at + top,
        "y2": at + bottom,
        "helps": each["answer"] == "helps",
    }


def _short(title: str) -> str:
    """A title that fits; a share of adopters at its end is kept."""
    if len(title) <= _LONGEST:
        return title
    head, comma, tail = title.rpartition(", adopted by ")
    kept = f", {tail}" if comma else ""
    return f"{(head if kept else title)[: _LONGEST - len(kept) - 1].rstrip()}…{kept}"

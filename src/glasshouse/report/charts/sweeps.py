"""Charts of a sweep: an observable over what was varied, small panels side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from glasshouse.report.charts.time_series import DASHES
from glasshouse.report.drawing import Figure, Table, draw_panels, values
from glasshouse.report.palette import ACCENT, MUTED, QUIET, WORLDS
from glasshouse.report.wording import amount, capital, interval, number, signed
from glasshouse.sweeps.sensitivity import Influence

_HEIGHT: Final = 190
_BARS: Final = 8
_ENOUGH_FOR_DOTS: Final = 40


@dataclass(frozen=True)
class Course:
    """One observable over the points of a sweep.

    Attributes:
        name: name of the observable.
        title: what it is.
        unit: its unit.
        key: what stands on the horizontal axis.
        lines: values of a second key, one line each; one nameless line without it.
        rows: tables with x, line, value, low and high, in order.
    """

    name: str
    title: str
    unit: str
    key: str
    lines: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


def courses(slug: str, title: str, found: Sequence[Course], note: str = "") -> Figure | None:
    """A row of panels, one for each observable; None where nothing is known.

    Args:
        slug: name within the page.
        title: what they show.
        found: the observables.
        note: how to read them.
    """
    drawn = [course for course in found if course.rows]
    if not drawn:
        return None
    panels = [(capital(course.title), _said(course), lambda width, c=course: _chart(c, width)) for course in drawn]
    rows = tuple(
        (capital(course.title), *([row["line"]] if len(course.lines) > 1 else [""]), str(row["x"]),
         amount(row["value"], course.unit), interval(row["low"], row["high"], course.unit) or "none")
        for course in drawn for row in course.rows
    )  # fmt: skip
    table = Table(("what", "line", "at", "value", "95% interval"), rows)
    return draw_panels(slug, title, f"{len(drawn)} small charts.", panels, table, note)


@dataclass(frozen=True)
class Hold:
    """What one observable hangs on.

    Attributes:
        title: what the observable is.
        influences: the greatest first.
    """

    title: str
    influences: Sequence[Influence]


def holds(slug: str, found: Sequence[Hold]) -> Figure | None:
    """What observables hang on: bars, the noise as a line; None where nothing was found out."""
    if not found:
        return None
    panels = [(capital(each.title), _held(each), lambda width, e=each: _bars(e, width)) for each in found]
    rows = tuple(
        (capital(each.title), one.key, number(one.measure), number(one.noise), "yes" if one.counts else "no",
         signed(one.direction))
        for each in found for one in each.influences
    )  # fmt: skip
    table = Table(("what", "value", "measure", "noise", "stands out", "direction"), rows)
    note = ("PAWN's median: how far the distribution of the result moves when the value is known. The line is the largest "
            "measure of values on which nothing depends; grey bars do not pass it.")  # fmt: skip
    return draw_panels(slug, "What it hangs on", f"{len(found)} small bar charts.", panels, table, note)


def _held(each: Hold) -> str:
    named = [one.key for one in each.influences if one.counts]
    return f"{capital(each.title)} hangs on: {', '.join(named) or 'nothing that can be told from noise'}."


def _bars(each: Hold, width: int) -> alt.LayerChart:
    shown = each.influences[:_BARS]
    data = [
        {"key": _short(one.key), "measure": one.measure, "colour": ACCENT if one.counts else QUIET} for one in shown
    ]
    y = alt.Y("key:N", sort=None, title=None, axis=alt.Axis(labelLimit=190))
    x = alt.X("measure:Q", title="measure", scale=alt.Scale(domain=[0, max(0.3, shown[0].measure)]))
    bars = alt.Chart(values(data)).mark_bar(height=9).encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
    noise = alt.Chart(values([{"noise": shown[0].noise}])).mark_rule(color=MUTED, strokeDash=[3, 3]).encode(x="noise:Q")
    return alt.LayerChart(layer=[bars, noise]).properties(width=width, height=16 * len(shown) + 50)


def _said(course: Course) -> str:
    ends = [row for row in course.rows if row["value"] is not None]
    first, last = (amount(ends[at]["value"], course.unit) for at in (0, -1))
    return (f"{capital(course.title)} over {course.key}: {first} at {ends[0]['x']}, {last} at {ends[-1]['x']}, "
            f"{len(ends)} values in all.")  # fmt: skip


def _chart(course: Course, width: int) -> alt.LayerChart:
    is_share = course.unit == "share"
    factor = 100.0 if is_share else 1.0
    data = [_point(row, factor) for row in course.rows]
    is_number = all(isinstance(row["x"], int | float) for row in data)
    kind = "Q" if is_number else "N"
    x = alt.X(f"x:{kind}", title=_short(course.key), scale=alt.Scale(zero=False) if is_number else alt.Undefined)
    y = alt.Y("y:Q", title="%" if is_share else course.unit, scale=alt.Scale(zero=False))
    colour = alt.Color("line:N", legend=None, scale=alt.Scale(domain=list(course.lines), range=list(WORLDS)))
    chart = alt.Chart(values(data))
    layers = [chart.mark_point(filled=True, size=26).encode(x=x, y=y, color=colour)]
    if len(data) <= _ENOUGH_FOR_DOTS * len(course.lines):
        spans = alt.Chart(values([row for row in data if "low" in row]))
        layers = [spans.mark_rule(strokeWidth=1.5).encode(x=x, y="low:Q", y2="high:Q", color=colour), *layers]
        if is_number:
            dashes = alt.Scale(domain=list(course.lines), range=list(DASHES[: len(course.lines)]))
            dash = alt.StrokeDash("line:N", legend=None, scale=dashes)
            layers.append(chart.mark_line().encode(x=x, y=y, color=colour, strokeDash=dash))
    if min(row["y"] for row in data) <= 0 <= max(row["y"] for row in data):
        layers.insert(0, alt.Chart(values([{"y": 0}])).mark_rule(color=MUTED).encode(y="y:Q"))
    return alt.LayerChart(layer=layers).properties(width=width, height=_HEIGHT)


def _point(row: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """A point of a line, with its interval if it has one."""
    names = {"y": "value"} if row["low"] is None else {"y": "value", "low": "low", "high": "high"}
    return {"x": row["x"], "line": row["line"], **{name: row[field] * factor for name, field in names.items()}}


def _short(key: str) -> str:
    return key if len(key) <= 34 else f"…{key[-33:]}"

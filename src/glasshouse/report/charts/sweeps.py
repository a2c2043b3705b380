"""Charts of a sweep: an observable over what was varied, small panels side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from glasshouse.report.charts.time_series import DASHES
from glasshouse.report.drawing import Figure, Table, draw_panels, values
from glasshouse.report.palette import ACCENT, MUTED, QUIET, WORLDS
from glasshouse.report.wording import amount, axis_unit, capital, interval, is_share, number, signed, signed_change
from glasshouse.sweeps.sensitivity import Influence

_HEIGHT: Final = 190
_BARS: Final = 8
_ENOUGH_FOR_DOTS: Final = 40
_LETTER: Final = 7.2
"""The widest that a letter of a label is in common fonts, on average, in pixels."""
_LIMIT: Final = 190
"""The widest that a label beside a bar may be, in pixels."""


@dataclass(frozen=True)
class Curve:
    """One observable over the points of a sweep.

    Attributes:
        name: name of the observable.
        title: what it is.
        unit: its unit.
        key: what stands on the horizontal axis.
        lines: values of a second key, one line each; one nameless line without it.
        rows: tables with x, line, value, low and high, in order.
        line_key: the second key, if there is one.
        is_difference: whether values are differences from a twin.
        is_connected: whether points of a line differ in nothing but `key`, so that a line may join them.
    """

    name: str
    title: str
    unit: str
    key: str
    lines: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    line_key: str = ""
    is_difference: bool = False
    is_connected: bool = True

    def text(self, value: float) -> str:
        """A value with its unit; a difference with its sign, of shares in percentage points."""
        return signed_change(value, self.unit) if self.is_difference else amount(value, self.unit)


def curves(slug: str, title: str, all_curves: Sequence[Curve], note: str = "") -> Figure | None:
    """A row of panels, one for each observable; None where nothing is known.

    Args:
        slug: name within the page.
        title: what they show.
        all_curves: the observables.
        note: how to read them.
    """
    shown = [curve for curve in all_curves if curve.rows]
    if not shown:
        return None
    panels = [(capital(curve.title), _description(curve), lambda width, c=curve: _chart(c, width)) for curve in shown]
    rows = tuple(
        (capital(curve.title), *([row["line"]] if len(curve.lines) > 1 else [""]), str(row["x"]),
         curve.text(row["value"]), interval(row["low"], row["high"], curve.unit) or "none")
        for curve in shown for row in curve.rows
    )  # fmt: skip
    table = Table(("what", "line", "at", "value", "95% interval"), rows)
    description = " ".join(text for _, text, _ in panels)
    return draw_panels(slug, title, f"{_many(len(shown), 'small chart')}. {description}", panels, table, note)


@dataclass(frozen=True)
class Sensitivity:
    """What one observable depends on.

    Attributes:
        title: what the observable is.
        influences: the greatest first.
    """

    title: str
    influences: Sequence[Influence]


def sensitivities(slug: str, all_sensitivities: Sequence[Sensitivity]) -> Figure | None:
    """What observables depend on: bars, the noise as a line; None where nothing was found out."""
    if not all_sensitivities:
        return None
    panels = [
        (capital(sensitivity.title), _sensitivity_text(sensitivity), lambda width, s=sensitivity: _bars(s, width))
        for sensitivity in all_sensitivities
    ]
    rows = tuple(
        (capital(sensitivity.title), influence.key, number(influence.measure), number(influence.noise),
         "yes" if influence.counts else "no", signed(influence.direction) if influence.rises else "not told")
        for sensitivity in all_sensitivities for influence in sensitivity.influences
    )  # fmt: skip
    table = Table(("what", "value", "measure", "noise", "stands out", "rank correlation"), rows)
    note = (
        "PAWN's median: how far the distribution of the result moves when the value is known. The dashed line is what the "
        "largest of all values passes by chance in one of forty. Red: stands out by that, or by its rank correlation."
    )
    description = " ".join(text for _, text, _ in panels)
    count = _many(len(all_sensitivities), "small bar chart")
    return draw_panels(slug, "What it depends on", f"{count}. {description}", panels, table, note)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _sensitivity_text(sensitivity: Sensitivity) -> str:
    """What stands out of the noise, with its measure, and how large the noise is."""
    named = [f"{one.key} ({number(one.measure)})" for one in sensitivity.influences if one.counts]
    noise = number(sensitivity.influences[0].noise)
    if not named:
        largest = sensitivity.influences[0]
        return (
            f"{capital(sensitivity.title)} depends on nothing that can be told from noise: the largest measure is "
            f"{number(largest.measure)}, of {largest.key}, and the noise {noise}."
        )
    return f"{capital(sensitivity.title)} depends on, with their measures: {', '.join(named)}. The noise is {noise}."


def _bars(sensitivity: Sensitivity, width: int) -> alt.LayerChart:
    shown = sensitivity.influences[:_BARS]
    parts = [influence.key.rpartition(".")[2] for influence in shown]
    labels = parts if len(set(parts)) == len(parts) else [_short(influence.key) for influence in shown]
    data = [
        {"key": label, "measure": influence.measure, "colour": ACCENT if influence.counts else QUIET}
        for label, influence in zip(labels, shown, strict=True)
    ]
    widest = min(_LIMIT, _LETTER * max(map(len, labels)))
    y = alt.Y("key:N", sort=None, title=None, axis=alt.Axis(labelLimit=_LIMIT, minExtent=widest))
    x = alt.X(
        "measure:Q",
        title="measure",
        scale=alt.Scale(domain=[0, max(0.3, shown[0].measure)]),
        axis=alt.Axis(tickCount=3),
    )
    bars = alt.Chart(values(data)).mark_bar(height=9).encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
    noise = (
        alt.Chart(values([{"noise": shown[0].noise}]))
        .mark_rule(color=MUTED, strokeDash=[3, 3])
        .encode(x=alt.X("noise:Q"))
    )
    return alt.LayerChart(layer=[bars, noise]).properties(width=width, height=16 * len(shown) + 50)


def _description(curve: Curve) -> str:
    """The quantity, what it is shown over, and of each line its ends and its extremes."""
    lines = [_line_text(curve, line) for line in curve.lines]
    unit = "" if is_share(curve.unit) or not curve.unit else f", {curve.unit}"
    return f"{capital(curve.title)}{unit}, over {curve.key}. {' '.join(line for line in lines if line)}"


def _line_text(curve: Curve, line: str) -> str:
    """The range of one line: first and last value, lowest and highest; empty where it has no value."""
    rows = [row for row in curve.rows if row["line"] == line]
    if not rows:
        return ""
    head = f"With {curve.line_key} = {line}, " if len(curve.lines) > 1 else ""
    lowest, highest = (end(rows, key=lambda row: row["value"]) for end in (min, max))
    texts = [f"{curve.text(row['value'])} at {row['x']}" for row in (rows[0], rows[-1], lowest, highest)]
    if len(rows) == 1:
        return capital(f"{head}{texts[0]}, one value.")
    return capital(f"{head}from {texts[0]} to {texts[1]}; lowest {texts[2]}, highest {texts[3]}; {len(rows)} values.")


def _chart(curve: Curve, width: int) -> alt.LayerChart:
    factor = 100.0 if is_share(curve.unit) else 1.0
    data = [_point(row, factor) for row in curve.rows]
    is_number = all(isinstance(row["x"], int | float) for row in data)
    kind = "Q" if is_number else "N"
    x = alt.X(f"x:{kind}", title=_short(curve.key), scale=alt.Scale(zero=False) if is_number else alt.Undefined)
    y = alt.Y("y:Q", title=axis_unit(curve.unit, is_difference=curve.is_difference), scale=alt.Scale(zero=False))
    colour = alt.Color("line:N", legend=None, scale=alt.Scale(domain=list(curve.lines), range=list(WORLDS)))
    chart = alt.Chart(values(data))
    layers = [chart.mark_point(filled=True, size=26).encode(x=x, y=y, color=colour)]
    if len(data) <= _ENOUGH_FOR_DOTS * len(curve.lines):
        spans = alt.Chart(values([row for row in data if "low" in row]))
        layers = [
            spans.mark_rule(strokeWidth=1.5).encode(x=x, y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), color=colour),
            *layers,
        ]
        if is_number and curve.is_connected:
            dashes = alt.Scale(domain=list(curve.lines), range=list(DASHES[: len(curve.lines)]))
            dash = alt.StrokeDash("line:N", legend=None, scale=dashes)
            layers.append(chart.mark_line().encode(x=x, y=y, color=colour, strokeDash=dash))
    if min(row["y"] for row in data) <= 0 <= max(row["y"] for row in data):
        layers.insert(0, alt.Chart(values([{"y": 0}])).mark_rule(color=MUTED).encode(y=alt.Y("y:Q")))
    return alt.LayerChart(layer=layers).properties(width=width, height=_HEIGHT)


def _point(row: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """A point of a line, with its interval if it has one."""
    names = {"y": "value"} if row["low"] is None else {"y": "value", "low": "low", "high": "high"}
    return {"x": row["x"], "line": row["line"], **{name: row[field] * factor for name, field in names.items()}}


def _short(key: str) -> str:
    return key if len(key) <= 34 else f"…{key[-33:]}"

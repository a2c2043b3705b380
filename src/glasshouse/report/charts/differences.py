"""Differences between twins with their intervals: a dot and a whisker for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from glasshouse.report.charts.rows import pick, row_axis, row_labels, stack
from glasshouse.report.data import ReportData, World
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.palette import MUTED, WORLDS
from glasshouse.report.sentences import SUBJECTS
from glasshouse.report.wording import amount, capital, interval, signed, signed_share

_ROW: Final = 30
_AXIS: Final = "change against the twin (scale stretched around zero)"
_TICKS: Final = (0, 1, 3, 10, 30, 100, 1000)
_FEW_TICKS: Final = (0, 1, 10, 100, 1000)
_NOTE: Final = (
    "A filled dot: the interval leaves out zero. An open one: no difference that can be told from chance. "
    "The scale is stretched around zero. Where the twin has nothing of a kind (nobody is sanctioned where "
    "nobody is judged), there is no change in per cent; the table has the figures."
)


@dataclass(frozen=True)
class Row:
    """One difference.

    Attributes:
        subject: what differs.
        twin: the world that it is held against.
        base_value: the value here.
        twin_value: the value there.
        unit: unit of both.
        value: the difference; it may be a mean over several seeds.
        low: lower end of its interval, if there is one.
        high: upper end.
    """

    subject: str
    twin: str
    base_value: float
    twin_value: float
    unit: str
    value: float
    low: float | None
    high: float | None

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    def over_twin_value(self, value: float | None) -> float:
        """A difference as a part of the twin's value; the difference itself where there is no such end."""
        return (self.value if value is None else value) / abs(self.twin_value)


def differences(data: ReportData) -> Figure | None:
    """Relative change of each observable against each twin."""
    rows = [row for twin in data.twins for row in find_rows(data, twin)]
    drawn = [row for row in rows if row.twin_value]
    if not drawn:
        return None
    clear = [row for row in drawn if row.excludes_zero]
    changes = [
        f"{row.subject.lower()} {signed_share(row.over_twin_value(row.value))} against {row.twin}" for row in clear
    ]
    description = (
        f"Dots with whiskers, one for each of {len(drawn)} differences, as a change against the twin. "
        f"Clear of zero: {'; '.join(changes) or 'none'}."
    )
    twins = [twin.label for twin in data.twins]
    columns = ("what", "against", "here", "there", "difference", "95% interval")
    return draw(
        "differences",
        "What differs, and how surely",
        description,
        lambda width: _dots(width, drawn, twins),
        Table(columns, tuple(_cells(row) for row in rows)),
        _NOTE,
    )


def find_rows(data: ReportData, twin: World) -> list[Row]:
    """The differences from one twin that a report speaks of, where both worlds have a value."""
    rows = []
    entries = data.differences(twin.name)
    for name, subject in SUBJECTS.items():
        entry = entries.get(name) or {}
        base_value, twin_value = data.base.value(name), twin.value(name)
        if entry.get("value") is None or base_value is None or twin_value is None:
            continue
        ends = entry.get("low"), entry.get("high")
        unit = str(entry.get("unit", ""))
        rows.append(Row(capital(subject.noun), twin.label, base_value, twin_value, unit, entry["value"], *ends))
    return rows


def _cells(row: Row) -> tuple[str, ...]:
    here, there, difference = (amount(value, row.unit) for value in (row.base_value, row.twin_value, row.value))
    return row.subject, row.twin, here, there, difference, interval(row.low, row.high, row.unit) or "none"


def _stretch(change: float) -> float:
    """A place on the stretched scale: straight below a hundredth, logarithmic above."""
    percent = 100 * change
    return math.copysign(math.log1p(abs(percent)), percent)


def _dots(width: int, rows: Sequence[Row], twins: Sequence[str]) -> alt.LayerChart:
    narrow = width <= NARROW
    subjects = list(dict.fromkeys(row.subject for row in rows))
    points = [_point(row, subjects.index(row.subject), twins, narrow) for row in rows]
    x, low = _scales(points, narrow)
    places = {at + (0.2 if narrow else 0.5): subject for at, subject in enumerate(subjects)}
    y = row_axis(places, len(subjects), beside=not narrow)
    colour = alt.Color("colour:N", scale=None)
    chart = alt.Chart(values(points))
    filled = chart.mark_point(size=62, filled=True)
    layers = [
        alt.Chart(values([{"x": 0}])).mark_rule(color=MUTED).encode(x=x),
        chart.mark_rule(strokeWidth=2).encode(x=low, x2="high:Q", y=y, color=colour),
        chart.mark_point(size=62, filled=False, strokeWidth=2).encode(x=x, y=y, color=colour),
        filled.encode(x=x, y=y, color=colour, opacity=alt.Opacity("fill:Q", scale=None)),
        *row_labels(places, y, beside=not narrow),
    ]
    return stack(layers, width, len(subjects) * (_ROW + (14 if narrow else 0)) + 30)


def _point(row: Row, at: int, twins: Sequence[str], narrow: bool) -> dict[str, Any]:
    place = twins.index(row.twin)
    slot = (place + 0.5) / len(twins) - 0.5
    return {
        "y": at + (0.62 if narrow else 0.5) + slot * 0.5,
        "x": _stretch(row.over_twin_value(row.value)),
        "low": _stretch(row.over_twin_value(row.low)),
        "high": _stretch(row.over_twin_value(row.high)),
        "colour": WORLDS[place + 1] if len(twins) > 1 else WORLDS[0],
        "fill": 1.0 if row.excludes_zero else 0.0,
    }


def _scales(points: Sequence[dict[str, Any]], narrow: bool) -> tuple[alt.X, alt.X]:
    """The stretched scale for dots and for the lower ends of whiskers, as wide as it must be."""
    reach = max(abs(point[end]) for point in points for end in ("low", "high"))
    reach = 1.08 * max(reach, _stretch(0.05))
    wanted = _FEW_TICKS if narrow else _TICKS
    ticks = {_stretch(tick / 100): tick for side in (-1, 1) for tick in (side * size for size in wanted)}
    marks = {place: f"{signed(tick)}%" for place, tick in sorted(ticks.items()) if abs(place) <= reach}
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    axis = alt.Axis(values=list(marks), labelExpr=pick(marks), grid=True, title=_AXIS)
    return alt.X("x:Q", scale=scale, axis=axis), alt.X("low:Q", scale=scale, axis=axis)

"""Differences between twins with their intervals: a dot and a whisker for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import altair as alt

from glasshouse.report.charts.rows import row_axis, row_labels
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.material import Material, World
from glasshouse.report.palette import MUTED, WORLDS
from glasshouse.report.sentences import SUBJECTS
from glasshouse.report.wording import amount, capital, interval, signed_share

_ROW = 30
_AXIS = "change against the twin (scale stretched around zero)"


def differences(material: Material) -> Figure | None:
    """Relative change of each observable against each twin."""
    rows = [row for twin in material.twins for row in _rows(material, twin)]
    drawn = [row for row in rows if row["change"] is not None]
    if not rows:
        return None
    table = Table(
        ("what", "against", "here", "there", "difference", "95% interval"),
        tuple(
            (
                row["subject"],
                row["twin"],
                amount(row["ours"], row["unit"]),
                amount(row["theirs"], row["unit"]),
                amount(row["value"], row["unit"]),
                interval(row["low"], row["high"], row["unit"]) or "none",
            )
            for row in rows
        ),
    )
    if not drawn:
        return None
    sure = [row for row in drawn if row["sure"]]
    said = "; ".join(f"{row['subject'].lower()} {row['text']} against {row['twin']}" for row in sure)
    description = (
        f"Dots with whiskers, one for each of {len(drawn)} differences, as a change against the twin. "
        f"Clear of zero: {said or 'none'}."
    )
    note = (
        "A filled dot: the interval leaves out zero. An open one: no difference that can be told from chance. "
        "The scale is stretched around zero. Where the twin has nothing of a kind (nobody is sanctioned where nobody "
        "is judged), there is no change in per cent; the table has the figures."
    )
    return draw(
        "differences",
        "What differs, and how surely",
        description,
        lambda width: _dots(width, drawn, [twin.label for twin in material.twins]),
        table,
        note,
    )


def _rows(material: Material, twin: World) -> list[dict[str, Any]]:
    rows = []
    for name, entry in material.differences(twin.name).items():
        if name not in SUBJECTS or not isinstance(entry, dict) or entry.get("value") is None:
            continue
        ours, theirs = material.base.value(name), twin.value(name)
        if ours is None or theirs is None:
            continue
        value, low, high = entry["value"], entry.get("low"), entry.get("high")
        known = low is not None and high is not None
        scale = abs(theirs)
        rows.append(
            {
                "subject": capital(SUBJECTS[name].noun),
                "twin": twin.label,
                "ours": ours,
                "theirs": theirs,
                "unit": entry.get("unit", ""),
                "value": value,
                "low": low,
                "high": high,
                "change": value / scale if scale else None,
                "from": low / scale if scale and known else None,
                "to": high / scale if scale and known else None,
                "sure": known and (low > 0 or high < 0),
                "text": signed_share(value / scale) if scale else "",
            }
        )
    return rows


def _stretch(change: float) -> float:
    """A place on the stretched scale: straight below a hundredth, logarithmic above."""
    percent = 100 * change
    return math.copysign(math.log1p(abs(percent)), percent)


def _dots(width: int, rows: Sequence[dict[str, Any]], twins: Sequence[str]) -> alt.LayerChart:
    narrow = width <= NARROW
    subjects = list(dict.fromkeys(row["subject"] for row in rows))
    data = []
    for row in rows:
        place = twins.index(row["twin"])
        slot = (place + 0.5) / len(twins) - 0.5
        data.append(
            {
                "y": subjects.index(row["subject"]) + (0.62 if narrow else 0.5) + slot * 0.5,
                "x": _stretch(row["change"]),
                "low": _stretch(row["from"] if row["from"] is not None else row["change"]),
                "high": _stretch(row["to"] if row["to"] is not None else row["change"]),
                "colour": WORLDS[place + 1] if len(twins) > 1 else WORLDS[0],
                "fill": 1.0 if row["sure"] else 0.0,
                "text": row["text"] if row["sure"] else "no clear difference" if row["change"] else "no difference",
            }
        )
    reach = max([abs(item[end]) for item in data for end in ("low", "high")] + [_stretch(0.05)]) * 1.08
    ticks = [
        tick
        for tick in (-1000, -100, -30, -10, -3, -1, 0, 1, 3, 10, 30, 100, 1000)
        if abs(_stretch(tick / 100)) <= reach
    ]
    if narrow:
        ticks = [tick for tick in ticks if abs(tick) in (0, 1, 10, 100, 1000)]
    words = " : ".join(f"abs(datum.value - ({_stretch(tick / 100):.6f})) < 1e-4 ? '{_tick(tick)}'" for tick in ticks)
    x = alt.X(
        "x:Q",
        title=_AXIS,
        scale=alt.Scale(domain=[-reach, reach], nice=False),
        axis=alt.Axis(values=[_stretch(tick / 100) for tick in ticks], labelExpr=f"{words} : ''", grid=True),
    )
    places = {at + (0.2 if narrow else 0.5): subject for at, subject in enumerate(subjects)}
    y = row_axis(places, len(subjects), beside=not narrow)
    colour = alt.Color("colour:N", scale=None)
    chart = alt.Chart(values(data))
    layers = [
        alt.Chart(values([{"x": 0}])).mark_rule(color=MUTED).encode(x=x),
        chart.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q"), x2="high:Q", y=y, color=colour),
        chart.mark_point(size=62, filled=False, strokeWidth=2).encode(x=x, y=y, color=colour),
        chart.mark_point(size=62, filled=True).encode(
            x=x, y=y, color=colour, opacity=alt.Opacity("fill:Q", scale=None)
        ),
        *row_labels(places, y, beside=not narrow),
    ]
    return alt.layer(*layers).properties(width=width, height=len(subjects) * (_ROW + (14 if narrow else 0)) + 30)


def _tick(tick: int) -> str:
    return f"{'+' if tick > 0 else '−' if tick < 0 else ''}{abs(tick)}%"

"""The chart of a portrait: one row a dimension, four worlds as marks of their own shape, each with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, cast

import altair as alt

from glasshouse.report.charts.rows import row_axis, row_labels, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK, MUTED, RULE
from glasshouse.report.wording import amount, number

SHAPES: Final = {
    "the scheme": "circle",
    "scoring": "square",
    "sensing": "triangle-up",
    "nothing": "circle",
}
"""The worlds from top to bottom of each row, with the shapes of their marks; that of nothing is empty."""
_ROW: Final = 60
_ABOVE: Final = 20

Ends = tuple[float, float]
"""Low and high end of a row's own scale."""


def dimensions(found: Sequence[Mapping[str, Any]]) -> Figure | None:
    """Every dimension that the scheme has; None where it has none.

    Args:
        found: the dimensions of a portrait's document.
    """
    shown = [each for each in found if each["value"] is not None]
    if not shown:
        return None
    rows = tuple(
        (each["title"], each["measured"], *(_cell(one, each["unit"]) for one in worlds(each))) for each in shown
    )
    told = "; ".join(
        f"{row[0]}, {row[1]}: " + ", ".join(map(" ".join, zip(SHAPES, row[2:], strict=True))) for row in rows
    )
    note = (
        "In each row from top to bottom: ● the scheme, ■ scoring without consequences, ▲ sensing without scores, ○ nothing. "
        "Each row has a scale of its own with 0 on it, the ends of which stand below it; rows cannot be compared. Lines are "
        "95% intervals over luck; the thin line of the scheme is where nine tenths of the points over all assumptions lie. "
        "No mark: undefined."
    )
    table = Table(("dimension", "measured", *SHAPES), rows)
    return draw(
        "dimensions", "Four societies, dimension by dimension", told, lambda width: _chart(shown, width), table, note
    )


def worlds(each: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The scheme's value and those of the lower worlds, in the order of `SHAPES`."""
    return [each, *(each["worlds"][name] for name in list(SHAPES)[1:])]


def _cell(one: Mapping[str, Any], unit: str) -> str:
    return amount(one["value"], unit)


def _ends(each: Mapping[str, Any]) -> Ends:
    """The ends of a row's scale, 0 among it."""
    heads = ("value", "low", "high", "low_assumptions", "high_assumptions")
    numbers = [one[head] for one in worlds(each) for head in heads if one[head] is not None]
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    return (low, high) if high > low else (0.0, 1.0)


def _chart(shown: Sequence[Mapping[str, Any]], width: int) -> alt.LayerChart:
    beside = width >= WIDE
    above = 0.0 if beside else 0.3
    labels = {at + (0.5 if beside else 0.12): each["title"] for at, each in enumerate(shown)}
    y = row_axis(labels, len(shown), beside=beside)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    layers: list[alt.Chart] = [_rules(_frames(shown, above), x, y, RULE, 1), *_zeros(shown, above, x, y)]
    for place, (name, shape) in enumerate(SHAPES.items()):
        points, thick, thin = _marks(shown, place, above)
        colour = ACCENT if place == 0 else INK
        layers += [_rules(thin, x, y, colour, 1), _rules(thick, x, y, colour, 3)]
        layers.append(_symbols(points, x, y, colour, shape, filled=name != "nothing"))
    layers += [*_scales(shown, x, y), *row_labels(labels, y, beside=beside)]
    return stack(layers, width, (_ROW if beside else _ROW + _ABOVE) * len(shown) + 10)


def _marks(
    shown: Sequence[Mapping[str, Any]], place: int, above: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Points, intervals over luck and spans over assumptions of one world."""
    points, thick, thin = [], [], []
    for at, each in enumerate(shown):
        one, ends, y = worlds(each)[place], _ends(each), _height(at, place, above)
        if one["value"] is None:
            continue
        points.append({"x": _part(one["value"], ends), "y": y})
        if one["low"] is not None:
            thick.append({"x": _part(one["low"], ends), "x2": _part(one["high"], ends), "y": y})
        if place == 0 and one["low_assumptions"] is not None:
            spans = _part(one["low_assumptions"], ends), _part(one["high_assumptions"], ends)
            thin.append({"x": spans[0], "x2": spans[1], "y": y})
    return points, thick, thin


def _height(at: int, place: int, above: float) -> float:
    """Where a world's mark stands in its row."""
    return at + above + (0.86 - above) * (0.1 + 0.2 * place)


def _part(value: float, ends: Ends) -> float:
    return (value - ends[0]) / (ends[1] - ends[0])


def _frames(shown: Sequence[Mapping[str, Any]], above: float) -> list[dict[str, Any]]:
    """A line below each row, as its scale."""
    return [{"x": 0.0, "x2": 1.0, "y": at + above + (0.86 - above) * 0.84} for at in range(len(shown))]


def _zeros(shown: Sequence[Mapping[str, Any]], above: float, x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """A vertical line at 0 in each row."""
    data = [
        {"x": _part(0.0, _ends(each)), "y": at + above, "y2": at + above + (0.86 - above) * 0.84}
        for at, each in enumerate(shown)
    ]
    yield cast(alt.Chart, alt.Chart(values(data)).mark_rule(color=MUTED).encode(x=x, y=y, y2="y2:Q"))


def _rules(rows: list[dict[str, Any]], x: alt.X, y: alt.Y, colour: str, thick: float) -> alt.Chart:
    """Horizontal lines; where there are none, one without length that nobody sees."""
    data = values(rows or [{"x": 0.0, "x2": 0.0, "y": 0.0}])
    drawn = alt.Chart(data).mark_rule(color=colour, strokeWidth=thick, opacity=1.0 if rows else 0.0)
    return cast(alt.Chart, drawn.encode(x=x, x2="x2:Q", y=y))


def _symbols(rows: list[dict[str, Any]], x: alt.X, y: alt.Y, colour: str, shape: str, *, filled: bool) -> alt.Chart:
    marks = alt.Chart(values(rows)).mark_point(
        color=colour, shape=shape, filled=filled, size=70, strokeWidth=1.6, opacity=1.0
    )
    return cast(alt.Chart, marks.encode(x=x, y=y))


def _scales(shown: Sequence[Mapping[str, Any]], x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """The ends of each row's scale in numbers, below it."""
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    for end, align in enumerate(sides):
        data = [
            {"x": float(end), "y": at + 0.93, "label": _end(_ends(each)[end], each["unit"], whole=end == 1)}
            for at, each in enumerate(shown)
        ]
        text = alt.Chart(values(data)).mark_text(align=align, color=MUTED, fontSize=11)
        yield cast(alt.Chart, text.encode(x=x, y=y, text="label:N"))


def _end(value: float, unit: str, *, whole: bool) -> str:
    """An end in words; the unit stands at the right one only."""
    if unit == "share":
        return amount(value, unit)
    return amount(value, unit) if whole else number(value)

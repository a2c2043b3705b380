"""Charts of held-out data: sizes as ratios to what was published, signs in units of the smallest difference that matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from glasshouse.report.charts.published import HEADINGS, ratios, verdict
from glasshouse.report.charts.rows import row_axis, row_labels, row_line, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK, MUTED, RULE
from glasshouse.report.wording import number

_ROW, _ROW_NARROW = 30, 44
_REACH: Final = 100.0
_LONGEST: Final = 44
_SHAPES: Final[Mapping[str, tuple[str, int, int, str]]] = {
    "met": ("circle", 0, 70, INK),
    "missed": ("cross", 45, 90, ACCENT),
    "cannot be told": ("circle", 0, 40, MUTED),
}
"""Shape, turn, size and colour of each answer."""
_SIZES_NOTE: Final = (
    "The grey band is what counts as near, a line the 95% interval over luck. A filled dot meets the figure, a cross misses "
    "it; an arrow points to what lies beyond the edge, is none at all, or has the other sign."
)
_SIGNS_NOTE: Final = (
    "Right of the grey band is what the study found, left of it the opposite; where the study found no difference, the band "
    "itself is what it found. Lines are 95% intervals over luck. A dot meets the sign, a cross misses it, a small grey dot "
    "cannot be told. Studies that contradict each other cannot all be met."
)


def sizes(figures: Sequence[Mapping[str, Any]]) -> Figure | None:
    """Published sizes beside ours; None where no world gives any.

    Args:
        figures: the figures of a document of held-out data.
    """
    order = [each for role in HEADINGS for each in figures if each["role"] == role and each["ratio"] is not None]
    if not order:
        return None
    rows = tuple(
        (each["title"], HEADINGS[each["role"]].lower(), number(each["ratio"]), _times(each), verdict(each))
        for each in order
    )
    met = sum(each["meets"] is True for each in order)
    description = f"Dots on a scale of ratios, one for each of {len(order)} published sizes. {met} are met."
    table = Table(("figure", "class", "times the published figure", "95% interval", "answer"), rows)
    title = "Sizes: ours, in times the published figure"
    return draw("sizes", title, description, lambda width: ratios(width, order), table, _SIZES_NOTE)


def _times(each: Mapping[str, Any]) -> str:
    if each["low"] is None or each["high"] is None:
        return "none"
    ends = sorted(end / each["published"] for end in (each["low"], each["high"]))
    return " to ".join(number(end) for end in ends)


def signs(figures: Sequence[Mapping[str, Any]]) -> Figure | None:
    """Published signs beside ours; None where there are none.

    Args:
        figures: the figures of a document of held-out data.
    """
    drawn = [each for each in figures if each["kind"] == "sign" and each["ours"] is not None and each["smallest"]]
    if not drawn:
        return None
    rows = tuple(
        (each["title"], each["fact"], EXPECTED[each["expected"]], *map(number, _ends(each)), each["answer"])
        for each in drawn
    )
    said = "; ".join(f"{each['title']}: {each['answer']}" for each in drawn)
    heads = ("sign", "source", "published", "ours, in smallest differences", "from", "to", "answer")
    title = "Signs: ours, in the direction that was published"
    return draw("signs", title, f"{said}.", lambda width: _dots(drawn, width), Table(heads, rows), _SIGNS_NOTE)


EXPECTED: Final[Mapping[str, str]] = {"-": "less", "+": "more", "0": "no difference", "not 0": "some difference"}
"""The published signs in words."""


def _ends(each: Mapping[str, Any]) -> tuple[float, float, float]:
    """Ours and the ends of its interval, in smallest differences, turned so that what was published is above 0."""
    turn = -1.0 if each["expected"] == "-" else 1.0
    ends = [each["ours"] if end is None else end for end in (each["low"], each["high"])]
    ours, first, last = (turn * end / each["smallest"] for end in (each["ours"], *ends))
    if each["expected"] == "not 0" and ours < 0:
        ours, first, last = -ours, -first, -last
    return ours, min(first, last), max(first, last)


def _dots(drawn: Sequence[Mapping[str, Any]], width: int) -> alt.LayerChart:
    beside = width >= WIDE
    # Above its dot, a label takes the upper two fifths of its row.
    labels = {at + (0.5 if beside else 0.2): _short(each) for at, each in enumerate(drawn)}
    y = row_axis(labels, len(drawn), beside=beside)
    # Linear around 0 and logarithmic beyond: what is too small to matter is seen beside what is a hundred times as much.
    scale = alt.Scale(type="symlog", constant=1, domain=[-_REACH, _REACH])
    ticks = [-100, -10, 0, 10, 100] if beside else [-10, 0, 10]
    x, low = (alt.X(f"{name}:Q", scale=scale, axis=alt.Axis(values=ticks), title=_AXIS) for name in ("x", "low"))
    spans = [(0.0, float(len(drawn)))] if beside else [(at + 0.42, at + 0.95) for at in range(len(drawn))]
    points = [_point(each, at, beside) for at, each in enumerate(drawn)]
    band = values([{"low": -1, "high": 1, "y": top, "y2": bottom} for top, bottom in spans])
    layers = [
        alt.Chart(band).mark_rect(color=RULE, opacity=0.8).encode(x=low, x2="high:Q", y=y, y2="y2:Q"),
        row_line(0, spans, x, y),
        alt.Chart(values(points)).mark_rule(color=INK, strokeWidth=1.5).encode(x=low, x2="high:Q", y=y),
        *_marks(points, x, y),
        *row_labels(labels, y, beside=beside),
    ]
    return stack(layers, width, (_ROW if beside else _ROW_NARROW) * len(drawn) + 60)


def _marks(points: list[dict[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A dot for each sign, of a shape and colour that say its answer."""
    chart = alt.Chart(values(points))
    return [
        chart.mark_point(shape=shape, angle=angle, filled=True, size=size, color=colour, opacity=1)
        .encode(x=x, y=y)
        .transform_filter(f"datum.answer == '{answer}'")
        for answer, (shape, angle, size, colour) in _SHAPES.items()
    ]


_AXIS: Final = "smallest differences that matter"


def _point(each: Mapping[str, Any], at: int, beside: bool) -> dict[str, Any]:
    ours, low, high = (min(max(end, -_REACH), _REACH) for end in _ends(each))
    return {"x": ours, "low": low, "high": high, "y": at + (0.5 if beside else 0.68), "answer": each["answer"]}


def _short(each: Mapping[str, Any]) -> str:
    title: str = each["title"]
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"

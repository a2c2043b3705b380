"""Differences between twins with their intervals: dots with whiskers, or words where a percentage says nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import altair as alt

from glasshouse.observables.answers import WORDS, Answer
from glasshouse.report.charts.rows import pick, row_axis, row_labels, row_line, stack
from glasshouse.report.data import ReportData
from glasshouse.report.difference import Difference, find_differences
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.palette import RULE, WORLDS
from glasshouse.report.wording import amount, capital, change, interval, listing, share, signed_change, signed_share

_ROW: Final = 30
_ROW_NARROW: Final = 44
_SLOT: Final = 15
"""Height of a row for each twin beyond the first."""
_HALF: Final = 0.3
"""Half of the part of a row that dots take below the row's label."""
_AXIS: Final = "change relative to the twin's value"
_STRETCHED: Final = f"{_AXIS} (scale stretched around zero)"
_TICKS: Final = (0, 1, 3, 10, 30, 100, 300)
_FEW_TICKS: Final = (0, 1, 5, 30, 200)
"""Ticks in units of the width that is not stretched."""
_NOTE: Final = (
    "A filled dot: a difference that can be told from chance and matters. An open one: it cannot be told from chance, or "
    "it cannot be told whether it matters, or it is too small to matter: the grey band around zero. Whiskers are 95% "
    "intervals; short ones are hidden by their dots. Words instead of a dot: the twin's value is zero, or so near it that a "
    "percentage would say nothing (nobody is sanctioned where nobody is judged); the difference is in its own unit."
)
_SHORT: Final = {
    "changed": "",
    "too small": ", too small",
    "chance": ", not told from chance",
    "cannot be told": ", cannot be told",
}
"""The answers beside a difference in words."""


def differences(data: ReportData) -> Figure | None:
    """Each difference relative to each twin's value, or in its own unit where that value is near zero."""
    all_differences = [difference for twin in data.twins for difference in find_differences(data, twin)]
    if not all_differences:
        return None
    twins = [twin.label for twin in data.twins]
    columns = (
        "what",
        "against",
        "here",
        "there",
        "difference",
        "95% interval",
        "relative to the twin",
        "matters from",
        "what may be said",
    )
    return draw(
        "differences",
        "What differs, and how surely",
        _description(all_differences),
        lambda width: _dots(_Layout(all_differences, twins, narrow=width <= NARROW), width),
        Table(columns, tuple(_cells(difference) for difference in all_differences)),
        _NOTE + (" In each row the twins stand in the order of the key." if len(twins) > 1 else ""),
    )


def _description(all_differences: Sequence[Difference]) -> str:
    """What the chart says: the size of each difference that is there and matters, and what may be said of the others."""
    wordy = sum(1 for difference in all_differences if not difference.has_percentage)
    changed = [
        f"{difference.subject.noun} {difference.signed_size} against {difference.twin}"
        for difference in all_differences
        if difference.answer == "changed"
    ]
    text = (
        f"Dots with whiskers: {len(all_differences)} differences, as changes relative to the twin's value"
        f"{f', {wordy} of them as words in their own units' if wordy else ''}. "
        f"There, and large enough to matter: {'; '.join(changed) or 'none'}."
    )
    return text + "".join(_nouns(all_differences, said) for said in WORDS if said != "changed")


def _nouns(all_differences: Sequence[Difference], said: Answer) -> str:
    """Of what else one answer is given; empty where of nothing."""
    nouns = [each.subject.noun for each in all_differences if each.answer == said and not each.is_none]
    return f" {capital(WORDS[said])}: {listing(list(dict.fromkeys(nouns)))}." if nouns else ""


def _cells(difference: Difference) -> tuple[str, ...]:
    here, there = (amount(value, difference.unit) for value in (difference.base_value, difference.twin_value))
    limits = interval(difference.low, difference.high, difference.unit) or f"none: {difference.reason}".removesuffix(
        ": "
    )
    relative = signed_share(difference.relative(difference.value)) if difference.has_percentage else "–"
    return (
        capital(difference.subject.noun),
        difference.twin,
        here,
        there,
        signed_change(difference.value, difference.unit),
        limits,
        relative,
        "–" if difference.smallest is None else change(difference.smallest, difference.unit),
        _said(difference),
    )


def _said(difference: Difference) -> str:
    """What may be said of a difference, in words."""
    if difference.is_none:
        return "no difference at all"
    if difference.answer == "changed":
        return "rose" if difference.value > 0 else "fell"
    return WORDS[difference.answer]


@dataclass(frozen=True)
class _Layout:
    """Where everything stands: one row for each subject, and in it one place for each twin.

    Attributes:
        all_differences: the differences.
        twins: labels of the twins, in the order of the key.
        narrow: whether labels stand above the dots, on a telephone, and not beside them.
    """

    all_differences: Sequence[Difference]
    twins: Sequence[str]
    narrow: bool

    @property
    def nouns(self) -> list[str]:
        """What the rows are about, from top to bottom."""
        return list(dict.fromkeys(difference.subject.noun for difference in self.all_differences))

    @property
    def labels(self) -> dict[float, str]:
        """Labels of the rows by place."""
        # In a narrow row the label takes the upper two fifths, and dots stand in the rest.
        return {at + (0.2 if self.narrow else 0.5): capital(noun) for at, noun in enumerate(self.nouns)}

    @property
    def height(self) -> int:
        """Height of all rows in pixels."""
        return len(self.nouns) * ((_ROW_NARROW if self.narrow else _ROW) + _SLOT * (len(self.twins) - 1))

    def place(self, difference: Difference) -> dict[str, Any]:
        """Where a difference stands in the rows, and its colour: the twin's own where there are several."""
        twin, many = self.twins.index(difference.twin), len(self.twins)
        slot = (twin + 0.5) / many - 0.5
        middle, reach = (0.64, 2 * _HALF) if self.narrow else (0.5, 0.7)
        y = self.nouns.index(difference.subject.noun) + middle + slot * reach
        return {"y": y, "colour": WORLDS[(twin + 1) % len(WORLDS)] if many > 1 else WORLDS[0]}

    def spans(self, points: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
        """Where the line of zero goes: through everything, or in narrow rows through dots only, and through no label."""
        half = _HALF / len(self.twins)
        return [(point["y"] - half, point["y"] + half) for point in points] if self.narrow else [(0, len(self.nouns))]


def _dots(layout: _Layout, width: int) -> alt.LayerChart:
    dots = [difference for difference in layout.all_differences if difference.has_percentage]
    unstretched = _unstretched(dots)
    points = [_point(difference, layout, unstretched) for difference in dots]
    words = [_words(difference, layout) for difference in layout.all_differences if not difference.has_percentage]
    x, low, small = _scales(points, layout.narrow, unstretched)
    y, top = (
        row_axis(layout.labels, len(layout.nouns), beside=not layout.narrow, field=field) for field in ("y", "top")
    )
    colour = alt.Color("colour:N", scale=None)
    chart = alt.Chart(values(points))
    # An open dot below, and a filled one over it that is transparent where the interval holds zero.
    filled = chart.mark_point(size=62, filled=True)
    bands = alt.Chart(values([point for point in points if "small" in point]))
    layers = [
        bands.mark_rect(color=RULE, opacity=0.7).encode(x=small, x2=alt.X2("large:Q"), y=top, y2=alt.Y2("bottom:Q")),
        row_line(0, layout.spans(points), x, y),
        chart.mark_rule(strokeWidth=2).encode(x=low, x2=alt.X2("high:Q"), y=y, color=colour),
        chart.mark_point(size=62, filled=False, strokeWidth=2).encode(x=x, y=y, color=colour),
        filled.encode(x=x, y=y, color=colour, opacity=alt.Opacity("fill:Q", scale=None)),
        _text(words, layout.narrow, x).encode(y=y, text=alt.Text("text:N"), color=colour),
        *row_labels(layout.labels, y, beside=not layout.narrow),
    ]
    return stack(layers, width, layout.height + 30)


def _text(words: Sequence[dict[str, Any]], narrow: bool, x: alt.X) -> alt.Chart:
    """Differences in words: beside the line of zero, or on a telephone at the right edge, where there is room."""
    text = alt.Chart(values(words)).mark_text(align="right" if narrow else "left", dx=0 if narrow else 8, fontSize=12)
    return cast(alt.Chart, text.encode(x=alt.value("width") if narrow else x))


def _point(difference: Difference, layout: _Layout, unstretched: float) -> dict[str, Any]:
    ends = {"x": difference.value, "low": difference.low, "high": difference.high}
    return {
        **layout.place(difference),
        **{name: _stretch(difference.relative(value), unstretched) for name, value in ends.items()},
        "fill": 1.0 if difference.answer == "changed" else 0.0,
        **_band(difference, layout, unstretched),
    }


def _band(difference: Difference, layout: _Layout, unstretched: float) -> dict[str, float]:
    """Where what is too small to matter lies around zero in a difference's row; nothing where that is not known."""
    if difference.smallest is None or not difference.has_percentage:
        return {}
    # In narrow rows the label stands above, so that the band is thinner there.
    place, half = layout.place(difference)["y"], (_HALF if not layout.narrow else _HALF / 2) / len(layout.twins)
    end = _stretch(difference.relative(difference.smallest), unstretched)
    return {"small": -end, "large": end, "top": place - half, "bottom": place + half}


def _words(difference: Difference, layout: _Layout) -> dict[str, Any]:
    """A difference that has no percentage, as words."""
    size = signed_change(difference.value, difference.unit) if difference.value else "0"
    more = "" if difference.is_none else _SHORT[difference.answer]
    return {**layout.place(difference), "x": 0, "text": f"{size}{more}"}


def _unstretched(dots: Sequence[Difference]) -> float:
    """The part of the scale on each side of zero that is not stretched: 1%, or less where all differences are small."""
    ends = [
        abs(difference.relative(value))
        for difference in dots
        for value in (difference.value, difference.low, difference.high, difference.smallest)
    ]
    largest = max(ends, default=0.0)
    return min(0.01, 10.0 ** math.floor(math.log10(largest))) if largest else 0.01


def _stretch(relative: float, unstretched: float) -> float:
    """A place on the stretched scale: nearly straight within the unstretched part, logarithmic beyond it."""
    return math.copysign(math.log1p(abs(relative) / unstretched), relative)


def _scales(points: Sequence[dict[str, Any]], narrow: bool, unstretched: float) -> tuple[alt.X, ...]:
    """The stretched scale for dots, for the lower ends of whiskers and of bands, as wide as it must be."""
    reach = max((abs(point.get(end, 0.0)) for point in points for end in ("x", "low", "high", "large")), default=0.0)
    reach = 1.08 * max(reach, math.log1p(1))
    sizes = [unstretched * tick for tick in (_FEW_TICKS if narrow else _TICKS)]
    ticks = {math.copysign(_stretch(size, unstretched), side): side * size for size in sizes for side in (-1, 1)}
    marks = {place: _tick(size) for place, size in sorted(ticks.items()) if abs(place) <= reach}
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    axis = alt.Axis(values=list(marks), labelExpr=pick(marks), grid=not narrow, title=_AXIS if narrow else _STRETCHED)
    return tuple(alt.X(f"{field}:Q", scale=scale, axis=axis) for field in ("x", "low", "small"))


def _tick(size: float) -> str:
    """The label of a tick: with its sign, and no more digits than it has."""
    return ("+" if size > 0 else "") + share(round(size, 9), 1)

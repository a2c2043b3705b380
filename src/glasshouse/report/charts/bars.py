"""Horizontal bars with their values written beside them: the plainest chart, used wherever it will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from glasshouse.report.drawing import NARROW, Build, values
from glasshouse.report.palette import ACCENT, INK, MUTED

_ROW = 26
_AXIS = 46
_LETTER = 7.2
_WHOLE = "datum.value > 1 ? '' : datum.label"


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        label: what it stands for.
        value: its length.
        text: the value in words.
        colour: its colour.
    """

    label: str
    value: float
    text: str
    colour: str = ACCENT


def bars(rows: Sequence[Bar], axis: str, *, is_share: bool = True) -> Build:
    """Builds a bar chart.

    Args:
        rows: the bars, from top to bottom.
        axis: title of the axis, with the unit.
        is_share: whether values are shares, to be labelled in per cent.
    """

    def build(width: int) -> alt.LayerChart:
        narrow = width <= NARROW
        longest = max((row.value for row in rows), default=0.0) or 1.0
        data = values(
            [
                {"label": row.label, "value": row.value, "text": row.text, "colour": row.colour, "at": at}
                for at, row in enumerate(rows)
            ]
        )
        # Labels stand above the bars on a narrow page, where they would leave no room beside them.
        order = alt.EncodingSortField("at", order="ascending")
        hidden = alt.Axis(labels=False, title=None, ticks=False)
        widest = _LETTER * max((len(row.label) for row in rows), default=0)
        beside = alt.Axis(title=None, labelColor=INK, labelFontSize=12, minExtent=widest)
        y = alt.Y("label:N", sort=order, axis=hidden if narrow else beside, scale=alt.Scale(padding=0.2))
        top = longest * (1.28 if narrow else 1.18)
        x = alt.X(
            "value:Q",
            scale=alt.Scale(domain=[0, top]),
            title=axis,
            axis=alt.Axis(
                grid=False,
                tickCount=4,
                format="~%" if is_share else "~s",
                labelExpr=_WHOLE if is_share else "datum.label",
            ),
        )
        chart = alt.Chart(data, height=max(1, len(rows)) * (_ROW + (18 if narrow else 0)) + _AXIS, width=width)
        thick = 13 if narrow else 16
        shift = 8 if narrow else 0
        marks = chart.mark_bar(height=thick, yOffset=shift).encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
        said = chart.mark_text(align="left", dx=5, dy=shift, color=INK, fontSize=12).encode(x=x, y=y, text="text:N")
        layers = [marks, said]
        if narrow:
            layers.append(
                chart.mark_text(align="left", dy=-9, color=MUTED, fontSize=12).encode(
                    x=alt.value(0), y=y, text="label:N"
                )
            )
        return alt.layer(*layers)

    return build

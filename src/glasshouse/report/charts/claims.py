"""Charts of a claim: its effect by step of the ladder and by link, and over the assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from glasshouse.claims.evidence import Effect, Evidence
from glasshouse.report.charts.rows import row_axis, row_labels, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, MUTED, QUIET
from glasshouse.report.wording import amount, interval

_ROW = 34
_BINS = 24


@dataclass(frozen=True)
class Line:
    """One line of a chart of effects.

    Attributes:
        label: what was compared.
        effect: the effect.
    """

    label: str
    effect: Effect


def effects(slug: str, title: str, lines: Sequence[Line], evidence: Evidence, note: str = "") -> Figure | None:
    """Effects with their intervals, and the smallest that matters as a line; None where nothing is known."""
    known = [line for line in lines if line.effect.value is not None]
    if not known:
        return None
    rows = tuple(
        (line.label, _value(line.effect, evidence), _interval(line.effect, evidence) or "none") for line in lines
    )
    table = Table(("compared", "effect", "95% interval"), rows)
    said = "; ".join(f"{line.label}: {_value(line.effect, evidence)}" for line in known)
    about = f"{evidence.title}, {evidence.unit}. {said}."
    return draw(slug, title, about, lambda width: _dots(known, evidence, width), table, note)


def over_assumptions(evidence: Evidence) -> Figure | None:
    """How the effect spreads over the points of the hypercube; None without points."""
    known = evidence.points[~np.isnan(evidence.points)]
    if not len(known):
        return None
    if np.ptp(known) == 0:
        counts, edges = np.array([len(known)]), np.array([known[0] - 0.5, known[0] + 0.5])
    else:
        counts, edges = np.histogram(known, bins=min(_BINS, max(5, len(known) // 4)))
    rows = tuple(
        (f"{amount(float(a), evidence.unit)} to {amount(float(b), evidence.unit)}", str(int(n)))
        for a, b, n in zip(edges, edges[1:], counts, strict=False)
    )
    quarters = [amount(float(each), evidence.unit) for each in np.quantile(known, (0.05, 0.5, 0.95))]
    low, middle, high = quarters
    about = f"Over {len(known)} points the effect runs from {low} (5%) over {middle} (middle) to {high} (95%)."
    note = "Each point sets all assumptions within their ranges. The dashed line is the smallest effect that matters."
    table = Table(("effect", "points"), rows)
    return draw(f"{_slug(evidence)}-points", "Over the assumptions", about,
                lambda width: _histogram(counts, edges, evidence, width), table, note)  # fmt: skip


def _slug(evidence: Evidence) -> str:
    return evidence.claim.id.replace("/", "-").lower()


def _value(effect: Effect, evidence: Evidence) -> str:
    return "undefined" if effect.value is None else amount(effect.value, evidence.unit)


def _interval(effect: Effect, evidence: Evidence) -> str | None:
    return interval(effect.low, effect.high, evidence.unit)


def _factor(evidence: Evidence) -> float:
    return 100.0 if evidence.unit == "share" else 1.0


def _axis(evidence: Evidence) -> str:
    return "%" if evidence.unit == "share" else evidence.unit


def _smallest(evidence: Evidence) -> alt.Chart:
    at = evidence.claim.sign * evidence.claim.smallest_effect.value * _factor(evidence)
    rule: alt.Chart = alt.Chart(values([{"x": at}])).mark_rule(color=ACCENT, strokeDash=[5, 4]).encode(x="x:Q")
    return rule


def _dots(lines: Sequence[Line], evidence: Evidence, width: int) -> alt.LayerChart:
    beside, factor = width >= WIDE, _factor(evidence)
    labels = {at + 0.35: line.label for at, line in enumerate(lines)}
    y = row_axis(labels, len(lines), beside=beside)
    data: list[dict[str, Any]] = []
    for at, line in enumerate(lines):
        effect = line.effect
        place = at + (0.35 if beside else 0.7)
        row: dict[str, Any] = {"y": place, "x": (effect.value or 0.0) * factor}
        if effect.low is not None and effect.high is not None:
            row |= {"low": effect.low * factor, "high": effect.high * factor}
        data.append(row)
    x = alt.X("x:Q", title=_axis(evidence))
    spans = alt.Chart(values([row for row in data if "low" in row])).mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", title=_axis(evidence)), x2="high:Q", y=y
    )  # fmt: skip
    dots = alt.Chart(values(data)).mark_point(filled=True, size=60).encode(x=x, y=y)
    zero = alt.Chart(values([{"x": 0}])).mark_rule(color=MUTED).encode(x="x:Q")
    layers = [zero, _smallest(evidence), spans, dots, *row_labels(labels, y, beside=beside)]
    return stack(layers, width, _ROW * len(lines) + 60)


def _histogram(counts: np.ndarray, edges: np.ndarray, evidence: Evidence, width: int) -> alt.LayerChart:
    factor = _factor(evidence)
    data = [
        {"a": float(a) * factor, "b": float(b) * factor, "n": int(n)}
        for a, b, n in zip(edges, edges[1:], counts, strict=False)
    ]
    bars = alt.Chart(values(data)).mark_bar(color=QUIET).encode(
        x=alt.X("a:Q", title=_axis(evidence)), x2="b:Q", y=alt.Y("n:Q", title="points")
    )  # fmt: skip
    zero = alt.Chart(values([{"x": 0}])).mark_rule(color=MUTED).encode(x="x:Q")
    return stack([bars, zero, _smallest(evidence)], width, 220)

"""Charts of a claim: its effect by step of the ladder and by set of mechanisms, and over the assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from glasshouse.claims.bench import Effect
from glasshouse.claims.evidence import Evidence
from glasshouse.report.charts.rows import row_axis, row_labels, row_line, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK, MUTED, QUIET
from glasshouse.report.wording import axis_unit, interval, is_share, signed_change

_ROW = 34
_ROW_NARROW = 44
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


def effect_text(value: float, evidence: Evidence, unit: str | None = None) -> str:
    """An effect with its unit.

    Args:
        value: the effect.
        evidence: what the runs say about the claim.
        unit: the unit; by default that of the claim's observable.
    """
    return signed_change(value, evidence.unit if unit is None else unit)


def effects(slug: str, title: str, lines: Sequence[Line], evidence: Evidence, note: str = "") -> Figure | None:
    """Effects with their intervals, and the smallest that matters as a line; None where nothing is known."""
    known = [line for line in lines if line.effect.value is not None]
    if not known:
        return None
    rows = tuple(
        (line.label, _value(line.effect, evidence), _interval(line.effect, evidence) or "none") for line in lines
    )
    table = Table(("compared", "effect", "95% interval"), rows)
    effect_texts = "; ".join(f"{line.label}: {_value(line.effect, evidence)}" for line in known)
    description = f"{evidence.title}, {evidence.unit}. {effect_texts}."
    return draw(slug, title, description, lambda width: _dots(known, evidence, width), table, note)


def over_assumptions(evidence: Evidence) -> Figure | None:
    """How the effect spreads over the points of the hypercube; None without points."""
    if evidence.points is None:
        return None
    effects_ = evidence.claim.sign * evidence.points.effects
    known = effects_[~np.isnan(effects_)]
    if not len(known):
        return None
    if np.ptp(known) == 0:
        counts, edges = np.array([len(known)]), np.array([known[0] - 0.5, known[0] + 0.5])
    else:
        counts, edges = np.histogram(known, bins=min(_BINS, max(5, len(known) // 4)))
    rows = tuple(
        (f"{effect_text(float(a), evidence)} to {effect_text(float(b), evidence)}", str(int(n)))
        for a, b, n in zip(edges, edges[1:], counts, strict=False)
    )
    quantiles = [effect_text(float(quantile), evidence) for quantile in np.quantile(known, (0.05, 0.5, 0.95))]
    low, middle, high = quantiles
    description = (
        f"{evidence.title}: over {len(known)} points "
        f"the effect runs from {low} (5%) over {middle} (middle) to {high} (95%)."
    )
    note = (
        "Each point draws everything that is uncertain at once, around the scenario's values. "
        "The dashed line is the smallest effect that matters."
    )
    table = Table(("effect", "points"), rows)
    return draw(f"{_slug(evidence)}-points", "Over the assumptions", description,
                lambda width: _histogram(counts, edges, evidence, width), table, note)  # fmt: skip


def _slug(evidence: Evidence) -> str:
    return evidence.claim.id.replace("/", "-").lower()


def _value(effect: Effect, evidence: Evidence) -> str:
    return "undefined" if effect.value is None else effect_text(effect.value, evidence)


def _interval(effect: Effect, evidence: Evidence) -> str | None:
    return interval(effect.low, effect.high, evidence.unit)


def _factor(evidence: Evidence) -> float:
    return 100.0 if is_share(evidence.unit) else 1.0


def _axis(evidence: Evidence) -> str:
    return axis_unit(evidence.unit, is_difference=True)


def _smallest(evidence: Evidence) -> float:
    """Where the smallest effect that matters stands on the axis."""
    return evidence.claim.sign * (evidence.smallest or 0.0) * _factor(evidence)


def _dots(lines: Sequence[Line], evidence: Evidence, width: int) -> alt.LayerChart:
    beside = width >= WIDE
    # Above its dot, a label takes the upper two fifths of its row.
    labels = {at + (0.5 if beside else 0.25): line.label for at, line in enumerate(lines)}
    x, y = _effect_axis(evidence, beside=beside), row_axis(labels, len(lines), beside=beside)
    data = [_point(line.effect, at + (0.5 if beside else 0.7), _factor(evidence)) for at, line in enumerate(lines)]
    spans = [(0.0, float(len(lines)))] if beside else [(at + 0.45, at + 0.95) for at in range(len(lines))]
    whiskers = alt.Chart(values([row for row in data if "low" in row])).mark_rule(strokeWidth=2, color=INK)
    dots = alt.Chart(values(data)).mark_point(filled=True, size=60, color=INK, opacity=1)
    layers = [
        row_line(0, spans, x, y),
        row_line(_smallest(evidence), spans, x, y).mark_rule(color=ACCENT, strokeDash=[5, 4]),
        whiskers.encode(x=_effect_axis(evidence, beside=beside, field="low"), x2=alt.X2("high:Q"), y=y),
        dots.encode(x=x, y=y),
        *row_labels(labels, y, beside=beside),
    ]
    return stack(layers, width, (_ROW if beside else _ROW_NARROW) * len(lines) + 60)


def _point(effect: Effect, place: float, factor: float) -> dict[str, Any]:
    """An effect at its place in the rows, with its interval if it has one."""
    row = {"y": place, "x": (effect.value or 0.0) * factor}
    if effect.low is None or effect.high is None:
        return row
    return {**row, "low": effect.low * factor, "high": effect.high * factor}


def _effect_axis(evidence: Evidence, *, beside: bool, field: str = "x") -> alt.X:
    """The horizontal scale of effects, with few enough ticks for the width."""
    return alt.X(f"{field}:Q", title=_axis(evidence), axis=alt.Axis(tickCount=8 if beside else 4))


def _histogram(counts: np.ndarray, edges: np.ndarray, evidence: Evidence, width: int) -> alt.LayerChart:
    factor, wide = _factor(evidence), width >= WIDE
    data = [
        {"a": float(a) * factor, "b": float(b) * factor, "n": int(n), "floor": 0}
        for a, b, n in zip(edges, edges[1:], counts, strict=False)
    ]
    x = _effect_axis(evidence, beside=wide, field="a")
    y = alt.Y("n:Q", title="points", axis=alt.Axis(tickMinStep=1, tickCount=5))
    bars = alt.Chart(values(data)).mark_rect(color=QUIET, stroke="white", strokeWidth=0.5)
    lines = [
        alt.Chart(values([{"x": place}])).mark_rule(color=colour, strokeDash=dash).encode(x=alt.X("x:Q"))
        for place, colour, dash in ((0.0, MUTED, [1, 0]), (_smallest(evidence), ACCENT, [5, 4]))
    ]
    return stack([bars.encode(x=x, x2=alt.X2("b:Q"), y=y, y2=alt.Y2("floor:Q")), *lines], width, 220)

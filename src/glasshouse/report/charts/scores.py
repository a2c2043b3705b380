"""How people stand on a system's scale: the spread of scores by group, and the bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt

from glasshouse.report.charts.bars import Bar, bars
from glasshouse.report.charts.few import FEWEST
from glasshouse.report.charts.rows import stack
from glasshouse.report.data import World
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK, MUTED, QUIET, RULE
from glasshouse.report.standings import holders
from glasshouse.report.wording import count, listing, number, share

_RIDGE: Final = 62
_TALLEST: Final = 0.7
"""Height of the tallest bar, as a part of its row; the row's label stands above it."""
_SEEN: Final = 5e-4
"""Smaller parts of a group are too small to be seen, and do not widen the scale."""

_NOTE: Final = (
    "The area of each row is its whole group, so that shapes can be compared; groups differ greatly in size. "
)


def distribution(world: World, name: str) -> Figure | None:
    """The spread of scores, for everyone and by group."""
    system = world.systems[name]
    everyone = system.get("histogram") or []
    if not sum(everyone):
        return None
    all_rows = _all_rows(system)
    # Everyone is always drawn; a group of a handful only stands in the table.
    rows = [all_rows[0], *(row for row in all_rows[1:] if sum(row[1]) >= FEWEST)]
    means = {all_rows[0][0]: system.get("mean"), **(system.get("mean_by_group") or {})}
    texts = {label: _mean_text(means.get(label), bins, system) for label, bins in all_rows}
    table = Table(
        ("group", holders(system), "mean", "a tenth are below", "half are below", "nine tenths are below"),
        tuple(
            (label, count(sum(bins)), texts[label], *(number(value, 3) for value in _quantiles(bins, system)))
            for label, bins in all_rows
        ),
    )
    description = (
        "Histograms of scores at the end of the run, one below the other. "
        f"Mean scores in points: {listing([f'{label} {texts[label]}' for label, _ in rows])}. "
        f"The scale runs from {number(system['low'], 4)} to {number(system['high'], 4)}."
    )
    title = f"{system['title']}: how scores are spread"
    note = _note(all_rows, rows)
    return draw(f"scores-{name}", title, description, lambda width: _ridges(width, rows, system), table, note)


_Rows = Sequence[tuple[str, Sequence[int]]]


def _all_rows(system: Mapping[str, Any]) -> _Rows:
    """Histograms of everyone and of each group; of firms, which belong to no group of people, only of all."""
    everyone = system["histogram"]
    if holders(system) == "firms":
        return [("all firms", everyone)]
    return [("everyone", everyone), *_groups(system)]


def _note(all_rows: _Rows, rows: _Rows) -> str:
    """How to read the histograms, and which are not drawn."""
    compared = _NOTE if len(rows) > 1 else ""
    drawn = {label for label, _ in rows}
    left = [label for label, _ in all_rows if label not in drawn]
    text = f"{compared}Tenths and halves in the table are read off {len(rows[0][1])} equal parts of the scale."
    return f"{text} Not drawn: {listing(left)}, with fewer than {FEWEST} people." if left else text


def _groups(system: Mapping[str, Any]) -> list[tuple[str, Sequence[int]]]:
    """Histograms of the groups in which anybody is; none where all are in one, which is everyone."""
    grouped = [(group, bins) for group, bins in (system.get("histogram_by_group") or {}).items() if sum(bins)]
    return grouped if len(grouped) > 1 else []


def _mean_text(mean: float | None, bins: Sequence[int], system: Mapping[str, Any]) -> str:
    """The mean score from the results; of older results without it, the mean of the histogram, marked as rough."""
    if mean is not None:
        return number(mean, 4)
    low, width = float(system["low"]), _bin_width(system, bins)
    rough = sum((low + (at + 0.5) * width) * people for at, people in enumerate(bins)) / sum(bins)
    return f"about {number(rough, 2)}"


def _bin_width(system: Mapping[str, Any], bins: Sequence[int]) -> float:
    """The width of one part of the scale, in points."""
    return (float(system["high"]) - float(system["low"])) / len(bins)


def _quantiles(bins: Sequence[int], system: Mapping[str, Any]) -> list[float]:
    """Lower tenth, median and upper tenth of a histogram, people spread evenly within each part of the scale."""
    low, width, whole = float(system["low"]), _bin_width(system, bins), float(sum(bins))
    quantiles = []
    for part in (0.1, 0.5, 0.9):
        remaining = part * whole
        for at, people in enumerate(bins):
            if people and remaining <= people:
                quantiles.append(low + (at + remaining / people) * width)
                break
            remaining -= people
    return quantiles


def _ridges(width: int, rows: Sequence[tuple[str, Sequence[int]]], system: Mapping[str, Any]) -> alt.LayerChart:
    ends = _ends(rows, system)
    ticks = alt.Axis(grid=False, tickCount=5 if width <= NARROW else 8, format=",~r")
    x = alt.X("x:Q", scale=alt.Scale(domain=ends, nice=False, zero=False), title="score, points", axis=ticks)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, len(rows)], nice=False), axis=None)
    floors = [{"y": at, "x": ends[0], "x2": ends[1]} for at in range(len(rows))]
    names = [
        {"y": len(rows) - 1 - at + 0.84, "label": f"{label} ({count(sum(bins))})"}
        for at, (label, bins) in enumerate(rows)
    ]
    colour = alt.Color("colour:N", scale=None)
    bins = alt.Chart(values(_bins(rows, system))).mark_rect()
    label = alt.Chart(values(names)).mark_text(align="left", dx=2, color=INK, fontSize=12)
    layers = [
        alt.Chart(values(floors)).mark_rule(color=RULE).encode(x=x, x2=alt.X2("x2:Q"), y=y),
        *_band_lines(system, ends, len(rows), x, y),
        bins.encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q"), color=colour),
        label.encode(x=alt.value(0), y=y, text=alt.Text("label:N")),
    ]
    return stack(layers, width, _RIDGE * len(rows) + 44)


def _ends(rows: Sequence[tuple[str, Sequence[int]]], system: Mapping[str, Any]) -> list[float]:
    """The stretch of the scale on which people stand, with a little room on both sides."""
    low, high, bins = float(system["low"]), float(system["high"]), len(rows[0][1])
    used = [at for at in range(bins) if any(row[at] / sum(row) > _SEEN for _, row in rows)]
    step = (high - low) / bins
    return [low + max(0, used[0] - 2) * step, low + min(bins, used[-1] + 3) * step]


def _bins(rows: Sequence[tuple[str, Sequence[int]]], system: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The bars of all rows, each row on a floor of its own and adding up to its whole group."""
    low, step = float(system["low"]), _bin_width(system, rows[0][1])
    tallest = max(people / sum(row) for _, row in rows for people in row)
    ends = _ends(rows, system)
    rectangles = []
    for place, (_, row) in enumerate(rows):
        floor, colour = len(rows) - 1 - place, QUIET if place else ACCENT
        for at, people in enumerate(row):
            left = low + at * step
            if people and ends[0] <= left < ends[1]:
                height = _TALLEST * people / sum(row) / tallest
                sides = {"x": left + 0.06 * step, "x2": left + 0.94 * step}
                rectangles.append({**sides, "y": floor, "y2": floor + height, "colour": colour})
    return rectangles


def _band_lines(system: Mapping[str, Any], ends: Sequence[float], rows: int, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Where bands begin, with their names at the top; a line stops below each row's label."""
    starts = {
        name: band["start"]
        for name, band in (system.get("bands") or {}).items()
        if band.get("start") is not None and ends[0] < band["start"] < ends[1]
    }
    if not starts:
        return []
    lines = [{"x": start, "y": row, "y2": row + _TALLEST} for start in starts.values() for row in range(rows)]
    names = [{"x": start, "name": name, "y": rows} for name, start in starts.items()]
    rule = alt.Chart(values(lines)).mark_rule(color=MUTED, strokeDash=[2, 3], opacity=0.8)
    text = alt.Chart(values(names)).mark_text(align="left", dx=3, dy=-6, color=MUTED, fontSize=11)
    return [rule.encode(x=x, y=y, y2=alt.Y2("y2:Q")), text.encode(x=x, y=y, text=alt.Text("name:N"))]


def bands(world: World, name: str) -> Figure | None:
    """How many people are in each band at the end; None for a list, of which a sentence says all."""
    system = world.systems[name]
    bands_of_system = system.get("bands") or {}
    if "listed" in system or not any(band.get("count") for band in bands_of_system.values()):
        return None
    order, who = list(reversed(bands_of_system)), holders(system)
    rows = [
        Bar(band, float(bands_of_system[band]["share"] or 0), share(bands_of_system[band]["share"] or 0))
        for band in order
    ]
    table = Table(
        ("band", "begins at", who, "share"),
        tuple(
            (
                band,
                number(bands_of_system[band]["start"], 4),
                count(bands_of_system[band]["count"]),
                share(bands_of_system[band]["share"] or 0, 3),
            )
            for band in order
        ),
    )
    shares = listing([f"{row.text} {row.label}" for row in rows])
    title = f"{system['title']}: where {who} stand at the end"
    return draw(
        f"bands-{name}",
        title,
        f"Bars, the share of {who} with an account in each band: {shares}.",
        bars(rows, f"share of {who} with an account"),
        table,
    )


def moves(world: World, name: str) -> Table | None:
    """Moves from band to band, added up over the run; None where they were not kept or nobody moved."""
    bands = list(world.systems[name].get("bands") or ())
    if "listed" in world.systems[name]:
        return None
    rows = []
    for at in range(len(bands)):
        columns = [world.time_series.get(f"moves.{at}.{to}.{name}") for to in range(len(bands))]
        if any(column is None for column in columns):
            return None
        rows.append([sum(column or ()) for column in columns])
        rows[-1][at] = 0
    if not any(any(row) for row in rows):
        return None
    return Table(
        ("from", *(f"to {band}" for band in bands)),
        tuple(
            (band, *("–" if at == to else count(n) for to, n in enumerate(row)))
            for at, (band, row) in enumerate(zip(bands, rows, strict=True))
        ),
    )

"""A tile map of China: one square for each region of the census, near where it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from glasshouse.facts import provinces
from glasshouse.report.charts.few import FEW
from glasshouse.report.charts.rows import stack
from glasshouse.report.data import World
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.palette import MUTED, RULE, SCALE
from glasshouse.report.wording import count, listing, number, share

TILES: Final = {
    "Heilongjiang": ("HL", 7, 0),
    "Xinjiang": ("XJ", 1, 1),
    "Inner Mongolia": ("NM", 4, 1),
    "Beijing": ("BJ", 5, 1),
    "Liaoning": ("LN", 6, 1),
    "Jilin": ("JL", 7, 1),
    "Gansu": ("GS", 2, 2),
    "Ningxia": ("NX", 3, 2),
    "Shanxi": ("SX", 4, 2),
    "Hebei": ("HE", 5, 2),
    "Tianjin": ("TJ", 6, 2),
    "Qinghai": ("QH", 2, 3),
    "Shaanxi": ("SN", 3, 3),
    "Henan": ("HA", 4, 3),
    "Shandong": ("SD", 5, 3),
    "Tibet": ("XZ", 1, 4),
    "Sichuan": ("SC", 2, 4),
    "Chongqing": ("CQ", 3, 4),
    "Hubei": ("HB", 4, 4),
    "Anhui": ("AH", 5, 4),
    "Jiangsu": ("JS", 6, 4),
    "Yunnan": ("YN", 2, 5),
    "Guizhou": ("GZ", 3, 5),
    "Hunan": ("HN", 4, 5),
    "Jiangxi": ("JX", 5, 5),
    "Zhejiang": ("ZJ", 6, 5),
    "Shanghai": ("SH", 7, 5),
    "Guangxi": ("GX", 3, 6),
    "Guangdong": ("GD", 4, 6),
    "Fujian": ("FJ", 5, 6),
    "Hainan": ("HI", 4, 7),
}
"""Letters of each region and its place in the map: column and row."""


@dataclass(frozen=True)
class Measure:
    """What the map may show.

    Attributes:
        field: its name in a region of the results document.
        words: what it is called, with its unit.
        form: how a value is written.
    """

    field: str
    words: str
    form: Callable[[float], str]

    def value(self, place: Mapping[str, Any]) -> float:
        """Its value in a region."""
        return float(place.get(self.field) or 0.0)

    def text(self, place: Mapping[str, Any]) -> str:
        """Its value in words."""
        return self.form(self.value(place))


MEASURES: Final = (
    Measure("sanctioned_share", "days under a sanction", share),
    Measure("denied_per_1000", "attempts denied per 1,000 people and year", number),
    Measure("withheld_per_1000", "acts withheld per 1,000 people and day", number),
)
"""The measures in order: the map shows the first that is not zero everywhere."""
_PEOPLE: Final = Measure("people", "people", count)
_WIDEST: Final = 560
_TURN: Final = 0.55
"""From this part of the range upwards, tiles are so dark that they take white letters."""


def tile_map(world: World) -> Figure | None:
    """Where sanctions fell, region by region. None where nobody lives in China, all live in one region, or all are few."""
    places = {name: place for place in world.regions if (name := str(place["name"])) in TILES}
    shown = {name: place for name, place in places.items() if place["people"] >= FEW}
    if len(places) < 2 or not shown:
        return None
    measure = _measure_of(shown)
    texts = {name: measure.text(place) for name, place in shown.items()}
    title, description, note = _words(measure, places, texts)
    tiles = [_tile(name, measure, places, texts) for name in TILES]
    return draw(
        "map",
        title,
        description,
        lambda width: _draw_tiles(width, tiles),
        _table(places),
        f"{note} Tiles: the 31 provinces of the census of 2020.",
    )


def _measure_of(places: Mapping[str, Mapping[str, Any]]) -> Measure:
    """The first measure that is not zero everywhere."""
    some = (measure for measure in MEASURES if any(place.get(measure.field) for place in places.values()))
    return next(some, _PEOPLE)


def _tile(
    name: str, measure: Measure, places: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]
) -> dict[str, Any]:
    """A region's tile: coloured, dashed with its people where they are few, or empty."""
    code, x, y = TILES[name]
    look = "full" if name in texts else "few" if name in places else "empty"
    few = f"n = {places[name]['people']}" if look == "few" else ""
    value = measure.value(places[name]) if look == "full" else None
    return {"code": code, "x": x, "y": y, "look": look, "text": texts.get(name, few), "value": value}


def _table(places: Mapping[str, Mapping[str, Any]]) -> Table:
    """All measures of each region, in the order of the census."""
    rows = tuple(
        (
            region.name,
            count(place["people"]),
            *(measure.text(place) for measure in MEASURES),
            share(place.get("self_censorship") or 0.0),
        )
        for region in provinces()
        if (place := places.get(region.name))
    )
    return Table(("region", "people", *(measure.words for measure in MEASURES), "mean self-censorship"), rows)


def _words(measure: Measure, places: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]) -> tuple[str, str, str]:
    """Title, description and note; of regions with few people only how many there are."""
    order = sorted(texts, key=lambda name: measure.value(places[name]))
    least, most = order[0], order[-1]
    description = f"A tile map of China's regions: {measure.words}. "
    description += (
        f"Most in {most} ({texts[most]}), least in {least} ({texts[least]})."
        if len(order) > 1
        else f"{most}: {texts[most]}."
    )
    note = "Squares stand near where the regions lie, and are equal although populations are not."
    empty = [region.name for region in provinces() if region.name not in places]
    if empty:
        note += f" Nobody in this society lives in {listing(empty)}."
    few = len(places) - len(texts)
    if few:
        noun = "region" if few == 1 else "regions"
        note += f" Dashed: {few} {noun} with fewer than {count(FEW)} people (n), whose figures vary much by chance."
    return f"Where: {measure.words}", description, note


def _draw_tiles(width: int, tiles: Sequence[dict[str, Any]]) -> alt.LayerChart:
    side = min(_WIDEST, width) // 7
    full, few, blank = ([tile for tile in tiles if tile["look"] == look] for look in ("full", "few", "empty"))
    low, high = (end(tile["value"] for tile in full) for end in (min, max))
    turn = low + (high - low) * _TURN
    gap = alt.Scale(paddingInner=0.06, paddingOuter=0)
    at: dict[str, Any] = {
        "x": alt.X("x:O", axis=None, scale=gap),
        "y": alt.Y("y:O", axis=None, scale=gap),
    }
    domain = [low, high] if high > low else [low - 1, low]
    fill = alt.Color("value:Q", scale=alt.Scale(domain=domain, range=list(SCALE)), legend=None)
    ink = alt.condition("datum.dark", alt.value("#ffffff"), alt.value("#1d1c1b"))
    size, small = (12, 10) if width <= NARROW else (14, 12)
    here = alt.Chart(values([{**tile, "dark": tile["value"] > turn or low == high} for tile in full]))
    layers = [
        here.mark_rect(cornerRadius=3).encode(**at, color=fill),
        here.mark_text(dy=-7, fontSize=size, fontWeight="bold").encode(**at, text="code:N", color=ink),
        here.mark_text(dy=9, fontSize=small).encode(**at, text="text:N", color=ink),
    ]
    layers += _dashed(few, at, size, small) + _blank(blank, at)
    return stack(layers, side * 7, side * 8)


def _dashed(tiles: Sequence[dict[str, Any]], at: Mapping[str, Any], size: int, small: int) -> list[alt.Chart]:
    """Tiles of regions with few people: dashed, with their number and no colour."""
    if not tiles:
        return []
    chart = alt.Chart(values(tiles))
    return [
        chart.mark_rect(cornerRadius=3, fillOpacity=0, stroke=MUTED, strokeDash=[3, 3]).encode(**at),
        chart.mark_text(dy=-7, color=MUTED, fontSize=size).encode(**at, text="code:N"),
        chart.mark_text(dy=9, color=MUTED, fontSize=small).encode(**at, text="text:N"),
    ]


def _blank(tiles: Sequence[dict[str, Any]], at: Mapping[str, Any]) -> list[alt.Chart]:
    """Tiles of regions in which nobody lives."""
    if not tiles:
        return []
    chart = alt.Chart(values(tiles))
    return [
        chart.mark_rect(cornerRadius=3, fillOpacity=0, stroke=RULE).encode(**at),
        chart.mark_text(color=MUTED, fontSize=11).encode(**at, text="code:N"),
    ]

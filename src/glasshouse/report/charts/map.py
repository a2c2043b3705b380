"""A tile map of a country: one square for each region, near where it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from glasshouse.report.charts.few import FEW
from glasshouse.report.charts.rows import stack
from glasshouse.report.data import World
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.palette import MUTED, RULE, SCALE
from glasshouse.report.wording import count, listing, number, share


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


@dataclass(frozen=True)
class _Map:
    """A country's tiles and who lives in them.

    Attributes:
        country: what the results document says of the country.
        places: regions with people, by name.
        texts: what is written of those with enough people, by name.
        measure: what is shown.
    """

    country: Mapping[str, Any]
    places: Mapping[str, Mapping[str, Any]]
    texts: Mapping[str, str]
    measure: Measure

    @property
    def tiles(self) -> list[Mapping[str, Any]]:
        """The regions that have a tile."""
        return [region for region in self.country["regions"] if region["tile"]]

    @property
    def noun(self) -> tuple[str, str]:
        """What a region is called, one and several."""
        one, several = self.country["noun"]
        return one, several


def tile_map(world: World) -> Figure | None:
    """Where sanctions fell, region by region. None where there is no map, all live in one region, or all are few."""
    tiles = {region["name"] for region in world.country.get("regions", ()) if region["tile"]}
    places = {name: place for place in world.regions if (name := str(place["name"])) in tiles}
    shown = {name: place for name, place in places.items() if place["people"] >= FEW}
    if len(places) < 2 or not shown:
        return None
    measure = _measure_of(shown)
    drawn = _Map(world.country, places, {name: measure.text(place) for name, place in shown.items()}, measure)
    title, description, note = _words(drawn)
    looks = [_tile(region, drawn) for region in drawn.tiles]
    return draw(
        "map",
        title,
        description,
        lambda width: _draw_tiles(width, looks),
        _table(drawn),
        f"{note} Tiles: {drawn.country['title']}, {drawn.country['as_of']}.",
    )


def _measure_of(places: Mapping[str, Mapping[str, Any]]) -> Measure:
    """The first measure that is not zero everywhere."""
    some = (measure for measure in MEASURES if any(place.get(measure.field) for place in places.values()))
    return next(some, _PEOPLE)


def _tile(region: Mapping[str, Any], drawn: _Map) -> dict[str, Any]:
    """A region's tile: coloured, dashed with its people where they are few, or empty."""
    name, (x, y) = region["name"], region["tile"]
    look = "full" if name in drawn.texts else "few" if name in drawn.places else "empty"
    few = f"n = {drawn.places[name]['people']}" if look == "few" else ""
    value = drawn.measure.value(drawn.places[name]) if look == "full" else None
    return {"code": region["abbr"], "x": x, "y": y, "look": look, "text": drawn.texts.get(name, few), "value": value}


def _table(drawn: _Map) -> Table:
    """All measures of each region, in the order of the country's table."""
    rows = tuple(
        (
            region["name"],
            count(place["people"]),
            *(measure.text(place) for measure in MEASURES),
            share(place.get("self_censorship") or 0.0),
        )
        for region in drawn.tiles
        if (place := drawn.places.get(region["name"]))
    )
    return Table((drawn.noun[0], "people", *(measure.words for measure in MEASURES), "mean self-censorship"), rows)


def _words(drawn: _Map) -> tuple[str, str, str]:
    """Title, description and note; of regions with few people only how many there are."""
    measure, texts = drawn.measure, drawn.texts
    order = sorted(texts, key=lambda name: measure.value(drawn.places[name]))
    least, most = order[0], order[-1]
    one, several = drawn.noun
    description = f"A tile map of the {several} of {drawn.country['name']}: {measure.words}. "
    description += (
        f"Most in {most} ({texts[most]}), least in {least} ({texts[least]})."
        if len(order) > 1
        else f"{most}: {texts[most]}."
    )
    note = f"Squares stand near where the {several} lie, and are equal although populations are not."
    empty = [region["name"] for region in drawn.tiles if region["name"] not in drawn.places]
    if empty:
        note += f" Nobody in this society lives in {listing(empty)}."
    few = len(drawn.places) - len(texts)
    if few:
        noun = one if few == 1 else several
        note += f" Dashed: {few} {noun} with fewer than {count(FEW)} people (n), whose figures vary much by chance."
    return f"Where: {measure.words}", description, note


def _draw_tiles(width: int, tiles: Sequence[dict[str, Any]]) -> alt.LayerChart:
    columns = 1 + max(tile["x"] for tile in tiles) - min(tile["x"] for tile in tiles)
    rows = 1 + max(tile["y"] for tile in tiles) - min(tile["y"] for tile in tiles)
    side = min(_WIDEST // 7, width // columns)
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
        here.mark_text(dy=-7, fontSize=size, fontWeight="bold").encode(**at, text=alt.Text("code:N"), color=ink),
        here.mark_text(dy=9, fontSize=small).encode(**at, text=alt.Text("text:N"), color=ink),
    ]
    layers += _dashed(few, at, size, small) + _blank(blank, at)
    return stack(layers, side * columns, side * rows)


def _dashed(tiles: Sequence[dict[str, Any]], at: Mapping[str, Any], size: int, small: int) -> list[alt.Chart]:
    """Tiles of regions with few people: dashed, with their number and no colour."""
    if not tiles:
        return []
    chart = alt.Chart(values(tiles))
    return [
        chart.mark_rect(cornerRadius=3, fillOpacity=0, stroke=MUTED, strokeDash=[3, 3]).encode(**at),
        chart.mark_text(dy=-7, color=MUTED, fontSize=size).encode(**at, text=alt.Text("code:N")),
        chart.mark_text(dy=9, color=MUTED, fontSize=small).encode(**at, text=alt.Text("text:N")),
    ]


def _blank(tiles: Sequence[dict[str, Any]], at: Mapping[str, Any]) -> list[alt.Chart]:
    """Tiles of regions in which nobody lives."""
    if not tiles:
        return []
    chart = alt.Chart(values(tiles))
    return [
        chart.mark_rect(cornerRadius=3, fillOpacity=0, stroke=RULE).encode(**at),
        chart.mark_text(color=MUTED, fontSize=11).encode(**at, text=alt.Text("code:N")),
    ]

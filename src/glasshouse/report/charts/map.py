"""A tile map of China: one square for each province of the census, near where it lies."""

from __future__ import annotations

from typing import Final

import altair as alt

from glasshouse.facts import provinces
from glasshouse.report.drawing import NARROW, Figure, Table, draw, values
from glasshouse.report.material import World
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
"""Letters of each province and its place in the map: column and row."""

MEASURES: Final = (
    ("sanctioned_share", "days under a sanction", True),
    ("denied_per_1000", "attempts denied per 1,000 people and year", False),
    ("withheld_per_1000", "acts kept back per 1,000 people and day", False),
)


def tile_map(world: World) -> Figure | None:
    """Where sanctions fell, province by province; says so where all live in one."""
    places = {place["name"]: place for place in world.provinces}
    shown = next((each for each in MEASURES if any(place.get(each[0]) for place in places.values())), None)
    if not places:
        return None
    field, what, is_share = shown or ("people", "people", False)
    said = {name: _say(float(place.get(field) or 0), field, is_share) for name, place in places.items()}
    table = Table(
        ("province", "people", *(words for _, words, _ in MEASURES), "mean guard"),
        tuple(
            (
                province.name,
                count(places[province.name]["people"]),
                *(_say(float(places[province.name].get(name) or 0), name, is_part) for name, _, is_part in MEASURES),
                share(float(places[province.name].get("guard") or 0)),
            )
            for province in provinces()
            if province.name in places
        ),
    )
    if len(places) == 1:
        only = next(iter(places))
        title = f"Where: everybody in this society lives in {only}"
        description = f"A tile map of China's provinces with one filled tile, {only}: {what}, {said[only]}."
        note = "One place, so there is nothing to compare across provinces."
    else:
        order = sorted(places, key=lambda name: -float(places[name].get(field) or 0))
        title = f"Where: {what}"
        description = f"A tile map of China's provinces. Most in {order[0]} ({said[order[0]]}), least in {order[-1]} ({said[order[-1]]})."
        small = [name for name, place in places.items() if place["people"] < 1000]
        empty = [province.name for province in provinces() if province.name not in places]
        note = "Squares stand near where the provinces lie, and are equal although populations are not."
        note += f" Nobody in this society lives in {listing(empty)}." if empty else ""
        note += (
            f" {len(small)} provinces have fewer than 1,000 people here; their figures swing by chance."
            if small
            else ""
        )
    note += " The 31 provinces of the census of 2020."
    rows = [
        {
            "name": name,
            "code": code,
            "x": x,
            "y": y,
            "is": name in places,
            "said": said.get(name, ""),
            "value": float(places[name].get(field) or 0) if name in places else None,
        }
        for name, (code, x, y) in TILES.items()
    ]
    return draw(
        "map",
        title,
        description,
        lambda width: _tiles(min(width, NARROW) if len(places) == 1 else width, rows),
        table,
        note,
    )


def _say(value: float, field: str, is_share: bool) -> str:
    if field == "people":
        return count(value)
    return share(value) if is_share else number(value)


def _tiles(width: int, rows: list[dict[str, object]]) -> alt.LayerChart:
    side = min(560, width) // 7
    known = [float(str(row["value"])) for row in rows if row["value"] is not None]
    low, high = min(known), max(known)
    middle = low + (high - low) * 0.55
    for row in rows:
        value = row["value"]
        row["dark"] = isinstance(value, float) and (value > middle or len(known) == 1)
    x = alt.X("x:O", axis=None, scale=alt.Scale(paddingInner=0.06, paddingOuter=0))
    y = alt.Y("y:O", axis=None, scale=alt.Scale(paddingInner=0.06, paddingOuter=0))
    data = values(rows)
    here, empty = "datum.is", "!datum.is"
    domain = [low, high] if high > low else [low - 1, low]
    fill = alt.Color("value:Q", scale=alt.Scale(domain=domain, range=list(SCALE)), legend=None)
    ink = alt.condition("datum.dark", alt.value("#ffffff"), alt.value("#1d1c1b"))
    size = {"width": side * 7, "height": side * 8}
    return alt.layer(
        alt.Chart(data, **size)
        .mark_rect(cornerRadius=3, fillOpacity=0, stroke=RULE)
        .encode(x=x, y=y)
        .transform_filter(empty),
        alt.Chart(data).mark_text(color=MUTED, fontSize=11).encode(x=x, y=y, text="code:N").transform_filter(empty),
        alt.Chart(data).mark_rect(cornerRadius=3).encode(x=x, y=y, color=fill).transform_filter(here),
        alt.Chart(data)
        .mark_text(dy=-7, fontSize=12 if width <= NARROW else 14, fontWeight="bold")
        .encode(x=x, y=y, text="code:N", color=ink)
        .transform_filter(here),
        alt.Chart(data)
        .mark_text(dy=9, fontSize=10 if width <= NARROW else 12)
        .encode(x=x, y=y, text="said:N", color=ink)
        .transform_filter(here),
    ).properties(**size)

"""A made society beside the table of regions that it was made from: what its people should be like, with the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from glasshouse.society.configuration import Society
from glasshouse.society.encoding import PlaceNumbers, places_of
from glasshouse.society.regions import Regions

_WHOLE, _PART = (0.95, 1.05), (0.67, 1.5)
"""How near counts as meeting a figure: for a whole country, and for a place held against its region."""

_GAUGES: Mapping[str, tuple[str, str, tuple[str, ...], Callable[[PlaceNumbers], float]]] = {
    "sex-ratio": ("Men per 100 women", "men_per_100_women", ("men_per_100_women", "men_of_adults"),
                  lambda place: 100 * place["men"] / (1 - place["men"])),
    "town": ("Living in town", "town", ("urban_share",), lambda place: place["town"]),
    "sixty": ("Aged 60 and over", "age_60_plus", ("percent_age_60_plus", "age_60_plus_of_adults"),
              lambda place: place["sixty"]),
    "household": ("Adults in a household", "adults_per_household", ("households", "household_size"),
                  lambda place: place["adults_per_household"]),
    "minority": ("Of a minority", "minority", ("minority",), lambda place: place["minority"]),
    "migrant": ("Registered elsewhere, or without the nationality", "migrant", ("migrant",), lambda place: place["migrant"]),
}  # fmt: skip
"""By the name of a figure: its title, what the census of a run calls it, the columns that say it, and a place's value."""
_UNITS = {
    "sex-ratio": "men per 100 women",
    "household": "adults per household",
}


def describe_country(society: Society) -> dict[str, Any]:
    """The country whose regions a society's people live in, as results documents tell it; empty if there is none.

    Returns:
        name, title, source, url, as_of, basis; noun (one and several); whole (whether people live in all its regions by rule);
        regions (name, abbr, tile of each); figures (what its people should be like, see `figures_of`).
    """
    if society.regions is None:
        return {}
    # Societies are frozen, and many runs share one: the last that was asked for is remembered.
    if not _described or _described[0][0] is not society:
        _described[:] = [(society, _describe(society, society.regions))]
    return dict(_described[0][1])


_described: list[tuple[Society, dict[str, Any]]] = []


def _describe(society: Society, table: Regions) -> dict[str, Any]:
    return {
        "name": society.country,
        "title": table.title,
        "source": table.source,
        "url": table.url,
        "as_of": table.as_of,
        "basis": table.basis,
        "noun": list(table.noun),
        "whole": society.places == "regions",
        "regions": [
            {"name": region.name, "abbr": region.abbr, "tile": list(region.tile) if region.tile else None}
            for region in table.regions
        ],
        "figures": list(figures_of(society)),
    }


def figures_of(society: Society) -> Iterator[dict[str, Any]]:
    """What a table of regions says of the people of a society: of a country, or of the one region that a place lies in.

    Returns:
        For each figure its name, title, published value and unit, what the census of a run calls it, tolerance, how, note.
    """
    places = _held_against(society)
    if society.regions is None or not places:
        return
    for name, (title, census, columns, value) in _GAUGES.items():
        said = [column for column in columns if column in society.regions.columns]
        if said:
            found = {"name": name, "title": title, "census": census, "published": _mean(places, name, value)}
            yield found | _of_column(society, society.regions, said[0], name)


def _held_against(society: Society) -> list[PlaceNumbers]:
    """The regions that the people of a society should be like: all of the country, or the one that all its places lie in."""
    if society.regions is None:
        return []
    places = _with_households(places_of(society.model_copy(update={"places": "regions"})))
    if society.places == "regions":
        return places
    named = {place.region for place in society.places}
    return [place for place in places if named == {place["region"]}]


def _of_column(society: Society, table: Regions, column: str, name: str) -> dict[str, Any]:
    """What a column says of a figure: unit, source, how near is near enough, how far the two can be compared."""
    note, whole = table.columns[column], society.places == "regions"
    return {
        "unit": _UNITS.get(name, "share of adults"),
        "tolerance": list(_WHOLE if whole else _PART),
        "how": _how(whole, note.meaning),
        "source": note.source or table.source,
        "url": note.url or table.url,
        "as_of": note.as_of or table.as_of,
        "basis": table.basis,
        "note": "" if whole else "A place is held against its region; it need not be alike.",
    }


def _mean(places: Sequence[PlaceNumbers], name: str, value: Callable[[PlaceNumbers], float]) -> float:
    """The mean over places, weighted by adults; households by households, and the sex ratio by the two sexes."""
    people = sum(place["weight"] for place in places)
    if name == "household":
        return float(people / sum(place["weight"] / value(place) for place in places))
    if name == "sex-ratio":
        men = sum(place["weight"] * place["men"] for place in places) / people
        return float(100 * men / (1 - men))
    return float(sum(place["weight"] * value(place) for place in places) / people)


def _with_households(places: Sequence[PlaceNumbers]) -> list[PlaceNumbers]:
    return [{**place, "adults_per_household": mean_household(place["household"])} for place in places]


def mean_household(closes: Sequence[float]) -> float:
    """Adults in a mean household, by the chances that the next adult opens one (see `PLACE`)."""
    mean, left = 0.0, 1.0
    for k, chance in enumerate(closes, 1):
        if k == len(closes):
            return mean + left * (k + (1 - chance) / chance)
        mean += left * chance * k
        left *= 1 - chance
    return mean


def _how(whole: bool, meaning: str) -> str:
    where = "all regions together" if whole else "the region"
    return f"As in {where}: {meaning}; of adults, where the table counts all ages less children and minors."

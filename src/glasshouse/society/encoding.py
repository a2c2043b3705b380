"""Where communities lie and who is tied to whom: places, regions, near and far contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from glasshouse.documents.quantity import Quantity, Ratio
from glasshouse.schema.limits import LANES, QUARTERS, REGIONS
from glasshouse.society.age_waves import wave_tables
from glasshouse.society.configuration import Place, Society
from glasshouse.society.inequality import grievance_by_rank
from glasshouse.society.marginals import SIZES, households_close, income_shifts, tilt_of
from glasshouse.society.normal_scores import normal_tables
from glasshouse.society.population import PLACE, POPULATION
from glasshouse.society.regions import Region, Regions

PlaceNumbers = dict[str, Any]
"""A place as numbers: the name of its region, its weight, and the fields of a `PLACE` record."""


def _region_places(society: Society, table: Regions) -> list[PlaceNumbers]:
    """All regions of a table, adults only."""
    places = [_of_region(society, region) for region in table.regions]
    levels = [region.get("income") for region in table.regions]
    for place, (shift, spread) in zip(places, income_shifts(levels, places, society.inequality.value), strict=True):
        place["income"], place["spread"] = shift, spread
    return places


def _of_region(society: Society, region: Region) -> PlaceNumbers:
    grown, adults = _adults(society, region)
    men, sixty = region.get("men_of_adults"), region.get("age_60_plus_of_adults")
    if sixty is None and (percent := region.share("percent_age_60_plus")) is not None:
        sixty = min(percent / grown, 0.95)
    town = region.get("urban_share")
    return {
        "region": region.name,
        "weight": adults,
        "town": _either(town, society.national_town),
        "men": _men(_either(region.get("men_per_100_women"), society.national_men_per_100_women))
        if men is None
        else men,
        "sixty": _either(sixty, society.national_share_60_plus),
        "household": households_close(*_household_sizes(society, region, grown, adults)),
        "minority": _either(region.get("minority"), society.national_minority),
        "migrant": _either(region.get("migrant"), society.national_migrant),
        "employed": _either(region.get("employed"), society.employed),
        "tilt": tilt_of(_either(region.get("mean_age_18_59"), society.mean_age)),
        "income": 0.0,
        "spread": 1.0,
    }


def _adults(society: Society, region: Region) -> tuple[float, float]:
    """Adults as a share of residents, and their number: as counted, or residents less children and minors."""
    adults, people = region.get("adults"), region.get("population")
    if adults is not None:
        return (adults / people if people else 1.0), adults
    grown = 1 - (region.share("percent_age_0_14") or 0.0) - society.minors.value
    return grown, (people or 0.0) * grown


def _household_sizes(
    society: Society, region: Region, grown: float, adults: float
) -> tuple[float, Sequence[float] | None]:
    """Adults in a mean household, and shares of households by number of residents, where they are known."""
    size, households = region.get("household_size"), region.get("households")
    if households:
        mean = adults / households
    elif size is not None:
        mean = size * grown
    else:
        mean = society.national_household_size.value if society.national_household_size else 1.0
    shares = [region.get(name) for name in SIZES]
    known = [share for share in shares if share is not None]
    return mean, known if len(known) > 1 and shares[0] is not None else None


def _either(figure: float | None, national: Quantity | None) -> float:
    """A region's figure, or the country's where the region has none."""
    return figure if figure is not None else national.value if national is not None else 0.0


def _men(per_100_women: float) -> float:
    return per_100_women / (100 + per_100_women)


def _named_place(society: Society, place: Place) -> PlaceNumbers:
    return {
        "region": place.region,
        "weight": place.weight.value,
        "town": place.town.value,
        "men": _men(place.men_per_100_women.value),
        "sixty": place.share_60_plus.value,
        "household": households_close(place.household_size.value, None),
        "minority": place.minority.value,
        "migrant": place.migrant.value,
        "employed": society.employed.value,
        "tilt": tilt_of(society.mean_age.value),
        "income": 0.0,
        "spread": 1.0,
    }


def places_of(society: Society) -> list[PlaceNumbers]:
    """The society's places as numbers, each with the name of its region."""
    if society.places == "regions":
        return _region_places(society, society.regions) if society.regions else []
    return [_named_place(society, place) for place in society.places]


def coverage_by_region(names: Sequence[str], factors: Mapping[str, Ratio]) -> list[float]:
    """The factors of a channel's coverage by region, 1 where none is named.

    Args:
        names: the society's regions in the order of their numbers.
        factors: factors by the names of regions.
    """
    named = [factors[name].value if name in factors else 1.0 for name in names]
    return named + [1.0] * (REGIONS - len(named))


LAYOUT = np.dtype(
    [
        ("place", "u2"),
        ("region", "u1"),
        ("town", "u1"),
        ("people", "u2"),
        ("near", "u4", (4,)),
        ("far", "u4", (2, QUARTERS)),
    ]
)
"""Where a community lies, how many people it has, and where their contacts live, as in `SOCIETY`."""


def lay_out(
    places: list[PlaceNumbers], configuration: Society, citizens: int, seed: tuple[int, int], words: np.ndarray
) -> np.ndarray:
    """All communities of a society before anybody lives in them, as `LAYOUT` records.

    Args:
        places: the places (see `places_of`).
        configuration: the society's description.
        citizens: how many people live there.
        seed: the seed as two words.
        words: four keyed words for each community (uint32, n × 4).
    """
    layout = np.zeros(len(words), LAYOUT)
    layout["place"] = assign_communities(layout, places, configuration.region_names, citizens, seed)
    tie(layout, configuration, words)
    return layout


def encode_places(places: list[PlaceNumbers]) -> np.ndarray:
    """The places as `PLACE` records."""
    table = np.zeros(len(places), PLACE)
    for k, place in enumerate(places):
        for name in PLACE.names or ():
            table[name][k] = place[name]
    return table


def assign_communities(
    society: np.ndarray, places: list[PlaceNumbers], names: Sequence[str], citizens: int, seed: tuple[int, int]
) -> np.ndarray:
    """Give every community its place, town or country, and number of people.

    Communities are shared out among places by weight, and among town and country by each place's share: both
    cumulated from the first to the last, so that neither a place nor the whole is off by more than one.

    Returns:
        The number of the place of each community (uint16).
    """
    n = len(society)
    weights = np.array([p["weight"] for p in places], float)
    ends = np.rint(np.cumsum(weights) / weights.sum() * n).astype(int)
    place_of = np.zeros(n, "u2")
    town = np.zeros(n)
    start = 0
    for k, (place, end) in enumerate(zip(places, ends, strict=True)):
        place_of[start:end] = k
        society["region"][start:end] = names.index(place["region"])
        town[start:end] = place["town"]
        start = end
    marks = np.floor(np.cumsum(np.append((seed[0] % 9973) / 9973, town)))
    society["town"] = np.diff(marks) > 0
    society["people"] = LANES
    society["people"][-1] = citizens - LANES * (n - 1)
    return place_of


def tie(society: np.ndarray, configuration: Society, words: np.ndarray) -> None:
    """Draw each community's near distances and its two far communities.

    Near contacts live at four keyed distances to both sides. Each quarter of the lanes has a keyed ring of its own
    through all communities; far contacts live in the same lane of the communities before and after one's own in it.
    So every tie has two ends, and near and far ties together make any two people few steps apart.

    Args:
        society: table of all communities.
        configuration: the society's description.
        words: four keyed words for each community (uint32, n × 4).
    """
    n = len(society)
    mixing = configuration.ties.mixing.value
    widest = 8 + round(mixing * 119)
    near = np.empty((n, 4), "u4")
    if configuration.ties.rule == "ring":
        near[:] = (1, 2, 3, 4)
    else:
        # Four distances, one from each quarter of the range, so that they differ.
        step = widest // 4
        for m in range(4):
            near[:, m] = 1 + m * step + words[:, 0] // (1 << (4 * m)) % step
    society["near"] = near
    for q in range(QUARTERS):
        ring = np.argsort(_places_in_ring(words, q), kind="stable")
        position = np.empty(n, "i8")
        position[ring] = np.arange(n)
        after, before = ring[(position + 1) % n], ring[(position - 1) % n]
        society["far"][:, 0, q], society["far"][:, 1, q] = after, before


def _places_in_ring(words: np.ndarray, q: int) -> np.ndarray:
    """A keyed number for each community, by which it is ordered in the ring of a quarter (splitmix64's finaliser)."""
    start = np.uint64((q + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF)
    x = (words[:, 1].astype("u8") << np.uint64(32) | words[:, 3].astype("u8")) + start
    x = (x ^ x >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ x >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    places: np.ndarray = x ^ x >> np.uint64(31)
    return places


def share_who_mind_a_score(systems: np.ndarray) -> float:
    """Share of people who know of a score with bands to rise and fall in, and have an account.

    Args:
        systems: `SYSTEM` records.
    """
    playable = systems["bands"] > 2
    return float((systems["known"] * systems["member_share"] * playable).max(initial=0.0))


def encode_population(society: Society, seed: tuple[int, int], parameters: np.void, systems: np.ndarray) -> np.void:
    """The society's numbers as a `POPULATION` record, channels left empty.

    Args:
        society: the society's description.
        seed: the seed as two words.
        parameters: the `PARAMETERS` record of the first day.
        systems: the `SYSTEM` records of the first day.
    """
    plan: np.void = np.zeros(1, POPULATION)[0]
    plan["seed"] = seed
    plan["units"], plan["in_default"] = society.work_units, society.in_default_at_start.value
    managers = society.managers_in_default_at_start
    plan["managers_in_default"] = managers.value if managers else 0.0
    for name in (
        "urban_income",
        "age_reliability",
        "income_reliability",
        "age_online",
        "income_online",
        "conformity_risk",
        "grievance_income",
    ):
        plan[name] = getattr(society, name).value
    plan["grievance"] = society.grievance_mean.value
    plan["deprived"] = grievance_by_rank(
        society.inequality.value, society.inequality_usual.value, society.grievance_inequality.value
    )
    plan["salience"] = parameters["salience_start"] if parameters["responds"] else 0.0
    plan["known"] = share_who_mind_a_score(systems)
    plan["normal"], plan["rank"] = normal_tables()
    likeness = society.ties.age_likeness
    plan["age_likeness"] = likeness.value if likeness else 0.0
    plan["wave"], plan["in_step"] = wave_tables()
    return plan

"""Gauges: the closed set of ways in which a run's results are read beside published figures.

Each takes a `Reading` and the names that follow it in a file of published figures, and returns a number, or
None where the run has no such number. Nothing here is evaluated from text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Names = Sequence[str]
Table = Mapping[str, Any]

DAYS_PER_YEAR: Final = 365.0


@dataclass(frozen=True)
class Reading:
    """Results to be read.

    Attributes:
        document: the results document of a run.
        comparison: the document of a comparison whose first world is that run; None for a single run.
    """

    document: Table
    comparison: Table | None = None

    def observable(self, name: str) -> float | None:
        """The value of an observable; None where it is missing or undefined."""
        return _value(self.document.get("observables", {}).get(name))

    def system(self, name: str) -> Table:
        """What became of a system; empty where there is none of that name."""
        system: Table = self.document.get("systems", {}).get(name, {})
        return system

    def kind(self, name: str) -> Table:
        """Totals of a kind of conduct; empty where there is none of that name."""
        kind: Table = self.document.get("kinds", {}).get(name, {})
        return kind

    @property
    def person_years(self) -> float:
        """Adult-years that the run lasted."""
        return float(self.document["citizens"]) * float(self.document["days"]) / DAYS_PER_YEAR

    def twin(self, name: str) -> Table | None:
        """The document of a world that stands beside this run; None where none of that name does."""
        if self.comparison is None or name == self.comparison.get("base"):
            return None
        world: Table | None = self.comparison.get("worlds", {}).get(name)
        return world


Gauge = Callable[[Reading, Names], float | None]


def _value(entry: object) -> float | None:
    value = entry.get("value") if isinstance(entry, Mapping) else entry
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _over(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _observable(reading: Reading, names: Names) -> float | None:
    return reading.observable(names[0])


def _listed_share(reading: Reading, names: Names) -> float | None:
    found = reading.observable(f"listed_share_{names[0]}")
    if found is not None:
        return found
    system = reading.system(names[0])
    for entry in (system.get("listed"), system.get("bands", {}).get("on")):
        if isinstance(entry, Mapping):
            return _value(entry.get("share"))
    return None


def _per_year(reading: Reading, stem: str, system: str) -> float | None:
    """Events per adult-year of one system, whichever way the document states them."""
    found = reading.observable(f"{stem}_per_1000_years_{system}")
    if found is not None:
        return found / 1000
    return _over(_value(reading.system(system).get(_TOTALS[stem])), reading.person_years)


_TOTALS: Final = {
    "listings": "entered",
    "repaired": "repaired",
    "expired": "expired",
    "corrected": "corrected",
    "rewards": "rewards",
    "deductions": "deductions",
}


def _listings(reading: Reading, names: Names) -> float | None:
    return _per_year(reading, "listings", names[0])


def _repaired_share(reading: Reading, names: Names) -> float | None:
    return _over(_per_year(reading, "repaired", names[0]), _listed_share(reading, names))


def _leaving_share(reading: Reading, names: Names) -> float | None:
    ways = [_per_year(reading, stem, names[0]) for stem in ("repaired", "expired", "corrected")]
    known = [way for way in ways if way is not None]
    return _over(sum(known), _listed_share(reading, names)) if known else None


def _leaving_per_listing(reading: Reading, names: Names) -> float | None:
    leaving, listed = _leaving_share(reading, names), _listed_share(reading, names)
    if leaving is None or listed is None:
        return None
    return _over(leaving * listed, _listings(reading, names))


def _denied(reading: Reading, kinds: Names) -> float | None:
    """Refusals of some kinds together; None where the run has none of them."""
    known = [_value(reading.kind(name).get("denied")) for name in kinds]
    told = [many for many in known if many is not None]
    return sum(told) if told else None


def _denied_per_listed_year(reading: Reading, names: Names) -> float | None:
    listed = _listed_share(reading, names[:1])
    years = None if listed is None else listed * reading.person_years
    return _over(_denied(reading, names[1:]), years)


def _denied_ratio(reading: Reading, names: Names) -> float | None:
    """Refusals of the kinds before the word ``to`` over those of the kinds after it; of two kinds without that word."""
    at = names.index("to") if "to" in names else 1
    return _over(_denied(reading, names[:at]), _denied(reading, [name for name in names[at:] if name != "to"]))


def _denied_share(reading: Reading, names: Names) -> float | None:
    kind = reading.kind(names[0])
    return _over(_value(kind.get("denied")), _value(kind.get("happened")))


def _rewards_per_deduction(reading: Reading, names: Names) -> float | None:
    found = reading.observable(f"rewards_per_deduction_{names[0]}")
    if found is not None:
        return found
    return _over(_per_year(reading, "rewards", names[0]), _per_year(reading, "deductions", names[0]))


def _deductions(reading: Reading, names: Names) -> float | None:
    return _per_year(reading, "deductions", names[0])


def _members(reading: Reading, names: Names) -> float | None:
    return _over(_value(reading.system(names[0]).get("members")), float(reading.document["citizens"]))


def _mean_score(reading: Reading, names: Names) -> float | None:
    return _value(reading.system(names[0]).get("mean"))


def _band_share(reading: Reading, names: Names) -> float | None:
    """Share of members in any of the bands named after the system."""
    bands = reading.system(names[0]).get("bands", {})
    shares = [_value(bands.get(name, {}).get("share")) for name in names[1:]]
    known = [share for share in shares if share is not None]
    return sum(known) if known else None


def _negative_share(reading: Reading, names: Names) -> float | None:
    """Of members outside the start band (the second name), the share in lower bands; None where nobody has an account."""
    bands = reading.system(names[0]).get("bands", {})
    start = _value(bands.get(names[1], {}).get("start"))
    if start is None:
        return None
    low = high = 0.0
    for band in bands.values():
        at, share = _value(band.get("start")), _value(band.get("share"))
        if share is None:
            return None
        low += share if at is not None and at < start else 0
        high += share if at is not None and at > start else 0
    return _over(low, low + high)


def _share_between(reading: Reading, names: Names) -> float | None:
    """Share of members from one score up to another, read off the histogram; cut bins count in part."""
    system = reading.system(names[0])
    bins = system.get("histogram")
    if not bins or not sum(bins):
        return None
    low, high = float(system["low"]), float(system["high"])
    width = (high - low) / len(bins)
    first, last = float(names[1]), float(names[2])
    inside = 0.0
    for at, people in enumerate(bins):
        start = low + at * width
        inside += people * max(0.0, min(last, start + width) - max(first, start)) / width
    return inside / float(sum(bins))


def _census(reading: Reading, names: Names) -> float | None:
    """A property of the society as it was founded."""
    return _value(reading.document.get("society", {}).get(names[0]))


def _relative_change(reading: Reading, names: Names) -> float | None:
    """Change of an observable (the first name) against a twin (the second), over the twin's value."""
    twin = reading.twin(names[1])
    if twin is None:
        return None
    ours, theirs = reading.observable(names[0]), Reading(twin).observable(names[0])
    return None if ours is None or not theirs else ours / theirs - 1


def _individual_differences(reading: Reading, names: Names) -> float | None:
    """Share of people whose run went otherwise in a way (the first name) than in a twin (the second)."""
    if reading.comparison is None or reading.twin(names[1]) is None:
        return None
    found: Table = reading.comparison.get("individual_differences", {}).get(names[1], {})
    return _value(found.get(names[0]) and found[names[0]].get("share"))


GAUGES: Final[Mapping[str, Gauge]] = {
    "observable": _observable,
    "listed share": _listed_share,
    "listings": _listings,
    "repaired share": _repaired_share,
    "leaving share": _leaving_share,
    "leaving per listing": _leaving_per_listing,
    "denied per listed year": _denied_per_listed_year,
    "denied ratio": _denied_ratio,
    "denied share": _denied_share,
    "rewards per deduction": _rewards_per_deduction,
    "deductions": _deductions,
    "members": _members,
    "mean score": _mean_score,
    "band share": _band_share,
    "negative share": _negative_share,
    "share between": _share_between,
    "census": _census,
    "relative change": _relative_change,
    "individual differences": _individual_differences,
}
"""The gauges by name; a file of published figures may name these and no others."""


def counted_over(gauge: str, reading: Reading, names: Names) -> tuple[int, str] | None:
    """Over how many of what a gauge counted, so that a rate that rests on ten cases can be told from one of thousands.

    Args:
        gauge: name of the gauge.
        reading: the results.
        names: what follows the gauge's name.

    Returns:
        A number and what it counts; None where the gauge counts nothing, such as of a census.
    """
    count = _COUNTS.get(gauge)
    return None if count is None else count(reading, names)


Count = Callable[[Reading, Names], tuple[int, str] | None]
_WHOLES: Final = {
    "overturned_share": "decided appeals",
    "speech_withheld_share": "words and searches",
    "large_gatherings_share": "days of gatherings",
}
_RATES: Final = {
    "false_records_per_1000_years": ("false records", 1e3),
    "gatherings_per_million_years": ("gatherings", 1e6),
}


def _of_observable(reading: Reading, names: Names) -> tuple[int, str] | None:
    name = names[0]
    if name in _RATES:
        noun, per = _RATES[name]
        value = reading.observable(name)
        return None if value is None else (round(value * reading.person_years / per), noun)
    over = reading.document.get("observables", {}).get(name, {}).get("over")
    return None if over is None or name not in _WHOLES else (int(over), _WHOLES[name])


def _of_events(stem: str, noun: str) -> Count:
    def count(reading: Reading, names: Names) -> tuple[int, str] | None:
        rate = _per_year(reading, stem, names[0])
        return None if rate is None else (round(rate * reading.person_years), noun)

    return count


def _of_members(reading: Reading, names: Names) -> tuple[int, str] | None:
    system = reading.system(names[0])
    noun = "firms with an account" if system.get("account_holders") == "firms" else "people with an account"
    members = _value(system.get("members"))
    return None if members is None else (int(members), noun)


def _of_everybody(reading: Reading, names: Names) -> tuple[int, str] | None:
    return int(reading.document["citizens"]), "people"


def _of_listed(reading: Reading, names: Names) -> tuple[int, str] | None:
    listed = _listed_share(reading, names[:1])
    return None if listed is None else (round(listed * float(reading.document["citizens"])), "listed people")


def _of_denials(reading: Reading, names: Names) -> tuple[int, str] | None:
    denied = [_value(reading.kind(name).get("denied")) for name in names if reading.kind(name)]
    known = [int(many) for many in denied if many is not None]
    return (sum(known), "refusals") if known else None


def _of_attempts(reading: Reading, names: Names) -> tuple[int, str] | None:
    happened = _value(reading.kind(names[0]).get("happened"))
    return None if happened is None else (int(happened), "attempts")


_COUNTS: Final[Mapping[str, Count]] = {
    "observable": _of_observable,
    "listed share": _of_everybody,
    "listings": _of_events("listings", "new listings"),
    "repaired share": _of_listed,
    "leaving share": _of_listed,
    "leaving per listing": _of_events("listings", "new listings"),
    "denied per listed year": _of_denials,
    "denied ratio": _of_denials,
    "denied share": _of_attempts,
    "rewards per deduction": _of_events("deductions", "deductions"),
    "deductions": _of_events("deductions", "deductions"),
    "members": _of_everybody,
    "mean score": _of_members,
    "band share": _of_members,
    "negative share": _of_members,
    "share between": _of_members,
    "individual differences": _of_everybody,
}
"""How each gauge's number is counted; those that are left out count nothing."""

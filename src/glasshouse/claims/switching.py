"""Switching mechanisms: which of them a claim's effect may rest on, and the effect with some of them off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from glasshouse.claims.bench import Bench, Point
from glasshouse.claims.links import Links, Names, find_links
from glasshouse.registry.catalogue import deciding, matches, mechanisms, setting_values
from glasshouse.registry.mechanism import Mechanism
from glasshouse.scenario import LADDER, variant
from glasshouse.sweeps.design import Value

SEEDS = 2
"""Seeds at each set of mechanisms."""
_UNDEFINED = float("-inf")


def find_links_of(bench: Bench, smallest: float, citizens: int) -> Links:
    """The smallest sets of mechanisms that bring a claim's effect about.

    Set aside are the mechanisms that are themselves compared, and those that alone decide what the observable counts, with
    what they need: an effect that is there as soon as these are is put in.

    Args:
        bench: the claim's bench.
        smallest: the smallest effect that matters, in the observable's unit.
        citizens: people in each world.
    """
    offs = {name: off for name, each in mechanisms().items() if (off := off_point(each, bench))}
    aside = sorted(_set_aside(bench) & offs.keys())
    candidates = [name for name in offs if name not in aside and bench.fits(offs[name])]

    def effects(sets: Sequence[Names]) -> Mapping[Names, float]:
        points = [_merged(offs[name] for name in candidates if name not in each) for each in sets]
        fitting = [place for place, point in enumerate(points) if bench.fits(point)]
        found = dict.fromkeys(sets, _UNDEFINED)
        if fitting:
            lived = bench.lived([points[place] for place in fitting], citizens, SEEDS, intervals=False)
            means = bench.claim.sign * lived.means(bench.claim.observable)
            told = zip(fitting, means, strict=True)
            found |= {sets[place]: _UNDEFINED if value != value else float(value) for place, value in told}
        return found

    return find_links(candidates, smallest, effects, aside)


def off_point(mechanism: Mechanism, bench: Bench) -> dict[str, Value]:
    """What turns a mechanism off on a bench; empty where it is off already, or is not there."""
    found = {key: off for pattern, off in mechanism.off.items() for key in bench.own if matches(key, pattern)}
    return found if any(bench.value(key) != off for key, off in found.items()) else {}


def _set_aside(bench: Bench) -> set[str]:
    """Mechanisms that are compared, and those that decide what is counted, with all that they need."""
    found: set[str] = set()
    left = [*deciding(bench.claim.observable), *compared(bench)]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += mechanisms()[name].needs
    return found


def compared(bench: Bench) -> list[str]:
    """The mechanisms whose quantities or switches differ between a claim's scenario and its twin.

    A twin without systems, or under another scenario's rules, differs in nearly everything, and nothing is said of it.
    """
    twin = bench.twin
    if isinstance(twin, str):
        if twin in LADDER and twin != "scoring":
            return []
        twin = variant(bench.base, twin, bench.claim.settings)
    ours, theirs = setting_values(bench.base), setting_values(twin)
    if ours.keys() != theirs.keys():
        return []
    differing = [key for key, value in ours.items() if theirs[key] != value and key not in ("title", "description")]
    return [name for name, each in mechanisms().items() if _has_any(each, differing)]


def _has_any(mechanism: Mechanism, keys: Sequence[str]) -> bool:
    """Whether one of these keys is a mechanism's own, or turns it off."""
    return any(matches(key, pattern) for key in keys for pattern in (*mechanism.owns, *mechanism.off))


def _merged(points: Iterable[Point]) -> Point:
    merged: dict[str, Value] = {}
    for point in points:
        merged |= point
    return merged


def shown(sets: Collection[Sequence[str]]) -> str:
    """Sets of mechanisms in words."""
    return "; or ".join(" with ".join(each) if each else "nothing but what is compared" for each in sets)

"""What a mechanism of the registry says of itself, held against runs: off is off, and on is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import numpy as np
from pydantic import BaseModel

from glasshouse.documents.quantity import Quantity
from glasshouse.registry.catalogue import matches, off_settings, owned, without
from glasshouse.registry.mechanism import Mechanism
from glasshouse.scenario import Scenario, load
from glasshouse.scenario.merging import Keys, split
from glasshouse.scenario.remembered import Remembered
from glasshouse.testing.simulated import SimulatedWorld, simulated

CITIZENS, DAYS = 1024, 40
"""Size of the worlds in which mechanisms are turned off."""
APART = 0.5
"""How far a value without a range is moved either way, as a share of it."""

D = TypeVar("D", bound=BaseModel)

_CROWDED = Path(__file__).with_name("crowded.toml")


def tried_in(mechanism: Mechanism) -> Scenario:
    """The small world in which turning a mechanism off is tried."""
    return _trial(mechanism.trial.scenario, mechanism.trial.settings)


@cache
def _trial(scenario: str, settings: tuple[str, ...]) -> Scenario:
    """A world for trials; most mechanisms are tried in the same, so that it is read once and, as it is, lived once."""
    return load(scenario or _CROWDED, settings, citizens=CITIZENS, days=DAYS, panel=())


def acts(mechanism: Mechanism) -> bool:
    """Whether turning a mechanism off changes any bit of its world. Where it does not, nothing can be said of it off."""
    return _left_as_is(tried_in(mechanism)) != _switched_off(mechanism.model_dump_json())[1]


def leaks(mechanism: Mechanism) -> list[str]:
    """What a mechanism owns and what still changes a bit, although it is turned off; empty if off is true.

    Values are moved to both ends of their ranges. Those of one pattern of `owns` below ``channels``, ``conduct``, ``holders``,
    ``systems`` or ``trade`` are moved together, all others one by one.

    Args:
        mechanism: the mechanism.

    Returns:
        For each that moves something: the key or pattern, ``low`` or ``high``, and the names of what differs.
    """
    off, expected = _switched_off(mechanism.model_dump_json())
    set_by_off = {split(setting.partition("=")[0]) for setting in off_settings(mechanism, tried_in(mechanism))}
    found = []
    for called, together in _families(mechanism, off, set_by_off).items():
        for place, end in enumerate(("low", "high")):
            moved = off
            for keys, quantity in together:
                moved = _with_value(moved, keys, _ends(quantity)[place])
            left = _left(moved)
            # Counts too: a deal that is refused changes no state, and no digest holds it.
            differing = [name for name in expected if left[name] != expected[name]]
            if differing:
                found.append(f"{called} at its {end} end moves {', '.join(differing)}")
    return found


@cache
def _switched_off(mechanism: str) -> tuple[Scenario, dict[str, bytes]]:
    """The world of a mechanism's trial with it off, and what that left behind; the mechanism as a JSON document."""
    read = Mechanism.model_validate_json(mechanism)
    off = without(read, tried_in(read))
    return off, _left(off)


def _families(mechanism: Mechanism, scenario: Scenario, fixed: set[Keys]) -> dict[str, list[tuple[Keys, Quantity]]]:
    """What is moved together, by what it is called; without the values that turn the mechanism off."""
    found: dict[str, list[tuple[Keys, Quantity]]] = defaultdict(list)
    for key, quantity in owned(mechanism, scenario).items():
        pattern = next(each for each in mechanism.owns if matches(key, each))
        if split(key) not in fixed:
            is_named = key.partition(".")[0] in ("channels", "conduct", "holders", "systems", "trade")
            found[pattern if is_named else key].append((split(key), quantity))
    return found


def _ends(quantity: Quantity) -> tuple[float, float]:
    """Both ends of a quantity's range; of one without a range, less and more of it."""
    if quantity.range is not None and quantity.range[0] < quantity.range[1]:
        return quantity.range
    low, high = quantity.value * (1 - APART), quantity.value * (1 + APART)
    return low, high if quantity.at_most is None else min(high, quantity.at_most)


def _with_value(document: D, keys: Keys, value: float) -> D:
    """A document with another value at some place."""
    # Not checked anew, which would take most of the time of so small a run: the value lies within its range.
    if not keys:
        return document.model_copy(update={"value": value})
    name, rest = keys[0], keys[1:]
    inner = getattr(document, name)
    if isinstance(inner, dict):
        changed = {**inner, rest[0]: _with_value(inner[rest[0]], rest[1:], value)}
        return document.model_copy(update={name: changed})
    return document.model_copy(update={name: _with_value(inner, rest, value)})


def _left(scenario: Scenario) -> dict[str, bytes]:
    """What a run left behind, by name: digests of stages, of state and of all counts of its days."""
    done = simulated(scenario)
    return dict(_digests(done)) | dict(_counts(done))


_left_as_is = Remembered(_left, 4, ())


def _digests(done: SimulatedWorld) -> Iterator[tuple[str, bytes]]:
    for name, digest in done.digests.items():
        yield f"digest of {name}", digest.encode()


def _counts(done: SimulatedWorld) -> Iterator[tuple[str, bytes]]:
    for table in ("day_counts", "system_counts"):
        days = np.stack([np.atleast_1d(getattr(day, table)) for day in done.days])
        for name in days.dtype.names or ():
            yield f"{table}.{name}", blake2b(np.ascontiguousarray(days[name]).tobytes()).digest()

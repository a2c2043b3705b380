"""What a million people of each country cost that ships: founding them, keeping them, and living a day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Final

from glasshouse import library
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario, load

YARDSTICK: Final = "china"
"""The society that all others are held against."""
WARM_UP: Final = 3
"""Days lived before any is timed."""


@dataclass(frozen=True)
class SocietyCosts:
    """What a society costs, each per citizen; times are processor time of one thread.

    Attributes:
        society: its name in the library.
        founding: nanoseconds to found it.
        size: bytes that it takes between days.
        day: nanoseconds of a day, median.
        founding_ratio: founding, over that of `YARDSTICK` in turn, median.
        day_ratio: a day, over a day of `YARDSTICK` in turn, median.
    """

    society: str
    founding: float
    size: float
    day: float
    founding_ratio: float
    day_ratio: float


def society_costs(name: str = "rongcheng", citizens: int = 1_000_000, rounds: int = 5) -> Iterator[SocietyCosts]:
    """Measure every country that ships, one after the other, in turn with `YARDSTICK`.

    Args:
        name: the scenario that all of them live under.
        citizens: how many people each has.
        rounds: how often both are founded and live a day.

    Raises:
        InputError: there is no such scenario, or it does not fit some society.
    """
    scenarios = {society: _scenario(name, society, citizens) for society in countries()}
    prepare(scenarios[YARDSTICK])
    for society, scenario in scenarios.items():
        yield _measure(society, scenario, scenarios[YARDSTICK], rounds)


def countries() -> list[str]:
    """Names of the societies that ship and lie in all regions of a country, `YARDSTICK` first."""
    named = [name for name in library.names("societies") if _scenario("nothing", name, 1).society.places == "regions"]
    return sorted(named, key=lambda each: (each != YARDSTICK, each))


def _scenario(name: str, society: str, citizens: int) -> Scenario:
    return load(name, [f'society="{society}"'], citizens=citizens, panel=())


def _measure(society: str, scenario: Scenario, yardstick: Scenario, rounds: int) -> SocietyCosts:
    """Found both in turn and let the last of both live in turn."""
    foundings, days = [], []
    for _ in range(rounds):
        foundings.append((_founding(scenario), _founding(yardstick)))
    ours, theirs = World(scenario, watch=()), World(yardstick, watch=())
    for at in range(WARM_UP + rounds):
        pair = _day(ours), _day(theirs)
        if at >= WARM_UP:
            days.append(pair)
    size = sum(ours.bytes_per_citizen.values())
    ours.close()
    theirs.close()
    each = 1e9 / scenario.citizens
    return SocietyCosts(
        society,
        each * median(one for one, _ in foundings),
        size,
        each * median(one for one, _ in days),
        median(one / other for one, other in foundings),
        median(one / other for one, other in days),
    )


def _founding(scenario: Scenario) -> float:
    """Seconds to found a world."""
    began = time.process_time()
    World(scenario, watch=()).close()
    return time.process_time() - began


def _day(world: World) -> float:
    """Seconds of a day."""
    began = time.process_time()
    world.step()
    return time.process_time() - began


def describe_society(costs: SocietyCosts) -> str:
    """The costs as a row of a table in Markdown."""
    return (
        f"| `{costs.society}` | {costs.founding:.0f} | {costs.founding_ratio:.2f} | {costs.size:.0f} "
        f"| {costs.day:.1f} | {costs.day_ratio:.2f} |"
    )

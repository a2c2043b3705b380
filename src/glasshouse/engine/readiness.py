"""Getting ready: compiling the day's stages before the clock starts, and saying so when it takes a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from glasshouse.compilation import cache_folder, is_compiled
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.tables import LANES

Notice = Callable[[str], None]


def tell(line: str) -> None:
    """Write a line to stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def is_cold() -> bool:
    """Whether the stages have yet to be compiled on this machine, for these sources."""
    return is_compiled() and next(cache_folder().rglob("*.nbi"), None) is None


def prepare(scenario: Scenario, *, traced: bool = False, notice: Notice = tell) -> float:
    """Compile, or load, all that a scenario needs, by living one day of one community.

    Args:
        scenario: the scenario.
        traced: whether days will be compared between twins.
        notice: told when it will take long.

    Returns:
        Seconds that it took.
    """
    began = time.perf_counter()
    if is_cold():
        notice("Compiling the day's stages, about 30 s, once")
    few = min(scenario.citizens, LANES)
    world = World(scenario.model_copy(update={"citizens": few, "panel": (0,)}), traced=traced)
    world.live()
    world.close()
    return time.perf_counter() - began

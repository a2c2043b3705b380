"""Warm-up: compile the day's stages before the clock starts, with a log message where it takes long."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Hashable, Iterable

from glasshouse.engine import day as days
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.plan import named_in, plan_of
from glasshouse.engine.state import Named
from glasshouse.engine.world import World
from glasshouse.kernels.compilation import cache_folder, is_compiled, without_collecting
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import LANES
from glasshouse.scoring.forms.registry import form_of

_LOG = logging.getLogger(__name__)


def is_cold() -> bool:
    """Whether the stages have yet to be compiled on this machine, for these sources."""
    return is_compiled() and next(cache_folder().rglob("*.nbi"), None) is None


def compile_first_half(scenario: Scenario, named: Named) -> None:
    """Compile the first half of the stages that a scenario needs, and the kernels of its forms."""
    with without_collecting():
        days.compile_first_half(named)
        for system in scenario.systems.values():
            days.form_kernels(form_of(system).kernels())


def compile_second_half(named: Named) -> None:
    """Compile all else that a scenario needs; the code is kept in the cache folder."""
    with without_collecting():
        days.compile_second_half(named)


def _compile_on_two_cores(scenario: Scenario) -> None:
    """Let a second process compile one half while this one compiles the other; both share the cache folder.

    If the second process fails, this one compiles everything when it first needs it.
    """
    named = named_in(scenario, encode_scenario(scenario))
    code = _second_half(named)
    quiet = subprocess.DEVNULL
    with subprocess.Popen([sys.executable, "-c", code], stdin=quiet, stdout=quiet, stderr=quiet) as helper:
        try:
            compile_first_half(scenario, named)
            helper.wait()
        finally:
            if helper.poll() is None:
                helper.terminate()


def _second_half(named: Named) -> str:
    """The second process, in Python. It ends without looking for garbage: that of a compiler takes a second or two."""
    return (
        "import gc, os; gc.disable(); from glasshouse.engine.warmup import Named, compile_second_half; "
        f"compile_second_half({named!r}); os._exit(0)"
    )


def prepare_all(scenarios: Iterable[Scenario], *, traced: bool = False) -> None:
    """Compile, or load, all that any of several scenarios needs; those that need the same are prepared once.

    Args:
        scenarios: the scenarios.
        traced: whether days will be compared between twins.
    """
    known: set[tuple[Hashable, ...]] = set()
    for scenario in scenarios:
        needs = (*map(bool, plan_of(scenario).named), frozenset(system.form for system in scenario.systems.values()))
        if needs not in known:
            known.add(needs)
            prepare(scenario, traced=traced)


def prepare(scenario: Scenario, *, traced: bool = False) -> float:
    """Compile, or load, all that a scenario needs, by living one day of one community.

    Args:
        scenario: the scenario.
        traced: whether days will be compared between twins.

    Returns:
        Seconds that it took.
    """
    began = time.perf_counter()
    if is_cold():
        _LOG.info("Compiling the day's stages, less than half a minute, once")
        _compile_on_two_cores(scenario)
    few = min(scenario.citizens, LANES)
    world = World(scenario.model_copy(update={"citizens": few, "panel": (0,), "decisions": ()}), traced=traced)
    world.step()
    world.close()
    return time.perf_counter() - began

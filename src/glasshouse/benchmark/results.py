"""All measurements as one document. How each is made stands in ``docs/engine.md``."""

from __future__ import annotations

import gc
import importlib.metadata
import importlib.util
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from glasshouse.benchmark.copying import StateCopy
from glasshouse.benchmark.micro import means_of, micro
from glasshouse.benchmark.numpy_model import NumpyModel
from glasshouse.benchmark.rounds import Model, Rounds, alternate, month_cost
from glasshouse.benchmark.stages import stage_costs
from glasshouse.benchmark.starts import CITIZENS as START_CITIZENS
from glasshouse.benchmark.starts import cold_start, warm_starts
from glasshouse.engine.world import World
from glasshouse.scenario import load

Say = Callable[[str], None]
MILLION = 1_000_000
MESA_CITIZENS = 2_000
BLOCK = 16_384


@dataclass
class Measurements:
    """What is measured, and how thoroughly.

    Attributes:
        quick: fewer rounds and days, in less than two minutes.
        threads: how many threads Glasshouse works on.
        say: where a line of progress goes.
        values: the figures by key.
        spread: lowest, median and highest of what was taken in rounds.
    """

    quick: bool
    threads: int
    say: Say
    values: dict[str, Any] = field(default_factory=dict)
    spread: dict[str, Any] = field(default_factory=dict)

    def note(self, key: str, rounds: Rounds, name: str, to: str | None = None) -> None:
        """Keep a median cost or ratio with its spread."""
        self.values[key] = rounds.ratio(name, to) if to else rounds.median(name)
        self.spread[key] = rounds.spread(name, to)


def measure(*, quick: bool = False, threads: int = 2, say: Say = lambda line: None) -> dict[str, Any]:
    """Measure speed and memory, everything in this process but the starts.

    Args:
        quick: fewer rounds and days.
        threads: how many threads Glasshouse works on; the opponents have one.
        say: called with a line of progress before each part.

    Returns:
        Figures by key, ``environment`` and ``spread``. Without Mesa, ``left_out`` says so in place of ``ratio_mesa``.
    """
    m = Measurements(quick, threads, say)
    for part in (_full_day, _micro_million, _micro_ten_million, _growth, _stages, _starts):
        part(m)
        gc.collect()
    return {**m.values, "environment": environment(threads), "spread": m.spread}


def _full_day(m: Measurements) -> None:
    m.say("a full day, and one copy of its state")
    world = World(load("rongcheng", citizens=MILLION), threads=m.threads, watch=())
    events = days = 0
    for _ in range(10):
        events += int(world.step().day_counts["happened"].sum())
        days += 1
    m.values["events_per_citizen_day"] = events / days / MILLION
    copy = StateCopy(world)
    plain = 5 if m.quick else 29
    rounds = alternate({"day": lambda: month_cost(world, MILLION, plain), "copy": copy.cost}, 3 if m.quick else 7)
    m.note("ns_per_citizen_day", rounds, "day")
    m.note("ratio_copy", rounds, "day", "copy")
    m.spread["ns_per_copy"] = rounds.spread("copy")
    if m.spread["ns_per_citizen_day"]["cores"] < 0.85 * m.threads:
        m.say("the machine is busy with something else: read `cpu` and `cores` in the spread, or measure again")
    size = world.bytes_per_citizen
    m.values["bytes_per_citizen"] = {**size, "total": sum(size.values())}
    world.close()


def _micro_million(m: Measurements) -> None:
    m.say("the micro-model against NumPy and Mesa")
    world = World(micro(MILLION), threads=m.threads, watch=())
    others = {
        "numpy": NumpyModel(_whole(MILLION, m.threads), same_ties=True),
        "numpy, simpler ties": NumpyModel(world),
    }
    if not m.quick:
        others["numpy, blocks"] = NumpyModel(_whole(MILLION, m.threads), same_ties=True, block=BLOCK)
        others["numpy, simpler ties, blocks"] = NumpyModel(world, block=BLOCK)
    plain = 2 if m.quick else 5
    turns = {name: _turn(model, model.n, plain) for name, model in others.items()}
    turns["glasshouse"] = _turn(world, MILLION, plain)
    if has_mesa():
        from glasshouse.benchmark.mesa_model import MesaModel

        few = World(micro(MESA_CITIZENS), watch=())
        turns["mesa"] = _turn(MesaModel(few), MESA_CITIZENS, plain)
    rounds = alternate(turns, 3 if m.quick else 7)
    m.note("ratio_numpy_1e6", rounds, "numpy", "glasshouse")
    if "mesa" in turns:
        m.note("ratio_mesa", rounds, "mesa", "glasshouse")
    else:
        m.values["left_out"] = {"ratio_mesa": "Mesa is not installed (pip install 'glasshouse[bench]')"}
        m.say("left out: Mesa is not installed")
    m.spread["micro_ns_1e6"] = {name: rounds.spread(name) for name in turns}
    m.spread["ratio_numpy_1e6_variants"] = {name: rounds.spread(name, "glasshouse") for name in others}
    m.spread["micro_agreement"] = agreement(100_000)
    m.spread["micro_bytes_per_citizen"] = {
        "glasshouse": sum(world.bytes_per_citizen.values()), "numpy": others["numpy"].bytes_per_citizen,
    }  # fmt: skip
    world.close()


def _micro_ten_million(m: Measurements) -> None:
    m.say("the same with ten million citizens")
    people = 10 * MILLION
    world = World(micro(people), threads=m.threads, watch=())
    others = {"numpy": NumpyModel(_whole(people, m.threads), same_ties=True)}
    if not m.quick:
        others["numpy, simpler ties"] = NumpyModel(world)
    turns = {name: _turn(model, model.n, 1 if m.quick else 2) for name, model in others.items()}
    turns["glasshouse"] = _turn(world, people, 3)
    rounds = alternate(turns, 2 if m.quick else 3)
    m.note("ratio_numpy_1e7", rounds, "numpy", "glasshouse")
    m.spread["micro_ns_1e7"] = {name: rounds.spread(name) for name in turns}
    m.spread["ratio_numpy_1e7_variants"] = {name: rounds.spread(name, "glasshouse") for name in others}
    world.close()


def _growth(m: Measurements) -> None:
    m.say("growth from a hundred thousand to ten million")
    sizes = (MILLION // 10, MILLION, 10 * MILLION)
    worlds = {str(n): World(load("rongcheng", citizens=n), threads=m.threads, watch=()) for n in sizes}
    turns = {name: _turn(world, int(name), 2 if m.quick else 9) for name, world in worlds.items()}
    rounds = alternate(turns, 2 if m.quick else 5)
    m.note("growth_1e5_1e7", rounds, str(sizes[-1]), str(sizes[0]))
    m.spread["growth_ns"] = {name: rounds.spread(name) for name in turns}
    for world in worlds.values():
        world.close()


def _stages(m: Measurements) -> None:
    m.say("stage by stage")
    costs = stage_costs(load("rongcheng", citizens=MILLION), rounds=3 if m.quick else 9, lived=31)
    stages: dict[str, float] = {}
    for name, cost in costs.items():
        stage = name.split()[0]
        stages[stage] = stages.get(stage, 0.0) + cost
    m.values["stages"] = stages
    m.spread["stages_by_system"] = {name: cost for name, cost in costs.items() if " " in name}


def _starts(m: Measurements) -> None:
    m.say("starting with compiled kernels at hand, and without (up to a minute)")
    warm = warm_starts(3 if m.quick else 7)
    m.values["warm_start_seconds"] = median(warm)
    m.spread["warm_start_seconds"] = {"low": min(warm), "high": max(warm), "citizens": START_CITIZENS}
    m.values["cold_start_seconds"] = cold_start()


def has_mesa() -> bool:
    """Whether Mesa is installed."""
    return importlib.util.find_spec("mesa") is not None


def _turn(model: Model, citizens: int, plain: int) -> Callable[[], float]:
    return lambda: month_cost(model, citizens, plain)


def _whole(citizens: int, threads: int) -> World:
    """A micro-world of whole communities, whose ties can be written down as indices."""
    return World(micro(citizens // 256 * 256), threads=threads, watch=())


def agreement(citizens: int, lived: int = 60) -> dict[str, dict[str, float]]:
    """What both say about the same people after so many days, in each way of measuring it."""
    world = World(micro(citizens // 256 * 256), watch=())
    model = NumpyModel(world, same_ties=True)
    return {"numpy": asdict(model.means_of(lived)), "glasshouse": asdict(means_of(world, lived))}


def environment(threads: int) -> dict[str, Any]:
    """Where it was measured."""
    versions = {name: importlib.metadata.version(name) for name in ("numpy", "numba")}
    if has_mesa():
        versions["mesa"] = importlib.metadata.version("mesa")
    return {"python": platform.python_version(), **versions, "platform": platform.platform(), "cpu": _cpu(),
            "threads": threads}  # fmt: skip


def _cpu() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()

"""Is one checkout slower than another? ``python benchmarks/against.py OLD NEW``, each a folder that holds ``src/``.

One process for each checkout simulates the same scenario; the two take turns, one day each, so that whatever else the
machine does meets both alike. (Processes that run one after the other differ by 5 % with the same code.) The ratio of the
two median days is taken for each pair of processes; the median over the pairs decides.

Exit status: 0, 1 if the new checkout is slower than the limit, 2 if a checkout cannot be run.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import inspect
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NoReturn

LIVE = "--live"
"""First argument of the process that simulates one checkout."""
WARM_UP = 5
"""Days of each process that are not timed: they compile, and touch all memory for the first time."""
STEPS = ("step", "live")
"""Names that the method for one day has, or had."""


# --- the process of one checkout: a line of two times for each line that it is sent ----------------------------------


def live(name: str, citizens: str, days: str, threads: str) -> None:
    """Simulate one day for each line on stdin, and write the seconds that it took, by the clock and of processors."""
    print(Path(importlib.import_module("glasshouse").__file__ or "").resolve(), flush=True)
    given = {"citizens": int(citizens), "days": int(days), "panel": ()}
    step = simulation(name, given, int(threads))
    for _ in sys.stdin:
        began, busy = time.perf_counter(), time.process_time()
        step()
        print(time.perf_counter() - began, time.process_time() - busy, flush=True)


def simulation(name: str, given: dict[str, object], threads: int) -> Callable[[], object]:
    """The function that simulates one day: of a `Simulation`, or of a `World` in checkouts that have none."""
    import glasshouse

    made = getattr(glasshouse, "Simulation", None)
    if made is not None:
        held = made(name, **accepted(made, {**given, "threads": threads}))
    else:
        made = importlib.import_module("glasshouse.engine.world").World
        load = importlib.import_module("glasshouse.scenario").load
        held = made(load(name, **given), threads=threads)
    return next(getattr(held, each) for each in STEPS if hasattr(held, each))


def accepted(function: Callable[..., object], given: dict[str, object]) -> dict[str, object]:
    """Those of the arguments that a function takes."""
    taken = inspect.signature(function).parameters
    return given if any(p.kind is p.VAR_KEYWORD for p in taken.values()) else {k: given[k] for k in given if k in taken}


# --- two of them in turn -----------------------------------------------------------------------------------------------


def fail(why: str) -> NoReturn:
    """End with status 2."""
    print(f"error: {why}", file=sys.stderr)
    sys.exit(2)


class Contestant:
    """A process that simulates one checkout, a day at a time."""

    def __init__(self, checkout: Path, scenario: str, arguments: argparse.Namespace) -> None:
        source = self._source = (checkout / "src").resolve()
        cache = Path(tempfile.gettempdir(), "glasshouse-against", hashlib.sha256(bytes(source)).hexdigest()[:16])
        environment = {**os.environ, "PYTHONPATH": str(source), "GLASSHOUSE_CACHE": str(cache)}
        days = str(arguments.days + WARM_UP)
        command = [
            sys.executable,
            "-P",
            __file__,
            LIVE,
            scenario,
            str(arguments.citizens),
            days,
            str(arguments.threads),
        ]
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        found = Path(self._answer())
        if not found.is_relative_to(source):
            self._process.kill()
            fail(f"{checkout} was to be simulated, but its process found {found}")

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            fail(f"the process of {self._source} ended")
        return line

    def day(self) -> tuple[float, ...]:
        """Simulate a day; seconds that it took, by the clock and of processors."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # then there is no answer either
            self._process.stdin.write("day\n")
            self._process.stdin.flush()
        return tuple(map(float, self._answer().split()))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()


def ratio(scenario: str, arguments: argparse.Namespace) -> tuple[float, str]:
    """How much longer the new checkout's median day takes than the old one's, in one pair of processes; a line on it."""
    pair = [Contestant(checkout, scenario, arguments) for checkout in (arguments.old, arguments.new)]
    taken: list[list[tuple[float, ...]]] = [[], []]
    try:
        for day in range(WARM_UP + arguments.days):
            for which in (0, 1) if day % 2 else (1, 0):
                seconds = pair[which].day()
                if day >= WARM_UP:
                    taken[which].append(seconds)
    finally:
        for each in pair:
            each.close()
    (old, old_busy), (new, new_busy) = (map(median, zip(*days, strict=True)) for days in taken)
    scale = 1e9 / arguments.citizens
    line = f"{old * scale:.1f} -> {new * scale:.1f} ns per citizen-day; in processor time {new_busy / old_busy:.4f}"
    return new / old, line


def parsed(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the speed of two checkouts.")
    parser.add_argument("old", type=Path, help="folder of the checkout to compare with")
    parser.add_argument("new", type=Path, help="folder of the checkout that may not be slower")
    parser.add_argument("--scenario", default="rongcheng", help="library scenario (default: rongcheng)")
    parser.add_argument("--micro", action="store_true", help="the micro-model in place of a scenario")
    parser.add_argument("--citizens", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=100, help="timed days of each process")
    parser.add_argument("--pairs", type=int, default=5, help="pairs of processes")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=float, default=1.03, help="greatest median ratio (default: 1.03)")
    return parser.parse_args(words)


def main(words: list[str]) -> None:
    arguments = parsed(words)
    scenario = "micro" if arguments.micro else arguments.scenario
    print(f"{scenario}, {arguments.citizens:,} citizens, {arguments.days} days, {arguments.threads} threads")
    ratios = []
    for pair in range(1, arguments.pairs + 1):
        found, line = ratio(scenario, arguments)
        ratios.append(found)
        print(f"  pair {pair}: {found:.4f}  {line}", flush=True)
    middle = median(ratios)
    print(f"  median {middle:.4f}, limit {arguments.limit}")
    sys.exit(middle > arguments.limit)


if __name__ == "__main__":
    if sys.argv[1:2] == [LIVE]:
        live(*sys.argv[2:])
    else:
        main(sys.argv[1:])

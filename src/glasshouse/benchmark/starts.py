"""How long it takes from starting a process to the end of a first day, with and without compiled kernels at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import glasshouse

CITIZENS = 10_000
_FIRST_DAY = (
    "from glasshouse.engine.warmup import prepare; from glasshouse.engine.world import World; "
    f"from glasshouse.scenario import load; s = load('rongcheng', citizens={CITIZENS}); "
    "prepare(s); World(s, threads=2).step()"
)


def _first_day(cache: str | None = None) -> float:
    """Seconds for a new process to found a society and to live a day."""
    home = str(Path(next(iter(glasshouse.__path__))).parent)
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # Python itself keeps what it has compiled, as it does for users
    if cache:
        environment["GLASSHOUSE_CACHE"] = cache
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _FIRST_DAY], check=True, env=environment)
    return time.perf_counter() - began


def warm_starts(times: int) -> list[float]:
    """Seconds with compiled kernels in the cache, several times."""
    _first_day()
    return [_first_day() for _ in range(times)]


def cold_start() -> float:
    """Seconds with an empty cache: everything is compiled."""
    with tempfile.TemporaryDirectory() as cache:
        return _first_day(cache)

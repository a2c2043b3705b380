"""Looking into a run's folder, whatever kind of run is in it."""

from __future__ import annotations

from pathlib import Path

from glasshouse.api import open_result
from glasshouse.store.result import Result, read_run
from glasshouse.worlds.comparison import Comparison


def first_result(folder: Path) -> Result:
    """The run in a folder, or the first world of the comparison in it."""
    opened = open_result(folder)
    if isinstance(opened, Comparison):
        return next(iter(opened.worlds.values()))
    return opened if isinstance(opened, Result) else read_run(folder)

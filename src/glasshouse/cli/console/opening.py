"""Looking into a run's folder, whatever kind of run is in it."""

from __future__ import annotations

from pathlib import Path

from glasshouse.api import open_run
from glasshouse.store.result import Result, open_result
from glasshouse.worlds.comparison import Comparison


def first_result(folder: Path) -> Result:
    """The run in a folder, or the first world of the comparison in it."""
    opened = open_run(folder)
    if isinstance(opened, Comparison):
        return next(iter(opened.worlds.values()))
    return opened if isinstance(opened, Result) else open_result(folder)

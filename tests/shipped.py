"""The library's scenarios as they ship, read once for all tests of a process that only look at them."""

from functools import cache
from pathlib import Path

from glasshouse.scenario import Scenario, load


@cache
def shipped(source: str | Path) -> Scenario:
    """A scenario without settings, which is frozen; reading all of the library takes seconds."""
    return load(source)

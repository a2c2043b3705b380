"""Small cases for the tests of the rights audit."""

from __future__ import annotations

from pathlib import Path

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.worlds import Bench


def small_case(name: str, folder: Path, *settings: str, citizens: int = 5_120, days: int = 60) -> Case:
    """A case of a scenario of the library, with one seed."""
    scheme = scenario.load(name, settings, citizens=citizens, days=days)
    return Case(scheme, Bench(scheme, folder, threads=1), norms().on(scheme), (scheme.seed,), True)

"""Skips the tests that need a browser or Pango where there is none, and keeps together what one process should run."""

import os
import shutil
from functools import cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

DEBIAN = "/usr/bin/chromium"
LOCKSTEP = "lockstep"
"""What the groups of tests that take longest begin with."""
FIRST = (f"{LOCKSTEP} everything happens", "tests/kernels/test_ways.py")
"""The groups with which the processes begin."""
WITHOUT_KERNELS = ("tests/documents/", "tests/facts/", "tests/report/", "tests/scenario/", "tests/scripts/")
"""Folders whose tests run few kernels, or none."""
WITH_KERNELS = ("tests/report/test_exported.py", "tests/scenario/test_ablation.py", "tests/scenario/test_safeguards.py")
"""Their files that run many: they come later, or they would compile what the first process compiles just then."""
LONG = ("tests/cli/", "tests/docs/", "tests/store/", "tests/sweeps/", "tests/web/", "tests/worlds/")
"""Folders with the files that take longest."""


def chromium() -> str | None:
    """The browser to drive: $GLASSHOUSE_CHROMIUM, else Debian's, else one on the path."""
    named = os.environ.get("GLASSHOUSE_CHROMIUM")
    if named:
        return named
    return DEBIAN if Path(DEBIAN).exists() else shutil.which("chromium")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = chromium()
    if found is None:
        pytest.skip("no chromium on this machine")
    return found


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Give each process whole groups.

    Marks of pytest-xdist would not do: it writes them into a test's name, which pytest 9.2 makes anew.
    """
    return Groups(config, log)


class Groups(LoadScopeScheduling):
    """Tests of one group go to one process."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_order)
    if not chromium():
        _skip(items, "browser", "no chromium: install Debian's, or set GLASSHOUSE_CHROMIUM to one")
    if any(item.get_closest_marker("pango") for item in items) and not has_pango():
        _skip(items, "pango", "no Pango: install Debian's libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0")


def has_pango() -> bool:
    """Whether the library is there that WeasyPrint loads."""
    try:
        import weasyprint
    except OSError:
        return False
    return bool(weasyprint)


def _skip(items: list[pytest.Item], marker: str, reason: str) -> None:
    missing = pytest.mark.skip(reason=reason)
    for item in items:
        if item.get_closest_marker(marker):
            item.add_marker(missing)


def _order(item: pytest.Item) -> int:
    """Where a test comes: long files before short ones, so that no process is left alone with one at the end.

    The first process begins with what compiles all kernels; the second with what compiles them in a way of its own, and then
    with what needs none, so that it finds them compiled.
    """
    group = group_of(item.nodeid)
    if group in FIRST:
        return FIRST.index(group)
    kinds = (WITHOUT_KERNELS, LOCKSTEP, LONG)
    if group in WITH_KERNELS:
        return 3 + len(kinds)
    return 3 + next((place for place, kind in enumerate(kinds) if group.startswith(kind)), len(kinds))


@cache
def group_of(nodeid: str) -> str:
    """What one process runs: a file, for the sake of its fixtures; of all files, what compares the same scene."""
    from glasshouse.testing.lockstep import SCENES

    scene = next((name for name in SCENES if name in nodeid), None)
    return f"{LOCKSTEP} {scene}" if scene else nodeid.partition("::")[0]

"""Skips the tests that need a browser where there is none, and keeps together what one process should run."""

import os
import shutil
from pathlib import Path

import pytest

DEBIAN = "/usr/bin/chromium"
LOCKSTEP = "lockstep"
"""What the groups of tests that take longest begin with."""
FIRST = (f"{LOCKSTEP} everything happens", "tests/kernels/test_ways.py")
"""The groups with which the processes begin."""
WITHOUT_KERNELS = ("tests/documents/", "tests/facts/", "tests/report/", "tests/scenario/", "tests/scripts/")
"""Folders whose tests run few kernels, or none."""


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


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks for the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=_order)
    if chromium():
        return
    missing = pytest.mark.skip(reason="no chromium: install Debian's, or set GLASSHOUSE_CHROMIUM to one")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(missing)


def _order(item: pytest.Item) -> int:
    """Where a test comes: first what takes longest, so that no process is left alone with one.

    The first process begins with what compiles all kernels; the second with what compiles them in a way of its own, and then
    with what needs none, so that it finds them compiled.
    """
    group = _group(item)
    if group in FIRST:
        return FIRST.index(group)
    return 3 if group.startswith(WITHOUT_KERNELS) else 4 if group.startswith(LOCKSTEP) else 5


def _group(item: pytest.Item) -> str:
    """What one process runs: a file, for the sake of its fixtures; of all files, what compares the same scene."""
    parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    return f"{LOCKSTEP} {parameters['scene']}" if "scene" in parameters else item.nodeid.partition("::")[0]

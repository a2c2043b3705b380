"""Skips the tests that need a browser where there is none."""

import os
import shutil
from pathlib import Path

import pytest

DEBIAN = "/usr/bin/chromium"


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium():
        return
    missing = pytest.mark.skip(reason="no chromium: install Debian's, or set GLASSHOUSE_CHROMIUM to one")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(missing)

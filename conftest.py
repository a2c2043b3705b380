"""Skips the tests that need a browser where there is none; lets unsettled ones fail without hiding that they do."""

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


UNSETTLED = Path(__file__).parent / "tests" / "unsettled.txt"


def _allow_unsettled(items: list[pytest.Item]) -> None:
    """Tests of the modules listed run and are reported, but do not fail the whole until they are brought in line."""
    lines = UNSETTLED.read_text(encoding="utf-8").splitlines() if UNSETTLED.is_file() else []
    names = {line for line in lines if line and not line.startswith("#")}
    mark = pytest.mark.xfail(strict=False, reason="unsettled: see tests/unsettled.txt")
    for item in items:
        place = item.path.relative_to(UNSETTLED.parent).as_posix()
        if place in names or place.partition("/")[0] + "/" in names:
            item.add_marker(mark)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    _allow_unsettled(items)
    if chromium():
        return
    missing = pytest.mark.skip(reason="no chromium: install Debian's, or set GLASSHOUSE_CHROMIUM to one")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(missing)

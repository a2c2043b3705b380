"""The page on real screens: nothing wider than a telephone, nothing fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.browsing import assert_fits

from glasshouse.report import write_comparison, write_run

pytestmark = pytest.mark.browser


def test_nothing_is_wider_than_the_screen(
    comparison: dict[str, Any], time_series: dict[str, list[float]], tmp_path: Path, chromium_path: str
) -> None:
    series = {"rongcheng": time_series, "nothing": time_series}
    page_file = write_comparison(comparison, tmp_path / "report.html", time_series=series)
    assert_fits(page_file, chromium_path, (360, 390, 640, 641, 1280))


def test_what_a_score_learned_fits_the_screen_too(
    learned_document: dict[str, Any], tmp_path: Path, chromium_path: str
) -> None:
    assert_fits(write_run(learned_document, tmp_path / "report.html"), chromium_path, (360, 1280))

"""The documents that these tests write by hand have the shape of real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from glasshouse.results.schema import ComparisonResults, RunResults


def test_runs_written_by_hand_fit_the_schema(
    run_document: dict[str, Any], nothing_document: dict[str, Any], learned_document: dict[str, Any]
) -> None:
    for document in (run_document, nothing_document, learned_document):
        assert RunResults.model_validate(document).title


@pytest.mark.parametrize("twins", [("nothing",), ("nothing", "sensing")])
def test_comparisons_written_by_hand_fit_the_schema(compared: Callable[..., Any], twins: tuple[str, ...]) -> None:
    assert tuple(ComparisonResults.model_validate(compared(*twins)).differences) == twins

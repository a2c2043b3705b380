"""The figures beside other people's packages, whose answers are kept in a file: to 1e-9 where both define the figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse.audit.figures.catalogue import CATALOGUE

KEPT = json.loads((Path(__file__).parent / "oracles.json").read_text(encoding="utf-8"))
NEAR = 1e-9


def _at(document: Any, path: str) -> Any:
    for key in path.split(".") if path else ():
        document = document[int(key) if isinstance(document, list) else key]
    return document


def _ours(case: dict[str, Any]) -> dict[str, object]:
    document: dict[str, object] = CATALOGUE[case["figure"]].call(**case["input"]).document
    return document


DEFINED = [case for case in KEPT["cases"] if case["answers"]]
UNDEFINED = [case for case in KEPT["cases"] if not case["answers"]]


@pytest.mark.parametrize("case", DEFINED, ids=lambda case: f"{case['figure']} by {case['by']}")
def test_where_both_define_a_figure_they_agree(case: dict[str, Any]) -> None:
    ours = _ours(case)
    for path, theirs in case["answers"].items():
        np.testing.assert_allclose(_at(ours, path), theirs, rtol=NEAR, atol=NEAR, err_msg=path)


@pytest.mark.parametrize("case", UNDEFINED, ids=lambda case: f"{case['figure']} by {case['by']}")
def test_where_they_say_nothing_or_0_we_say_why_it_is_undefined(case: dict[str, Any]) -> None:
    assert case["theirs"] in (0.0, "nan")
    ours = _at(_ours(case), case.get("at", ""))
    assert ours["undefined"] == case["undefined"]
    assert "value" not in ours


def test_every_package_gave_an_answer_and_the_versions_are_kept() -> None:
    told = " ".join(case["by"] for case in KEPT["cases"]).replace("sklearn", "scikit-learn") + " aif360"
    assert all(package in told for package in KEPT["packages"])
    assert all(kept[0].isdigit() for kept in KEPT["packages"].values())


def test_the_greater_of_both_gaps_is_the_difference_of_equalised_odds() -> None:
    gaps = [case for case in KEPT["cases"] if case["by"] in ("true_positive_rate", "false_positive_rate")]
    ours = [abs(_at(_ours(case), "difference.value")) for case in gaps]
    assert len(ours) == 2
    assert max(ours) == pytest.approx(max(abs(case["answers"]["difference.value"]) for case in gaps), abs=NEAR)

"""The examples of the Commission's guidelines: what is prohibited is indicated, what is out of scope is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.elements import elements
from glasshouse.audit.rights.worlds import Bench
from glasshouse.library.commission import Example, examples

LIMBS = ("unrelated", "unjustified", "disproportionate")
DAYS = {"citywide-rating": 365}
"""Schemes of which half a year tells too little."""
STAND = [each for each in examples().values() if each.scenario]


def answers(name: str, folder: Path) -> dict[str, str]:
    scheme = scenario.load(name, citizens=5_120, days=DAYS.get(name, 180))
    case = Case(scheme, Bench(scheme, folder, threads=1), norms().on(scheme), (1,), quick=True)
    return {each.id: each.answer for each in elements(case).criteria}


@pytest.mark.parametrize("example", STAND, ids=[each.name for each in STAND])
def test_an_example_is_answered_as_the_guidelines_answer_it(example: Example, tmp_path: Path) -> None:
    found = answers(str(example.scenario), tmp_path)
    if example.answer != "prohibited":
        assert "indicated" not in [found[limb] for limb in LIMBS]
        return
    assert found["evaluated"] == "indicated"
    assert found["caused"] in ("indicated", "by construction")
    assert example.expected is not None
    if example.expected.unrelated:
        assert found["unrelated"] == "indicated"
    if example.expected.unjustified_or_disproportionate:
        assert "indicated" in (found["unjustified"], found["disproportionate"])

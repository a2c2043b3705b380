"""Elements of the prohibition on made-up days: each ground by itself, a day once, milder sanctions dilute nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.document import CriterionFound
from glasshouse.audit.rights.elements import elements, trifles
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.unions import ANY_VITAL, heavy_in_field
from glasshouse.audit.rights.worlds import Bench
from glasshouse.scenario import Safeguards
from glasshouse.scenario.ablation import Ablation

TOWN = scenario.load("citywide-rating", citizens=5_120, days=10)
COMMUNITIES = 20
SANCTIONS = [("rating", name) for name, each in TOWN.systems["rating"].measures.items() if each.type == "sanction"]


class MadeUp:
    """A bench whose worlds are given: days under heavy sanctions, in whatever field, and under all of them."""

    def __init__(self, heavy: int, mild: int, *, lawful: int, others: int) -> None:
        """Days a community with everything, and how many more or fewer without lawful acts and without others."""
        self.heavy, self.mild, self.lawful, self.others = heavy, mild, lawful, others

    def still(self, out: Ablation | None = None, law: Safeguards | None = None) -> Lived:
        del law
        gone = out or Ablation()
        days = self.heavy + self.lawful * bool(gone.kinds) + self.others * gone.others
        each = np.full(COMMUNITIES, days)
        lived = SimpleNamespace(
            measures=tuple(SANCTIONS), sanctions=tuple(range(len(SANCTIONS))), people=np.full(COMMUNITIES, 256),
            under=np.full((COMMUNITIES, len(SANCTIONS)), 1), sanctioned=each + self.mild, members={"rating": 5_120},
            days_in=lambda union: each if union == ANY_VITAL or union.startswith("heavy in ") else each + self.mild,
        )  # fmt: skip
        return cast(Lived, lived)


def found(made_up: MadeUp) -> dict[str, CriterionFound]:
    case = Case(TOWN, cast(Bench, made_up), norms().on(TOWN), (1,))
    return {each.id: each for each in elements(case).criteria}


def test_what_others_spare_people_hides_nothing_of_what_lawful_acts_cost() -> None:
    criterion = found(MadeUp(100, 0, lawful=-60, others=80))["unjustified"]
    assert criterion.answer == "indicated"
    # Of the days that 256 people live in 10 days, in one field of life: a day counts once.
    assert criterion.value == pytest.approx(60 / 2560)
    assert "unrelated lawful acts or traits." in criterion.sentence


def test_what_others_did_is_a_ground_by_itself() -> None:
    criterion = found(MadeUp(100, 0, lawful=60, others=-10))["unjustified"]
    assert (criterion.answer, criterion.value) == ("indicated", pytest.approx(10 / 2560))
    assert criterion.sentence.endswith("without what others did.")
    assert found(MadeUp(100, 0, lawful=5, others=5))["unjustified"].answer == "not indicated"


@pytest.mark.parametrize("mild", [0, 10_000])
def test_milder_sanctions_for_many_make_a_heavy_one_for_trifles_no_more_proportionate(mild: int) -> None:
    criterion = found(MadeUp(100, mild, lawful=-90, others=0))["disproportionate"]
    assert (criterion.answer, criterion.value) == ("indicated", 0.9)


def test_without_heavy_sanctions_there_is_none_to_be_out_of_proportion() -> None:
    criteria = found(MadeUp(0, 50, lawful=0, others=0))
    assert [criteria[name].answer for name in ("unjustified", "disproportionate")] == ["not indicated"] * 2
    assert criteria["disproportionate"].value == 0.0


def test_the_rating_rests_on_trifles_and_its_heavy_sanctions_bite_in_four_fields(tmp_path: Path) -> None:
    case = Case(TOWN, Bench(TOWN, tmp_path, threads=1), norms().on(TOWN), (1,))
    assert "criticise" in trifles(case, case.norms.setting("trifle").value)
    assert [name for name in case.bench.together if name.startswith("heavy in ")] == [
        heavy_in_field(context) for context in ("housing", "travel", "welfare", "work")
    ]

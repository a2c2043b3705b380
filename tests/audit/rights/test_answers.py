"""From numbers to answers and words: few say little, a day counts once, a share below 0 is said as one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.figures.estimate import Estimate, exactly
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.answers import judged, judged_either_way, share_of, turned, worst_of
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.elements import elements
from glasshouse.audit.rights.necessity import necessity
from glasshouse.audit.rights.sources import costly_kinds
from glasshouse.audit.rights.study import audit, costs_of
from glasshouse.audit.rights.unions import ANY_VITAL, heavy_in_field, in_field, unions_of
from glasshouse.audit.rights.words import of_hundred, span
from glasshouse.audit.rights.worlds import Bench
from glasshouse.audit.undefined import Reason
from glasshouse.scenario import Scenario, changed


def test_none_of_few_communities_is_not_told_as_none() -> None:
    nobody = np.zeros(12)
    few, many = np.arange(12) < 3, np.ones(12)
    assert judged(share_of(nobody, few.astype("f8")), 0.05) == "cannot be told"
    assert judged(share_of(nobody, many), 0.05) == "not indicated"
    assert judged(share_of(few.astype("f8"), few.astype("f8")), 0.05) == "cannot be told"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.06, 0.1, "indicated"),
        (0.0, 0.04, "not indicated"),
        (0.04, 0.1, "cannot be told"),
        (-0.4, -0.2, "not indicated"),
    ],
)
def test_an_answer_goes_by_the_whole_interval(low: float, high: float, said: str) -> None:
    assert judged(Estimate(value=(low + high) / 2, low=low, high=high), 0.05) == said


def test_what_is_exact_is_told_by_its_value() -> None:
    assert judged(exactly(0.06), 0.05) == "indicated"
    assert judged(exactly(0.05), 0.05) == "not indicated"
    assert judged(Estimate(undefined=Reason.NO_HARM), 0.05) == "undefined"


def _about(value: float, half: float) -> Estimate:
    return Estimate(value=value, low=value - half, high=value + half)


def test_of_several_the_one_that_leaves_most_open_decides() -> None:
    sure, wide, many = _about(0.03, 0.01), _about(0.02, 0.1), _about(0.2, 0.1)
    assert sure.low is not None
    assert wide.low is not None
    assert sure.low > wide.low
    assert judged(worst_of([("sure", sure)], 0.05)[1], 0.05) == "not indicated"
    assert worst_of([("sure", sure), ("wide", wide)], 0.05) == ("wide", wide)
    assert judged(wide, 0.05) == "cannot be told"
    assert worst_of([("wide", wide), ("many", many), ("sure", sure)], 0.05)[0] == "many"
    few = Estimate(value=0.0, no_interval=Reason.TOO_FEW_COMMUNITIES)
    assert worst_of([("none", exactly(0.0)), ("few", few)], 0.05)[0] == "few"


def test_a_difference_either_way_is_small_only_if_both_ends_are() -> None:
    below = Estimate(value=0.01, low=-0.3, high=0.02)
    assert judged(below, 0.05) == "not indicated"
    assert judged_either_way(below, 0.05) == judged_either_way(turned(below), 0.05) == "cannot be told"
    assert judged_either_way(_about(-0.2, 0.1), 0.05) == "indicated"
    assert judged_either_way(_about(0.01, 0.02), 0.05) == "not indicated"
    assert worst_of([("small", _about(0.01, 0.02)), ("below", below)], 0.05, either_way=True)[0] == "below"
    assert worst_of([("more", _about(0.2, 0.1)), ("fewer", _about(-0.3, 0.1))], 0.05, either_way=True)[0] == "fewer"


def test_a_share_and_its_interval_are_told_of_as_many() -> None:
    assert of_hundred(-0.3) == "-30 of 100"
    assert span(Estimate(value=-0.3, low=-0.4, high=-0.2), "days") == "-30 of 100 days (-40 to -20)"
    assert span(Estimate(value=1e-4, low=5e-5, high=2e-4), "days") == "10 of 100,000 days (5 to 20)"
    assert "cannot be told from none" in span(Estimate(value=0.01, low=-0.1, high=0.1), "days")
    assert span(Estimate(value=0.0, low=0.0, high=0.046), "people") == "0 of 100 people (at most 4.6)"
    assert span(Estimate(value=0.98, low=0.9781, high=0.9842), "days") == "98 of 100 days (97.8 to 98.4)"
    assert span(Estimate(value=0.98, low=0.98, high=0.9801), "days") == "98 of 100 days (98.00 to 98.01)"
    assert span(Estimate(value=0.9783, low=0.9781, high=0.9786), "days") == "97.8 of 100 days (97.8 to 97.9)"
    assert span(Estimate(value=0.00062, low=0.000616, high=0.000624), "days") == "0.062 of 100 days (0.0616 to 0.0624)"


def test_a_day_under_several_sanctions_counts_once(tmp_path: Path) -> None:
    scheme = scenario.load("court-list", citizens=2_560, days=20)
    lived = Bench(scheme, tmp_path, threads=1).still()
    (context,) = {measure.context for measure in scheme.systems["court-list"].measures.values()} & {"travel"}
    bits = [
        b for b in lived.sanctions if scheme.systems["court-list"].measures[lived.measures[b][1]].context == context
    ]
    days = lived.days_in(in_field(context))
    assert len(bits) > 1
    assert (days <= lived.sanctioned).all()
    assert 0 < days.sum() < lived.under[:, bits].sum()
    assert not lived.days_in(heavy_in_field("asylum")).any()
    assert (lived.days_in(ANY_VITAL) <= lived.sanctioned).all()
    assert set(lived.together) == set(unions_of(scheme, norms().on(scheme)))


def case_of(case: Case, folder: Path, *settings: str) -> Case:
    scheme = changed(case.scheme, settings)
    bench = Bench(scheme, folder, costs=costs_of(scheme), threads=1)
    return Case(scheme, bench, case.norms.on(scheme), (1, 2, 3), quick=True)


def test_a_law_of_its_own_that_is_stricter_than_the_period_leaves_nothing_to_forget(case: Case, tmp_path: Path) -> None:
    strict = case_of(case, tmp_path, "safeguards.forget_after=8", "systems.municipal-trust.starts.migrant=-30")
    (over_time,) = (each for each in elements(strict).criteria if each.id == "over_time")
    assert over_time.value in (0.0, None)
    assert over_time.answer != "indicated"


def test_without_harm_there_is_no_less_and_the_own_law_stays_in_a_narrower_scheme(case: Case, tmp_path: Path) -> None:
    harmless = case_of(case, tmp_path, "consequences.enabled=false")
    (found,) = necessity(harmless).criteria
    assert (found.answer, found.reason) == ("undefined", str(Reason.NO_HARM))


def test_what_a_law_takes_out_of_the_rules_costs_nothing(case: Case) -> None:
    limited = changed(case.scheme, ["safeguards.purpose_limits=true"])
    assert "litter" in costly_kinds(case.scheme)
    assert "litter" not in costly_kinds(limited)
    assert "litter" not in costs_of(limited)


def test_the_command_makes_the_same_audit_again(case: Case, tmp_path: Path) -> None:
    small = scenario.load("loyal-shoppers", ["seed=7"], citizens=512, days=20)
    named = audit(small, name="loyal-shoppers", quick=True, settings=["seed=7"], folder=tmp_path, threads=1)
    assert named.document["command"] == (
        "glasshouse audit loyal-shoppers -s seed=7 --citizens 512 --days 20 --seed 7 --quick"
    )
    assert audit(small, quick=True, folder=tmp_path, threads=1).document["command"] == ""


@pytest.mark.parametrize("keep", [0, 40, 400])
def test_a_world_whose_file_was_cut_is_lived_again(scheme: Scenario, tmp_path: Path, keep: int) -> None:
    small = scheme.model_copy(update={"days": 10})
    harm = Bench(small, tmp_path, threads=1).still().harm
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:keep])
    assert Bench(small, tmp_path, threads=1).still().harm == harm

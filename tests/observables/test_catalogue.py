"""Observables: quotients of exact counts, with unit, title and a reason where they are undefined."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from glasshouse.measurement.snapshots import SNAPSHOT
from glasshouse.measurement.totals import KindLabel, SystemLabel, Totals, add_up
from glasshouse.observables.catalogue import observe_all
from glasshouse.observables.observable import Observable
from glasshouse.schema.counts import DAY_COUNTS, REGION_COUNTS, SYSTEM_COUNTS
from glasshouse.schema.limits import REGIONS
from glasshouse.scoring.forms.lists.form import FORM as LISTS
from glasshouse.scoring.forms.watch.form import FORM as READERS

KINDS = (
    KindLabel("criticise", "criticise", "speech", "lawful", False, True, "none"),
    KindLabel("praise", "praise", "speech", "lawful", False, False, "none"),
    KindLabel("pass-rumour", "pass on a rumour", "speech", "civil", False, True, "none"),
    KindLabel("miss-bill", "miss a bill", "credit", "civil", False, False, "none"),
    KindLabel("pay-bill", "pay a bill", "credit", "lawful", False, False, "none"),
    KindLabel("borrow", "borrow", "credit", "lawful", True, False, "none"),
    KindLabel("default-judgment", "default", "justice", "civil", False, False, "starts default"),
    KindLabel("volunteer", "volunteer", "civic", "lawful", False, False, "none"),
)
POINTS = SystemLabel("points", "Points", "points", 0.0, 1000.0, ("low", "high"), (0.0, 500.0), (1, 32768))
LIST = SystemLabel("list", "List", "list", 0.0, 1.0, ("off", "on"), (0.0, 1.0), (1, 2), capabilities=LISTS.capabilities)


def _totals(people: int = 100, days: int = 10) -> Totals:
    day_counts, snapshot = np.zeros((), DAY_COUNTS), np.zeros((), SNAPSHOT)
    day_counts["people"] = [people * days, 0, 0, 0]
    day_counts["self_censorship"] = people * days * 32767
    snapshot["people"] = [people, 0, 0, 0]
    snapshot["self_censorship"], snapshot["self_censorship_square"] = people * 32767, people * 32767**2
    return Totals(day_counts, np.zeros(2, SYSTEM_COUNTS), np.zeros(REGIONS, REGION_COUNTS), snapshot)


def _of(totals: Totals) -> dict[str, Observable]:
    return observe_all(totals, KINDS, (POINTS, LIST))


def test_rates_are_counts_over_people_and_days() -> None:
    totals = _totals()
    totals.day_counts["happened"][:8] = [30, 20, 5, 4, 36, 7, 2, 11]
    totals.day_counts["withheld"][0] = 10
    found = {name: each.value for name, each in _of(totals).items()}
    assert found["acts_per_citizen_day"] == pytest.approx(115 / 1000)
    assert found["lawful_speech_per_1000_days"] == pytest.approx(50)
    assert found["criticism_per_1000_days"] == pytest.approx(30)
    assert found["speech_withheld_share"] == pytest.approx(10 / 40)
    assert found["offences_per_1000_days"] == pytest.approx(11)
    assert found["civic_acts_per_1000_days"] == pytest.approx(11)
    assert found["bills_missed_share"] == pytest.approx(4 / 40)
    assert found["defaults_per_1000_years"] == pytest.approx(2 * 1000 * 365 / 1000)
    assert found["withheld_total"] == 10


def test_guard_counts_from_its_middle() -> None:
    found = _of(_totals())
    assert found["mean_self_censorship"].value == 0.0
    assert found["self_censorship_spread"].value == 0.0


def test_scores_are_read_from_exact_sums_of_codes() -> None:
    totals = _totals()
    snapshot = totals.snapshot
    snapshot["members"][0], snapshot["members"][1] = [2, 0, 0, 0], [4, 0, 0, 0]
    snapshot["codes"][0], snapshot["squares"][0] = [1 + 65534, 0, 0, 0], [1 + 65534**2, 0, 0, 0]
    snapshot["bands"][0, 0, :2], snapshot["bands"][1, 0, :2] = [1, 1], [3, 1]
    found = {name: each.value for name, each in _of(totals).items()}
    assert found["mean_score_points"] == pytest.approx(500)
    assert found["sd_score_points"] == pytest.approx(500)
    assert found["share_above_500_points"] == 0.5
    assert found["listed_share_list"] == 0.25


def test_what_cannot_be_told_is_none_with_a_reason_and_never_nought() -> None:
    found = _of(_totals())
    for name in (
        "speech_withheld_share",
        "wrongly_sanctioned_share_of_sanctioned",
        "overturned_share",
        "appeals_per_1000_cases",
        "deals_kept_share",
        "mean_score_points",
        "rewards_per_deduction_points",
        "bills_missed_share",
        "sensitive_searches_per_1000_days",
    ):
        assert found[name].value is None, name
        assert found[name].document["reason"].startswith("undefined, because ")


def test_what_a_list_does_that_acts_on_copies_is_undefined_and_not_nought() -> None:
    totals, buyer = _totals(), replace(LIST, holder="brokers")
    totals.snapshot["members"][1], totals.snapshot["bands"][1, 0, :2] = [4, 0, 0, 0], [3, 1]
    found = observe_all(totals, KINDS, (POINTS, buyer))
    assert found["listed_share_list"].value == 0.25
    for name in ("listings", "expired", "repaired", "corrected"):
        each = found[f"{name}_per_1000_years_list"]
        assert each.value is None
        assert "acts on copies that brokers holds" in str(each.reason)
    assert "acts on copies" in str(found["lawful_share_of_listings_list"].reason)
    totals.system_counts["opened"][1] = totals.system_counts["entered"][1] = 1
    assert observe_all(totals, KINDS, (POINTS, buyer))["listings_per_1000_years_list"].value
    assert _of(_totals())["listings_per_1000_years_list"].value == 0


def test_without_cases_nobody_can_say_which_sanctions_were_not_earned() -> None:
    blind = tuple(replace(system, keeps_cases=False) for system in (POINTS, LIST))
    names = ("wrongly_sanctioned_share_of_days", "wrongly_sanctioned_share_of_sanctioned")
    totals = _totals()
    assert observe_all(totals, KINDS, blind)[names[0]].value == 0, "nobody was under a sanction at all"
    totals.day_counts["sanctioned"][0] = 3
    for name in names:
        each = observe_all(totals, KINDS, blind)[name]
        assert each.value is None
        assert "keeps its records as cases" in str(each.reason)
        assert observe_all(totals, KINDS, (POINTS, *blind[1:]))[name].value == 0


def test_every_observable_says_its_unit_and_title_and_keeps_its_name() -> None:
    for name, each in _of(_totals()).items():
        assert each.name == name
        assert each.unit
        assert each.title
        assert (each.value is None) == (each.reason is not None)


def test_of_a_silent_reader_nothing_is_told_but_what_it_keeps() -> None:
    silent = SystemLabel("watch", "Watch", "none", 0.0, 0.0, (), (), (), capabilities=READERS.capabilities)
    told = [name for name in observe_all(_totals(), KINDS, (silent, LIST)) if name.endswith("watch")]
    assert told == ["records_kept_watch"]


def test_without_a_stretch_is_the_whole_less_the_stretch() -> None:
    whole, part = _totals(100), _totals(40)
    whole.day_counts["happened"][0], part.day_counts["happened"][0] = 30, 12
    left = whole - part
    assert left.people == 60
    assert left.person_days == 600
    assert _of(left)["criticism_per_1000_days"].value == pytest.approx(30)
    assert int(whole.day_counts["happened"][0]) == 30


def test_days_add_up_field_by_field() -> None:
    rows = np.zeros((3, 2), SYSTEM_COUNTS)
    rows["opened"] = [[1, 2], [3, 4], [5, 6]]
    rows["moves"][:, 0, 1, 2] = [1, 1, 5]
    total = add_up(rows)
    assert total["opened"].tolist() == [9, 12]
    assert total["moves"][0, 1, 2] == 7

"""The results document: complete, plain, and true to the counts."""

from __future__ import annotations

import json

import pytest

from glasshouse import scenario
from glasshouse.engine.run import Run, simulate
from glasshouse.results.build import results


@pytest.fixture(scope="module")
def run() -> Run:
    return simulate(scenario.load("rongcheng", citizens=4_000, days=31))


@pytest.fixture(scope="module")
def document(run: Run) -> dict:
    return json.loads(json.dumps(results(run, "rongcheng"), allow_nan=False))


def test_the_document_says_all_that_it_promises(document: dict) -> None:
    promised = (
        "digest state_digest digests cached complete run scenario title citizens days seed threads seconds "
        "ns_per_citizen_day events_per_citizen_day peak_rss_mib bytes_per_citizen systems observables kinds channels notices "
        "regions groups stages assumptions facts_used published glasshouse environment"
    )
    assert set(promised.split()) <= document.keys()
    assert set(document["environment"]) == {"python", "numpy", "numba", "platform"}
    assert set(document["digests"]) == {"conduct", "records", "scores", "treatment", "response"}
    assert all(len(each) == 16 for each in document["digests"].values())


def test_histograms_and_bands_hold_every_member(document: dict) -> None:
    points, listed = document["systems"]["rongcheng"], document["systems"]["court-list"]
    assert len(points["histogram"]) == 64
    assert sum(points["histogram"]) == points["members"] == 4_000
    by_group = zip(*points["histogram_by_group"].values(), strict=True)
    assert [sum(each) for each in by_group] == points["histogram"]
    assert sum(band["count"] for band in points["bands"].values()) == points["members"]
    assert [band["start"] for band in points["bands"].values()] == [0, 600, 850, 960, 1030, 1050]
    assert listed["listed"]["count"] == listed["bands"]["on"]["count"]


def test_mean_scores_by_group_add_up_to_the_mean_of_all(document: dict) -> None:
    points = document["systems"]["rongcheng"]
    people = {group: sum(bins) for group, bins in points["histogram_by_group"].items()}
    means = points["mean_by_group"]
    assert {group for group, mean in means.items() if mean is not None} == {group for group in people if people[group]}
    whole = sum(people[group] * mean for group, mean in means.items() if mean is not None)
    assert whole / points["members"] == pytest.approx(points["mean"], rel=1e-12)


def test_what_happened_was_recorded_or_missed(document: dict) -> None:
    for name, kind in document["kinds"].items():
        assert kind["recorded"] + kind["missed"] == kind["happened"], name


def test_groups_and_regions_hold_everybody(document: dict) -> None:
    assert sum(group["people"] for group in document["groups"].values()) == 4_000
    assert sum(region["people"] for region in document["regions"]) == 4_000
    assert sum(group["person_days"] for group in document["groups"].values()) == 4_000 * 31


def test_time_and_speed_agree(document: dict) -> None:
    assert document["ns_per_citizen_day"] == pytest.approx(document["seconds"] * 1e9 / (4_000 * 31))


def test_derived_numbers_are_told_apart_and_none_is_an_assumption(document: dict) -> None:
    told = document["assumptions"]
    derived = {key: [value, unit, span, fact] for key, value, unit, span, _, fact in told["derivations"]}
    assert derived["systems.rongcheng.rules.litter.points"] == [
        -5,
        "points",
        [-50, 0],
        "yangqiao_village.littering_river",
    ]
    assert told["derived"] == len(derived)
    assert not derived.keys() & {key for key, *_ in told["list"]}
    assert told["definitions"] > 0


def test_assumptions_say_key_value_unit_range_and_reason(document: dict) -> None:
    told = document["assumptions"]
    assert told["count"] == len(told["list"]) > 0
    key, value, unit, (low, high), why = told["list"][0]
    assert low <= value <= high
    assert key
    assert unit
    assert why
    assert document["facts_used"] == sorted(set(document["facts_used"]))


def test_published_figures_stand_beside_ours(document: dict) -> None:
    figures = {each["name"]: each for each in document["published"]}
    assert len(figures) >= 15
    assert sum(each["role"] != "fit" for each in figures.values()) >= 8
    for each in figures.values():
        assert each["role"] in ("fit", "seen", "unseen")
        assert (each["meets"] is None) == (each["ours"] is None)

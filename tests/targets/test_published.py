"""Published figures beside a run's own: sound files, right conversions, honest verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.shipped import shipped

from glasshouse import facts, library
from glasshouse.errors import InputError
from glasshouse.scenario import load, quantities
from glasshouse.society.figures import describe_country
from glasshouse.targets.published import (
    ROLES,
    PublishedFigure,
    load_published,
    met_by_role,
    missed_targets,
    published_figures,
)
from glasshouse.targets.readings import GAUGES

FIGURES = {
    f"{topic}.{name}": figure for topic, section in load_published().items() for name, figure in section.figures.items()
}


def document(**changes: Any) -> dict[str, Any]:
    """A run under Rongcheng's points and the court list, as far as the gauges read it."""
    return {
        "citizens": 1000, "days": 365,
        "systems": {
            "court-list": {"form": "list", "members": 1000, "listed": {"count": 10, "share": 0.01}},
            "rongcheng": {
                "form": "points", "members": 1000, "mean": 990.0, "low": 0.0, "high": 1200.0,
                "bands": {"B": {"share": 0.1, "start": 850}, "A": {"share": 0.8, "start": 960},
                          "AA": {"share": 0.1, "start": 1030}},
            },
        },
        "observables": {
            "listed_share_court-list": {"value": 0.01},
            "listings_per_1000_years_court-list": {"value": 2.19375},
            "repaired_per_1000_years_court-list": {"value": 2.0},
            "expired_per_1000_years_court-list": {"value": 0.5},
            "corrected_per_1000_years_court-list": {"value": 0.5},
            "overturned_share": {"value": None},
        },
        "kinds": {"book-flight": {"happened": 100, "denied": 33}, "book-train": {"happened": 400, "denied": 11}},
        "regions": [{"name": "Shandong", "people": 1000}],
        "country": describe_country(load("rongcheng").society),
        "society": {"town": 0.6},
        **changes,
    }  # fmt: skip


def found(name: str, *args: Any) -> dict[str, Any]:
    (figure,) = [figure for figure in published_figures(*args) if figure["name"] == name]
    return figure


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_says_how_it_was_converted_and_where_it_comes_from(name: str) -> None:
    figure = FIGURES[name]
    assert figure.how.endswith(".")
    assert len(figure.title) <= 60
    assert figure.origin()["source"]
    assert figure.gauge in GAUGES
    low, high = figure.tolerance
    assert low <= 1 <= high
    assert figure.published() != 0


def test_names_are_unique_over_all_files() -> None:
    names = [name for section in load_published().values() for name in section.figures]
    assert len(names) == len(set(names))


def test_figures_taken_from_words_say_that_they_are() -> None:
    for name, figure in FIGURES.items():
        if figure.reading is not None and figure.fact.partition(".")[0] in facts.load():
            value = facts.get(figure.fact.partition(".")[0]).value
            assert not isinstance(value, int | float), f"{name}: the fact is a number; read it"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("court-list.stock", 8.54 / 1120),
        ("court-list.turnover", 2.821 / 2.457),
        ("court-list.blocked-flights", (27.3 - 17.5) * 365 / 190 / 5.7),
        ("court-list.blocked-trains", (6.0 - 5.47) * 365 / 190 / 5.7),
        ("court-list.sesame-complied", 126 / 1210 / 2),
        ("rongcheng.rewards-per-deduction", 33 / 260),
        ("rongcheng.false-records", 206 / 1001 / 7 * 1000),
    ],
)
def test_conversions_give_what_their_words_say(name: str, value: float) -> None:
    assert FIGURES[name].published() == pytest.approx(value, rel=1e-3)


def test_rongcheng_has_fifteen_figures_and_eight_that_set_no_value() -> None:
    roles = [figure["role"] for figure in published_figures(document())]
    assert len(roles) >= 15
    assert len(roles) - roles.count("fit") >= 8


def test_ratios_and_verdicts_follow_from_the_tolerance() -> None:
    listings = found("listings", document())
    assert listings["ratio"] == pytest.approx(1)
    assert listings["meets"] is True
    flights = found("blocked-flights", document())
    assert flights["ours"] == pytest.approx(33 / 10)
    assert flights["meets"] is True
    ratio = found("flights-to-trains", document())
    assert ratio["ours"] == 3
    assert found("blocked-trains", document())["meets"] is False


def test_what_the_run_cannot_tell_is_left_open() -> None:
    appeals = found("appeals-won", document())
    assert (appeals["ours"], appeals["ratio"], appeals["meets"]) == (None, None, None)


def test_figures_are_left_out_where_their_systems_place_or_twin_are_missing() -> None:
    names = {figure["name"] for figure in published_figures(document(systems={}))}
    assert "stock" not in names
    assert "town" in names
    assert "china-migrants" not in names
    assert "searches-fell" not in names
    nowhere = {figure["name"] for figure in published_figures({"citizens": 1, "days": 1})}
    assert nowhere == set()


def test_a_twin_brings_in_what_only_twins_can_tell() -> None:
    recorded = {"search-sensitive": {"recorded": 3}, "criticise": {"recorded": 1}}
    ours, theirs = document(kinds=recorded), document(systems={})
    ours["observables"]["sensitive_searches_per_1000_days"] = {"value": 9.5}
    theirs["observables"] = {"sensitive_searches_per_1000_days": {"value": 10.0}}
    comparison = {
        "base": "rongcheng",
        "worlds": {"rongcheng": ours, "nothing": theirs},
        "individual_differences": {"nothing": {"silenced": {"share": 0.16}}},
    }
    assert found("searches-fell", ours, comparison)["ratio"] == pytest.approx(1)
    assert found("reading-fell", ours, comparison)["meets"] is False
    assert found("writers", ours, comparison)["ratio"] == pytest.approx(1)
    many = {**comparison, "individual_differences": {**comparison["individual_differences"], "sensing": {}}}
    assert found("writers", ours, many)["ours"] == 0.16


def test_figures_are_counted_by_what_they_were_to_those_who_built_the_model() -> None:
    figures = [{"role": role, "meets": meets} for role, meets in
               (("fit", True), ("fit", False), ("seen", True), ("seen", None))]  # fmt: skip
    assert met_by_role(figures) == {"fit": (1, 2), "seen": (1, 1), "unseen": (0, 0)}
    assert list(met_by_role(published_figures(document()))) == list(ROLES)


def test_a_fitted_scenario_is_told_which_of_its_own_targets_it_misses() -> None:
    figures = published_figures(document())
    trains = ("court-list.blocked-trains", "court-list.listings")
    assert [figure["name"] for figure in missed_targets(figures, trains)] == ["blocked-trains"]
    assert missed_targets(figures, ()) == []


def test_a_figure_whose_fact_sets_a_value_where_it_is_read_is_no_test_of_it() -> None:
    set_by = {name: _facts_of(name) for name in library.names("scenarios")}
    systems = {name: set(shipped(name).systems) for name in set_by}
    wrong = [
        figure_name
        for figure_name, figure in FIGURES.items()
        for name, known in set_by.items()
        if figure.role != "fit" and set(figure.needs.systems) and set(figure.needs.systems) <= systems[name]
        if figure.fact in known
    ]
    assert not wrong, "these were used to set values"


def _facts_of(name: str) -> set[str]:
    return {each.fact for _, each in quantities(shipped(name)) if each.fact}


GOOD = {
    "title": "What", "role": "seen", "fact": "rongcheng_start", "unit": "points", "how": "As published.",
    "gauge": "mean score", "tolerance": (0.5, 2.0),
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gauge": "mean scores"}, "mean score"),
        ({"fact": "rongcheng_strat"}, "rongcheng_start"),
        ({"fact": "rongcheng_minor_relevance"}, "single number"),
        ({"tolerance": (2.0, 0.5)}, "low, high"),
    ],
)
def test_a_wrong_figure_is_refused_with_what_was_expected(change: dict[str, Any], said: str) -> None:
    with pytest.raises((InputError, ValueError), match=said):
        PublishedFigure(**{**GOOD, **change})


def test_all_problems_of_a_folder_are_reported_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text('title = "T"\nabout = "A"\n[figures.x]\ntitle = "only"\n')
    with pytest.raises(InputError) as raised:
        load_published(tmp_path)
    assert {Path(problem.file or "").name for problem in raised.value.problems} == {"a.toml", "b.toml"}


def test_chinas_figures_are_not_held_against_another_country() -> None:
    german = document(regions=[{"name": "elsewhere", "people": 1000}], country=None, systems={})
    assert [figure["name"] for figure in published_figures(german)] == []


def test_searches_are_compared_only_where_somebody_records_them() -> None:
    twin = document(systems={})
    comparison = {"base": "town", "worlds": {"town": document(), "nothing": twin}}
    names = {figure["name"] for figure in published_figures(document(), comparison)}
    assert not names & {"searches-fell", "reading-fell", "writers"}
    watched = document(kinds={"search-sensitive": {"happened": 9, "recorded": 5}, "criticise": {"recorded": 1}})
    names = {figure["name"] for figure in published_figures(watched, comparison)}
    assert {"searches-fell", "reading-fell", "writers"} <= names


def test_each_figure_says_how_many_it_rests_on() -> None:
    run = document()
    run["observables"]["overturned_share"] = {"value": 0.8, "over": 10}
    assert found("appeals-won", run)["of"] == (10, "decided appeals")
    assert found("listings", run)["of"] == (2, "new listings")
    assert found("blocked-flights", run)["of"] == (33, "refusals")
    assert found("town", run)["of"] is None

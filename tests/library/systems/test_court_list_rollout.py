"""The court list that comes to provinces one after the other: who is listed where, and why somebody is not."""

from __future__ import annotations

import pytest

from glasshouse import scenario
from glasshouse.audit.explain import explain, explain_history
from glasshouse.audit.history import read_history
from glasshouse.engine.run import Run, simulate
from glasshouse.report.data import ReportData, World
from glasshouse.report.setup import setup
from glasshouse.results.build import results
from glasshouse.scenario import Scenario
from glasshouse.targets.published import published_figures

ZHEJIANG, SHANDONG, HENAN = 2, 3, 4
"""Communities of a society of 2,048, by the province of each."""


@pytest.fixture(scope="module")
def town() -> Scenario:
    settings = ["conduct.default-judgment.ceiling=0.02", "conduct.default-judgment.rate=0.01"]
    return scenario.load("court-list-rollout", settings, citizens=2048, days=60, panel=())


@pytest.fixture(scope="module")
def run(town: Scenario) -> Run:
    return simulate(town)


def test_only_where_it_has_come_is_anybody_listed(run: Run) -> None:
    regions = {region["name"]: region for region in results(run, "court-list-rollout")["regions"]}
    listed = {name: region["listed"]["court-list"] for name, region in regions.items()}
    accounts = {name: region["accounts"]["court-list"] for name, region in regions.items()}
    assert listed["Zhejiang"] > listed["Shandong"] > 0
    assert {name for name, count in listed.items() if count} == {"Zhejiang", "Shandong"}
    assert {name for name, count in accounts.items() if count} == {"Zhejiang", "Shandong"}
    assert {name for name, region in regions.items() if region["sanctioned_share"]} == {"Zhejiang", "Shandong"}


def test_figures_of_the_whole_country_are_not_held_against_it(run: Run) -> None:
    topics = {figure["topic"] for figure in published_figures(results(run, "court-list-rollout"))}
    assert "court-list" not in topics
    beside = published_figures(
        results(simulate(scenario.load("court-list", citizens=512, days=2, panel=())), "court-list")
    )
    assert "court-list" in {figure["topic"] for figure in beside}


def test_the_results_and_the_report_say_when_it_comes_where(run: Run) -> None:
    document = results(run, "court-list-rollout")
    said = document["systems"]["court-list"]["rollout"]
    assert (said["days"]["Zhejiang"], said["days"]["Henan"], said["elsewhere"]) == (0, 120, 180)
    facts = dict(setup(ReportData({"base": World("base", document)}))["facts"])
    assert facts["The court's list of judgment defaulters comes to"].startswith("Zhejiang on day 0, Shandong on day 30")


def test_why_tells_when_it_comes_and_what_it_made_from_then_on(town: Scenario) -> None:
    citizens = {where: 256 * where + 5 for where in (ZHEJIANG, SHANDONG, HENAN)}
    early = {where: explain(town, citizen, 20) for where, citizen in citizens.items()}
    assert early[ZHEJIANG].to_come == {}
    assert early[SHANDONG].to_come == {"court-list": "it comes to Shandong on day 30"}
    assert "it comes to Henan on day 120" in early[HENAN].text()
    assert "it comes to Henan on day 120" in early[HENAN].text(full=True)
    history = read_history(town, citizens[SHANDONG], 59)
    assert history.opened(59, 0) == 30
    for day in (29, 30, 59):
        why = explain_history(history, day)
        assert why.adds_up
        assert why.accounts[0].band == (None if day < 30 else "off")
    assert why.document["to_come"] == {}

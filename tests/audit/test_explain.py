"""Why: every point of a score comes back to a rule, a record, a channel and conduct, and the points add up."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.explain import Explanation, explain, explain_history
from glasshouse.audit.history import CitizenHistory, read_history
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.run import simulate
from glasshouse.errors import DamagedRunError, InputError
from glasshouse.scenario import Decision
from glasshouse.scoring.accounts import score_of
from glasshouse.scoring.explanation.account import ROUNDING, UNEXPLAINED
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.forms.points.explain import explain_points
from glasshouse.store.result import Result
from glasshouse.store.running import run

MANY_ERRORS = [
    "channels.informant.false_records.litter=0.004",
    "conduct.pass-rumour.ceiling=0.035",
    "channels.informant.false_records.pass-rumour=0.0005",
    "conduct.borrow.ceiling=0.035",
    "conduct.borrow.rate=0.02",
    "channels.informant.sensitivity.litter=0.3",
    "channels.court.false_records.default-judgment=0.000004",
    "channels.payment.false_records.miss-bill=0.0002",
    "channels.commerce.false_records.buy-frowned-upon=0.004",
    "systems.rongcheng.forgetting.days=40",
    "systems.rongcheng.redress.review_days=5",
    "systems.rongcheng.redress.lag=5",
    "systems.rongcheng.redress.told=1",
    "systems.rongcheng.redress.overturned_wrong=1",
    "systems.rongcheng.redress.overturned_right=1",
    "response.appeal_right=1",
    "systems.rongcheng.contacts.weight=50",
    "systems.rongcheng.collective={household=0.3, village=0.2}",
    "response.appeal=1",
]
WATCHED = range(5, 2_000, 10)


def _scenario(name: str, *settings: str, days: int = 75, panel=WATCHED):
    return scenario.load(name, [*settings], citizens=2_000, days=days, panel=panel)


@pytest.fixture(scope="module")
def rongcheng(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run(_scenario("rongcheng", *MANY_ERRORS), folder=tmp_path_factory.mktemp("rongcheng"))


@pytest.fixture(scope="module")
def sesame(tmp_path_factory: pytest.TempPathFactory) -> Result:
    errors = [each for each in MANY_ERRORS if "rongcheng" not in each]
    return run(_scenario("sesame", *errors), folder=tmp_path_factory.mktemp("sesame"))


def _published(result: Result, citizen: int, day: int, system: str) -> float | None:
    assert result.panel is not None
    row = result.panel.filter(f"citizen = {citizen} and day = {day}").fetchnumpy()
    code = int(row[f"published.{system}"][0])
    said = result.document["systems"][system]
    return score_of(code, said["low"], said["high"]) if code else None


@pytest.mark.parametrize("day", [0, 3, 29, 30, 59, 74])
def test_points_add_up_to_the_published_score(rongcheng: Result, day: int) -> None:
    for citizen in WATCHED[::20]:
        why = explain(rongcheng, citizen, day)
        account = next(each for each in why.accounts if each.system == "rongcheng")
        assert account.adds_up, why.text()
        assert account.sum == pytest.approx(_published(rongcheng, citizen, day, "rongcheng"), abs=1e-9)
        assert account.unexplained == 0


@pytest.mark.parametrize("day", [0, 4, 5, 35, 74])
def test_weighted_areas_add_up_to_the_published_score(sesame: Result, day: int) -> None:
    members = 0
    for citizen in WATCHED[::20]:
        why = explain(sesame, citizen, day, "sesame")
        (account,) = why.accounts
        assert account.adds_up, why.text()
        if account.score is not None:
            members += 1
            assert account.sum == pytest.approx(_published(sesame, citizen, day, "sesame"), abs=1e-9)
    assert members > 2


@pytest.fixture(scope="module")
def everybody() -> dict[str, list[Explanation]]:
    """All watched citizens on the last day, by scenario."""
    found = {}
    for name in ("rongcheng", "sesame"):
        errors = [each for each in MANY_ERRORS if name == "rongcheng" or "rongcheng" not in each]
        chosen = _scenario(name, *errors)
        done, encoded = simulate(chosen), encode_scenario(chosen)
        found[name] = [
            explain_history(CitizenHistory(chosen, encoded, done.labels, int(citizen), done.panel[:, m]), 74)
            for m, citizen in enumerate(done.watched)
        ]
    return found


def _points(why: Explanation):
    return why.accounts[1]


def _false_items(why: Explanation):
    return [item for account in why.accounts for item in account.items if item.happened is False]


@pytest.mark.parametrize("name", ["rongcheng", "sesame"])
def test_everybodys_points_add_up(name: str, everybody) -> None:
    for why in everybody[name]:
        assert why.adds_up, why.text()


@pytest.mark.parametrize("name", ["rongcheng", "sesame"])
def test_a_false_record_is_told_and_the_points_still_add_up(name: str, everybody) -> None:
    found = [why for why in everybody[name] if _false_items(why)]
    assert found
    for why in found:
        item = _false_items(why)[0]
        assert item.points < 0
        assert item.channels
        assert item.rule
        assert "A FALSE RECORD: it never happened" in why.text()
        assert any(each.day == item.day and each.kind == item.kind for each in why.false_records)


def test_false_records_are_those_without_conduct(rongcheng: Result, everybody) -> None:
    why = next(why for why in everybody["rongcheng"] if _false_items(why))
    history = read_history(rongcheng, why.citizen, 74)
    number_of = history.encoded.names.kinds
    for item in [*why.false_records, *(item for account in why.accounts for item in account.items)]:
        if item.kind is not None:
            happened = bool(int(history.rows["acts"][item.day]) >> number_of[item.kind] & 1)
            assert happened is item.happened


def test_what_fell_out_of_the_window_and_what_was_given_back_is_told(everybody) -> None:
    accounts = [_points(why) for why in everybody["rongcheng"]]
    told = {item.what for account in accounts for item in account.items + account.pending}
    assert {
        "start value",
        "fell out of the window",
        "given back after a correction",
        "contacts' standing",
    } <= told


def test_what_is_not_yet_published_is_told_apart(everybody) -> None:
    why = next(why for why in everybody["rongcheng"] if any(item.kind for item in _points(why).pending))
    account = _points(why)
    assert account.published == 59
    assert all(item.day is None or item.day <= 59 for item in account.items)
    assert all(item.day is not None and item.day > 59 for item in account.pending)
    assert "since then, not yet published" in why.text()


def test_records_and_scores_that_were_tampered_with_do_not_add_up(rongcheng: Result, everybody) -> None:
    why = next(why for why in everybody["rongcheng"] if any(item.happened for item in _points(why).items))
    item = next(item for item in _points(why).items if item.happened)
    history = read_history(rongcheng, why.citizen, 74)
    s = history.encoded.system_names.index("rongcheng")
    system = history.scenario.systems["rongcheng"]
    assert isinstance(system, PointsSystem)
    assert explain_points(history, s, system, 74).adds_up
    rows = history.rows.copy()
    rows["seen"][item.day] = 0
    hidden = explain_points(replace(history, rows=rows), s, system, 74)
    assert hidden.sum == pytest.approx(hidden.score)
    assert not hidden.adds_up
    assert UNEXPLAINED in {each.what for each in hidden.items}
    rows = history.rows.copy()
    rows["published"][74, s] -= 300
    assert not explain_points(replace(history, rows=rows), s, system, 74).adds_up


def test_rounding_is_smaller_than_a_step(everybody) -> None:
    for why in everybody["rongcheng"] + everybody["sesame"]:
        for account in why.accounts:
            for item in account.items:
                if item.what == ROUNDING:
                    assert abs(item.points) <= account.step


def test_anybody_can_be_explained_by_living_the_days_again(rongcheng: Result) -> None:
    outsider = explain(rongcheng, 7, 40)
    assert 7 not in rongcheng.watched
    assert outsider.adds_up
    unwatched = _scenario("rongcheng", *MANY_ERRORS, panel=())
    assert explain(unwatched, 5, 40).document == explain(rongcheng, 5, 40).document


def test_explaining_one_day_does_not_depend_on_the_days_to_come(rongcheng: Result) -> None:
    shorter = _scenario("rongcheng", *MANY_ERRORS, days=41, panel=())
    assert explain(shorter, 5).document == explain(rongcheng, 5, 40).document


def test_a_run_of_another_version_is_not_lived_again(rongcheng: Result, tmp_path) -> None:
    other = run(_scenario("rongcheng", days=3, panel=()), folder=tmp_path)
    assert explain(other, 1).adds_up
    other.document["digests"] = {**other.document["digests"], "scores": "0" * 16}
    with pytest.raises(DamagedRunError, match="another version"):
        explain(other, 1)


def test_lists_rest_on_cases_in_force(everybody) -> None:
    bands = set()
    for why in everybody["rongcheng"]:
        account = why.accounts[0]
        bands.add(account.band)
        in_force = [case for case in account.cases if case.status not in ("recorded", "closed")]
        assert bool(in_force) == (account.band == "on")
    assert bands == {"off", "on"}


def test_what_followed_is_told_by_name(everybody) -> None:
    why = next(why for why in everybody["rongcheng"] if why.measures and why.accounts[0].band == "on")
    titles = {measure.title for measure in why.measures}
    assert {"no flights", "named in public"} <= titles
    assert "sanction: no flights (court-list)" in why.text(full=True)
    assert "sanction: no flights (court-list, for band on)" in why.text()
    endings = {ending.ending for why in everybody["rongcheng"] for ending in why.endings}
    assert endings == {"denied", "eased"}


def test_the_document_is_plain_and_the_text_is_short_enough(rongcheng: Result) -> None:
    why = explain(rongcheng, 5)
    document = json.loads(json.dumps(why.document, allow_nan=False))
    assert document["citizen"] == 5
    assert document["systems"]["rongcheng"]["adds_up"] is True
    assert len(why.text().splitlines()) < 120
    assert len(why.text(full=True).splitlines()) < 120
    assert "sum" in why.text(full=True)
    assert len(why.text().splitlines()) < 40


def test_cut_off_scores_say_so() -> None:
    many = ["systems.rongcheng.start=1199", "channels.informant.sensitivity.care-for-parents=1",
            "channels.informant.coverage.country=1", "channels.informant.coverage.town=1"]  # fmt: skip
    why = explain(_scenario("rongcheng", *many, days=60, panel=()), 3)
    account = why.accounts[1]
    assert account.adds_up
    assert account.score == 1200
    assert any(item.what == "cut off at the end of the scale" for item in account.items)


def test_no_system_no_account() -> None:
    why = explain(_scenario("sensing", days=40, panel=()), 3)
    assert why.accounts == ()
    assert why.adds_up
    assert why.files
    assert "nothing is in force" in why.text()


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        ({"citizen": 2_000}, "from 0 to 1999"),
        ({"citizen": -1}, "citizen"),
        ({"citizen": 5, "day": 75}, "from 0 to 74"),
        ({"citizen": 5, "system": "rongchen"}, "did you mean 'rongcheng'"),
    ],
)
def test_wrong_questions_are_answered_clearly(rongcheng: Result, arguments: dict, match: str) -> None:
    with pytest.raises(InputError, match=match):
        explain(rongcheng, **arguments)


def test_the_diary_is_the_panel(rongcheng: Result) -> None:
    history = read_history(rongcheng, 5, 74)
    assert rongcheng.panel is not None
    acts = rongcheng.panel.filter("citizen = 5").order("day").fetchnumpy()["acts"]
    assert np.array_equal(history.rows["acts"], acts)
    assert explain(rongcheng, 5).wrongly_sanctioned == int(history.rows["wrongly_sanctioned"].sum())


def test_what_was_decided_is_told() -> None:
    decided = Decision(citizen=5, days=(2, 9), do={"litter": (3, 4), "settle-judgment": (3,)}, leave=("pay-bill",))
    town = _scenario("rongcheng", days=10, panel=(5,)).with_decisions(decided)
    why = explain(town, 5)
    told = [(each.day, each.outcome) for each in why.decided if "litter" in each.what]
    assert told == [(3, "done"), (4, "done")]
    assert {each.outcome for each in why.decided} >= {"done", "could not be done"}
    assert why.document["decided"][0]["day"] >= 2
    assert "decided, done" in why.text()
    assert explain(_scenario("rongcheng", days=10, panel=(5,)), 5).decided == ()

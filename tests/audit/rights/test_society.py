"""What a scheme does to a society: memory by its rules, and figures of the world with reactions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.figures.stability import psi
from glasshouse.audit.norms import norms
from glasshouse.audit.rights import guessing
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.memories import memories, memory_criterion
from glasshouse.audit.rights.society import _concentrated, _in_hands, _speech, society
from glasshouse.audit.rights.worlds import Bench
from glasshouse.engine.encode import encode_scenario
from glasshouse.report.charts.audit import charts_of
from glasshouse.scoring.forms.registry import form_of

Town = Callable[..., Case]


@pytest.fixture(scope="module")
def case(town: Town) -> Case:
    return town(5)


@pytest.fixture(scope="module")
def found(case: Case) -> Found:
    return society(case)


@pytest.fixture(scope="module")
def live(case: Case) -> Lived:
    return case.bench.live(case.scheme)


def unlived(name: str, folder: Path, *settings: str) -> Case:
    """A case of which no world is lived."""
    scheme = scenario.load(name, settings, citizens=2_560, days=60)
    return Case(scheme, Bench(scheme, folder, threads=1), norms().on(scheme), (1, 2), quick=True)


def criterion(found: Found, name: str) -> Any:
    return next(each for each in found.criteria if each.id == name)


def rows(found: Found, table: str) -> list[dict[str, Any]]:
    each = next(each for each in found.tables if each.id == table)
    return [dict(zip((column.name for column in each.columns), row, strict=True)) for row in each.rows]


def test_a_window_of_a_year_outlasts_the_shortest_register(found: Found) -> None:
    for row in rows(found, "memory"):
        assert (row["rule"], row["days"], row["shortest"]) == ("window", 364, 274)
        assert row["beyond"] == pytest.approx(364 - row["register_days"])
    assert criterion(found, "memory").answer == "indicated"


@pytest.mark.parametrize(
    ("rule", "days", "answer"),
    [("window", 28, "not indicated"), ("never", 28, "indicated"), ("half-life", 3650, "indicated")],
)
def test_memory_follows_from_the_rule(tmp_path: Path, rule: str, days: int, answer: str) -> None:
    key = "systems.municipal-trust.forgetting"
    case = unlived("municipal-trust", tmp_path, f"{key}.rule='{rule}'", f"{key}.days={days}")
    said = memory_criterion(case, memories(case))
    assert said.answer == answer
    assert (said.value is None) == (rule == "never")
    if rule == "never":
        assert said.reason == "it counts for ever"
        assert "for ever" in said.sentence


def test_what_a_half_life_leaves_of_a_record_is_what_the_ledger_holds(tmp_path: Path) -> None:
    """Twenty points, published and halved every thirty days, are whole sixteenths of a point that are cut off."""
    key = "systems.municipal-trust"
    case = unlived("municipal-trust", tmp_path, f"{key}.forgetting.rule='half-life'", f"{key}.forgetting.days=300")
    numbers = encode_scenario(case.scheme).systems[0]
    kept = memories(case)
    assert kept
    for each in kept:
        assert each.found is not None
        steps = round(-16 * case.scheme.systems["municipal-trust"].rules[each.kind].points.value)
        days = 0.0
        while steps >= 16:
            steps, days = int(np.float32(steps) * numbers["keep"]), days + float(numbers["forget_every"])
        assert (each.found.value, each.found.shortest) == (days, days and days - float(numbers["forget_every"]) + 1)


def test_points_of_a_weighted_score_are_points_of_its_scale(tmp_path: Path) -> None:
    case = unlived("sesame", tmp_path)
    kept = {each.kind: each.found for each in memories(case) if each.system == "sesame"}
    system = case.scheme.systems["sesame"]
    score = form_of(system).as_sum(system, encode_scenario(case.scheme).systems[0])
    heavy = [kind for kind in kept if score is not None and -score.points[kind] >= 2]
    assert heavy
    for kind in heavy:
        found = kept[kind]
        assert found is not None
        assert found.value is None or found.value > 0


def test_memory_goes_by_the_rules_that_safeguards_leave(tmp_path: Path) -> None:
    free, bound = (
        {each.kind: each.found.value for each in memories(case) if each.found}
        for case in (
            unlived("municipal-trust", tmp_path / "free"),
            unlived("municipal-trust", tmp_path / "bound", "safeguards.forget_after=40"),
        )
    )
    assert set(free.values()) == {364}
    assert set(bound.values()) == {40}


def test_a_list_counts_for_its_term(tmp_path: Path) -> None:
    case = unlived("court-list", tmp_path)
    kept = memories(case)
    assert {each.rule for each in kept} == {"term"}
    assert {each.found.value for each in kept if each.found} == {case.scheme.systems["court-list"].term.value}


def test_fields_of_life_add_up_to_all_days(case: Case, found: Found, live: Lived) -> None:
    table = rows(found, "fields")
    assert sum(row["person_days"] for row in table) == case.person_days
    assert sum(row["person_days"] for row in table if row["fields"]) == live.harm
    assert sum(row["share"] for row in table) == pytest.approx(1)
    several = sum(row["share"] for row in table if row["fields"] > 1)
    assert criterion(found, "mobility").value == pytest.approx(several)


def test_bands_add_up_to_all_people_at_both_horizons(found: Found) -> None:
    for days in (30, 89):
        assert sum(row["people"] for row in rows(found, "bands") if row["horizon"] == days) == 5_120


def test_scores_add_up_to_all_members_and_drift_is_their_index(found: Found, live: Lived) -> None:
    sides = [[row["people"] for row in rows(found, "scores") if row["day"] == day] for day in (30, 89)]
    assert [sum(side) for side in sides] == [5_120, live.members["municipal-trust"]]
    index = psi(*(np.array(side, "f8") for side in sides))
    assert criterion(found, "drift").value == pytest.approx(index.value)


def test_where_nobody_reacts_nothing_is_withheld_and_the_reason_is_told(tmp_path: Path) -> None:
    said = _speech(unlived("municipal-trust", tmp_path, "response.enabled=false"))
    assert (said.answer, said.reason) == ("undefined", "reactions off")


def test_without_a_market_power_is_undefined(found: Found) -> None:
    said = criterion(found, "power")
    assert (said.answer, said.value, said.reason) == ("undefined", None, "no market")


def test_what_was_guessed_is_kept(case: Case, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "infer", pytest.fail)
    told = guessing.inferred(case)
    assert told is not None
    assert [row["gain"] for row in rows(found, "privacy")] == [each["gain"] for each in told["traits"]]
    assert guessing.privacy(case, told) == criterion(found, "privacy")


def test_damaged_notes_are_made_again(tmp_path: Path) -> None:
    bench = unlived("municipal-trust", tmp_path).bench
    assert bench.kept_document("a thing", lambda: {"n": 1}) == {"n": 1}
    assert bench.kept_document("a thing", lambda: {"n": 2}) == {"n": 1}
    for path in tmp_path.glob("*.json"):
        path.write_text("{", encoding="utf-8")
    assert bench.kept_document("a thing", lambda: {"n": 2}) == {"n": 2}


def test_the_interval_of_a_gain_is_wider_the_more_traits_were_tried() -> None:
    attack = {"auc": 0.7, "control": 0.5, "error": 0.03, "control_error": 0.04}
    one, six = (guessing._gain(attack, tried) for tried in (1, 6))
    assert one is not None
    assert six is not None
    assert (one.low, one.high) == pytest.approx((0.2 - 1.959964 * 0.05, 0.2 + 1.959964 * 0.05))
    assert six.low is not None
    assert one.low is not None
    assert six.low < one.low
    assert guessing._gain({**attack, "auc": None}, 1) is None


def test_days_by_fields_of_life_are_drawn(found: Found) -> None:
    document = {"tables": {each.id: each.model_dump(mode="json") for each in found.tables}}
    shown = charts_of("society", document)[0].table.rows
    assert [row[0] for row in shown] == ["one field of life"]


def test_a_market_that_one_provider_wins_is_in_fewer_hands() -> None:
    first, second = np.zeros((3, 3)), np.zeros((3, 3))
    first[1, 1], first[0, 1], second[1, 1], second[1, 0] = 50, 30, 20, 30
    found = _concentrated([first, second])
    assert found.value == pytest.approx(10_000 * (0.8**2 + 0.2**2))
    assert found.change.value == pytest.approx(10_000 * (0.8**2 + 0.2**2 - 0.5))
    assert "0.18 more" in _in_hands("pay", found)
    assert "nobody has an account" in _in_hands("pay", _concentrated([np.zeros((3, 3))]))

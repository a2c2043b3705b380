"""Reasons of a score in points: what is named, whether it is so, what points rest on, and letters about them."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.audit.rights.cases import small_case

from glasshouse.audit.history import CitizenHistory
from glasshouse.audit.letter import MOST_WORDS, letter
from glasshouse.audit.reasons.characteristics import Characteristic, characteristics_of, costs
from glasshouse.audit.recourse.advice import advise, sanctions_in_force
from glasshouse.audit.recourse.sight import sight_of
from glasshouse.audit.recourse.standing import standing_of
from glasshouse.audit.recourse.ways import Question
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.panel import line_of, panel_of
from glasshouse.audit.rights.reasons import Letter, Looked, _reasons, letter_of, reasons, untraced
from glasshouse.audit.undefined import Reason
from glasshouse.scoring.explanation.account import CUT, ROUNDING, Account, Contribution
from glasshouse.scoring.explanation.account import Case as Filed
from glasshouse.scoring.forms.registry import form_of


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return small_case("municipal-trust", tmp_path_factory.mktemp("worlds"), citizens=2_560, days=240)


@pytest.fixture(scope="module")
def found(case: Case) -> Found:
    return reasons(case)


# --- characteristics, by hand ---


def _history(**parameters: float) -> CitizenHistory:
    numbers = {"window": 0, "forget_every": 0, "keep": 1.0, **parameters}
    labels = SimpleNamespace(kinds=[SimpleNamespace(title="fail to pay", name="default")])
    return cast(CitizenHistory, SimpleNamespace(under=lambda *_: (None, numbers), labels=labels))


def _account(*items: Contribution, **more: Any) -> Account:
    return Account("s", "S", "points", 1.0, "low", items=items, **more)


def _record(kind: str, points: float, day: int, happened: bool = True) -> Contribution:
    return Contribution(f"{kind} it", points, day, kind, ("wardens",), happened)


def _of(account: Account, day: int = 99, **parameters: float) -> dict[str, Characteristic]:
    return {each.key: each for each in characteristics_of(_history(**parameters), 0, day, account)}


def test_records_of_a_kind_are_one_reason_and_starts_and_arithmetic_none() -> None:
    found = _of(
        _account(
            Contribution("start value", 100.0), _record("litter", -5.0, 3), _record("litter", -5.0, 9, happened=False),
            _record("donate", 2.0, 4), Contribution(CUT, 7.0), Contribution(ROUNDING, 0.01), Contribution("faded", 1.0),
        )
    )  # fmt: skip
    assert set(found) == {"litter", "donate"}
    litter = found["litter"]
    assert (litter.points, litter.records, litter.last, litter.truth, litter.basis) == (
        -10.0,
        2,
        9,
        "partly",
        "records",
    )
    assert litter.channels == ("wardens",)
    assert found["donate"].truth == "true"


@pytest.mark.parametrize(
    ("what", "points", "basis", "truth"),
    [
        ("no work on file", -15.0, "what is on file", "true"),
        ("no work on file, which is not so", -15.0, "what is on file", "false"),
        ("“volunteer” on record never in 56 days, and once at least is wanted", -2.0, "missing records", "true"),
        ("“volunteer” on record never in 56 days; NOT EARNED: it took place once", -2.0, "missing records", "false"),
        ("points of others in the household", -4.0, "others", "true"),
        ("explained by nothing on record", -4.0, "nothing on record", "true"),
    ],
)
def test_what_is_no_record_says_what_it_is(what: str, points: float, basis: str, truth: str) -> None:
    (found,) = _of(_account(Contribution(what, points))).values()
    assert (found.points, found.basis, found.truth) == (points, basis, truth)
    assert list(costs([found])) == [(basis, -points)]


def test_what_fell_out_of_a_window_or_faded_counts_no_more_or_less() -> None:
    old, new = _record("litter", -8.0, 10), _record("litter", -8.0, 95)
    assert _of(_account(old, new), window=80)["litter"].points == -8.0
    assert _of(_account(old, new), window=80)["litter"].records == 1
    assert _of(_account(old, new), forget_every=30, keep=0.5)["litter"].points == -8.0 * (0.5**3 + 1)


def test_a_listing_rests_on_its_cases_and_a_copy_of_what_is_over_is_stale() -> None:
    def filed(**said: Any) -> Filed:
        given: dict[str, Any] = {
            "kind": "fail to pay", "channel": "court", "opened": 4, "status": "listed", "until": 90, "is_false": False,
            "told": True, "appeal": None, "weighs": True, **said,
        }  # fmt: skip
        return Filed(**given)

    def of(*cases: Filed) -> Characteristic:
        (found,) = characteristics_of(_history(), 0, 9, Account("l", "L", "list", None, "on", cases=cases))
        return found

    assert (of(filed()).points, of(filed()).truth, of(filed()).kind) == (-1.0, "true", "default")
    assert of(filed(), filed(is_false=True)).truth == "partly"
    assert of(filed(is_false=True)).truth == "false"
    assert of(filed(since=7, of="Other", holder="a bank")).truth == "stale"
    assert of(filed(holder="a bank")).channels == ("court, in the copy of a bank",)


def _letter(points: dict[str, float], mean: dict[str, float], cut: dict[str, float]) -> Letter:
    about = Looked(
        "s", 1, _account(), tuple(Characteristic(key, key, value, "records") for key, value in points.items())
    )
    return letter_of(about, mean, cut)


def test_the_two_ways_to_find_reasons_can_differ_and_the_main_one_be_left_out() -> None:
    points = {"a": -9.0, "b": -8.0, "c": -7.0, "d": -6.0, "e": -5.0}
    same = _letter(points, {}, {})
    assert [each.key for each in same.told] == ["a", "b", "c", "d"]
    assert not same.omitted
    # Beside those at the line, who have as much of it, the main reason beside all people is none.
    apart = _letter(points, {"e": 9.0}, {"e": -5.0})
    assert "e" not in [each.key for each in apart.told]
    assert apart.by_mean[0].key == "e"
    assert apart.omitted
    assert apart.is_wrong
    # Whoever lacks nothing beside those at the line is told by the other way, the main reason first.
    fallen_back = _letter({"a": -1.0}, {"a": 2.0}, {"a": -4.0})
    assert fallen_back.told == fallen_back.by_mean
    assert not fallen_back.omitted
    assert not fallen_back.is_wrong
    lacking = _letter({"a": -1.0}, {"praise": 4.0}, {})
    assert [each.key for each in lacking.told] == ["praise", "a"]


def test_decisions_without_a_reason_are_counted_and_in_no_share(case: Case) -> None:
    named, nothing = _letter({"a": -1.0}, {}, {}), _letter({}, {}, {})
    assert not nothing.told
    criterion = _reasons(case, [named, named, nothing])
    assert criterion.value == 0.0
    assert "1 of 3 decisions have no reason that a letter could name" in criterion.sentence
    assert "no reason that a letter" not in _reasons(case, [named]).sentence
    assert _reasons(case, [nothing]).answer == "undefined"


def test_every_account_counts_alike_in_what_points_rest_on() -> None:
    def looked(records: float, others: float) -> Looked:
        rests_on = (Characteristic("a", "a", -records, "records"), Characteristic("b", "b", -others, "others"))
        return Looked("s", 1, _account(), rests_on)

    large, small = looked(900.0, 100.0), looked(1.0, 3.0)
    assert untraced([large, small]).value == pytest.approx((0.1 + 0.75) / 2)
    none = untraced([looked(5.0, 0.0)] * 20)
    assert (none.value, none.low) == (0.0, 0.0)
    assert none.high is not None
    assert untraced([looked(0.0, 0.0)]).undefined == Reason.NOTHING_COSTS


# --- in a world ---


def test_counts_of_truth_add_up_and_what_points_rest_on_is_all(found: Found) -> None:
    named, rests_on = found.tables
    assert named.rows
    for row in named.rows:
        _, _, letters, first, by_both, *truths = row
        assert letters == sum(cast("list[int]", truths))
        assert max(cast(int, first), cast(int, by_both)) <= cast(int, letters)
    assert sum(cast(float, row[1]) for row in rests_on.rows) == pytest.approx(1.0)
    answers = {each.id: each for each in found.criteria}
    assert set(answers) == {"provenance", "explained", "reasons"}
    assert answers["explained"].value == 0.0
    assert answers["provenance"].answer == "indicated"
    untold = {str(row[0]): cast(float, row[1]) for row in rests_on.rows}
    assert answers["provenance"].value == pytest.approx(1 - untold.get("records", 0.0))


def test_characteristics_lead_to_the_account(case: Case) -> None:
    """What counts still, beside the start, is what the score is made of, within what a year's window has dropped."""
    panel, checked = panel_of(case), 0
    for citizen in [*panel.sanctioned, *panel.all_people]:
        history, s, account = panel.account(int(citizen), "municipal-trust")
        rested = sum(each.points for each in characteristics_of(history, s, panel.day, account))
        arithmetic = sum(item.points for item in account.items if item.what in (CUT, ROUNDING))
        start = sum(item.points for item in account.items if item.what == "start value")
        fell_out = any(
            item.what in ("fell out of the window", "given back after a correction") for item in account.items
        )
        if not fell_out:
            assert account.score == pytest.approx(start + rested + arithmetic)
            checked += 1
    assert checked


def test_the_advice_suffices_on_paper(case: Case) -> None:
    panel, checked = panel_of(case), 0
    for citizen in panel.sanctioned:
        history = panel.history(int(citizen))
        question = Question(history, panel.day, sight_of(history, panel.day), case.norms, 365)
        (way,) = advise(question).ways
        s = history.encoded.system_names.index(way.system)
        system, parameters = history.under(panel.day, s)
        account = history.account(s, panel.day)
        score = form_of(system).as_sum(system, parameters)
        assert score is not None
        names = frozenset(sanctions_in_force(history, panel.day)[way.system])
        standing = standing_of(history, s, panel.day, account, score, names)
        if way.none is not None or standing is None:
            continue
        expected = sum(
            count * score.points.get(kind, 0.0) * question.sight.chance(history.rules(panel.day), system, kind)
            for kind, count in way.acts.items()
        )
        assert expected + standing.regained(parameters, panel.day, way.days) >= standing.gap - 1e-9
        assert (panel.day + way.days) % int(parameters["publish_every"]) == int(parameters["publish_on"])
        assert not set(way.acts) & set(way.leaves)
        checked += 1
    assert checked


def test_the_line_is_where_nobody_is_sanctioned_from(case: Case) -> None:
    line = line_of(case.scheme, "municipal-trust")
    assert line is not None
    system: Any = case.scheme.systems["municipal-trust"]
    for band in system.bands:
        hurts = any(system.measures[name].type == "sanction" for name in band.measures)
        assert hurts == (band.start.value < line)


_HARD_WORDS = ("percentile", "Shapley", "coefficient", "threshold", "algorithm", "kernel", "lane", "false positive")


def test_letters_about_a_score_are_short_plain_and_say_whose_records(case: Case) -> None:
    panel = panel_of(case)
    for citizen in panel.sanctioned:
        text = letter(panel.history(int(citizen)), panel.day)
        assert len(text.split()) <= MOST_WORDS
        assert text.splitlines()[0].startswith("To generated citizen")
        assert len(re.findall(r"^  \d\. ", text, re.MULTILINE)) <= 4
        assert not [word for word in _HARD_WORDS if word in text]
        assert not re.search(r"\b[A-Z]{2,}\b", text)
        assert "To contest it." in text
        assert "A way out." in text


def test_a_letter_to_somebody_under_no_sanction_decides_nothing(case: Case) -> None:
    panel = panel_of(case)
    free = next(int(each) for each in panel.all_people if not sanctions_in_force(panel.history(int(each)), panel.day))
    text = letter(panel.history(free), panel.day)
    assert text.endswith("you are under no sanction. Nothing was decided against you.")
    assert "A way out" not in text

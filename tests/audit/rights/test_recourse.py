"""Ways out: what is advised and what never, known answers on a list, advice carried out beside a world without it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.audit.rights.cases import small_case

from glasshouse import scenario
from glasshouse.audit.history import CitizenHistory
from glasshouse.audit.letter import MOST_WORDS, letter
from glasshouse.audit.recourse.advice import Advice, advise, within
from glasshouse.audit.recourse.forms import _why_listed
from glasshouse.audit.recourse.moves import EXERCISED, Move, is_good, may_be_done, may_be_left_out, perverse
from glasshouse.audit.recourse.sight import Sight, sight_of
from glasshouse.audit.recourse.ways import Question, WayOut
from glasshouse.audit.rights import recourse as section
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.panel import Panel, middle, panel_of
from glasshouse.audit.undefined import Reason
from glasshouse.engine.plan import plan_of
from glasshouse.scoring.forms.registry import form_of

LAG = 14
"""Days from a repair to its effect on the court's list."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return small_case("court-list", tmp_path_factory.mktemp("worlds"))


@pytest.fixture(scope="module")
def found(case: Case) -> Found:
    return section.recourse(case)


@pytest.fixture(scope="module")
def people(case: Case, found: Found) -> list[section.Person]:
    del found
    return section._people(case)[0]


def _histories(case: Case) -> Iterator[tuple[Panel, CitizenHistory]]:
    panel = panel_of(case)
    for citizen in panel.sanctioned:
        yield panel, panel.history(int(citizen))


def _advice(case: Case, history: CitizenHistory, day: int, horizon: int = 365) -> Advice:
    return advise(Question(history, day, sight_of(history, day), case.norms, horizon))


# --- what may be advised, and what never ---


def test_nobody_is_advised_to_offend_or_to_do_less_of_what_is_good() -> None:
    conduct = scenario.load("nothing", ('conduct=["*"]',), citizens=256, days=1).conduct
    everything = frozenset({"in default", "not in default", "employed", "parent"})
    for name, kind in conduct.items():
        if may_be_done(kind, everything):
            assert kind.law == "lawful", name
            assert kind.effect not in ("gathers", "refers", "starts default"), name
        if may_be_left_out(kind) and kind.law == "lawful":
            assert not is_good(kind), name
            assert kind.context not in EXERCISED, name
            assert kind.type == "act", name
    assert {"criticise", "petition", "ask-for-help", "pay-bill", "care-for-parents"} & set(conduct) == {
        name
        for name in ("criticise", "petition", "ask-for-help", "pay-bill", "care-for-parents")
        if name in conduct and not may_be_left_out(conduct[name])
    }
    assert may_be_left_out(conduct["miss-bill"])


def test_what_pulls_the_wrong_way_is_named() -> None:
    town = scenario.load("citywide-rating", citizens=256, days=1)
    points = {"criticise": -10.0, "miss-bill": -15.0, "pass-rumour": 3.0, "pay-bill": 1.0}
    assert dict(perverse(town, points, frozenset({"criticise", "miss-bill"}))) == {
        "criticise": "less of something good",
        "pass-rumour": "more of an offence",
    }
    assert dict(perverse(town, points, frozenset())) == {"pass-rumour": "more of an offence"}


def test_what_counts_only_so_often_is_done_no_more() -> None:
    assert Move("donate", 5.0, 1.0).most(40) == 40
    assert Move("donate", 5.0, 1.0, per_period=2, period=30).most(20) == 2
    assert Move("donate", 5.0, 1.0, per_period=2, period=30).most(95) == 6
    encoded = plan_of(scenario.load("children-at-risk", citizens=256, days=1)).encoded
    families = scenario.load("children-at-risk", citizens=256, days=1).systems["families"]
    score = form_of(families).as_sum(families, encoded.systems[0])
    assert score is not None
    assert score.caps["ask-for-help"] == (3, 364)


def test_acts_are_spread_over_the_time_and_nothing_else_is_decided() -> None:
    way = WayOut("town", hours=6.0, days=20, acts={"volunteer": 4}, leaves=("litter", "volunteer"))
    (decision,) = Advice(7, 9, 1, (way,)).decisions()
    assert decision.do["volunteer"] == (10, 15, 20, 25)
    assert decision.leave == ("litter",)
    assert decision.days == (10, 30)
    assert (decision.evade, decision.join, decision.quit, decision.keep, decision.cut) == (None, (), (), (), ())
    assert Advice(7, 9, 1, (WayOut("town", Reason.TERM), way)).decisions() == ()


def test_what_two_systems_ask_for_is_done_on_the_days_of_both() -> None:
    town, bank = (
        WayOut("town", days=20, acts={"volunteer": 2}),
        WayOut("bank", days=30, acts={"volunteer": 3, "donate": 1}),
    )
    (decision,) = Advice(7, 9, 1, (town, bank)).decisions()
    assert decision.do == {"volunteer": (10, 20, 30), "donate": (10,)}
    apart = WayOut("shop", days=10, acts={"volunteer": 2})
    (decision,) = Advice(7, 9, 1, (bank, apart)).decisions()
    assert decision.do["volunteer"] == (10, 15, 20, 30)


def test_what_is_known_goes_before_what_is_not_worked_out() -> None:
    unknown, term = WayOut("a", Reason.NOT_WORKED_OUT), WayOut("b", Reason.TERM)
    assert Advice(7, 9, 1, (unknown, term)).none is Reason.TERM
    assert Advice(7, 9, 1, (unknown, WayOut("b", days=3))).none is Reason.NOT_WORKED_OUT


@pytest.mark.parametrize(
    ("term", "chances", "why"),
    [
        (True, [], Reason.TERM),
        (False, [], Reason.NO_MOVE),
        (False, [0.9], Reason.TOO_FAR),
        (False, [0.0], Reason.OUT_OF_REACH),
        (True, [0.0], Reason.OUT_OF_REACH),
        (True, [0.0, 0.3], Reason.UNLIKELY),
        (False, [0.3, 0.9], Reason.TOO_FAR),
    ],
)
def test_why_a_listing_has_no_way_out_does_not_hang_on_a_term(term: bool, chances: list[float], why: Reason) -> None:
    steps = [WayOut("", days=400, chance=chance) for chance in chances]
    assert _why_listed(WayOut("", days=500) if term else None, steps, 0.5) is why


def test_what_is_seen_is_seen_by_some_channel_within_reach() -> None:
    town = scenario.load("citywide-rating", citizens=256, days=1)
    rating = town.systems["rating"]
    bill = town.channels["creditors"].sensitivity["pay-bill"].value
    assert Sight(False, False, frozenset({"creditors"})).chance(town, rating, "pay-bill") == pytest.approx(bill)
    assert Sight(False, False, frozenset({"tills"})).chance(town, rating, "pay-bill") == 0
    word = town.channels["network"].sensitivity["praise"].value
    loss = town.channels["network"].loss_to_evasion.value
    assert Sight(False, False, frozenset({"network"}), 1.0).chance(town, rating, "praise") == pytest.approx(
        word * (1 - loss)
    )


# --- known answers on a list ---


def test_everybody_who_waits_is_out_on_the_promised_day_to_the_day(people: list[section.Person]) -> None:
    waiting = [each for each in people if each.advice.none is None and not each.advice.decisions()]
    assert waiting
    for each in waiting:
        assert (each.succeeded, each.anyway, each.days) == (True, True, each.advice.days)


def test_whoever_settles_is_out_when_the_copies_have_followed(people: list[section.Person]) -> None:
    settling = [each for each in people if each.advice.decisions()]
    assert settling
    assert all(each.advice.days == LAG + 1 for each in settling)
    seen = [each for each in settling if each.succeeded]
    assert seen
    # Nobody is out later than promised, and only those who had settled by themselves are out earlier.
    assert all(each.days is not None and each.days <= LAG + 1 for each in seen)
    assert all(each.anyway for each in seen if each.days is not None and each.days < LAG + 1)


def test_without_a_repair_the_term_must_pass_and_unseen_it_is_out_of_reach(case: Case) -> None:
    none, unseen = set(), set()
    for panel, history in _histories(case):
        way = _advice(case, history, panel.day).ways[0]
        if not way.acts:
            continue
        scheme = history.scenario
        mended = scheme.systems["court-list"].model_copy(update={"repairs": ()})
        without = scheme.model_copy(update={"systems": {**scheme.systems, "court-list": mended}})
        none.add(_advice(case, dataclasses.replace(history, scenario=without), panel.day).none)
        court = scheme.channels["court"]
        blind = court.model_copy(
            update={"sensitivity": {k: v for k, v in court.sensitivity.items() if k != "settle-judgment"}}
        )
        dark = scheme.model_copy(update={"channels": {**scheme.channels, "court": blind}})
        unseen.add(_advice(case, dataclasses.replace(history, scenario=dark), panel.day).none)
    assert none == {Reason.TERM}
    assert unseen == {Reason.OUT_OF_REACH}


def test_a_shorter_time_gives_no_more_ways_out(case: Case) -> None:
    for panel, history in _histories(case):
        long, short = (_advice(case, history, panel.day, horizon) for horizon in (365, 20))
        assert (short.none is None) <= (long.none is None)
        assert within(long.ways, 365) == (long.none is None)
        assert short.none is not None or short.days <= 20


# --- the section ---


def test_rows_add_up(found: Found, people: list[section.Person]) -> None:
    followed, none, _ = found.tables
    rows = {row[0]: row for row in followed.rows}
    names = [column.name for column in followed.columns]
    counts = [names.index(name) for name in ("people", "none", "advised", "succeeded", "anyway", "only_by_it")]
    everybody = rows.pop("everybody")
    assert everybody[1] == len(people) == everybody[2] + everybody[3]  # type: ignore[operator]
    for apart in ({"minority", "majority"}, set(rows) - {"minority", "majority"}):
        for at in counts:
            assert sum(int(rows[name][at] or 0) for name in apart if name in rows) == everybody[at]
    assert sum(int(row[1] or 0) for row in none.rows) == everybody[2]


def test_people_whose_way_out_is_not_worked_out_are_in_no_share(case: Case) -> None:
    def person(none: Reason | None) -> section.Person:
        return section.Person(Advice(1, 9, 1, (WayOut("list", none),)), "true records alone", False)

    known, unknown = person(Reason.TERM), person(Reason.NOT_WORKED_OUT)
    criterion = section._criterion(case, [known, person(None), unknown])
    assert criterion.value == 0.5
    assert "Of 1 of 3 people it is not worked out" in criterion.sentence
    nobody = section._criterion(case, [unknown])
    assert (nobody.answer, nobody.reason) == ("undefined", str(Reason.NOT_WORKED_OUT))
    assert (
        nobody.sentence == "Ways out of systems of this form are not worked out: of none of 1 people under a sanction."
    )
    assert section._criterion(case, []).reason == str(Reason.NOBODY)


def test_the_panel_is_of_one_a_community_and_under_a_sanction(case: Case) -> None:
    panel = panel_of(case)
    assert panel.day == middle(case.scheme)
    assert len(set(panel.sanctioned // 256)) == len(panel.sanctioned) <= panel.under
    mask = np.uint64(sum(1 << bit for bit in case.whole.sanctions))
    at = np.searchsorted(panel.citizens, panel.sanctioned)
    assert ((panel.rows["treatment"][panel.day, at] & mask) != 0).all()


def test_what_was_lived_is_found_again(case: Case, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    again = Case(case.scheme, case.bench, case.norms, case.seeds, True)
    monkeypatch.setattr(case.bench, "world", lambda *_: pytest.fail("a world was lived again"))
    assert section.recourse(again) == found


def test_a_letter_about_a_list_says_how_to_contest_it_and_one_way_out(case: Case) -> None:
    for panel, history in _histories(case):
        text = letter(history, panel.day)
        assert len(text.split()) <= MOST_WORDS
        assert text.startswith(f"To generated citizen {history.citizen} of a model: nobody who lives gets this letter.")
        assert "fail to perform a court judgment" in text
        assert "Write to The court's list of judgment defaulters; an answer takes 30 days." in text
        assert ("Settle a judgment; by day" in text) != ("Wait: by day" in text)


def test_where_nobody_is_under_a_sanction_nobody_needs_a_way_out(tmp_path: Path) -> None:
    empty = section.recourse(small_case("sensing", tmp_path, citizens=512, days=3))
    assert empty.criteria[0].answer == "undefined"
    assert empty.criteria[0].reason == "no harm at all"
    assert not empty.tables

"""Cases followed from evening to evening: every count against the engine's own, and what is said of them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.answers import judged
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.due_process import due_process, ends, groups, share_of_cases
from glasshouse.audit.rights.error_ledger import wrong_days, wronged_table
from glasshouse.audit.rights.lives import CELLS, HOWS, OF_GROUPS, CaseWatch, Lives, can_have_cases
from glasshouse.audit.rights.worlds import Bench
from glasshouse.audit.undefined import Reason
from glasshouse.engine.observers import Observer, View
from glasshouse.engine.world import World
from glasshouse.report.charts.audit import charts_of

ERRORS = (
    "channels.court.false_records.default-judgment=0.0004",
    "systems.court-list.term=40",
    "systems.court-list.redress.review_days=6",
    "systems.court-list.redress.lag=4",
    "response.appeal=0.6",
    "channels.court.false_records.settle-judgment=0.002",
)
SIZE = {"citizens": 2_560, "days": 80}


class Totals(Observer):
    """The engine's own counts of a run."""

    name = "totals"

    def __init__(self) -> None:
        self.found: dict[str, int] = {}

    def evening(self, view: View) -> None:
        for field in ("overturned", "upheld", "appeals"):
            self.found[field] = self.found.get(field, 0) + int(view.day_counts[field])
        for field in ("entered", "expired", "repaired", "corrected"):
            self.found[field] = self.found.get(field, 0) + int(view.system_counts[field].sum())


def case_of(folder: Path, *settings: str, name: str = "brokers") -> Case:
    scheme = scenario.load(name, (*ERRORS, *settings), **SIZE)
    return Case(scheme, Bench(scheme, folder, threads=1), norms().on(scheme), (1,))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return case_of(tmp_path_factory.mktemp("worlds"))


@pytest.fixture(scope="module")
def lives(case: Case) -> Lives:
    found = case.bench.live(case.scheme).lives
    assert found is not None
    return found


@pytest.fixture(scope="module")
def found(case: Case) -> Found:
    return due_process(case)


@pytest.mark.parametrize("lag", [4, 0])
def test_counts_are_those_of_the_engine(lag: int) -> None:
    scheme = scenario.load("brokers", (*ERRORS, f"systems.court-list.redress.lag={lag}"), **SIZE)
    cases, totals = CaseWatch(scheme), Totals()
    world = World(scheme, observers=(cases, totals), threads=1)
    for _ in range(scheme.days):
        world.step()
    world.close()
    counts = cases.result().counts.sum((0, 2, 4))
    both = {how: int(counts[:, k].sum()) for k, how in enumerate(HOWS)}
    said = totals.found
    assert both["appealed"] == said["appeals"] > 20
    assert (both["overturned"], both["upheld"]) == (said["overturned"], said["upheld"])
    assert min(said["overturned"], said["upheld"], said["expired"], said["repaired"]) > 0
    assert (both["expired"], both["repaired"], both["corrected"]) == (
        said["expired"],
        said["repaired"],
        said["corrected"],
    )
    assert counts[0, HOWS.index("listed")] == said["entered"]


def test_every_case_has_one_end_or_is_still_open(lives: Lives) -> None:
    for is_false in (False, True):
        over = [lives.number(how, is_false=is_false) for how in ("expired", "repaired", "corrected", "open")]
        assert sum(over) == lives.number("recorded", is_false=is_false) > 0


def test_what_was_listed_before_the_first_day_is_apart(lives: Lives, found: Found) -> None:
    before = int(lives.of("recorded", before=True).sum())
    assert before > 0
    assert lives.of("listed", before=True).sum() == 0
    rows = [row for row in found.tables[3].rows if row[1] and row[3] == "recorded"]
    assert sum(int(cast(int, row[5])) for row in rows) == before


def test_groups_add_up_to_all_cases(lives: Lives) -> None:
    named = groups()
    assert np.concatenate([named["women"], named["men"]]).size == CELLS
    for how in OF_GROUPS:
        for is_false in (False, True):
            parts = [
                lives.by_community(how, is_false=is_false, cells=named[each])
                for each in ("migrants", "registered here")
            ]
            assert sum(int(part.sum()) for part in parts) == lives.number(how, is_false=is_false)


def test_copies_of_wrong_cases_that_are_over_are_told(lives: Lives, found: Found) -> None:
    assert lives.stale[:, 1].sum() > 0
    assert f"go on for {int(lives.stale[:, 1].sum()):,} days" in found.section.sentences[-1]


def test_lives_add_up_to_what_they_say(lives: Lives, found: Found) -> None:
    assert sum(int(cast(int, row[5])) for row in found.tables[3].rows) == int(lives.counts.sum())
    for row in found.tables[0].rows:
        assert sum(float(cast(float, share)) for share in row[3:]) == pytest.approx(1)


def test_days_for_nothing_add_up_to_those_of_the_engine(case: Case) -> None:
    live = case.bench.live(case.scheme)
    wronged = wronged_table(case, live).rows
    assert sum(int(cast(int, row[3])) for row in wronged) == live.befell("wronged") > 0
    assert {"appeal turned down", "put right, and not carried out yet", "told, and not appealed"} <= {
        row[2] for row in wronged
    }
    assert any("a copy with" in str(row[2]) for row in wronged)


def test_nobody_who_was_told_in_time_is_counted_as_taken_by_surprise(case: Case, found: Found, lives: Lives) -> None:
    notice = found.criteria[0]
    listed, before = lives.number("listed"), lives.number("told before")
    assert notice.value == pytest.approx((listed - before) / listed)
    # Whoever is told is told on the day of the record, and the case takes effect when delay and notice are over.
    days = np.flatnonzero(lives.of("told before").sum(0))
    assert days.tolist() == np.flatnonzero(lives.of("listed").sum(0)).tolist()


def _life(ended: dict[str, dict[int, int]]) -> Lives:
    """Wrong cases that ended so after so many days."""
    counts = np.zeros((1, 2, 2, len(HOWS), 61), "i4")
    for how, by_days in ended.items():
        for days, cases in by_days.items():
            counts[0, 0, 1, HOWS.index(how), days] = cases
    none = np.zeros(0)
    return Lives(counts, none, none, none, none, none)


def test_what_expired_is_not_put_right_later() -> None:
    # Of ten, four are put right on day 10 and four expire on day 5; of the two left, one is put right on day 20.
    life = _life({"corrected": {10: 4, 20: 1}, "expired": {5: 4}, "open": {60: 1}})
    right = ends(life, "corrected", (9, 10, 20, 60), is_false=True)
    assert [each.value for each in right.value or ()] == pytest.approx([0, 0.4, 0.5, 0.5])
    assert right.median.value == 20
    expired = ends(life, "expired", (4, 5), is_false=True)
    assert [each.value for each in expired.value or ()] == pytest.approx([0, 0.4])
    assert ends(life, "corrected", (30,), is_false=False).undefined == Reason.NO_CASE


def test_without_appeals_no_error_is_put_right_and_with_perfect_ones_every_appeal_is(
    case: Case, tmp_path: Path
) -> None:
    silent, perfect = (
        case_of(tmp_path / str(k), *settings)
        for k, settings in enumerate((("response.appeal=0",), ("systems.court-list.redress.overturned_wrong=1",)))
    )
    told = {each.id: each for each in due_process(silent).criteria}
    assert told["correction"].value == 1
    assert (told["appeals"].answer, told["appeals"].reason) == ("undefined", Reason.NO_DECISION.value)
    rows = {row[0]: row[1] for row in due_process(perfect).tables[1].rows}
    assert rows["wrong cases put right, of those decided"] == 1
    own = {row[0]: row[1] for row in due_process(case).tables[1].rows}
    assert float(cast(float, own["wrong cases put right, of those decided"])) < 1


def test_none_or_all_of_a_few_cases_cannot_be_told() -> None:
    def answer(part: int, cases: int, communities: int) -> str:
        whole = np.bincount(np.arange(cases) % communities, minlength=40)
        return judged(share_of_cases(whole if part else 0 * whole, whole), 0.05)

    assert [answer(part, 7, 7) for part in (0, 1)] == ["cannot be told"] * 2
    # Of twenty cases, each in a community of its own, none: one in six may be so.
    assert answer(0, 20, 20) == "cannot be told"
    assert answer(1, 20, 20) == "indicated"
    assert answer(1, 20, 9) == "cannot be told"
    assert share_of_cases(np.zeros(40), np.ones(40)).high == pytest.approx(0.0876, abs=1e-3)
    assert share_of_cases(np.zeros(40), np.zeros(40)).undefined == Reason.NO_CASE


def test_without_a_wrong_case_a_sentence_says_so_and_no_rate(tmp_path: Path) -> None:
    scheme = scenario.load("court-list", ("ablation.false_records=true",), citizens=2_560, days=40)
    case = Case(scheme, Bench(scheme, tmp_path, threads=1), norms().on(scheme), (1,))
    found = {each.id: each for each in due_process(case).criteria}
    assert found["notice"].value is not None
    for name in ("correction", "appeals"):
        assert (found[name].answer, found[name].reason) == ("undefined", "no wrong case")
        assert found[name].sentence.startswith("No wrong case was recorded.")
        assert "An undefined share" not in found[name].sentence


def test_with_reactions_off_nobody_is_told_and_that_is_no_zero(tmp_path: Path) -> None:
    criteria = due_process(case_of(tmp_path, "response.enabled=false")).criteria
    assert [each.answer for each in criteria] == ["undefined"] * 3
    assert {each.reason for each in criteria} == {Reason.REACTIONS_OFF.value}
    assert all(each.value is None for each in criteria)


def test_a_picture_shows_the_ends_of_wrong_and_right_cases(found: Found) -> None:
    [figure] = charts_of("due_process", {"tables": {each.id: each.model_dump() for each in found.tables}})
    assert [row[0] for row in figure.table.rows] == ["wrong cases, day 30", "right cases, day 30"]


def test_a_form_without_cases_is_undefined_and_its_errors_are_counted(tmp_path: Path) -> None:
    town = scenario.load("bureau", citizens=2_560, days=30)
    assert not can_have_cases(town)
    case = Case(town, Bench(town, tmp_path, threads=1), norms().on(town), (1,))
    found = due_process(case)
    assert {each.reason for each in found.criteria} == {Reason.NO_CASE.value}
    assert "100 of 100 false records of conduct that costs anything become no case" in found.criteria[1].sentence
    assert "keeps no cases" in wrong_days(case.bench.live(town))
    assert all(not each.rows for each in found.tables)

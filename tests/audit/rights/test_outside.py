"""Three auditors from outside: right where records are perfect, led astray by records that are not, and by missing groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.figures.estimate import Estimate, exactly, undefined
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.groups import people_of
from glasshouse.audit.rights.outside.auditors import AUDITORS, CHECKED, MISSING, luck_of, sights, truth
from glasshouse.audit.rights.outside.battery import BETWEEN, OVERALL, concludes
from glasshouse.audit.rights.outside.files import Files, files_of
from glasshouse.audit.rights.outside.section import ALL, Said, outside, said_of, worst
from glasshouse.audit.rights.study import costs_of
from glasshouse.audit.rights.worlds import Bench
from glasshouse.audit.undefined import Reason
from glasshouse.report.charts.audit_outside import ratios_by_auditor

Town = Callable[..., Case]
PERFECT = (
    "channels.public-library.coverage.town=1",
    "channels.public-library.coverage.country=1",
    "channels.public-library.sensitivity.return-late=1",
    "channels.wardens.sensitivity.litter=1",
    "channels.town-hall.sensitivity.pay-tax-late=1",
    "channels.public-library.false_records.return-late=0",
    "channels.wardens.false_records.litter=0",
    "channels.town-hall.false_records.pay-tax-late=0",
)
"""What makes every record of conduct that costs true, and leaves no such conduct out."""


def made(folder: Path, name: str, *settings: str, days: int = 60, threads: int = 1) -> Case:
    scheme = scenario.load(name, settings, citizens=2_560, days=days)
    bench = Bench(scheme, folder, costs=costs_of(scheme), threads=threads)
    return Case(scheme, bench, norms().on(scheme), (scheme.seed,), quick=True)


@pytest.fixture(scope="module")
def perfect(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return made(tmp_path_factory.mktemp("perfect"), "municipal-trust", *PERFECT)


@pytest.fixture(scope="module")
def blaming(town: Town) -> tuple[Case, Files]:
    """A town whose wardens see and blame the minority five times as often."""
    case = town(5)
    return case, files_of(case)


def one(rows: list[Said], figure: str, auditor: str, group: str = "minority", missing: float = 0.0) -> Said:
    wanted = figure, auditor, group, missing, False
    return next(row for row in rows if (row.figure, row.auditor, row.group, row.missing, row.uneven) == wanted)


def test_perfect_records_are_the_truth_person_by_person(perfect: Case) -> None:
    files = files_of(perfect)
    assert files.recorded.any()
    assert np.array_equal(files.recorded, files.lived.deserved)
    assert not files.struck.any()


def test_with_perfect_records_all_three_agree_with_the_truth(perfect: Case) -> None:
    rows = [row for row in said_of(perfect, files_of(perfect)) if not row.missing]
    known = [row for row in rows if row.error is not None]
    assert {row.auditor for row in known} == set(AUDITORS)
    assert {row.figure for row in known if row.auditor == "files"} >= {"separation", "same_conduct", "calibration"}
    assert all(row.error == 0 for row in known if row.auditor != "checks")
    for row in known:
        if row.auditor == "checks" and row.said.low is not None:
            assert row.said.low <= row.truth.value <= row.said.high  # type: ignore[operator]
    assert not any(row.turns for row in rows)


def test_where_records_blame_a_group_files_err_and_checks_hold_the_truth(blaming: tuple[Case, Files]) -> None:
    rows = said_of(*blaming)
    files, checks = (one(rows, "same_conduct", auditor) for auditor in ("files", "checks"))
    assert files.truth.value == checks.truth.value
    assert files.truth.value > 2
    # The minority is sanctioned for what others do unseen: by the files its members did more.
    assert files.said.high < 1  # type: ignore[operator]
    assert checks.said.low < checks.truth.value < checks.said.high  # type: ignore[operator]
    assert one(rows, "calibration", "files").said.low > 1.1  # type: ignore[operator]
    assert one(rows, "calibration", "files").truth.value < 1  # type: ignore[operator]
    assert one(rows, "calibration", "checks").concludes == "alike"


def test_what_needs_no_label_is_the_same_for_all(blaming: tuple[Case, Files]) -> None:
    rows = said_of(*blaming)
    assert {one(rows, "impact_ratio", auditor).error for auditor in AUDITORS} == {0.0}


def test_scores_part_records_far_better_than_deeds(blaming: tuple[Case, Files]) -> None:
    row = one(said_of(*blaming), "separation", "files", ALL)
    assert row.said.low > row.truth.value  # type: ignore[operator]


def test_groups_that_are_missing_for_few_are_missing_for_more_and_nobody_else_moves(
    blaming: tuple[Case, Files],
) -> None:
    case, files = blaming
    there = people_of(files.lived)
    luck = luck_of(case.scheme.seed, there)
    known = [luck.known(missing)[there] for missing in MISSING]
    assert known[0].all()
    assert not (known[2] & ~known[1]).any()
    assert [1 - each.mean() for each in known] == pytest.approx(MISSING, abs=0.02)
    rows = said_of(case, files)
    assert {row.missing for row in rows if row.group == ALL} == {0.0}
    full, less = (one(rows, "impact_ratio", "files", missing=missing) for missing in (0.0, MISSING[-1]))
    assert full.truth == less.truth
    assert full.error == 0 != less.error


def test_a_group_whose_sanctioned_members_are_missing_more_often_seems_to_be_met_less(
    blaming: tuple[Case, Files],
) -> None:
    case, files = blaming
    there = people_of(files.lived)
    luck, some = luck_of(case.scheme.seed, there), there & (files.lived.days_under > 0)
    known = luck.known_less_of(some, there, MISSING[-1], 2)
    assert 1 - known[there].mean() == pytest.approx(MISSING[-1], abs=0.02)
    assert 1 - known[some].mean() == pytest.approx(2 * (1 - known[there & ~some].mean()), rel=0.15)
    assert np.array_equal(luck.known_less_of(some, there, MISSING[-1], 1), luck.known(MISSING[-1]))
    rows = [
        row
        for row in said_of(case, files)
        if (row.figure, row.auditor, row.group) == ("impact_ratio", "files", "minority")
    ]
    by_lot, uneven = (row.said.value for row in rows if row.missing == MISSING[-1])
    assert uneven < 0.9 * by_lot  # type: ignore[operator]


def test_a_person_is_drawn_by_seed_and_number_whoever_else_lives() -> None:
    few, many = np.zeros((4, 256), bool), np.ones((20, 256), bool)
    few[:, ::3] = True
    one_, other, next_ = luck_of(7, few), luck_of(7, many), luck_of(8, many)
    assert np.array_equal(one_.place[few], other.place[:4][few])
    assert not np.array_equal(other.place, next_.place)
    assert other.checked.sum() == CHECKED
    assert one_.checked.sum() == few.sum()


def test_files_are_the_same_however_many_threads_there_are(perfect: Case, tmp_path: Path) -> None:
    other = files_of(made(tmp_path, "municipal-trust", *PERFECT, threads=2))
    ours = files_of(perfect)
    assert all(
        np.array_equal(getattr(ours, name), getattr(other, name)) for name in ("recorded", "struck", "published")
    )


def test_appeals_strike_out_what_was_recorded_and_nothing_else(tmp_path: Path) -> None:
    settings = (
        "channels.road-police.false_records.drive-badly=0.002",
        "systems.narrow-penalty.redress.review_days=10",
        "systems.narrow-penalty.redress.overturned_right=0.5",
    )
    case = made(tmp_path, "narrow-penalty", *settings)
    files = files_of(case)
    lives = files.lived.lives
    assert lives is not None
    struck = files.struck / case.bench.costs["drive-badly"]
    assert struck.sum() == pytest.approx(lives.number("overturned"))
    assert struck.sum() > 20
    assert (files.struck <= files.recorded + 1e-6).all()
    assert (files.after_appeals <= files.recorded).all()
    seen = sights(files, luck_of(1, people_of(files.lived)))
    assert 0 < seen["appeals"].did.sum() < seen["files"].did.sum()
    assert np.array_equal(seen["checks"].cost, truth(files).cost)


def test_a_scheme_without_a_score_has_no_figure_of_one(tmp_path: Path) -> None:
    case = made(tmp_path, "court-list", days=5)
    rows = said_of(case, files_of(case))
    assert outside(case).section.sentences[0].startswith("Of no ratio between groups")
    assert {row.figure for row in rows} == {*BETWEEN, *OVERALL} - {"calibration", "separation"}


def test_where_nobody_is_sanctioned_there_is_nothing_to_say(tmp_path: Path) -> None:
    found = outside(made(tmp_path, "municipal-trust", "consequences.enabled=false", days=3))
    assert found.tables[0].rows == ()
    assert "nothing to say" in found.section.sentences[0]
    assert ratios_by_auditor({"outside": found.tables[0].model_dump(mode="json")}) is None


@pytest.mark.parametrize(
    ("said", "conclusion"),
    [
        (Estimate(value=2.0, low=1.3, high=3.0), "more"),
        (Estimate(value=0.5, low=0.3, high=0.7), "less"),
        (Estimate(value=1.0, low=0.85, high=1.2), "alike"),
        (Estimate(value=1.4, low=1.1, high=1.9), "cannot be told"),
        (Estimate(value=2.0, no_interval=Reason.UNBOUNDED), "cannot be told"),
        (Estimate(value=2.0, no_interval=Reason.NO_SPREAD), "more"),
        (undefined(Reason.TOO_FEW_PEOPLE), "cannot be told"),
        (exactly(1.0), "alike"),
    ],
)
def test_a_conclusion_needs_the_whole_interval(said: Estimate, conclusion: str) -> None:
    assert concludes(said, 1.25) == conclusion


def test_who_cannot_tell_errs_in_no_conclusion() -> None:
    said = Said("same_conduct", "…", "minority", "files", 0.0, exactly(1.0), exactly(2.0), "alike", "more")
    open_ = replace(said, concludes="cannot be told")
    further = replace(said, figure="true_positives", said=exactly(0.5))
    assert (said.turns, open_.turns, replace(said, in_truth=None).turns) == (True, False, None)
    assert (said.error, replace(said, said=undefined(Reason.NOBODY)).error) == (-1.0, None)
    assert worst([said, open_, further, replace(further, auditor="checks")], "files") is further
    assert worst([open_], "files") is None


def test_table_sentences_and_picture_say_the_same(blaming: tuple[Case, Files]) -> None:
    case, files = blaming
    rows, found = said_of(case, files), outside(case)
    table = found.tables[0]
    assert len(table.rows) == len(rows)
    ratios = [row for row in rows if row.auditor == "files" and not row.missing and row.turns is not None]
    right = sum(row.is_right for row in ratios)
    assert f"follows from {right} of {len(ratios)} ratios between groups" in found.section.sentences[0]
    document: dict[str, Any] = {"outside": table.model_dump(mode="json")}
    figure = ratios_by_auditor(document)
    assert figure is not None
    assert len(figure.table.rows) == len(ratios)
    label, true, alone, *_ = next(
        row for row in figure.table.rows if row[0].startswith("minority: days under a sanction at")
    )
    told = one(rows, "same_conduct", "files")
    assert (true, alone[:4]) == (f"{told.truth.value:.2f}", f"{told.said.value:.2f}"), label

"""The auditor's seat: at most one record of a file never happened, nothing in it tells which, and verdicts count rightly."""

from __future__ import annotations

import pytest

from glasshouse.errors import InputError
from glasshouse.web.seats import auditor
from glasshouse.web.seats.audit_files import FILES, Archive
from glasshouse.web.seats.auditor import VerdictSaid


def test_a_file_adds_up_and_has_at_most_one_record_of_what_never_happened(filed: Archive) -> None:
    assert len(filed.files) == FILES
    for file in filed.files:
        false = [place for place in file.records if not file.terms[place].happened]
        assert false == ([] if file.false is None else [file.false])
        assert 2 <= len(file.records) <= 6
        assert sum(term.points for term in file.terms) == pytest.approx(file.score, abs=0.1)


def test_what_the_auditor_is_given_tells_nothing_of_the_truth(filed: Archive) -> None:
    shown = auditor.shown(filed)
    entries = [entry for file in shown.files for entry in file.entries]
    assert {entry.happened for entry in entries} == {None}
    assert not [entry.what for entry in entries if "NOT EARNED" in entry.what]
    # Absences of records that are not so would give themselves away, were their words not cut.
    assert [term.what for file in filed.files for term in file.terms if "NOT EARNED" in term.what]


def test_how_often_records_are_wrong_is_counted_in_the_whole_town(filed: Archive) -> None:
    errors = {
        entry.what.partition(" (")[0]: entry.error
        for file in auditor.shown(filed).files
        for entry in file.entries
        if entry.record
    }
    assert set(errors.values()) <= {*filed.error.values()}
    # Wardens invent 1 in 10,000 people and days, and record some 10 in 10,000 that are so.
    assert filed.error["litter"] == pytest.approx(0.1, abs=0.03)
    assert filed.error["litter"] > 4 * filed.error["return-late"] > 0
    assert filed.wronged > FILES


def test_the_twin_did_nearly_all_that_is_so_and_nothing_that_is_not(filed: Archive) -> None:
    for number, file in enumerate(filed.files):
        named = auditor.ask_twin(filed, number).entries
        assert file.false is None or file.false in named
    so = [place in file.twin for file in filed.files for place in file.records if place != file.false]
    assert sum(so) / len(so) > 0.8


def test_people_object_to_what_lowers_their_score_and_to_nothing_else(filed: Archive) -> None:
    assert filed.wrong == pytest.approx(10 * filed.right)
    for number, file in enumerate(filed.files):
        assert all(file.terms[place].points < 0 for place in auditor.ask_person(filed, number).entries)


def test_who_names_what_never_happened_is_right_and_raises_no_alarm(filed: Archive) -> None:
    verdicts = [VerdictSaid(file=n, entry=file.false) for n, file in enumerate(filed.files)]
    audited = auditor.judge(filed, verdicts)
    ways = {each.way: each for each in audited.ways}
    false = sum(file.false is not None for file in filed.files)
    assert (ways["you"].hits, ways["you"].false, ways["you"].alarms) == (false, false, 0)
    assert (ways["none"].hits, ways["none"].alarms) == (0, 0)
    assert ways["sensor"].hits + ways["sensor"].alarms == pytest.approx(FILES)
    assert ways["sensor"].alarms > 0
    assert ways["twin"].hits <= false
    assert [each.false for each in audited.truths] == [file.false for file in filed.files]


def test_verdicts_are_told_apart_by_what_was_used(filed: Archive) -> None:
    verdicts = [
        VerdictSaid(file=0, entry=filed.files[0].records[0], person=True),
        VerdictSaid(file=1, entry=None, twin=True),
        VerdictSaid(file=2, entry=None),
    ]
    tools = {each.tools: each.files for each in auditor.judge(filed, verdicts).by_tools}
    assert tools == {"file": 1, "person": 1, "twin": 1}


def test_verdicts_that_cannot_be_are_refused_with_every_problem(filed: Archive) -> None:
    verdicts = [VerdictSaid(file=n, entry=None, person=True, twin=True) for n in (0, 0, 1)]
    with pytest.raises(InputError) as told:
        auditor.judge(filed, [*verdicts, VerdictSaid(file=2, entry=0)])
    assert {each.key for each in told.value.problems} == {"verdicts", "verdicts.3.entry"}
    assert len(told.value.problems) == 3
    with pytest.raises(InputError):
        auditor.ask_person(filed, FILES)

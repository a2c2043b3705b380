"""The clerk's weeks: files as the office has them, and what the decisions about them come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from statistics import median
from typing import Final

from glasshouse.errors import InputError, Problem
from glasshouse.scoring.explanation.account import Contribution
from glasshouse.web.seats.clerk_documents import (
    CaseFile,
    Closed,
    Decided,
    Decision,
    ErrorShown,
    NoteShown,
    Rules,
    Share,
    Verdict,
    WayShown,
    Week,
    WeekClosed,
    WithScore,
)
from glasshouse.web.seats.office import A_WEEK, DAYS, SCENARIO, SYSTEM, Case, Office

MINUTES: Final = 2_400
"""Minutes in a week: forty hours."""
FILE: Final = 30
"""Minutes to read a file. A rule of the game."""
UNREAD: Final = 5
"""Minutes to sign a case unread. A rule of the game."""
PROMOTED: Final = 36
"""Cases a week from which on a clerk is put forward for promotion. A rule of the game."""
ENOUGH: Final = 10
"""Files that must have been read with the score, and as many without, before the two are compared."""
ERRORS: Final = 3
"""People about whom the clerk erred, of whom is told."""
SHOWN: Final = (True, False, False, True)
"""Whether the score is shown, week by week: what changes with the weeks alone falls on both sides alike."""
_Read = tuple[Case, bool]
_SURE: Final = 1.96
"""Standard errors on each side of a share that hold 95 of 100 such shares."""


def rules_of(office: Office) -> Rules:
    """How the weeks go."""
    system, review = office.scenario.systems[SYSTEM], office.review
    return Rules(
        scenario=SCENARIO,
        title=system.title,
        measure=next(each.title for each in system.measures.values() if each.type == "sanction"),
        looks_for=[office.scenario.conduct[kind].title for kind in review.looks_for],
        people=office.scenario.citizens,
        days=DAYS,
        weeks=office.weeks,
        cases=A_WEEK,
        minutes=MINUTES,
        minutes_file=FILE,
        minutes_unread=UNREAD,
        minutes_visit=_visit(office),
        promoted_at=PROMOTED,
        clears_nothing=review.overturned_wrong.value,
        follows=review.anchoring.value,
        clears_something=review.overturned_right.value,
    )


def week_of(office: Office, week: int) -> Week:
    """A week's cases as the office has them.

    Raises:
        InputError: there is no such week.
    """
    _check_week(office, week, "week")
    shown = SHOWN[week]
    files = [_file(office, number, case, shown) for number, case in enumerate(office.week(week))]
    return Week(week=week, score_shown=shown, cases=files)


def visit(office: Office, week: int, case: int) -> bool:
    """Whether an inspector who is sent finds something.

    Raises:
        InputError: there is no such week or case.
    """
    _check_week(office, week, "week")
    if not 0 <= case < A_WEEK:
        raise InputError(Problem(key="case", expected=f"a number from 0 to {A_WEEK - 1}", found=str(case)))
    return not office.week(week)[case].cleared


def close(office: Office, weeks: Sequence[Decided]) -> Closed:
    """What came of weeks worked.

    Raises:
        InputError: decisions that cannot be; lists every problem.
    """
    problems = [problem for place, each in enumerate(weeks) for problem in _problems(office, weeks, place, each)]
    if problems:
        raise InputError(problems)
    notes = [note for case in office.cases[: office.weeks * A_WEEK] for note in case.notes if _is_charge(office, note)]
    compared, by_luck = _compared(office, weeks)
    return Closed(
        weeks=[_closed(office, each) for each in weeks],
        notes=len(notes),
        false_notes=sum(not note.happened for note in notes),
        compared=compared,
        by_luck=by_luck,
    )


def minutes_of(office: Office, decisions: Iterable[Decision]) -> int:
    """Minutes that decisions take."""
    return sum((FILE if each.read else UNREAD) + _visit(office) * each.visited for each in decisions)


def _visit(office: Office) -> int:
    return round(office.review.minutes.value)


def _check_week(office: Office, week: int, key: str) -> None:
    if not 0 <= week < office.weeks:
        expected = (
            f"a number from 0 to {office.weeks - 1}" if office.weeks else "a larger town: this one has too few cases"
        )
        raise InputError(Problem(key=key, expected=expected, found=str(week)))


def _problems(office: Office, weeks: Sequence[Decided], place: int, said: Decided) -> Iterator[Problem]:
    key = f"weeks.{place}"
    if said.week >= office.weeks:
        expected = f"a number below {office.weeks}: so many weeks of cases there are"
        yield Problem(key=f"{key}.week", expected=expected, found=str(said.week))
    if said.week in (each.week for each in weeks[:place]):
        yield Problem(key=f"{key}.week", expected="each week once", found=str(said.week))
    for case, times in Counter(each.case for each in said.decisions).items():
        if times > 1:
            yield Problem(key=f"{key}.decisions", expected="each case once", found=f"case {case}, {times} times")
    minutes = minutes_of(office, said.decisions)
    if minutes > MINUTES:
        yield Problem(key=f"{key}.decisions", expected=f"at most {MINUTES} minutes", found=f"{minutes}")


def _is_charge(office: Office, note: Contribution) -> bool:
    return note.kind in office.review.looks_for


def _file(office: Office, number: int, case: Case, score_shown: bool) -> CaseFile:
    def lines(items: Iterable[Contribution]) -> list[NoteShown]:
        return [
            NoteShown(
                what=item.what,
                day=item.day,
                seen_by=list(item.channels),
                points=round(item.points, 1) if score_shown else None,
                charge=_is_charge(office, item),
            )
            for item in items
        ]

    return CaseFile(
        number=number,
        person=case.person,
        day=case.day,
        band=case.band,
        score=round(case.score, 1) if score_shown else None,
        notes=lines(case.notes),
        profile=lines(case.profile),
    )


def _errs(case: Case, verdict: Verdict) -> bool:
    return case.did != (verdict == "impose")


def _closed(office: Office, said: Decided) -> WeekClosed:
    cases, decisions = office.week(said.week), said.decisions
    wrong = [each for each in decisions if _errs(cases[each.case], each.verdict)]
    guilty = sum(cases[each.case].did for each in decisions)
    return WeekClosed(
        week=said.week,
        score_shown=SHOWN[said.week],
        handled=len(decisions),
        imposed=sum(each.verdict == "impose" for each in decisions),
        minutes=minutes_of(office, decisions),
        visits=sum(each.visited for each in decisions),
        unread=sum(not each.read for each in decisions),
        promoted=len(decisions) >= PROMOTED,
        innocent=len(decisions) - guilty,
        guilty=guilty,
        ways=list(_ways(office, said)),
        people=[_told(office, cases[each.case], each, SHOWN[said.week]) for each in _first_of_both(wrong)],
    )


def _first_of_both(wrong: Sequence[Decision]) -> list[Decision]:
    """A few errors, of both kinds if there are both; the order of the cases is that of a lot."""
    first = [next((each for each in wrong if each.verdict == verdict), None) for verdict in ("impose", "dismiss")]
    chosen = [each for each in first if each is not None]
    return [*chosen, *(each for each in wrong if each not in chosen)][:ERRORS]


def _told(office: Office, case: Case, decision: Decision, score_shown: bool) -> ErrorShown:
    false = sum(_is_charge(office, note) and not note.happened for note in case.notes)
    file = _file(office, decision.case, case, score_shown)
    return ErrorShown(file=file, verdict=decision.verdict, did=case.did, false_notes=false)


def _ways(office: Office, said: Decided) -> Iterator[WayShown]:
    """The clerk's own way beside others with the same cases."""
    cases = office.week(said.week)
    yield _way("you", [(cases[each.case], each.verdict) for each in said.decisions])
    yield _way("sign", [(case, "impose") for case in cases])
    yield _way("drop", [(case, "dismiss") for case in cases])
    yield _way("notes", [(case, "impose" if office.has_note(case) else "dismiss") for case in cases])
    visited = cases[: MINUTES // (FILE + _visit(office))]
    yield _way("visit", [(case, "dismiss" if case.cleared else "impose") for case in visited])
    nothing, something = office.review.chances
    guilty = sum(case.did for case in cases)
    sanctioned = (len(cases) - guilty) * (1 - nothing)
    yield WayShown(way="model", handled=len(cases), sanctioned=sanctioned, let_go=guilty * something)


def _way(way: str, decided: Sequence[tuple[Case, Verdict]]) -> WayShown:
    wrong = [verdict for case, verdict in decided if _errs(case, verdict)]
    told = {"way": way, "handled": len(decided), "sanctioned": wrong.count("impose"), "let_go": wrong.count("dismiss")}
    return WayShown.model_validate(told)


def _compared(office: Office, weeks: Sequence[Decided]) -> tuple[list[WithScore], float | None]:
    """What was done with and without the score, and how far luck alone may carry the two shares apart."""
    shown, hidden = (_read(office, [week for week in weeks if SHOWN[week.week] is shown]) for shown in (True, False))
    if min(len(shown), len(hidden)) < ENOUGH:
        return [], None
    imposed = _share([*shown, *hidden])
    part = imposed.n / imposed.of
    if part in (0, 1):
        return [
            _with_score(True, shown),
            _with_score(False, hidden),
        ], None  # the formula says nothing where all are alike
    error = sqrt(part * (1 - part) * (1 / len(shown) + 1 / len(hidden)))
    return [_with_score(True, shown), _with_score(False, hidden)], _SURE * error


def _read(office: Office, weeks: Iterable[Decided]) -> list[_Read]:
    """Cases whose file was read, and whether the measure was imposed."""
    return [
        (office.week(week.week)[each.case], each.verdict == "impose")
        for week in weeks
        for each in week.decisions
        if each.read
    ]


def _share(decided: Sequence[_Read], imposed: bool = True) -> Share:
    """How many of some cases were imposed on, or were not."""
    return Share(n=sum(hit is imposed for _, hit in decided), of=len(decided))


def _with_score(shown: bool, decided: Sequence[_Read]) -> WithScore:
    middle = median(case.score for case, _ in decided)
    lower = [each for each in decided if each[0].score < middle]
    did = [each for each in decided if each[0].did]
    return WithScore(
        score_shown=shown,
        decided=_share(decided),
        lower=_share(lower),
        upper=_share([each for each in decided if each[0].score >= middle]),
        sanctioned=_share([each for each in decided if each not in did]),
        let_go=_share(did, imposed=False),
    )

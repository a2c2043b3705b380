"""Notice, appeal, correction: what becomes of cases, right and wrong, where people react; and errors that have no case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, counted, undefined
from glasshouse.audit.figures.survival import CumulativeIncidence, cumulative_incidence
from glasshouse.audit.rights.answers import criterion, share_of
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Cell, CriterionFound, TableFound
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.lives import CELLS, HOWS, INCOMES, Lives
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import of_hundred, span
from glasshouse.audit.undefined import Reason
from glasshouse.engine.plan import plan_of

WITHIN: Final = 30
"""Days within which a wrong case should be put right."""
AT: Final = (30, 90, 180, 365)
"""Days since the record at which ends are told."""
ENDS: Final = ("corrected", "expired", "repaired")
"""Ends at the source that compete, from code 1; 0 is still open."""
_NOTHING: Final = {
    Reason.REACTIONS_OFF: "Where nobody reacts, nobody is told of anything and nobody appeals.",
    Reason.NO_CASE: "No case was kept of anybody.",
}
_NO_WRONG: Final = "No wrong case was recorded."
FEWEST: Final = 100
"""Fewest wrong cases of a group of which anything is told."""
_FEWEST_CASES: Final = 8
"""Fewest cases from which a criterion is answered."""


@dataclass(frozen=True)
class _Redress:
    """Cases of the world with reactions, or why there is nothing to say of them.

    Attributes:
        case: what is audited.
        live: the world.
        lives: its cases; None where nothing can be said.
        why_not: why.
    """

    case: Case
    live: Lived
    lives: Lives | None
    why_not: Reason | None


def due_process(case: Case) -> Found:
    """What becomes of cases."""
    redress = _redress(case)
    criteria = (_notice(redress), _correction(redress), _appeals(redress))
    said = [*(each.sentence for each in criteria), *_copies(redress)]
    tables = (_ends_table(redress), _appeals_table(redress), _access_table(redress), _lives_table(redress))
    return found(case, "due_process", said, criteria, tables)


def _redress(case: Case) -> _Redress:
    live = case.bench.live(case.scheme)
    if not case.scheme.response.enabled:
        return _Redress(case, live, None, Reason.REACTIONS_OFF)
    if live.lives is None or not live.lives.number("recorded"):
        return _Redress(case, live, None, Reason.NO_CASE)
    return _Redress(case, live, live.lives, None)


def _undefined(redress: _Redress, name: str, what: str) -> CriterionFound:
    why = redress.why_not or Reason.NO_CASE
    return criterion(redress.case.norms, name, undefined(why), f"{what}: undefined, because: {why}.")


def share_of_cases(part: np.ndarray, whole: np.ndarray, why: Reason = Reason.NO_CASE) -> Estimate:
    """A share of cases with its interval over communities.

    Args:
        part: cases of which something is so, by community.
        whole: all cases, by community.
        why: why it is undefined where there are none.
    """
    return _as_drawn(share_of(part, whole), whole) if whole.any() else undefined(why)


def _as_drawn(share: Estimate, cases: np.ndarray) -> Estimate:
    """A share of cases, none and all of which say no more than so many communities with cases do; of a few cases nothing."""
    if share.value is None or share.no_interval == Reason.TOO_FEW_COMMUNITIES:
        return share
    if cases.sum() < _FEWEST_CASES:
        return Estimate(value=share.value, no_interval=Reason.TOO_FEW_CASES)
    if share.value not in (0.0, 1.0):
        return share
    communities = int(np.count_nonzero(cases))
    return counted(communities if share.value else 0, communities)


def _notice(redress: _Redress) -> CriterionFound:
    """The share of cases that take effect before the person is told."""
    if redress.lives is None:
        return _undefined(redress, "notice", "Whether people are told beforehand")
    listed, before = (redress.lives.by_community(how) for how in ("listed", "told before"))
    share = share_of_cases(listed - before, listed)
    lead = _median(redress.lives.of("told before").sum(0))
    said = f"{span(share, 'cases')} take effect before the person is told"
    said += (
        f"; of those told beforehand, half have {lead} days or more."
        if lead is not None
        else "; nobody is told beforehand."
    )
    return criterion(redress.case.norms, "notice", share, said, evidence=("lives",))


def _median(by_days: np.ndarray) -> int | None:
    """The most days that at least half have; None where there are none."""
    total = int(by_days.sum())
    if not total:
        return None
    at_least = by_days[::-1].cumsum()[::-1]
    return int(np.flatnonzero(2 * at_least >= total)[-1])


def ends(lives: Lives, cause: str, at: tuple[int, ...], *, is_false: bool) -> CumulativeIncidence:
    """How many cases had come to an end by some days after their record, where the other ends compete.

    Args:
        lives: the cases.
        cause: one of `ENDS`.
        at: the days.
        is_false: wrong or right cases.
    """
    counts = np.concatenate([lives.of(how, is_false=is_false).sum(0)[None] for how in ("open", *ENDS)])
    code, days = np.nonzero(counts)
    return cumulative_incidence(
        days.astype("f8"), code, np.array(at, "f8"), ENDS.index(cause) + 1, counts[code, days].astype("f8")
    )


def _by(found: CumulativeIncidence, k: int) -> Estimate:
    """The share at one of the days asked for."""
    return found.value[k] if found.value is not None else undefined(found.undefined or Reason.NO_CASE)


def _rest(share: Estimate) -> Estimate:
    """What is not in a share."""
    if share.value is None:
        return share
    low, high = share.low, share.high
    turned = replace(share, value=1 - share.value)
    return turned if low is None or high is None else replace(turned, low=1 - high, high=1 - low)


def _correction(redress: _Redress) -> CriterionFound:
    """The share of wrong cases that is not put right within `WITHIN` days, ends of other kinds counted as such."""
    lives, norms = redress.lives, redress.case.norms
    if lives is None or not lives.number("recorded", is_false=True):
        why = redress.why_not or Reason.NO_WRONG_CASE
        said = _NOTHING[redress.why_not] if redress.why_not else _NO_WRONG
        return criterion(norms, "correction", undefined(why), f"{said} {_caseless(redress)}")
    right = ends(lives, "corrected", (WITHIN,), is_false=True)
    by_then = _as_drawn(_by(right, 0), lives.by_community("recorded", is_false=True))
    half = right.median.value
    later = f"half are by day {half:.0f}" if half is not None else "fewer than half are by the last day"
    said = (
        f"{span(by_then, 'wrong cases')} ({int(right.cases):,} in all) are put right within {WITHIN} days of the record"
    )
    said = f"{said}; {later}. {_caseless(redress)}"
    return criterion(norms, "correction", _rest(by_then), said, evidence=("case_ends", "lives"))


def _copies(redress: _Redress) -> Iterator[str]:
    """Copies that say what the source no longer says."""
    stale = int(redress.lives.stale[:, 1].sum()) if redress.lives is not None else 0
    if stale:
        yield f"Copies of wrong cases that are over at their source go on for {stale:,} days, each copy and day counted."


def _figures(lives: Lives) -> dict[str, tuple[str, Estimate]]:
    """Figures of appeals: what each is, and its value."""
    over, upheld, appealed, recorded, corrected = (
        {is_false: lives.by_community(how, is_false=is_false) for is_false in (False, True)}
        for how in ("overturned", "upheld", "appealed", "recorded", "corrected")
    )
    decided = {is_false: over[is_false] + upheld[is_false] for is_false in (False, True)}
    none, why, wrong = Reason.NO_DECISION, Reason.NO_WRONG_CASE, bool(recorded[True].any())
    return {
        "sensitivity": (
            "wrong cases put right, of those decided",
            share_of_cases(over[True], decided[True], none if wrong else why),
        ),
        "specificity": ("right cases upheld, of those decided", share_of_cases(upheld[False], decided[False], none)),
        "reversal": (
            "decisions reversed, of all decided",
            share_of_cases(over[True] + over[False], decided[True] + decided[False], none),
        ),
        "appealed": ("wrong cases that are appealed, of all", share_of_cases(appealed[True], recorded[True], why)),
        "ever": ("wrong cases put right by the last day, of all", share_of_cases(corrected[True], recorded[True], why)),
    }


def _appeals(redress: _Redress) -> CriterionFound:
    """The share of decided appeals against wrong cases that fail."""
    if redress.lives is None:
        return _undefined(redress, "appeals", "Whether appeals put right what is wrong")
    wrong = redress.lives.number("recorded", is_false=True)
    if not wrong:
        said = f"{_NO_WRONG} Whether appeals put right what is wrong cannot be seen."
        return criterion(redress.case.norms, "appeals", undefined(Reason.NO_WRONG_CASE), said, evidence=("appeals",))
    told = {name: value for name, (_, value) in _figures(redress.lives).items()}
    share = _rest(told["sensitivity"])
    fail = (
        f"{span(share, 'appeals')} against wrong cases fail"
        if share.value is not None
        else "none of these appeals was decided"
    )
    said = (
        f"{span(told['appealed'], 'wrong cases')} ({wrong:,} in all) are appealed; {fail}, and "
        f"{span(told['ever'], 'wrong cases')} are put right by the last day."
    )
    return criterion(redress.case.norms, "appeals", share, said, evidence=("appeals", "access"))


def _caseless(redress: _Redress) -> str:
    """Errors that have no case."""
    live, kinds = redress.live, redress.case.kinds
    of_scheme = [k for k, name in enumerate(live.kinds) if name in kinds]
    records = int(live.invented[of_scheme].sum())
    with_case = int(live.lives.false_records[of_scheme].sum()) if live.lives else 0
    if not records:
        return "No false record of conduct that costs anything was made."
    without = records - with_case
    return (
        f"{of_hundred(without / records)} false records of conduct that costs anything become no case, and nobody can appeal "
        f"against them ({without:,} of {records:,})."
    )


def _ends_rows(lives: Lives, days: tuple[int, ...], *, is_false: bool) -> Iterator[tuple[Cell, ...]]:
    """What had become of wrong or right cases by some days."""
    by_cause = [ends(lives, cause, days, is_false=is_false) for cause in ENDS]
    for k, day in enumerate(days):
        shares = [_by(each, k).value for each in by_cause]
        known = [share for share in shares if share is not None]
        rest = max(1 - sum(known), 0.0) if len(known) == len(shares) else None
        yield ("wrong" if is_false else "right", day, int(by_cause[0].cases), *shares, rest)


def _ends_table(redress: _Redress) -> TableFound:
    lives, days = redress.lives, tuple(day for day in AT if day <= redress.case.scheme.days)
    both = (True, False) if lives is not None and days else ()
    rows = [row for is_false in both for row in _ends_rows(cast(Lives, lives), days, is_false=is_false)]
    return table(
        "case_ends",
        "What had become of cases so many days after their record",
        {
            "truth": ("whether what it says was done was done", ""),
            "day": ("days since the record", "days"),
            "cases": ("cases recorded", "cases"),
            "corrected": ("put right", "share"),
            "expired": ("came to the end of its term", "share"),
            "repaired": ("settled by the person", "share"),
            "open": ("still open", "share"),
        },
        rows,
    )


def _appeals_table(redress: _Redress) -> TableFound:
    figures = _figures(redress.lives) if redress.lives is not None else {}
    return table(
        "appeals",
        "Appeals",
        {
            "figure": ("figure", ""),
            "share": ("value", "share"),
            "low": ("lower end of the 95% interval over communities", "share"),
            "high": ("upper end", "share"),
            "undefined": ("why it has no value", ""),
        },
        [(said, each.value, each.low, each.high, str(each.undefined or "")) for said, each in figures.values()],
    )


def groups() -> Mapping[str, np.ndarray]:
    """Groups of people by what to call them: which of the `CELLS` belong to each."""
    cells = np.arange(CELLS)
    named = {
        "women": cells & 1 == 0,
        "men": cells & 1 > 0,
        "registered here": cells & 2 == 0,
        "migrants": cells & 2 > 0,
        "majority": cells & 4 == 0,
        "minority": cells & 4 > 0,
    }
    thirds = ("lowest", "middle", "highest")
    incomes = {f"{thirds[third]} third of incomes": cells // 8 == third for third in range(INCOMES)}
    return {name: np.flatnonzero(which) for name, which in (named | incomes).items()}


def _access(lives: Lives) -> Iterator[tuple[Cell, ...]]:
    for name, cells in groups().items():
        wrong, appealed, right = (
            lives.by_community(how, is_false=True, cells=cells) for how in ("recorded", "appealed", "corrected")
        )
        few = int(wrong.sum()) < FEWEST
        told = [undefined(Reason.TOO_FEW_PEOPLE) if few else share_of_cases(part, wrong) for part in (appealed, right)]
        yield (name, int(wrong.sum()), *(end for each in told for end in (each.value, each.low, each.high)))


def _access_table(redress: _Redress) -> TableFound:
    return table(
        "access",
        f"Who comes to an appeal and to a correction; groups with fewer than {FEWEST} wrong cases are not told",
        {
            "group": ("group", ""),
            "wrong": ("wrong cases", "cases"),
            "appealed": ("appealed", "share"),
            "appealed_low": ("lower end of the 95% interval over communities", "share"),
            "appealed_high": ("upper end", "share"),
            "corrected": ("put right by the last day", "share"),
            "corrected_low": ("lower end", "share"),
            "corrected_high": ("upper end", "share"),
        },
        list(_access(redress.lives)) if redress.lives is not None else [],
    )


def _lives_table(redress: _Redress) -> TableFound:
    """Every count, also where reactions are off."""
    rows: list[tuple[Cell, ...]] = []
    if redress.live.lives is not None:
        scheme, systems = redress.case.scheme, plan_of(redress.case.scheme).encoded.system_names
        counts = redress.live.lives.counts
        for s, before, false, how, days in np.argwhere(counts):
            cases = int(counts[s, before, false, how, days])
            rows.append((scheme.systems[systems[s]].title, bool(before), bool(false), HOWS[how], int(days), cases))
    return table(
        "lives",
        "What came to how many cases, after how many days",
        {
            "system": ("system", ""),
            "before": ("whether it was listed before the first day; its days count from there", ""),
            "is_false": ("whether nothing happened behind its record", ""),
            "how": ("what came", ""),
            "days": ("days since the record; of 'told before', days ahead; of 'cleared', days since its end", "days"),
            "cases": ("cases", "cases"),
        },
        rows,
    )

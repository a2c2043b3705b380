"""Cases of a citizen as the panel noted them: their history, copies that a list acts on, what corrections gave back."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import (
    APPEALED,
    CASE_CORRECTED,
    CASE_ENDED,
    CASE_LISTED,
    CASE_RECORDED,
    CASE_REVOKED,
    DECIDED,
    NOBODY,
    SPARED,
    SUSPENDED,
    TOLD,
)
from glasshouse.scoring.explanation.account import Case
from glasshouse.scoring.explanation.history import History

_STATUS = (
    "closed", "recorded", "listed", "repaired, copies pending", "corrected, copies pending",
    "ended at the source, still in copies", "put right at the source, still in copies",
)  # fmt: skip
_FIELDS = ("system", "kind", "channel", "opened", "status", "next", "flags", "points", "false", "holders", "stale")
_FAR = 65_000
"""Days from here on are not told apart: such a change never comes."""


def noted(history: History, s: int, day: int) -> list[dict[str, int]]:
    """The cases of system `s` in the evening of a day, in the order in which they are kept."""
    return [case for case in all_noted(history, day) if case["system"] == s]


def all_noted(history: History, day: int) -> list[dict[str, int]]:
    """The cases of all systems in the evening of a day, in the order in which they are kept."""
    if day < 0:
        return []
    row = history.rows[day]
    return [{field: int(row[f"case_{field}"][m]) for field in _FIELDS} for m in range(int(row["cases"]))]


def given_back(history: History, s: int, day: int, d: int | None = None) -> int:
    """Steps that corrections which reached their last copy today gave back.

    Args:
        history: the citizen's days.
        s: number of the system.
        day: the day.
        d: the dimension of the ledger, where records are worth something else in each; None where a case itself says it.
    """
    due = [c for c in noted(history, s, day - 1) if c["status"] == int(CASE_CORRECTED) and c["next"] <= day]
    system = history.under(day, s)[1]
    return -sum(_left(system, case, _took(system, case, d), day, day) for case in due)


def set_aside(history: History, s: int, day: int, d: int | None = None) -> int:
    """Steps that are left out of what system `s` publishes on a day, since appeals are not decided; the ledger keeps them.

    Args:
        history: the citizen's days.
        s: number of the system.
        day: the day.
        d: the dimension of the ledger, as in `given_back`.
    """
    system = history.under(day, s)[1]
    aside = [case for case in noted(history, s, day) if case["flags"] & int(SUSPENDED)]
    # What fades with this publication has faded already.
    faded = day + int(system["publish_every"])
    return -sum(_left(system, case, _took(system, case, d), day, faded) for case in aside)


def _took(system: np.void, case: dict[str, int], d: int | None) -> int:
    """Steps that a case took when it was opened, from one dimension or from the only one."""
    return case["points"] if d is None else int(system["points"][case["kind"], d])


def _left(system: np.void, case: dict[str, int], took: int, day: int, faded: int) -> int:
    """What is left of what a case took: all of it within the window, or the part that a half-life leaves.

    Args:
        system: the system's numbers.
        case: the case.
        took: steps that it took.
        day: the day.
        faded: the day up to which records have faded.
    """
    quarter, every = int(system["window"]) // 4, int(system["forget_every"])
    left = np.float32(took)
    if quarter:
        return int(left) if day // quarter - case["opened"] // quarter < 4 else 0
    for _ in range(faded // every - case["opened"] // every if every else 0):
        left = left * system["keep"]
    return int(left)


def cases_of(history: History, s: int, day: int) -> tuple[Case, ...]:
    """All cases of system `s` up to a day, the oldest first; those that are closed say so."""
    last: dict[tuple[int, int, int], tuple[int, dict[str, int]]] = {}
    for t in range(day + 1):
        for case in noted(history, s, t):
            last[case["kind"], case["channel"], case["opened"]] = (t, case)
    return tuple(_case(history, case, t == day) for t, case in sorted(last.values(), key=_when))


def copies_behind(history: History, s: int, day: int) -> tuple[Case, ...]:
    """Cases of other systems whose copies list `s` acts on in the evening of a day, because its holder has them."""
    parameters = history.under(day, s)[1]
    holder = int(parameters["holder"])
    if holder >= int(NOBODY):
        return ()
    found = [
        case
        for case in all_noted(history, day)
        if case["system"] != s and parameters["enters"][case["kind"]] and speaking_copies(case) >> holder & 1
    ]
    name = list(history.encoded.names.holders)[holder]
    return tuple(_case(history, case, True, holder=name) for case in sorted(found, key=lambda case: case["opened"]))


def speaking_copies(case: dict[str, int]) -> int:
    """The holders whose copy of a case speaks against the person, a bit each: of one that is over, the stale copies."""
    if case["status"] >= int(CASE_ENDED):
        return case["stale"]
    return case["holders"] if _speaks(case) else 0


def was_there(history: History, case: dict[str, int]) -> bool:
    """Whether a case was on file before the first day. What is recorded on that day takes effect on a later one."""
    first = [each for each in noted(history, case["system"], 0) if _same(each, case)]
    return case["opened"] == 0 and any(each["status"] != int(CASE_RECORDED) for each in first)


def when_recorded(history: History, case: dict[str, int]) -> str:
    """When a case was recorded, in words."""
    return "on file before the first day" if was_there(history, case) else f"recorded on day {case['opened']}"


def _same(one: dict[str, int], other: dict[str, int]) -> bool:
    return all(one[field] == other[field] for field in ("system", "kind", "channel", "opened"))


def _speaks(case: dict[str, int]) -> bool:
    """Whether copies of a case speak against the person: not of one that was found wrong before it took effect."""
    return int(CASE_LISTED) <= case["status"] <= int(CASE_CORRECTED) and not case["flags"] & int(SPARED)


def _weighs(case: dict[str, int]) -> bool:
    """Whether a case is in force at its own system, where an appeal may suspend it; that reaches no copy."""
    return _speaks(case) and not case["flags"] & int(SUSPENDED)


def _when(found: tuple[int, dict[str, int]]) -> tuple[int, int]:
    return found[1]["opened"], found[1]["kind"]


def _case(history: History, case: dict[str, int], is_open: bool, holder: str | None = None) -> Case:
    labels = history.labels
    is_over = case["status"] >= int(CASE_ENDED)
    next_day = case["next"] if is_open and case["next"] < _FAR else None
    return Case(
        kind=labels.kinds[case["kind"]].title,
        channel=labels.channel_titles[case["channel"]],
        opened=None if was_there(history, case) else case["opened"],
        status=_status(case) if is_open else "closed",
        until=None if is_over else next_day,
        since=next_day if is_over else None,
        is_false=bool(case["false"]),
        told=bool(case["flags"] & int(TOLD)),
        appeal=_appeal(case, is_open),
        weighs=is_open and (holder is not None or _weighs(case)),
        of=None if holder is None else labels.systems[case["system"]].title,
        holder=holder,
    )


def _status(case: dict[str, int]) -> str:
    aside = ", set aside until the appeal is decided" if case["flags"] & int(SUSPENDED) else ""
    return f"{_STATUS[case['status']]}{aside}"


def _appeal(case: dict[str, int], is_open: bool) -> str | None:
    """What became of an appeal. One desk also decides cases about which nobody appealed there."""
    succeeded = case["status"] in (int(CASE_CORRECTED), int(CASE_REVOKED))
    if not case["flags"] & int(APPEALED):
        return "succeeded elsewhere, and was carried over" if case["flags"] & int(DECIDED) and succeeded else None
    if not case["flags"] & int(DECIDED):
        is_pending = is_open and case["status"] < int(CASE_CORRECTED)
        return "pending" if is_pending else "never decided: the case was over first"
    return "succeeded" if succeeded else "failed"

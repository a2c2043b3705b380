"""Cases of a citizen as the panel noted them: their history, and what corrections gave back."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.audit.account import Case
from glasshouse.audit.history import Diary
from glasshouse.schema.tables import APPEALED, CASE_CORRECTED, CASE_ENDED, CASE_LISTED, DECIDED, TOLD

_STATUS = (
    "closed", "recorded", "listed", "repaired, copies pending", "corrected, copies pending",
    "ended at the source, still in copies", "put right at the source, still in copies",
)  # fmt: skip
_FIELDS = ("kind", "channel", "opened", "status", "next", "flags", "points", "false", "holders", "stale")


def noted(diary: Diary, s: int, day: int) -> list[dict[str, int]]:
    """The cases of system `s` in the evening of a day, in the order of the book."""
    if day < 0:
        return []
    row = diary.rows[day]
    return [
        {field: int(row[f"case_{field}"][m]) for field in _FIELDS}
        for m in range(int(row["cases"]))
        if int(row["case_system"][m]) == s
    ]


def given_back(diary: Diary, s: int, day: int) -> int:
    """Steps that corrections which reached their last copy today gave back."""
    due = [c for c in noted(diary, s, day - 1) if c["status"] == int(CASE_CORRECTED) and c["next"] <= day]
    return -sum(_left(diary.numbers.systems[s], case, day) for case in due)


def _left(system: Any, case: dict[str, int], day: int) -> int:
    """What is left of a case's points: all of them within the window, or the part that a half-life leaves."""
    quarter, every = int(system["window"]) // 4, int(system["forget_every"])
    left = np.float32(case["points"])
    if quarter:
        return int(left) if day // quarter - case["opened"] // quarter < 4 else 0
    for _ in range(day // every - case["opened"] // every if every else 0):
        left = left * system["keep"]
    return int(left)


def cases_of(diary: Diary, s: int, day: int) -> tuple[Case, ...]:
    """All cases of system `s` up to a day, the oldest first; those that are closed say so."""
    last: dict[tuple[int, int, int], tuple[int, dict[str, int]]] = {}
    for t in range(day + 1):
        for case in noted(diary, s, t):
            last[case["kind"], case["channel"], case["opened"]] = (t, case)
    return tuple(_case(diary, case, t == day) for t, case in sorted(last.values(), key=_when))


def described_copies(diary: Diary, day: int, names: list[str]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Of each case noted on a day: what was recorded, whose copy counts, and who has put a copy right.

    Args:
        diary: the citizen's days.
        day: the day.
        names: names of the holders by number.
    """
    found = []
    for s in range(len(diary.labels.systems)):
        for case in noted(diary, s, day):
            over, live = case["status"] >= int(CASE_ENDED), int(CASE_LISTED) <= case["status"]
            counts = case["stale"] if over else case["holders"] if live else 0
            said = f"{diary.labels.kinds[case['kind']].title}, recorded on day {case['opened']}"
            holders = tuple(name for h, name in enumerate(names) if counts >> h & 1)
            right = tuple(name for h, name in enumerate(names) if over and case["holders"] & ~counts and
                          (case["holders"] & ~counts) >> h & 1)  # fmt: skip
            found.append((said, holders, right))
    return found


def _when(found: tuple[int, dict[str, int]]) -> tuple[int, int]:
    return found[1]["opened"], found[1]["kind"]


def _case(diary: Diary, case: dict[str, int], is_open: bool) -> Case:
    labels = diary.labels
    return Case(
        kind=labels.kinds[case["kind"]].title,
        channel=labels.channel_titles[case["channel"]],
        opened=case["opened"],
        status=_STATUS[case["status"]] if is_open else "closed",
        until=case["next"] if is_open else None,
        is_false=bool(case["false"]),
        told=bool(case["flags"] & int(TOLD)),
        appeal=_appeal(case),
    )


def _appeal(case: dict[str, int]) -> str | None:
    if not case["flags"] & int(APPEALED):
        return None
    if not case["flags"] & int(DECIDED):
        return "pending"
    return "succeeded" if case["status"] == int(CASE_CORRECTED) else "failed"


def describe(case: Case) -> str:
    """A case in a sentence."""
    parts: list[Any] = [f"{case.kind}, recorded on day {case.opened} by {case.channel}: {case.status}"]
    if case.until is not None:
        parts.append(f"until day {case.until}")
    if case.is_false:
        parts.append("a false record: nothing of the kind happened")
    parts.append("told before it took effect" if case.told else "not told before it took effect")
    if case.appeal:
        parts.append(f"appeal {case.appeal}")
    return "; ".join(parts)

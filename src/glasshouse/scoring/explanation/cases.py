"""Cases of a citizen as the panel noted them: their history, and what corrections gave back."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import APPEALED, CASE_CORRECTED, DECIDED, TOLD
from glasshouse.scoring.explanation.account import Case
from glasshouse.scoring.explanation.history import History

_STATUS = (
    "closed", "recorded", "listed", "repaired, copies pending", "corrected, copies pending",
    "ended at the source, still in copies", "put right at the source, still in copies",
)  # fmt: skip
_FIELDS = ("kind", "channel", "opened", "status", "next", "flags", "points", "false", "holders", "stale")


def noted(history: History, s: int, day: int) -> list[dict[str, int]]:
    """The cases of system `s` in the evening of a day, in the order in which they are kept."""
    if day < 0:
        return []
    row = history.rows[day]
    return [
        {field: int(row[f"case_{field}"][m]) for field in _FIELDS}
        for m in range(int(row["cases"]))
        if int(row["case_system"][m]) == s
    ]


def given_back(history: History, s: int, day: int) -> int:
    """Steps that corrections which reached their last copy today gave back."""
    due = [c for c in noted(history, s, day - 1) if c["status"] == int(CASE_CORRECTED) and c["next"] <= day]
    return -sum(_left(history.encoded.systems[s], case, day) for case in due)


def _left(system: np.void, case: dict[str, int], day: int) -> int:
    """What is left of a case's points: all of them within the window, or the part that a half-life leaves."""
    quarter, every = int(system["window"]) // 4, int(system["forget_every"])
    left = np.float32(case["points"])
    if quarter:
        return int(left) if day // quarter - case["opened"] // quarter < 4 else 0
    for _ in range(day // every - case["opened"] // every if every else 0):
        left = left * system["keep"]
    return int(left)


def cases_of(history: History, s: int, day: int) -> tuple[Case, ...]:
    """All cases of system `s` up to a day, the oldest first; those that are closed say so."""
    last: dict[tuple[int, int, int], tuple[int, dict[str, int]]] = {}
    for t in range(day + 1):
        for case in noted(history, s, t):
            last[case["kind"], case["channel"], case["opened"]] = (t, case)
    return tuple(_case(history, case, t == day) for t, case in sorted(last.values(), key=_when))


def _when(found: tuple[int, dict[str, int]]) -> tuple[int, int]:
    return found[1]["opened"], found[1]["kind"]


def _case(history: History, case: dict[str, int], is_open: bool) -> Case:
    labels = history.labels
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

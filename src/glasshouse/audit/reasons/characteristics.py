"""What an account rests on, as a few characteristics, each with its points, what is behind them, and whether that is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from glasshouse.audit.history import CitizenHistory
from glasshouse.scoring.explanation.account import (
    CUT,
    CUT_OFF,
    ENTRY,
    NOISE,
    ROUNDING,
    TAKEN_OVER,
    UNEXPLAINED,
    Account,
    Case,
    Contribution,
)

Truth = Literal["true", "partly", "false", "stale"]
Basis = Literal["records", "missing records", "what is on file", "others", "another score", "nothing on record"]
"""What points rest on. *Others*: points of household, village or contacts, with no person and no record named."""

STARTS: Final = (
    "start value",
    "lowest score of the scale",
    "base",
    "constant",
    "score of everybody before the first fit",
)
"""Terms from which everybody begins: no reasons of anybody's."""
_ARITHMETIC: Final = (
    ROUNDING,
    CUT,
    CUT_OFF,
    NOISE,
    ENTRY,
    "faded",
    "closed with the account",
    "fell out of the window",
    "given back after a correction",
    "cut off at the end of the area",
    "set aside until an appeal is decided",
)
"""Terms that follow from the others, and are no reasons."""
_OTHERS: Final = ("points of others in the household", "the village's mean points", "contacts' standing")
_ON_FILE: Final = (" on file", "start of the group")
_NOT_EARNED: Final = "; NOT EARNED"
_NOT_SO: Final = "which is not so"


@dataclass(frozen=True)
class Characteristic:
    """Something that an account rests on.

    Attributes:
        key: what tells it apart from others of the same account, the same for everybody.
        what: what it is, in words.
        points: points that it brings in all and that count still; of a list -1 for each case in force.
        basis: what these points rest on.
        truth: whether what is behind the points that cost is so.
        records: records behind it that count still.
        channels: titles of the channels that made them.
        last: day of the last of them; None without any.
        kind: the kind of conduct, if it is one.
    """

    key: str
    what: str
    points: float
    basis: Basis
    truth: Truth = "true"
    records: int = 0
    channels: tuple[str, ...] = ()
    last: int | None = None
    kind: str | None = None


def characteristics_of(history: CitizenHistory, s: int, day: int, account: Account) -> list[Characteristic]:
    """What a citizen's account rests on, in the order in which it is told.

    Args:
        history: the citizen's days.
        s: number of the system.
        day: the evening.
        account: the account in that evening.
    """
    if account.score is None:
        return _of_cases(history, [case for case in account.cases if case.weighs])
    parameters = history.under(day, s)[1]
    together: dict[str, list[Contribution]] = {}
    for item in account.items:
        if item.what not in STARTS and not item.what.startswith(_ARITHMETIC) and _counts(parameters, item, day):
            together.setdefault(_key(item), []).append(item)
    return [_of_items(parameters, key, items, day, bool(account.behind)) for key, items in together.items()]


def _counts(parameters: Any, item: Contribution, day: int) -> bool:
    return item.happened is None or _left(parameters, item, day) > 0


def _left(parameters: Any, item: Contribution, day: int) -> float:
    """The part of a record's points that is left: all within a window, or what a half-life leaves."""
    quarter, every = int(parameters["window"]) >> 2, int(parameters["forget_every"])
    if item.happened is None or item.day is None:
        return 1.0
    if quarter:
        return float(day // quarter - item.day // quarter < 4)
    return float(parameters["keep"]) ** (day // every - item.day // every) if every else 1.0


def _key(item: Contribution) -> str:
    area = f"{item.dimension}: " if item.dimension else ""
    return area + (item.kind or item.what.partition("”")[0].partition(" (")[0].partition(", which")[0])


def _of_items(parameters: Any, key: str, items: list[Contribution], day: int, has_behind: bool) -> Characteristic:
    first, records = items[0], [item for item in items if item.happened is not None]
    costly = [item for item in items if item.points < 0]
    return Characteristic(
        key,
        (f"{first.dimension}: " if first.dimension else "") + first.what.partition(_NOT_EARNED)[0].partition(" (")[0],
        sum(item.points * _left(parameters, item, day) for item in items),
        _basis(first, has_behind),
        _truth([_is_so(item) for item in costly]),
        len(records),
        tuple(dict.fromkeys(channel for item in records for channel in item.channels)),
        max((item.day for item in records if item.day is not None), default=None),
        first.kind,
    )


def _basis(item: Contribution, has_behind: bool) -> Basis:
    if item.happened is not None:
        return "records"
    if item.what.startswith("“"):
        return "missing records"
    if item.what in _OTHERS:
        return "others"
    if any(mark in item.what for mark in _ON_FILE):
        return "what is on file"
    return "another score" if has_behind and item.what not in (UNEXPLAINED, TAKEN_OVER) else "nothing on record"


def _is_so(item: Contribution) -> bool:
    return item.happened is not False and _NOT_SO not in item.what and _NOT_EARNED not in item.what


def _truth(so: list[bool]) -> Truth:
    if all(so):
        return "true"
    return "partly" if any(so) else "false"


def _of_cases(history: CitizenHistory, cases: list[Case]) -> list[Characteristic]:
    together: dict[str, list[Case]] = {}
    for case in cases:
        together.setdefault(case.kind, []).append(case)
    return [_of_kind(history, title, each) for title, each in together.items()]


def _of_kind(history: CitizenHistory, title: str, cases: list[Case]) -> Characteristic:
    """Cases of one kind of conduct: stale where all of them are over at their source and live on in copies."""
    names = {kind.title: kind.name for kind in history.labels.kinds}
    truth = "stale" if all(case.since is not None for case in cases) else _truth([not case.is_false for case in cases])
    days = [case.opened for case in cases if case.opened is not None]
    channels = tuple(dict.fromkeys(_holder(case) for case in cases))
    return Characteristic(
        title,
        title,
        -float(len(cases)),
        "records",
        truth,
        len(cases),
        channels,
        max(days, default=None),
        names.get(title),
    )


def _holder(case: Case) -> str:
    return f"{case.channel}, in the copy of {case.holder}" if case.holder else case.channel


def costs(found: list[Characteristic]) -> Iterator[tuple[Basis, float]]:
    """Points that cost, with what they rest on."""
    for each in found:
        if each.points < 0:
            yield each.basis, -each.points

"""Decisions: what a citizen decides on some days, in place of what habit and the draws would bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem

Day = Annotated[int, Field(ge=0, le=36_600)]
Number = Annotated[int, Field(ge=0)]
CaseChoice = Literal["appeal", "accept", "wait"]
"""What to do about the cases that one knows of."""


class Decision(Document):
    """What one citizen decides on some days. On all other days, and about all else, habit goes on.

    A decision is laid over the draws: no draw of anybody moves. What is decided passes through observation, treatment
    and everybody's response like anything else. Lists may be lists or tuples.

    Attributes:
        citizen: the citizen's number.
        days: the first day, and the day after the last; counted from 0.
        do: acts and attempts that happen, each once on each of the days given. What needs a condition that does not hold
            that day does not happen, and is told as refused.
        leave: kinds of conduct that are left out, whatever habit brings. What self-censorship withholds stays withheld.
            A default on a debt is no choice: it happens all the same.
        dare: kinds of conduct that happen where self-censorship alone would withhold them.
        evade: true holds evasion at its upper end, false at none; without it, habit.
        cases: what to do about each case that one knows of and that was not appealed: ``appeal``, ``accept``, or ``wait``
            and leave it open; without it, habit.
        join: systems in which to have an account: it is asked for each evening on which there is none.
        quit: systems in which to have no account.
        keep: contacts to whom one does not cut the tie.
        cut: near contacts to whom one cuts the tie.
    """

    citizen: Number
    days: tuple[Day, Day]
    do: dict[str, tuple[Day, ...]] = Field(default_factory=dict)
    leave: tuple[str, ...] = ()
    dare: tuple[str, ...] = ()
    evade: bool | None = None
    cases: CaseChoice | None = None
    join: tuple[str, ...] = ()
    quit: tuple[str, ...] = ()
    keep: tuple[Number, ...] = ()
    cut: tuple[Number, ...] = ()

    @field_validator("days", "leave", "dare", "join", "quit", "keep", "cut", mode="before")
    @classmethod
    def _from_list(cls, given: object) -> object:
        return tuple(given) if isinstance(given, list) else given

    @field_validator("do", mode="before")
    @classmethod
    def _from_lists(cls, given: object) -> object:
        if not isinstance(given, Mapping):
            return given
        return {kind: tuple(days) if isinstance(days, list) else days for kind, days in given.items()}

    @model_validator(mode="after")
    def _makes_sense(self) -> Decision:
        problems = [*_check_days(self), *_check_apart(self)]
        if not any(getattr(self, name) for name in _LISTS) and self.evade is None and self.cases is None:
            problems.append(Problem(expected=f"something to decide: {', '.join(_WHAT)}", found="nothing"))
        if problems:
            raise InputError(problems)
        return self

    @property
    def covers(self) -> range:
        """The days on which it holds."""
        return range(*self.days)


_LISTS = ("do", "leave", "dare", "join", "quit", "keep", "cut")
_WHAT = ("do", "leave", "dare", "evade", "cases", "join", "quit", "keep", "cut")
_APART = (("do", "leave"), ("dare", "leave"), ("join", "quit"), ("keep", "cut"))
"""Pairs of lists that may not name the same: one says that something happens, the other that it does not."""


def _check_days(decision: Decision) -> Iterator[Problem]:
    first, end = decision.days
    if end <= first:
        yield Problem(key="days", expected=f"a first day and a later day after the last: [{first}, {first + 1}] is one day",
                      found=f"[{first}, {end}]")  # fmt: skip
    for kind, days in decision.do.items():
        if not days or list(days) != sorted(set(days)):
            yield Problem(key=f"do.{kind}", expected="one or more days, each once, in order", found=str(list(days)))
        outside = [day for day in days if day not in decision.covers]
        if outside and end > first:
            yield Problem(
                key=f"do.{kind}", expected=f"days from {first} to {end - 1}, as in `days`", found=str(outside)
            )


def _check_apart(decision: Decision) -> Iterator[Problem]:
    for name in _LISTS[1:]:
        given = getattr(decision, name)
        if len(set(given)) < len(given):
            yield Problem(key=name, expected="each once", found=str(list(given)))
    for one, other in _APART:
        for both in sorted({*getattr(decision, one)} & {*getattr(decision, other)}):
            yield Problem(key=other, expected=f"nothing that `{one}` has too", found=repr(both))


def clashes(one: Decision, other: Decision) -> Iterator[str]:
    """What two decisions of one citizen say differently for the same day, in words; nothing where they agree.

    Args:
        one: a decision.
        other: another of the same citizen.
    """
    days = range(max(one.days[0], other.days[0]), min(one.days[1], other.days[1]))
    if not days:
        return
    yield from _opposites(one, other, days)
    yield from _opposites(other, one, days)
    if None not in (one.evade, other.evade) and one.evade != other.evade:
        yield "evade and do not"
    if one.cases and other.cases and one.cases != other.cases:
        yield " and ".join(sorted((one.cases, other.cases)))


def _opposites(first: Decision, second: Decision, days: range) -> Iterator[str]:
    """What the first decision says and the second forbids on the same days."""
    for kind in sorted({*first.do} & {*second.leave}):
        if any(day in days for day in first.do[kind]):
            yield f"do and leave {kind!r}"
    for name, against in _APART[1:]:
        for both in sorted({*getattr(first, name)} & {*getattr(second, against)}):
            yield f"{name} and {against} {both!r}"

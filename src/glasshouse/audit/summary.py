"""An explanation for the person concerned: what counts most, how far the next band is, what followed. The ledger has the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from glasshouse.audit.phrases import (
    Notes,
    Told,
    brought,
    described,
    doubt,
    heading,
    stands,
    what_is_due,
    what_is_kept,
    what_was_decided,
    what_was_held_back,
    wrong_way_round,
)
from glasshouse.audit.reviews import what_was_reviewed
from glasshouse.documents.wording import in_days, times
from glasshouse.scoring.explanation.account import Account, Contribution

_MOST_REASONS = 6
"""Most reasons of one score that are told one by one."""
_LEAST = 0.005
"""Fewest points of a reason that is told: what is less shows as none."""
_MOST_EVENTS = 3
"""Most events of one sort that are told one by one, the latest."""


def as_text(why: Told) -> str:
    """What counts most about each account, and what followed."""
    lines, notes = [heading(why)], Notes()
    for account in why.accounts:
        lines += ["", *_account(account, why, notes)]
    return "\n".join([*lines, "", *_followed(why), *notes.lines()])


def _account(account: Account, why: Told, notes: Notes) -> Iterator[str]:
    if account.score is None:
        yield stands(account)
        if account.system in why.to_come:
            yield f"  {why.to_come[account.system]}"
    else:
        yield from _score(account, why, notes)
    if said := doubt(account):
        yield f"  {said}"
    open_cases = [case for case in account.cases if case.weighs or case.status == "recorded"]
    for case in open_cases:
        yield f"  case: {described(case)}"
    over = len(account.cases) - len(open_cases)
    if over:
        yield f"  {over} earlier {'case is' if over == 1 else 'cases are'} over"


def _score(account: Account, why: Told, notes: Notes) -> Iterator[str]:
    yield stands(account)
    if away := _distance(account):
        yield f"  {away}"
    start = sum(item.points for item in account.items if item.what in _STARTS)
    yield f"  {start:12.2f}  at the start of everybody's score"
    yield from _weightiest(_reasons(account), notes)
    for others in account.others:
        if others.points:
            yield f"  {others.points:+.2f} of this through {brought(others, why.around)}"
    yield from wrong_way_round([each for each in why.perverse if each.system == account.system])
    if account.pending:
        yield f"  since then, not yet published: {sum(item.points for item in account.pending):+.2f}"


_STARTS = ("start value", "lowest score of the scale", "base", "constant", "score of everybody before the first fit")
"""Terms from which everybody begins: no reasons of this person's."""


@dataclass(frozen=True)
class _Reason:
    """Terms of a score that say the same.

    Attributes:
        what: what it is, with how many records there are and the day of the last.
        points: what they add up to.
        source: where their value comes from; None where they have several.
        is_false: whether they are records of what never happened: told however little they weigh.
    """

    what: str
    points: float
    source: str | None
    is_false: bool


def _reasons(account: Account) -> list[_Reason]:
    """Terms that say the same together, the weightiest first."""
    together: dict[tuple[str, str | None, bool], list[Contribution]] = {}
    for item in account.items:
        if item.what not in _STARTS and item.points:
            together.setdefault((item.what, item.dimension, item.happened is False), []).append(item)
    found = [_reason(items) for items in together.values()]
    return sorted((each for each in found if abs(each.points) >= _LEAST), key=lambda each: -abs(each.points))


def _reason(items: list[Contribution]) -> _Reason:
    first, sources = items[0], {item.rule for item in items}
    is_false = first.happened is False
    what = f"{'A FALSE RECORD: it never happened: ' if is_false else ''}{_area_of(first)}{first.what}{_when(items)}"
    return _Reason(what, sum(item.points for item in items), sources.pop() if len(sources) == 1 else None, is_false)


def _area_of(item: Contribution) -> str:
    return f"{item.dimension}: " if item.dimension else ""


def _when(items: list[Contribution]) -> str:
    """How many records terms rest on, and when the last was made; nothing for what is no record."""
    days = [item.day for item in items if item.happened is not None and item.day is not None]
    if len(days) > 1:
        return f", {len(days)} records, the last on day {max(days)}"
    return f", recorded on day {days[0]}" if days else ""


def _weightiest(reasons: list[_Reason], notes: Notes) -> Iterator[str]:
    told = [each for place, each in enumerate(reasons) if place < _MOST_REASONS or each.is_false]
    for each in told:
        yield f"  {each.points:+12.2f}  {each.what}{notes.mark(each.source)}"
    rest = [each.points for each in reasons if each not in told]
    if rest:
        yield f"  {sum(rest):+12.2f}  {len(rest)} smaller reasons"


def _distance(account: Account) -> str | None:
    """How far it is to the next band, and how far down to the one below."""
    if account.score is None or not account.bands:
        return None
    parts = []
    for (lower, _), (upper, start) in pairwise(account.bands):
        if lower == account.band:
            parts.append(f"{start - account.score:.2f} points more lead to band {upper}, from {start:g}")
        elif upper == account.band:
            parts.append(f"below {start:g} points, {account.score - start:.2f} less, begins band {lower}")
    return "; ".join(reversed(parts)) or None


def _followed(why: Told) -> Iterator[str]:
    yield from _in_force(why)
    for ending in ("denied", "worsened", "eased"):
        days = [each for each in why.endings if each.ending == ending]
        if days:
            yield f"  {ending} {times(len(days))}, the last on day {days[-1].day}: {days[-1].what}"
    yield from what_was_reviewed(why.reviews, _MOST_EVENTS)
    yield from what_was_decided(why.decided, _MOST_EVENTS)
    if why.wrongly_sanctioned:
        yield f"  {in_days(why.wrongly_sanctioned)} under a sanction that was not earned"
    yield from what_was_held_back(why.held_back, _MOST_EVENTS)
    if why.false_records:
        last = why.false_records[-1]
        seen = f"the last on day {last.day}: {last.what}, by {' and '.join(last.channels)}"
        yield f"False records, all channels: {len(why.false_records)}; {seen}"
    yield what_is_kept(why.known)


def _in_force(why: Told) -> Iterator[str]:
    """Measures in force, with the band that brings each."""
    bands = {account.system: _reason_of(account) for account in why.accounts}
    yield "What follows:" if why.measures else "What follows: nothing is in force."
    for measure in why.measures:
        source = f"{measure.system}{bands.get(measure.system, '')}"
        yield f"  {measure.type}: {measure.title} ({source}), in force for {in_days(measure.days)} so far"
    yield from what_is_due(why.due)


def _reason_of(account: Account) -> str:
    """What in an account brings a measure: its band, or that there is none."""
    if account.band is not None:
        return f", for band {account.band}"
    return "" if account.firm or not account.judges else ", for having no account"

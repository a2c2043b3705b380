"""An explanation for the person concerned: what counts most, how far the next band is, what followed. The ledger has the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from glasshouse.audit.phrases import (
    Notes,
    Told,
    brought,
    described,
    doubt,
    headed,
    what_is_kept,
    what_was_held_back,
    wrong_way_round,
)
from glasshouse.scoring.explanation.account import Account, Contribution

_MOST_REASONS = 6
"""Most reasons of one score that are told one by one."""
_FALSE = "A FALSE RECORD: it never happened: "
"""How reasons begin that rest on nothing; they are told however little they weigh."""
_MOST_EVENTS = 3
"""Most events of one sort that are told one by one, the latest."""


def as_text(why: Told) -> str:
    """What counts most about each account, and what followed."""
    lines, notes = [f"Citizen {why.citizen} in the evening of day {why.day}"], Notes()
    for account in why.accounts:
        lines += ["", *_account(account, why, notes)]
    return "\n".join([*lines, "", *_followed(why), *notes.lines()])


def _account(account: Account, why: Told, notes: Notes) -> Iterator[str]:
    if account.score is not None:
        yield from _score(account, why, notes)
    elif account.band is not None:
        yield f"{headed(account)}: {account.band}"
    else:
        yield f"{headed(account)}: {'no account' if account.judges else 'judges nobody'}"
    if said := doubt(account):
        yield f"  {said}"
    for case in account.cases:
        if case.weighs or case.status == "recorded":
            yield f"  case: {described(case)}"
    over = sum(not (case.weighs or case.status == "recorded") for case in account.cases)
    if over:
        yield f"  {over} earlier {'case is' if over == 1 else 'cases are'} over"


def _score(account: Account, why: Told, notes: Notes) -> Iterator[str]:
    when = "at the start" if account.published is None else f"on day {account.published}"
    yield f"{headed(account)}: {account.score:.2f} points, band {account.band}, published {when}"
    if away := _distance(account):
        yield f"  {away}"
    reasons = _reasons(account)
    start = sum(item.points for item in account.items if _is_start(item))
    yield f"  {start:12.2f}  at the start of everybody's score"
    told = [each for place, each in enumerate(reasons) if place < _MOST_REASONS or each[0].startswith(_FALSE)]
    for what, points, source in told:
        yield f"  {points:+12.2f}  {what}{notes.mark(source)}"
    rest = [points for what, points, _ in reasons[_MOST_REASONS:] if not what.startswith(_FALSE)]
    if rest:
        yield f"  {sum(rest):+12.2f}  {len(rest)} smaller reasons"
    for others in account.others:
        if others.points:
            yield f"  {others.points:+.2f} of this through {brought(others, why.around)}"
    yield from wrong_way_round([each for each in why.perverse if each.system == account.system])
    if account.pending:
        yield f"  since then, not yet published: {sum(item.points for item in account.pending):+.2f}"


def _is_start(item: Contribution) -> bool:
    """Whether a term is where everybody begins, and no reason of this person's."""
    return item.what in _STARTS


_STARTS = ("start value", "lowest score of the scale", "base", "constant", "score of everybody before the first fit")


def _reasons(account: Account) -> list[tuple[str, float, str | None]]:
    """Terms that say the same together, the weightiest first: what it is, points, source."""
    together: dict[tuple[str, str | None], list[Contribution]] = {}
    for item in account.items:
        if not _is_start(item) and item.points:
            truth = _FALSE if item.happened is False else ""
            together.setdefault((truth + item.what, item.dimension), []).append(item)
    found = []
    for (what, _), items in together.items():
        sources = dict.fromkeys(item.rule for item in items)
        last = max((item.day for item in items if item.happened is not None and item.day is not None), default=None)
        times = f", {len(items)} records, the last on day {last}" if len(items) > 1 else f", recorded on day {last}"
        source = next(iter(sources)) if len(sources) == 1 else None
        found.append((what + (times if last is not None else ""), sum(item.points for item in items), source))
    return sorted(found, key=lambda each: -abs(each[1]))


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
    bands = {account.system: f", for band {account.band}" for account in why.accounts if account.band is not None}
    if not why.measures:
        yield "What follows: nothing is in force."
    else:
        yield "What follows:"
    for measure in why.measures:
        source = f"{measure.system}{bands.get(measure.system, '')}"
        yield f"  {measure.type}: {measure.title} ({source}), in force for {measure.days} days so far"
    for ending in ("denied", "eased"):
        days = [each for each in why.endings if each.ending == ending]
        if days:
            yield f"  {ending} {len(days)} times, the last on day {days[-1].day}: {days[-1].what}"
    for each in why.decided[-_MOST_EVENTS:]:
        yield f"  day {each.day}: {each.what}: decided, {each.outcome}"
    if why.wrongly_sanctioned:
        yield f"  {why.wrongly_sanctioned} days under a sanction that was not earned"
    yield from what_was_held_back(why.held_back, _MOST_EVENTS)
    if why.false_records:
        last = why.false_records[-1]
        seen = f"the last on day {last.day}: {last.what}, by {' and '.join(last.channels)}"
        yield f"False records, all channels: {len(why.false_records)}; {seen}"
    yield what_is_kept(why.known)

"""An explanation as a ledger: every term, record and source, and all that followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glasshouse.audit.phrases import (
    Notes,
    Told,
    brought,
    described,
    doubt,
    guessed,
    heading,
    stands,
    what_is_due,
    what_is_kept,
    what_was_decided,
    what_was_held_back,
    wrong_way_round,
)
from glasshouse.audit.reviews import what_was_reviewed
from glasshouse.documents.wording import in_days
from glasshouse.scoring.explanation.account import CUT, NOISE, ROUNDING, Account, Contribution

_LONGEST = 40
"""Most records that the text lists one by one; the document has all."""
_LATEST = 10
"""Most events of one sort that it lists, the latest."""


def as_text(why: Told) -> str:
    """The explanation in full: a paragraph for each account and one for what followed."""
    lines, notes = [heading(why)], Notes()
    for account in why.accounts:
        lines += ["", *_account(account, why, notes)]
        told = {each.system for each in why.accounts}
        for behind in account.behind:
            if behind.system not in told:
                lines += ["  behind it:", *(f"  {line}" for line in _account(behind, why, notes))]
    lines += ["", *_followed(why)]
    return "\n".join([*lines, *notes.lines()])


def _account(account: Account, why: Told, notes: Notes) -> Iterator[str]:
    yield stands(account)
    if account.system in why.to_come:
        yield f"  {why.to_come[account.system]}"
    if account.score is not None:
        yield from _score(account, why, notes)
    if said := doubt(account):
        yield f"  {said}"
    for case in account.cases:
        yield f"  case: {described(case)}"
    yield from wrong_way_round([each for each in why.perverse if each.system == account.system])


def _score(account: Account, why: Told, notes: Notes) -> Iterator[str]:
    yield from _terms(account.items, notes)
    yield f"  {account.sum:12.2f}  sum"
    for others in account.others:
        yield f"  of these, {others.points:+.2f} through {brought(others, why.around)}"
    if account.pending:
        yield f"  since then, not yet published: {sum(item.points for item in account.pending):+.2f}"
        yield from _terms(account.pending, notes)


def _terms(items: Iterable[Contribution], notes: Notes) -> Iterator[str]:
    """The terms of a score: what has no day, then records, then each sort of other change in one line, then the ends."""
    groups: dict[str, list[Contribution]] = {"base": [], "record": [], "change": [], "end": []}
    for item in items:
        groups[_sort(item)].append(item)
    for item in groups["base"]:
        yield _line(item.points, None, item.what, item.dimension, notes.mark(item.rule))
    yield from _records(groups["record"], notes)
    merged: dict[tuple[str, str | None], float] = {}
    for item in groups["change"]:
        key = (item.what, item.dimension)
        merged[key] = merged.get(key, 0.0) + item.points
    for (what, dimension), points in merged.items():
        yield _line(points, None, what, dimension)
    for item in groups["end"]:
        yield _line(item.points, None, item.what, None)


def _sort(item: Contribution) -> str:
    if item.what in (CUT, NOISE, ROUNDING):
        return "end"
    if item.happened is not None:
        return "record"
    return "base" if item.day is None else "change"


def _records(records: list[Contribution], notes: Notes) -> Iterator[str]:
    """The latest records one by one, and every false one; the others in one line."""
    late = len(records) - _LONGEST
    left_out = [item for place, item in enumerate(records) if place < late and item.happened]
    if left_out:
        yield _line(sum(item.points for item in left_out), None, f"{len(left_out)} earlier records", None)
    for place, item in enumerate(records):
        if place >= late or not item.happened:
            seen = f"recorded by {' and '.join(item.channels)}"
            truth = "" if item.happened else ", A FALSE RECORD: it never happened"
            what = f"{item.what}, {seen}{truth}"
            yield _line(item.points, item.day, what, item.dimension, notes.mark(item.rule))


def _line(points: float, day: int | None, what: str, dimension: str | None, source: str = "") -> str:
    area = f"{dimension}: " if dimension else ""
    when = f"day {day}: " if day is not None else ""
    return f"  {points:+12.2f}  {area}{when}{what}{source}"


def _followed(why: Told) -> Iterator[str]:
    yield "What follows:" if why.measures else "What follows: nothing is in force."
    for measure in why.measures:
        yield f"  {measure.type}: {measure.title} ({measure.system}), in force for {in_days(measure.days)} so far"
    yield from what_is_due(why.due)
    for ending in why.endings[-_LATEST:]:
        yield f"  day {ending.day}: {ending.what}: {ending.ending}"
    for owed in why.debts:
        late = f", {owed.late} instalments late" if owed.late else ""
        yield f"  owes {owed.amount:.2f} monthly incomes: {owed.what}{late}"
    yield from what_was_reviewed(why.reviews, _LATEST)
    yield from what_was_decided(why.decided, _LATEST)
    if why.wrongly_sanctioned:
        yield f"  {in_days(why.wrongly_sanctioned)} under a sanction that was not earned"
    yield from what_was_held_back(why.held_back, _LONGEST)
    yield from _records_amiss(why)
    yield from _known(why)


def _records_amiss(why: Told) -> Iterator[str]:
    """Records of what never happened, and acts of which there is none."""
    if why.false_records:
        yield f"False records, all channels: {len(why.false_records)}"
        for item in why.false_records[-_LATEST:]:
            yield f"  day {item.day}: {item.what}, by {' and '.join(item.channels)}"
    for unseen, whose in ((why.unseen, "Done"), (why.unseen_of_firm, "Done by the firm where the citizen works")):
        if unseen:
            acts = ", ".join(f"{what} ({count})" for what, count in unseen.items())
            yield f"{whose}, with a rule about it, and recorded by nobody: {acts}"


def _known(why: Told) -> Iterator[str]:
    known = why.known
    yield what_is_kept(known)
    for file in known.files:
        yield f"  on file, {file.keeper}: {file.heading}, {file.recent} recent and {file.old} old records"
    for each in known.holdings:
        passed = f", {each.copied} from others" if each.copied else ""
        yield f"  held by {each.holder}: {each.heading}, {each.own} records of its own{passed}"
    yield from guessed(known)
    for entry in known.attributes:
        yield f"  {entry.system} has on file: {entry.attribute}" + ("" if entry.is_so else ", which is not so")
    for case in known.cases:
        yield f"  a case of {case.system}: {case.case}"
    for copy in known.copies:
        held = ", ".join(copy.holders) or "nobody any more"
        right = f"; put right by {', '.join(copy.put_right)}" if copy.put_right else ""
        yield f"  copies of {copy.case}: {held}{right}"

"""An explanation as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from glasshouse.audit.data_held import DataHeld
from glasshouse.audit.treatment import Chosen, Ending, Measure
from glasshouse.scoring.explanation.account import CUT, NOISE, ROUNDING, Account, Case, Contribution

_LONGEST = 40
"""Most records that the text lists one by one; the document has all."""


class Told(Protocol):
    """What the text tells: `glasshouse.audit.explain.Explanation` has it."""

    @property
    def citizen(self) -> int:
        """The citizen's number."""

    @property
    def day(self) -> int:
        """The day, from 0."""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Each system's account."""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Measures in force on that day."""

    @property
    def endings(self) -> tuple[Ending, ...]:
        """Attempts that were denied or eased up to that day."""

    @property
    def false_records(self) -> tuple[Contribution, ...]:
        """Records of things that never happened."""

    @property
    def unseen(self) -> dict[str, int]:
        """Acts that a rule is about and that nobody recorded, by kind."""

    @property
    def wrongly_sanctioned(self) -> int:
        """Days under a sanction that was not earned."""

    @property
    def known(self) -> DataHeld:
        """What is kept of the citizen, and guessed."""

    @property
    def decided(self) -> tuple[Chosen, ...]:
        """What the citizen decided up to that day, and what became of it."""


def as_text(why: Told) -> str:
    """The explanation, a paragraph for each account and one for what followed."""
    lines = [f"Citizen {why.citizen} in the evening of day {why.day}"]
    for account in why.accounts:
        lines += ["", *_account(account)]
        told = {each.system for each in why.accounts}
        for behind in account.behind:
            if behind.system not in told:
                lines += ["  behind it:", *(f"  {line}" for line in _account(behind))]
    lines += ["", *_followed(why)]
    return "\n".join(lines)


def _account(account: Account) -> Iterator[str]:
    if account.band is None and account.score is None:
        yield f"{account.title}: {'no account' if account.judges else 'judges nobody'}"
    elif account.score is None:
        yield f"{account.title}: {account.band}"
    else:
        when = "at the start" if account.published is None else f"on day {account.published}"
        yield f"{account.title}: {account.score:.2f} points, band {account.band}, published {when}"
        yield from _terms(account.items)
        yield f"  {account.sum:12.2f}  sum" + ("" if account.adds_up else "  WHICH DOES NOT ADD UP")
        if account.pending:
            yield f"  since then, not yet published: {sum(item.points for item in account.pending):+.2f}"
            yield from _terms(account.pending)
    for case in account.cases:
        yield f"  case: {_describe(case)}"


def _terms(items: Iterable[Contribution]) -> Iterator[str]:
    """The terms of a score: what has no day, then records, then each sort of other change in one line, then the ends."""
    groups: dict[str, list[Contribution]] = {"base": [], "record": [], "change": [], "end": []}
    for item in items:
        groups[_sort(item)].append(item)
    for item in groups["base"]:
        yield _line(item.points, None, item.what, item.dimension, item.rule)
    yield from _records(groups["record"])
    merged: dict[tuple[str, str | None], float] = {}
    for item in groups["change"]:
        key = (item.what, item.dimension)
        merged[key] = merged.get(key, 0.0) + item.points
    for (what, dimension), points in merged.items():
        yield _line(points, None, what, dimension, None)
    for item in groups["end"]:
        yield _line(item.points, None, item.what, None, None)


def _sort(item: Contribution) -> str:
    if item.what in (CUT, NOISE, ROUNDING):
        return "end"
    if item.happened is not None:
        return "record"
    return "base" if item.day is None else "change"


def _records(records: list[Contribution]) -> Iterator[str]:
    """The latest records one by one, and every false one; the others in one line."""
    late = len(records) - _LONGEST
    left_out = [item for place, item in enumerate(records) if place < late and item.happened]
    if left_out:
        yield _line(sum(item.points for item in left_out), None, f"{len(left_out)} earlier records", None, None)
    for place, item in enumerate(records):
        if place >= late or not item.happened:
            seen = f"recorded by {' and '.join(item.channels)}"
            truth = "" if item.happened else ", A FALSE RECORD: it never happened"
            yield _line(item.points, item.day, f"{item.what}, {seen}{truth}", item.dimension, item.rule)


def _line(points: float, day: int | None, what: str, dimension: str | None, rule: str | None) -> str:
    area = f"{dimension}: " if dimension else ""
    when = f"day {day}: " if day is not None else ""
    source = f"  [{rule}]" if rule else ""
    return f"  {points:+12.2f}  {area}{when}{what}{source}"


def _followed(why: Told) -> Iterator[str]:
    if why.measures:
        yield "What follows:"
        for measure in why.measures:
            yield f"  {measure.type}: {measure.title} ({measure.system}), in force for {measure.days} days so far"
    else:
        yield "What follows: nothing is in force."
    for ending in why.endings[-10:]:
        yield f"  day {ending.day}: {ending.what}: {ending.ending}"
    for each in why.decided[-10:]:
        yield f"  day {each.day}: {each.what}: decided, {each.outcome}"
    if why.wrongly_sanctioned:
        yield f"  {why.wrongly_sanctioned} days under a sanction that was not earned"
    if why.false_records:
        yield f"False records, all channels: {len(why.false_records)}"
        for item in why.false_records[-10:]:
            yield f"  day {item.day}: {item.what}, by {' and '.join(item.channels)}"
    if why.unseen:
        acts = ", ".join(f"{what} ({count})" for what, count in why.unseen.items())
        yield f"Done, with a rule about it, and recorded by nobody: {acts}"
    yield from _known(why)


def _known(why: Told) -> Iterator[str]:
    known = why.known
    yield f"Kept of this citizen: {known.records} records and copies, by {known.keepers} keepers"
    for file in known.files:
        yield f"  on file, {file.keeper}: {file.heading}, {file.recent} recent and {file.old} old records"
    for guess in known.guesses:
        how = "disclosed" if guess.error == 0 else f"inferred, with an error of {guess.error:g} or more"
        yield f"  {guess.system} has {guess.attribute} {guess.shown:+.2f} (from -1 to 1), {how}"
    for copy in known.copies:
        held = ", ".join(copy.holders) or "nobody any more"
        right = f"; put right by {', '.join(copy.put_right)}" if copy.put_right else ""
        yield f"  copies of {copy.case}: {held}{right}"


def _describe(case: Case) -> str:
    """A case in a sentence."""
    parts: list[str] = [f"{case.kind}, recorded on day {case.opened} by {case.channel}: {case.status}"]
    if case.until is not None:
        parts.append(f"until day {case.until}")
    if case.is_false:
        parts.append("a false record: nothing of the kind happened")
    parts.append("told before it took effect" if case.told else "not told before it took effect")
    if case.appeal:
        parts.append(f"appeal {case.appeal}")
    return "; ".join(parts)

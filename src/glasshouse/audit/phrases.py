"""Phrases that the ledger and the summary of an explanation share: cases, sources, others, what was held back, what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from glasshouse.audit.data_held import DataHeld
from glasshouse.audit.neighbours import Sitting
from glasshouse.audit.reviews import Reviewed
from glasshouse.audit.scarcity import Owed
from glasshouse.audit.treatment import Chosen, Due, Ending, HeldBack, Measure, Perverse
from glasshouse.scoring.explanation.account import Account, Case, Contribution, Others
from glasshouse.scoring.explanation.records import in_words


class Told(Protocol):
    """What is told: `glasshouse.audit.explain.Explanation` has it, and says what each means."""

    @property
    def citizen(self) -> int:
        """The citizen's number."""

    @property
    def day(self) -> int:
        """The day, from 0."""

    @property
    def sitting(self) -> Sitting:
        """Which of the people of that number it is."""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Each system's account."""

    @property
    def to_come(self) -> dict[str, str]:
        """Of systems that have not come to the citizen's region, when they do."""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Measures in force on that day."""

    @property
    def due(self) -> tuple[Due, ...]:
        """Measures that will begin if the citizen stays in a band that names them."""

    @property
    def endings(self) -> tuple[Ending, ...]:
        """Attempts that were denied, worsened or eased up to that day."""

    @property
    def false_records(self) -> tuple[Contribution, ...]:
        """Records of things that never happened."""

    @property
    def unseen(self) -> dict[str, int]:
        """Acts that a rule is about and that nobody recorded, by kind."""

    @property
    def unseen_of_firm(self) -> dict[str, int]:
        """The same of the firm where the citizen works."""

    @property
    def wrongly_sanctioned(self) -> int:
        """Days under a sanction that was not earned."""

    @property
    def debts(self) -> tuple[Owed, ...]:
        """What the citizen owes."""

    @property
    def known(self) -> DataHeld:
        """What is kept of the citizen, and guessed."""

    @property
    def decided(self) -> tuple[Chosen, ...]:
        """What the citizen decided up to that day, and what became of it."""

    @property
    def held_back(self) -> tuple[HeldBack, ...]:
        """What the citizen would have done and did not."""

    @property
    def perverse(self) -> tuple[Perverse, ...]:
        """Points that speak against what they are given for."""

    @property
    def reviews(self) -> tuple[Reviewed, ...]:
        """Worse bands that came before a caseworker."""

    @property
    def around(self) -> dict[str, int]:
        """How many people stand behind what others bring."""


def heading(why: Told) -> str:
    """Whom it is about, and when; where people come and go, which of the people who have had that number."""
    whom = f"Citizen {why.citizen} in the evening of day {why.day}"
    if not why.sitting.generation:
        return whom
    return f"{whom}: person {why.sitting.generation + 1} of that number, who came on day {why.sitting.came}"


def what_is_due(due: tuple[Due, ...]) -> Iterator[str]:
    """Measures that begin later, a line each."""
    for measure in due:
        when = "tomorrow" if measure.days == 1 else f"in {measure.days} days"
        yield f"  {measure.type} to come: {measure.title} ({measure.system}), {when} if the band stays"


class Notes:
    """Sources of values, each told once, at the end."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, source: str | None) -> str:
        """The mark that stands for a source in the text; nothing for none."""
        if not source:
            return ""
        return f"  [{self._numbers.setdefault(source, len(self._numbers) + 1)}]"

    def lines(self) -> Iterator[str]:
        """All sources that were marked, in the order of their numbers."""
        if self._numbers:
            yield "Where values come from:"
        for source, number in self._numbers.items():
            yield f"  [{number}] {source}"


def stands(account: Account) -> str:
    """How the citizen, or the firm where they work, stands with a system, in a line."""
    title = account.title + (" (the account of the firm where the citizen works)" if account.firm else "")
    if account.score is not None:
        when = "at the start" if account.published is None else f"on day {account.published}"
        return f"{title}: {account.score:.2f} points, band {account.band}, published {when}"
    if account.band is not None:
        return f"{title}: {account.band}"
    return f"{title}: {'no account' if account.judges else 'judges nobody'}"


def doubt(account: Account) -> str | None:
    """Where what is told does not account for what was published: by how much; else None."""
    if account.adds_up:
        return None
    if account.score is None:
        return "THIS DOES NOT ADD UP: what is told here does not lead to where the citizen stands"
    apart = abs(account.score - account.sum) + account.unexplained
    said = f"{apart:.2f} points are" if apart >= 0.005 else "part of it is"
    return f"THIS DOES NOT ADD UP: {said} explained by nothing on record"


def described(case: Case) -> str:
    """A case in a sentence."""
    when = "on file before the first day" if case.opened is None else f"recorded on day {case.opened}"
    parts: list[str] = [f"{case.kind}, {when} by {case.channel}: {case.status}"]
    if case.of is not None:
        parts.append(f"a case of {case.of}; this list acts on the copy of {case.holder}")
    if case.until is not None:
        parts.append(f"takes effect on day {case.until}" if case.status == "recorded" else f"until day {case.until}")
    if case.since is not None:
        parts.append(f"since day {case.since}")
    if case.is_false:
        parts.append("a false record: nothing of the kind happened")
    if case.opened is not None:
        parts.append("told before it took effect" if case.told else "not told before it took effect")
    if case.appeal:
        parts.append(f"appeal {case.appeal}")
    return "; ".join(parts)


def brought(others: Others, around: Mapping[str, int]) -> str:
    """What others bring to a score: how many they are, what they have, what of it counts."""
    n = around.get(others.who)
    if others.who == "household":
        who = "others in the household" if n is None else f"{_people(n)} in the household"
        return f"{who}: {others.part:g} of the {others.theirs:+.2f} points that their records brought them"
    if others.who == "village":
        who = "the village" if n is None else f"the village, {n:,} people"
        return f"{who}: {others.part:g} of their {others.theirs:+.2f} points on average"
    who = "contacts" if n is None else f"{n} contacts"
    return f"{who}: those with a score stand at {others.theirs:.0%} of the scale on average"


def _people(n: int) -> str:
    return "1 other" if n == 1 else f"{n} others"


def wrong_way_round(perverse: Sequence[Perverse]) -> Iterator[str]:
    """Perverse reasons, a line each."""
    for each in perverse:
        records = "1 record" if each.records == 1 else f"{each.records} records"
        yield f"  {each.reason}: {each.what}, {records}, {each.points:+.2f} points ({each.system})"


def what_was_held_back(held: Sequence[HeldBack], most: int) -> Iterator[str]:
    """The latest acts that did not come about, a line each, with what was felt."""
    if not held:
        return
    earlier = f", the latest {most} of {len(held)}" if len(held) > most else ""
    yield f"Not done, though it would have been{earlier}:"
    for each in held[-most:]:
        felt = ""
        if each.perceived_risk is not None and each.self_censorship is not None:
            felt = f" (risk felt {each.perceived_risk:.2f} of 1, self-censorship {each.self_censorship:+.2f} of 1)"
        if each.why == "hindered":
            yield f"  day {each.day}: {each.what}: prevented by an obstacle, which is no choice of the citizen's"
        else:
            yield f"  day {each.day}: {each.what}: held back{felt}"


def what_was_decided(decided: Sequence[Chosen], most: int) -> Iterator[str]:
    """The latest decisions, a line each."""
    for each in decided[-most:]:
        yield f"  day {each.day}: {each.what}: decided, {each.outcome}"


def what_is_kept(known: DataHeld) -> str:
    """The dose in a sentence: records, cases, accounts, and who has them."""
    records = (known.records, "record or copy", "records and copies")
    counts = (records, (len(known.cases), "case", "cases"), (len(known.accounts), "score", "scores"))
    parts = [f"{n} {one if n == 1 else many}" for n, one, many in counts if n]
    if not parts:
        return "Kept of this citizen: nothing"
    keepers = known.everybody
    who = f"{len(keepers)} {'keeper' if len(keepers) == 1 else 'keepers'}: {', '.join(keepers)}"
    return f"Kept of this citizen: {', '.join(parts)}, by {who}"


def guessed(known: DataHeld) -> Iterator[str]:
    """Attributes on file, a line each."""
    for guess in known.guesses:
        how = "disclosed" if guess.error == 0 else f"inferred, with an error of {guess.error:g} or more"
        yield f"  {guess.system} has {guess.attribute}: {in_words(guess.attribute, guess.shown)}, {how}"

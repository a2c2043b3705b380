"""What is said about each observable, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from glasshouse.report.material import Material, World
from glasshouse.report.wording import amount, capital, change, interval, share

Side = Literal["aim", "cost"]


@dataclass(frozen=True)
class Subject:
    """What an observable is about.

    Attributes:
        noun: what it is called at the head of a sentence.
        side: ``aim`` for what scoring is meant to change, ``cost`` for what else it may change.
        is_many: whether the noun is a plural.
    """

    noun: str
    side: Side
    is_many: bool = True


SUBJECTS: Final[Mapping[str, Subject]] = {
    "offences_per_1000_days": Subject("offences, petty and grave", "aim"),
    "defaults_per_1000_years": Subject("judgments left unpaid", "aim"),
    "bills_missed_share": Subject("bills missed", "aim"),
    "civic_acts_per_1000_days": Subject("civic and family acts", "aim"),
    "deals_kept_share": Subject("deals with strangers that were kept", "aim"),
    "mean_effort": Subject("effort towards what is rewarded", "aim", False),
    "criticism_per_1000_days": Subject("criticism in public", "cost", False),
    "sensitive_searches_per_1000_days": Subject("searches for something sensitive", "cost"),
    "lawful_speech_per_1000_days": Subject("lawful words and searches", "cost"),
    "speech_withheld_share": Subject("lawful words and searches kept back", "cost"),
    "help_withheld_share": Subject("requests for help kept back", "cost"),
    "work_risk_per_1000_days": Subject("risks taken at work", "cost"),
    "denied_attempts_per_1000_years": Subject("attempts denied", "cost"),
    "false_records_per_1000_years": Subject("false records", "cost"),
    "sanctioned_share_of_days": Subject("days under a sanction", "cost"),
    "wronged_share_of_days": Subject("days under a sanction not earned", "cost"),
    "deals_refused_share": Subject("deals with strangers refused", "cost"),
    "mean_guard": Subject("self-censorship (guard)", "cost", False),
    "mean_felt_risk": Subject("felt risk", "cost", False),
    "mean_grievance": Subject("grievance", "cost", False),
    "gatherings_per_million_years": Subject("gatherings", "cost"),
    "ties_per_citizen": Subject("ties between people", "cost"),
}
"""The observables that a report speaks of, in order."""


def difference_sentences(material: Material, twin: World, side: Side) -> list[str]:
    """One sentence for each difference on one side of the ledger, true to its direction, size, unit and interval."""
    sentences, level = [], []
    for name, entry in material.differences(twin.name).items():
        subject = SUBJECTS.get(name)
        if subject is None or subject.side != side or entry.get("value") is None:
            continue
        ours, theirs = material.base.value(name), twin.value(name)
        if ours is None or theirs is None:
            continue
        if ours == theirs and not entry["value"]:
            level.append(subject.noun)
        else:
            sentences.append(difference_sentence(subject, ours, theirs, entry))
    if level:
        sentences.append(f"No difference at all in {_any(level)}.")
    return sentences


def difference_sentence(subject: Subject, ours: float, theirs: float, entry: Mapping[str, Any]) -> str:
    """A difference as a sentence."""
    value, low, high, unit = entry["value"], entry.get("low"), entry.get("high"), entry.get("unit", "")
    head = capital(subject.noun)
    beside = f"{amount(ours, unit)} against {amount(theirs, unit)}"
    within = interval(low, high, unit)
    if low is not None and high is not None and low <= 0 <= high:
        return f"{head}: no difference that can be told from chance ({beside}; 95% interval {within})."
    verb = "rose" if value > 0 else "fell"
    size = f"by {share(abs(value) / abs(theirs))}" if theirs else f"by {change(value, unit)}"
    tail = f"; 95% interval of the difference {within}" if within else "; no interval was worked out"
    return f"{head} {verb} {size}: {beside}{tail}."


def _any(nouns: list[str]) -> str:
    return nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} or {nouns[-1]}"

"""Differences of observables in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from glasshouse.report.data import ReportData, World
from glasshouse.report.wording import capital, change, interval, pair, share

_TIMES: Final = 5
"""How many times as much as in the twin is written as a change in the unit, instead of a share of what the twin has."""
_SEE: Final = "the intervals are in the table below the next chart"
Side = Literal["aim", "cost"]


@dataclass(frozen=True)
class Subject:
    """What an observable is about.

    Attributes:
        noun: what it is called at the head of a sentence.
        side: ``aim`` for what scoring is meant to change, ``cost`` for what else it may change.
    """

    noun: str
    side: Side


SUBJECTS: Final[Mapping[str, Subject]] = {
    "offences_per_1000_days": Subject("offences, petty and grave", "aim"),
    "defaults_per_1000_years": Subject("judgments left unpaid", "aim"),
    "bills_missed_share": Subject("bills missed", "aim"),
    "civic_acts_per_1000_days": Subject("civic and family acts", "aim"),
    "deals_kept_share": Subject("deals with strangers that were kept", "aim"),
    "mean_effort": Subject("effort towards what is rewarded", "aim"),
    "criticism_per_1000_days": Subject("criticism in public", "cost"),
    "sensitive_searches_per_1000_days": Subject("searches for something sensitive", "cost"),
    "speech_withheld_share": Subject("lawful words and searches kept back", "cost"),
    "help_withheld_share": Subject("requests for help kept back", "cost"),
    "work_risk_per_1000_days": Subject("risks taken at work", "cost"),
    "denied_attempts_per_1000_years": Subject("attempts denied", "cost"),
    "false_records_per_1000_years": Subject("false records", "cost"),
    "sanctioned_share_of_days": Subject("days under a sanction", "cost"),
    "wrongly_sanctioned_share_of_days": Subject("days under a sanction not earned", "cost"),
    "deals_refused_share": Subject("deals with strangers refused", "cost"),
    "mean_self_censorship": Subject("self-censorship", "cost"),
    "mean_grievance": Subject("grievance", "cost"),
    "gatherings_per_million_years": Subject("gatherings", "cost"),
    "ties_per_citizen": Subject("ties between people", "cost"),
}
"""The observables that a report speaks of, in order."""


@dataclass(frozen=True)
class Statement:
    """A difference in words.

    Attributes:
        noun: what differs.
        change: its direction and size, or that nothing differs.
        figures: the values, the unit and the interval; empty where there is nothing to add.
    """

    noun: str
    change: str
    figures: str = ""

    def __str__(self) -> str:
        return f"{self.noun} {self.change}" + (f" ({self.figures})." if self.figures else ".")


def statements(data: ReportData, twin: World, side: Side) -> list[Statement]:
    """What there is to say of each difference on one side, true to its direction, size, unit and interval."""
    clear, unclear, equal = [], [], []
    for subject, base_value, twin_value, entry in _compared(data, twin, side):
        if base_value == twin_value and not entry["value"]:
            equal.append(subject.noun)
        elif is_unclear(entry):
            unclear.append(subject.noun)
        else:
            clear.append(state(subject, base_value, twin_value, entry))
    if unclear:
        clear.append(Statement("No difference that can be told from chance", f"in {_any(unclear)}", _SEE))
    if equal:
        clear.append(Statement("No difference at all", f"in {_any(equal)}"))
    return clear


def _compared(data: ReportData, twin: World, side: Side) -> Iterator[tuple[Subject, float, float, Mapping[str, Any]]]:
    """Subjects of a side that are defined in both worlds, with both values and their difference."""
    differences = data.differences(twin.name)
    for name, subject in SUBJECTS.items():
        entry, base_value, twin_value = differences.get(name), data.base.value(name), twin.value(name)
        if subject.side != side or base_value is None or twin_value is None:
            continue
        if entry and entry.get("value") is not None:
            yield subject, base_value, twin_value, entry


def state(subject: Subject, base_value: float, twin_value: float, entry: Mapping[str, Any]) -> Statement:
    """One difference in words."""
    noun = capital(subject.noun)
    value, low, high, unit = entry["value"], entry.get("low"), entry.get("high"), entry.get("unit", "")
    here, there, tail = pair(base_value, twin_value, unit)
    values = f"{here} against {there}{tail}"
    range_text = interval(low, high, unit)
    if is_unclear(entry):
        return Statement(
            f"{noun}:", "no difference that can be told from chance", f"{values}; 95% interval {range_text}"
        )
    verb = "rose" if value > 0 else "fell"
    # Of next to nothing, a share says nothing.
    is_meaningful = twin_value and abs(value) <= _TIMES * abs(twin_value)
    size = f"by {share(abs(value) / abs(twin_value))}" if is_meaningful else f"by {change(value, unit)}"
    certainty = f"95% interval of the difference {range_text}" if range_text else "no interval was worked out"
    return Statement(noun, f"{verb} {size}", f"{values}; {certainty}")


def is_unclear(entry: Mapping[str, Any]) -> bool:
    """Whether the interval holds zero."""
    low, high = entry.get("low"), entry.get("high")
    return low is not None and high is not None and low <= 0 <= high


def _any(nouns: list[str]) -> str:
    return nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} or {nouns[-1]}"

"""Differences from a twin: what they are about, whether they are clear, and whether a percentage says anything of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from glasshouse.observables.answers import Answer, answer
from glasshouse.observables.smallest import read_smallest
from glasshouse.report.data import ReportData, World
from glasshouse.report.wording import change, is_share, share, signed_change, signed_share

_MOST: Final = 5
"""A difference more than so many times the twin's value is not written as a percentage of it: that value is near 0."""
Side = Literal["aim", "cost"]


@dataclass(frozen=True)
class Subject:
    """What an observable is about.

    Attributes:
        noun: what it is called at the head of a sentence.
        side: ``aim`` for what scoring is meant to change, ``cost`` for what else it may change.
        is_of_censors: whether it is spoken of only where a world has a censor.
    """

    noun: str
    side: Side
    is_of_censors: bool = False


SUBJECTS: Final[Mapping[str, Subject]] = {
    "offences_per_1000_days": Subject("offences of all kinds", "aim"),
    "defaults_per_1000_years": Subject("judgments left unpaid", "aim"),
    "bills_missed_share": Subject("bills missed", "aim"),
    "civic_acts_per_1000_days": Subject("civic and family acts", "aim"),
    "deals_kept_share": Subject("deals with strangers that were kept", "aim"),
    "mean_effort": Subject("effort towards what is rewarded", "aim"),
    "criticism_per_1000_days": Subject("criticism in public", "cost"),
    "sensitive_searches_per_1000_days": Subject("searches for something sensitive", "cost"),
    "speech_withheld_share": Subject("lawful words and searches withheld", "cost"),
    "help_withheld_share": Subject("requests for help withheld", "cost"),
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
    "removed_per_1000_days": Subject("posts removed", "cost", is_of_censors=True),
    "hindered_per_1000_days": Subject("words and searches that obstacles prevented", "cost", is_of_censors=True),
    "flooded_per_1000_days": Subject("posts of paid commentators", "cost", is_of_censors=True),
    "visible_criticism_per_1000_days": Subject("criticism that stays visible", "cost", is_of_censors=True),
    "public_criticism_share": Subject("the critical part of what is visible", "cost", is_of_censors=True),
    "firm_offences_per_1000_years": Subject("offences of firms", "aim"),
    "firm_false_records_per_1000_years": Subject("false records about firms", "cost"),
    "bids_denied_per_1000_years": Subject("bids of firms denied", "cost"),
    "liable_share_of_days": Subject("days under a sanction for what one's firm did", "cost"),
}
"""The observables that a report speaks of, in order; what a world has not is left out."""


@dataclass(frozen=True)
class Difference:
    """One difference: the base's value less the twin's.

    Attributes:
        subject: what differs.
        twin: the world that the base is compared with.
        base_value: the value in the base; with several seeds, the mean over them.
        twin_value: the same of the twin.
        unit: unit of both.
        value: the difference; it may be a mean over several seeds.
        low: lower end of its interval, if there is one.
        high: upper end.
        smallest: the smallest size that matters, in the same unit; None where there is none.
        reason: why there is no interval, or one without width; empty where there is nothing to say.
    """

    subject: Subject
    twin: str
    base_value: float
    twin_value: float
    unit: str
    value: float
    low: float | None
    high: float | None
    smallest: float | None = None
    reason: str = ""

    @property
    def has_interval(self) -> bool:
        """Whether it has an interval."""
        return self.low is not None and self.high is not None

    @property
    def answer(self) -> Answer:
        """What may be said of it."""
        return answer(self.value, self.low, self.high, self.smallest)

    @property
    def is_clear(self) -> bool:
        """Whether there is an interval and it leaves out 0."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    @property
    def is_unclear(self) -> bool:
        """Whether there is an interval and it touches or holds 0."""
        return self.has_interval and not self.is_clear

    @property
    def is_none(self) -> bool:
        """Whether both values are the same."""
        return self.base_value == self.twin_value and not self.value

    @property
    def has_percentage(self) -> bool:
        """Whether a percentage of the twin's value says anything: not where that is 0, or near 0 beside the difference."""
        ends = (self.value, self.low or 0.0, self.high or 0.0)
        return self.twin_value != 0 and max(map(abs, ends)) <= _MOST * abs(self.twin_value)

    def relative(self, value: float | None) -> float:
        """A difference as a part of the twin's value; the difference itself where there is no such end."""
        return (self.value if value is None else value) / abs(self.twin_value)

    @property
    def size(self) -> str:
        """Its size without a sign: a percentage of the twin's value where that says anything, else in its own unit.

        A difference of shares is always in percentage points, so that no percentage of a percentage is written.
        """
        if self._is_written_as_percentage:
            return share(abs(self.relative(self.value)))
        return change(self.value, self.unit)

    @property
    def signed_size(self) -> str:
        """Its size with a sign."""
        if self._is_written_as_percentage:
            return signed_share(self.relative(self.value))
        return signed_change(self.value, self.unit)

    @property
    def _is_written_as_percentage(self) -> bool:
        return self.has_percentage and not self.is_unclear and not is_share(self.unit)


def find_differences(data: ReportData, twin: World) -> Iterator[Difference]:
    """The differences from one twin that a report speaks of: those that are defined in both worlds."""
    has_censor = data.base.is_censored or twin.is_censored
    for name, subject in SUBJECTS.items():
        difference = find_difference(data, twin, name) if has_censor or not subject.is_of_censors else None
        if difference is not None:
            yield difference


def find_difference(data: ReportData, twin: World, name: str) -> Difference | None:
    """The difference of one observable from a twin; None where it is missing or undefined in one of the worlds."""
    entry: Mapping[str, Any] = data.differences(twin.name).get(name) or {}
    base_value, twin_value = entry.get("base", data.base.value(name)), entry.get("twin", twin.value(name))
    value = entry.get("value")
    if value is None or base_value is None or twin_value is None:
        return None
    unit, low, high = str(entry.get("unit", "")), entry.get("low"), entry.get("high")
    smallest = read_smallest(name, data.base.observable(name))
    return Difference(
        SUBJECTS[name],
        twin.label,
        base_value,
        twin_value,
        unit,
        value,
        low,
        high,
        None if smallest is None else smallest.size(twin_value),
        str(entry.get("reason") or ""),
    )

"""What became of copies: how many, how long they outlived what they say, who went on being banned, who gave up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.measurement.totals import SystemLabel, Totals, sum_of
from glasshouse.observables.observable import Observable, share

_YEAR = 365


def observe_copies(totals: Totals, systems: Sequence[SystemLabel]) -> Iterator[Observable]:
    """The observables of trade in records.

    Args:
        totals: the run's exact counts.
        systems: what each system's codes mean, by number.
    """
    day_counts, days = totals.day_counts, totals.person_days
    copies, cases, revoked = (int(day_counts[field]) for field in ("copies", "copied_cases", "revoked_cases"))
    none = "no case was copied"
    title = "holders whose copy of a case counts, for each case that was copied"
    yield _ratio("copies_per_case", copies, cases, "copies per case", title, none)
    title = "cases that live on in copies though the source has put them right as errors"
    yield share("uncorrected_share_of_cases", revoked, cases, title, none)
    for field, what in (
        ("passed", "copies passed on"),
        ("leaked", "copies that left for holders out of reach"),
        ("reappeared", "errors that came back to a holder who had put them right"),
    ):
        value = int(day_counts[field]) * 1000 * _YEAR / days if cases else None
        name = f"copies_{field}_per_1000_years"
        yield Observable(name, value, "per 1,000 people and year", what, reason=None if cases else none)
    cleared, waited = int(day_counts["errors_cleared"]), int(day_counts["errors_cleared_days"])
    title = "days from the correction at the source to the last copy, of errors that left all copies"
    yield _ratio("copy_lag", waited, cleared, "days", title, "no error has left all copies")
    righted = int(day_counts["corrected_copies"])
    title = "times that an error came back, for each copy of one that was put right"
    yield _ratio(
        "reappeared_per_correction", int(day_counts["reappeared"]), righted, "ratio", title, "no copy was put right"
    )
    asked = int(day_counts["complainants"])
    nobody = "nobody complained about a copy"
    yield _ratio(
        "complaints_per_complainant", int(day_counts["complaints"]), asked, "complaints", "complaints a case", nobody
    )
    yield share(
        "gave_up_share", int(day_counts["gave_up"]), asked, "people who gave up, of those who complained", nobody
    )
    yield from _bans(totals, systems)


def _bans(totals: Totals, systems: Sequence[SystemLabel]) -> Iterator[Observable]:
    """Bans that outlive their cause, over all lists and list by list."""
    day_counts = totals.day_counts
    lists = [s for s, system in enumerate(systems) if system.capabilities.is_list]
    listed = sum_of(day_counts["listed"][lists])
    nobody = "nobody was on a list"
    for field, name, title in (
        ("sanctions_past_cause", "bans_outlived_share", "days on a list only because a copy outlived its cause"),
        ("sanctions_on_errors", "bans_on_errors_share", "days on a list only because of copies of corrected errors"),
    ):
        yield share(name, sum_of(day_counts[field][lists]), listed, title, nobody)


def _ratio(name: str, part: int, whole: int, unit: str, title: str, why_not: str) -> Observable:
    found = share(name, part, whole, title, why_not)
    return Observable(name, found.value, unit, title, None, found.reason)

"""Human review: how many worse bands come before a caseworker, what they decide, how often they err, what it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from glasshouse.measurement.totals import SystemLabel, Totals
from glasshouse.observables.observable import Observable, share

_YEAR = 365


def observe_reviews(totals: Totals, s: int, system: SystemLabel) -> Iterator[Observable]:
    """The observables of one system's human review, over all people and days.

    Args:
        totals: the run's exact counts.
        s: the system's number.
        system: its label.
    """
    count = {name: int(totals.day_counts[name][s]) for name in totals.day_counts.dtype.names if name in _COUNTS}
    days, of, group = totals.person_days, system.title, system.name
    cases, reviewed, overturned = count["review_cases"], count["reviewed"], count["review_overturned"]
    yearly, minutes, waiting = (
        cases * 1000 * _YEAR / days,
        count["review_seconds"] / 60 * 1000 / days,
        count["review_waiting"] * 1000 / days,
    )
    title = f"worse bands that came up for review, {of}"
    yield Observable(f"review_cases_per_1000_years_{group}", yearly, "per 1,000 people and year", title, group)
    title = f"minutes that caseworkers spent, {of}"
    unit = "minutes per 1,000 people and day"
    yield Observable(f"review_minutes_per_1000_days_{group}", minutes, unit, title, group)
    title = f"cases that wait for a caseworker, {of}"
    yield Observable(f"review_waiting_per_1000_{group}", waiting, "per 1,000 people", title, group)
    unseen, confirmed = count["review_automatic"], reviewed - overturned
    wrongly, missed = count["review_confirmed_wrongly"], count["review_missed"]
    for name, part, whole in (
        ("reviewed_share", reviewed, cases),
        ("review_automatic_share", unseen, cases),
        ("review_lapsed_share", count["review_lapsed"], cases),
        ("review_overturned_share", overturned, reviewed),
        ("review_confirmed_wrongly_share", wrongly, confirmed),
        ("review_missed_share", missed, overturned),
    ):
        words, why_not = _SHARES[name]
        yield share(f"{name}_{group}", part, whole, f"{words}, {of}", why_not, group)


_NO_CASE = "no worse band came up"
_SHARES = {
    "reviewed_share": ("cases that a caseworker decided", _NO_CASE),
    "review_automatic_share": ("cases that took effect though nobody looked", _NO_CASE),
    "review_lapsed_share": ("cases that lapsed since nobody looked in time", _NO_CASE),
    "review_overturned_share": ("decisions that let the measure lapse", "no caseworker decided anything"),
    "review_confirmed_wrongly_share": (
        "confirmed measures in which a full look would have found nothing",
        "no caseworker confirmed anything",
    ),
    "review_missed_share": (
        "measures let lapse in which a full look would have found something",
        "no caseworker let a measure lapse",
    ),
}
"""Title of each share, and why it may be undefined."""
_COUNTS = frozenset(
    {
        "review_cases",
        "reviewed",
        "review_seconds",
        "review_overturned",
        "review_missed",
        "review_confirmed_wrongly",
        "review_automatic",
        "review_lapsed",
        "review_waiting",
    }
)


def observe_refusal(totals: Totals, s: int, system: SystemLabel) -> Observable:
    """Share of days on which somebody was treated as one who refuses an account, in one system."""
    title = f"days of people without an account, for which something follows, {system.title}"
    found = share(f"refusers_share_{system.name}", int(totals.day_counts["refusers"][s]), totals.person_days, title, "")
    return replace(found, group=system.name)


def observe_suspensions(totals: Totals, s: int, system: SystemLabel) -> Observable:
    """How often a case was set aside since an appeal was not decided, in one system."""
    suspended = int(totals.system_counts[s]["suspended"])
    title = f"cases set aside until an appeal was decided, {system.title}"
    name, unit = f"suspended_per_1000_years_{system.name}", "per 1,000 people and year"
    return Observable(
        name, suspended * 1000 * _YEAR / totals.person_days, unit, title, system.name, counts=(suspended,)
    )

"""Markets of providers: who joined, who left, and how far accounts are in few hands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.measurement.totals import SystemLabel, Totals, sum_of
from glasshouse.observables.observable import Observable, share

_YEAR = 365


def observe_market(totals: Totals, market: str, systems: Sequence[SystemLabel]) -> Iterator[Observable]:
    """The concentration of one market: the sum of squared shares of its accounts (Herfindahl and Hirschman).

    At the end there may be no market any more, so it is told for the accounts of all days as well.

    Args:
        totals: the run's exact counts.
        market: the market's name.
        systems: labels of all systems, by number.
    """
    inside = [s for s, system in enumerate(systems) if system.market == market]
    days = [int(totals.system_counts[s]["members"]) for s in inside]
    last = [sum_of(totals.snapshot["members"][s]) for s in inside]
    words = f"concentration of the market {market!r}"
    for name, accounts, title in (
        ("concentration", days, f"{words} over all days: 1 is one provider, 1/n are n equal ones"),
        ("final_concentration", last, f"{words} at the end"),
    ):
        squares, whole = sum(n * n for n in accounts), sum(accounts)
        index = share(f"{name}_{market}", squares, whole * whole, title, "nobody had an account")
        yield Observable(index.name, index.value, "index", title, reason=index.reason)
    per_person = sum(days) / totals.person_days
    title = f"accounts in the market {market!r}, over all days"
    yield Observable(f"accounts_per_person_{market}", per_person, "accounts per person", title)


def observe_membership(totals: Totals, s: int, system: SystemLabel) -> Iterator[Observable]:
    """Members of one provider at the end, and how many joined and left over the days."""
    members = sum_of(totals.snapshot["members"][s])
    title = f"people with an account at the end, {system.title}"
    yield share(f"members_share_{system.name}", members, totals.people, title, "", system.name)
    for field, words in (("joined", "accounts opened"), ("left", "accounts closed by their holders")):
        value = int(totals.system_counts[s][field]) * 1000 * _YEAR / totals.person_days
        name, unit = f"{field}_per_1000_years_{system.name}", "per 1,000 people and year"
        yield Observable(name, value, unit, f"{words}, {system.title}", system.name)

"""What became of patrols: over how many communities they were spread, and what they brought."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measurement.totals import Totals
from glasshouse.observables.observable import Observable, share

_NONE = "no channel is made by patrols"


def observe_patrols(totals: Totals) -> Iterator[Observable]:
    """The observables of patrols, in a fixed order.

    Args:
        totals: the run's exact counts.
    """
    day_counts = totals.day_counts
    beats, chance, square = (int(day_counts[name]) for name in ("beats", "patrol_chance", "patrol_square"))
    title = "days on which a patrol is in a community"
    yield share("patrolled_share", int(day_counts["patrolled"]), beats, title, _NONE)
    title = "communities over which patrols are in effect spread (1: over all alike)"
    yield share("patrols_spread", chance * chance, beats * square, title, "no patrol is ever sent" if beats else _NONE)
    name, unit, title = (
        "patrol_records_per_1000_days",
        "per 1,000 people and day",
        "records of the channel with patrols",
    )
    value = int(day_counts["patrol_records"]) * 1000 / totals.person_days if beats else None
    yield Observable(name, value, unit, title, reason=None if beats else _NONE)

"""What people on a list are refused: attempts of each kind that the list keeps them from, for each of them and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.measurement.totals import KindLabel, SystemLabel, Totals
from glasshouse.observables.observable import Observable

_YEAR = 365
_UNIT = "per listed person and year"


def observe_refusals(
    totals: Totals, kinds: Sequence[KindLabel], system: SystemLabel, listed: int
) -> Iterator[Observable]:
    """Refusals for each person on a list and year, kind by kind.

    Where another system keeps people from the same kind, its refusals are among them: an attempt is refused once, whoever
    asked for it. The people are those on the list at the end.

    Args:
        totals: the run's exact counts.
        kinds: what each kind counts as, by number.
        system: the list.
        listed: how many people were on it at the end.
    """
    years = listed * totals.person_days / (totals.people * _YEAR) if listed else 0.0
    for k, kind in enumerate(kinds):
        if kind.name in system.denies:
            refused = int(totals.day_counts["denied"][k])
            name = f"refused_per_listed_year_{system.name}_{kind.name}"
            title = f"refusals: {kind.title}; for each on {system.title}"
            value, reason = (refused / years, None) if years else (None, "nobody was on the list at the end")
            yield Observable(name, value, _UNIT, title, system.name, reason, (refused, listed))

"""Games: attention that they take, and how often a system's members play and win small prizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.measurement.totals import KindLabel, SystemLabel, Totals
from glasshouse.observables.observable import Observable

_YEAR = 365


def observe_attention(totals: Totals, kinds: Sequence[KindLabel]) -> Observable:
    """Minutes a day that people spend on games with points, by what each kind of act takes."""
    minutes = sum(int(totals.day_counts["happened"][k]) * kind.minutes for k, kind in enumerate(kinds))
    title = "attention spent on games with points"
    return Observable("attention_minutes", minutes / totals.person_days, "minutes per person and day", title)


def observe_game(totals: Totals, s: int, system: SystemLabel) -> Iterator[Observable]:
    """How often the members of one system played, and how many small prizes they won."""
    system_counts = totals.system_counts[s]
    for field, words in (("played", "days on which members played"), ("prizes", "small prizes won")):
        value = int(system_counts[field]) * 1000 * _YEAR / totals.person_days
        name, unit = f"{field}_per_1000_years_{system.name}", "per 1,000 people and year"
        yield Observable(name, value, unit, f"{words}, {system.title}", system.name)

"""Who asks for what there is too little of, and who gets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.measurement.totals import GoodLabel, SystemLabel, Totals, sum_of
from glasshouse.observables.observable import Observable, share

_NOBODY = "nobody asked, or nobody was answered yet"


def observe_goods(totals: Totals, goods: Sequence[GoodLabel], systems: Sequence[SystemLabel]) -> Iterator[Observable]:
    """The observables of goods; none where the scenario has none.

    Args:
        totals: the run's exact counts.
        goods: the goods, by number.
        systems: the systems, by number.
    """
    counts = totals.day_counts
    for g, good in enumerate(goods):
        given, short = counts["goods_given"][g], counts["goods_short"][g]
        name, title = f"given_share_{good.name}", f"of those who asked for {good.title} and were answered, who got one"
        yield share(name, sum_of(given), sum_of(given + short), title, _NOBODY)
        title = f"{good.title}: share of the minority's who got one less that of the majority"
        gap = _gap((given[2:].sum(), short[2:].sum()), (given[:2].sum(), short[:2].sum()))
        yield _told(f"given_gap_{good.name}", gap, title, (sum_of(given[2:]), sum_of(short[2:])))
        for system in systems:
            if system.name == good.system and len(system.bands) > 1:
                yield _by_band(totals, g, good, len(system.bands) - 1)


def _by_band(totals: Totals, g: int, good: GoodLabel, top: int) -> Observable:
    """What those in the highest band get that those below do not."""
    given, short = (totals.day_counts[f"goods_{word}_band"][g] for word in ("given", "short"))
    title = f"{good.title}: share of those in the highest band who got one less that of those below"
    gap = _gap((given[top], short[top]), (given[:top].sum(), short[:top].sum()))
    return _told(f"given_band_gap_{good.name}", gap, title, (int(given[top]), sum_of(given[:top])))


def _gap(ours: tuple[int, int], theirs: tuple[int, int]) -> float | None:
    """The share of those who got one less that of others; None where nobody of either was answered."""
    if not sum(ours) or not sum(theirs):
        return None
    return float(ours[0] / sum(ours) - theirs[0] / sum(theirs))


def _told(name: str, gap: float | None, title: str, counts: tuple[int, ...]) -> Observable:
    return Observable(
        name, gap, "share", title, None, "nobody of one of the two was answered" if gap is None else None, counts
    )

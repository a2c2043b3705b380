"""Observables of speech and assembly: what is said, what stays visible, what people think, who gathers, who hides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.measurement.totals import KindLabel, Totals, sum_of
from glasshouse.observables.observable import Observable, share

_YEAR = 365
_LEAST = 16
_LARGEST = 128


def observe_voices(totals: Totals, kinds: Sequence[KindLabel]) -> Iterator[Observable]:
    """The observables of speech and assembly, in a fixed order.

    Args:
        totals: the run's exact counts.
        kinds: what each kind counts as, by number.
    """
    yield from _assembly(totals)
    yield from _visible(totals, {kind.name: k for k, kind in enumerate(kinds)})
    yield from _by_group(totals)
    yield from _evasion(totals)


def _assembly(totals: Totals) -> Iterator[Observable]:
    day_counts, days, unit = totals.day_counts, totals.person_days, "per million people and year"
    scale = 1_000_000 * _YEAR / days
    title = "gatherings of ten or more in a community"
    yield Observable("gatherings_per_million_years", int(day_counts["begun"]) * scale, unit, title)
    size, least = 0, 10
    while least <= _LARGEST:
        name = f"gathering_days_of_{least}_or_more_per_million_years"
        title = f"days on which {least} or more gathered in a community"
        yield Observable(name, sum_of(day_counts["gatherings"][size:]) * scale, unit, title)
        size, least = size + 1, max(_LEAST, 16 << size)
    title = f"of all days on which ten or more gathered in a community, those with {_LARGEST} or more"
    large, all_sizes = sum_of(day_counts["gatherings"][size - 1 :]), sum_of(day_counts["gatherings"])
    yield share("large_gatherings_share", large, all_sizes, title, "nobody gathered")
    active, arrests = int(day_counts["active"]), int(day_counts["arrests"])
    yield share("active_share", active, days, "days spent in a gathering", "")
    yield share("arrested_share", arrests, active, "arrested, of those who gather on a day", "nobody gathered")


def _visible(totals: Totals, number: dict[str, int]) -> Iterator[Observable]:
    """What stays visible, and how far it is from what people think."""
    day_counts, days = totals.day_counts, totals.person_days
    unit = "per 1,000 people and day"
    removed, hindered, flooded = (sum_of(day_counts[field]) for field in ("removed", "hindered", "flooded"))
    title = "posts removed before contacts looked"
    yield Observable("removed_per_1000_days", removed * 1000 / days, unit, title)
    title = "words and searches that an obstacle prevented"
    yield Observable("hindered_per_1000_days", hindered * 1000 / days, unit, title)
    title = "posts of paid commentators"
    yield Observable("flooded_per_1000_days", flooded * 1000 / days, unit, title)
    if "criticise" in number and "praise" in number:
        yield from _opinion(totals, number)
        return
    reason = "the scenario has no conduct 'criticise' or none 'praise'"
    for name, unit, title in _OPINION:
        yield Observable(name, None, unit, title, reason=reason)


def _opinion(totals: Totals, number: dict[str, int]) -> Iterator[Observable]:
    """Criticism among what stays visible, and how far that is from its part of what people would say."""
    day_counts = totals.day_counts
    said, gone = (int(day_counts[field][number["criticise"]]) for field in ("happened", "removed"))
    praise = int(day_counts["happened"][number["praise"]])
    critical = said - gone
    opinions = critical + praise + sum_of(day_counts["flooded"])
    meant = said + sum(int(day_counts[field][number["criticise"]]) for field in ("withheld", "hindered"))
    private = meant / (meant + praise) if meant + praise else None
    public = critical / opinions if opinions else None
    gap = None if public is None or private is None else private - public
    parts = (critical,), (critical, opinions - critical), (critical, opinions - critical)
    values = critical * 1000 / totals.person_days, public, gap
    for (name, unit, title), value, counts in zip(_OPINION, values, parts, strict=True):
        none = None if value is not None else "nothing was said"
        yield Observable(name, value, unit, title, reason=none, counts=counts)


_OPINION = (
    ("visible_criticism_per_1000_days", "per 1,000 people and day", "open criticism that stays visible"),
    ("public_criticism_share", "share", "critical part of visible praise and criticism, paid comments among it"),
    ("preference_gap", "share", "critical part of what people would say, less that of what is visible"),
)


def _by_group(totals: Totals) -> Iterator[Observable]:
    said, withheld = totals.day_counts["critical_speech_group"], totals.day_counts["critical_withheld_group"]
    for name, group, title in (
        ("others", 0, "people of the majority who are registered here"),
        ("migrants", 1, "migrants of the majority"),
        ("minority", 2, "people of the minority who are registered here"),
    ):
        kept, done = int(withheld[group]), int(said[group])
        title = f"critical words, calls and searches withheld by {title}"
        yield share(f"words_withheld_share_{name}", kept, kept + done, title, "nothing was said or withheld")


def _evasion(totals: Totals) -> Iterator[Observable]:
    day_counts = totals.day_counts
    title = "days on which people mostly encrypt or stay anonymous"
    yield share("evaders_share", int(day_counts["evaders"]), totals.person_days, title, "")
    said_by_all, seen_of_all = (sum_of(day_counts[name]) for name in ("speech_acts", "speech_acts_recorded"))
    title = "critical words, calls and searches that somebody recorded"
    yield share("words_recorded_share", seen_of_all, said_by_all, title, "nobody said anything")
    for name, user, title in (("others", 0, "people who do not evade"), ("evaders", 1, "people who evade")):
        said, seen = int(day_counts["speech_acts"][user]), int(day_counts["speech_acts_recorded"][user])
        title = f"critical words, calls and searches of {title} that somebody recorded"
        yield share(f"words_recorded_share_{name}", seen, said, title, "they said nothing")

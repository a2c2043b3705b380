"""What must hold for a list: kinds that exist and can get somebody on it, a holder whose copies it can act upon."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scoring.forms.checks import no_contacts, unknown_measures
from glasshouse.scoring.forms.lists.configuration import ListSystem
from glasshouse.scoring.forms.surroundings import ChannelOfRecords, Surroundings, unknown_name


def problems_of_list(name: str, system: ListSystem, parts: Surroundings) -> Iterator[Problem]:
    """Everything about one list that does not fit itself or the rest of its scenario."""
    key = f"systems.{name}"
    vague = system.vague.kinds if system.vague else ()
    for part, kinds in (("enters", system.enters), ("vague.kinds", vague), ("repairs", system.repairs)):
        for place, kind in enumerate(kinds):
            yield from unknown_name(f"{key}.{part}.{place}", kind, parts, "conduct")
    for place, kind in enumerate(vague):
        if kind in system.enters:
            expected = "a kind that does not enter anyway"
            yield Problem(key=f"{key}.vague.kinds.{place}", expected=expected, found=repr(kind))
    yield from no_contacts(key, system, "a list has no score that contacts could move")
    yield from unknown_measures(f"{key}.listed", system.listed, system)
    yield from _check_channel_reads(key, system, parts)
    trade = parts.trade
    if trade is not None and system.holder is not None and system.holder not in trade.holders:
        nearest, expected = nearest_name(system.holder, trade.holders), "the name of a holder under trade.holders"
        yield Problem(key=f"{key}.holder", expected=expected, found=repr(system.holder), nearest=nearest)


def _check_channel_reads(key: str, system: ListSystem, parts: Surroundings) -> Iterator[Problem]:
    """A list that nobody can enter: kinds that no channel which it reads ever records."""
    unread = parts.unread.get("channels", frozenset())
    if system.holder is not None or any(channel in unread for channel in system.reads):
        return
    for place, kind in enumerate(system.enters):
        seeing = sorted(name for name, channel in parts.channels.items() if _records(channel, kind))
        if kind in parts.conduct and not set(seeing) & set(system.reads):
            yield Problem(
                key=f"{key}.enters.{place}",
                expected="a kind that a channel which the system reads can record",
                found=repr(kind),
                advice=f"let it read {' or '.join(seeing)}" if seeing else "let a channel see it",
            )


def _records(channel: ChannelOfRecords, kind: str) -> bool:
    chances = (channel.sensitivity.get(kind), channel.false_records.get(kind))
    return any(chance is not None and chance.value > 0 for chance in chances)

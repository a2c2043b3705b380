"""What must hold between the parts of a scenario. Every problem is reported at once."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse import facts
from glasshouse.conduct.kinds import Kind
from glasshouse.errors import Problem, nearest_name
from glasshouse.observation.channels import Channel
from glasshouse.observation.encoding import ROOM_OF_RARE, partial_reach
from glasshouse.scenario.parts import Parts
from glasshouse.scenario.system_checks import problems_of_system
from glasshouse.scenario.trade_checks import problems_of_trade
from glasshouse.schema.tables import (
    CHANNELS,
    FIRM_KINDS,
    FREQUENT_CEILING,
    INVENTORS,
    KINDS,
    MEASURES,
    PAIRS,
    REACHES,
    SYSTEMS,
)
from glasshouse.scoring.forms.surroundings import unknown_name


def problems_among(parts: Parts) -> list[Problem]:
    """Everything that does not fit together, in the order of the document."""
    return [
        *_check_counts(parts),
        *_check_panel(parts),
        *_check_conduct(parts),
        *_check_firms(parts),
        *_check_channels(parts),
        *problems_of_trade(parts),
        *(problem for name in parts.systems for problem in problems_of_system(parts, name)),
    ]


def _check_counts(parts: Parts) -> Iterator[Problem]:
    measures = sum(len(system.measures) for system in parts.systems.values())
    inventors = sum(bool(channel.invents) for channel in parts.channels.values())
    patrols = sum(channel.patrols is not None for channel in parts.channels.values())
    partial = sum(partial_reach(channel) for channel in parts.channels.values())
    frequent = {
        name for name, kind in parts.conduct.items() if kind.ceiling >= FREQUENT_CEILING and kind.needs != "firm"
    }
    pairs = sum(len(frequent & {*channel.sees, *channel.invents}) for channel in parts.channels.values())
    for key, count, most, words in (
        ("conduct", len(parts.names("conduct")), KINDS, "kinds of conduct"),
        ("channels", len(parts.names("channels")), CHANNELS, "channels"),
        ("channels", inventors, INVENTORS, "channels that make false records"),
        ("channels", partial, REACHES, "channels that have only part of the people within reach"),
        ("channels", patrols, 1, "channel that patrols make"),
        ("systems", len(parts.names("systems")), SYSTEMS, "systems"),
        ("systems", measures, MEASURES, "measures in all systems together"),
        (
            "channels",
            pairs,
            PAIRS,
            f"pairs of a channel and a frequent kind (ceiling {FREQUENT_CEILING} or more)",
        ),
    ):
        if count > most:
            yield Problem(key=key, expected=f"at most {most} {words}", found=str(count))


def _check_panel(parts: Parts) -> Iterator[Problem]:
    if len(set(parts.panel)) < len(parts.panel):
        yield Problem(key="panel", expected="each citizen once", found="a citizen twice")
    for place, citizen in enumerate(parts.panel):
        if parts.citizens is not None and citizen >= parts.citizens:
            expected = f"a citizen's number below {parts.citizens}"
            yield Problem(key=f"panel.{place}", expected=expected, found=str(citizen))


def _check_conduct(parts: Parts) -> Iterator[Problem]:
    starts = any(kind.mark == "starts owing" for kind in parts.conduct.values())
    for name, kind in parts.conduct.items():
        key = f"conduct.{name}"
        if kind.rate.value > kind.ceiling:
            yield Problem(
                key=f"{key}.rate",
                expected=f"at most the ceiling, {kind.ceiling:g}",
                found=f"{kind.rate.value:g}",
            )
        yield from _check_mark(key, kind, starts or bool(parts.unread.get("conduct")))


def _check_mark(key: str, kind: Kind, someone_owes: bool) -> Iterator[Problem]:
    wanted = {"starts owing": "not owing", "ends owing": "owing"}.get(kind.mark)
    if wanted and kind.needs != wanted:
        yield Problem(
            key=f"{key}.needs",
            expected=f"{wanted!r}, since its mark is {kind.mark!r}",
            found=repr(kind.needs),
        )
    if kind.needs == "owing" and not someone_owes:
        yield Problem(
            key=f"{key}.needs",
            expected="a kind of conduct with the mark 'starts owing' in the scenario",
            found="none",
        )
    if kind.rouses.value > 0 and kind.ceiling >= FREQUENT_CEILING and kind.mark != "gathers":
        yield Problem(
            key=f"{key}.rouses",
            expected=f"0, since it is frequent (ceiling {FREQUENT_CEILING} or more)",
            found=f"{kind.rouses.value:g}",
        )
    sort = {"offers trust": "attempt", "gathers": "act", "refers": "act"}.get(kind.mark)
    if sort and kind.sort != sort:
        expected = f"{sort!r}, since its mark is {kind.mark!r}"
        yield Problem(key=f"{key}.sort", expected=expected, found=repr(kind.sort))
    if "crowd" in kind.leans.states and kind.mark != "gathers":
        expected = "no lean on the crowd unless the mark is 'gathers'"
        yield Problem(key=f"{key}.leans.states.crowd", expected=expected, found=repr(kind.mark))


def _check_firms(parts: Parts) -> Iterator[Problem]:
    theirs = {name: kind for name, kind in parts.conduct.items() if kind.needs == "firm"}
    if len(theirs) > FIRM_KINDS:
        yield Problem(key="conduct", expected=f"at most {FIRM_KINDS} kinds of conduct of firms", found=str(len(theirs)))
    room = sum(kind.ceiling for kind in theirs.values())
    if room > 1:
        yield Problem(key="conduct", expected="ceilings of firms' kinds that add up to 1 at most", found=f"{room:g}")
    for name, kind in parts.conduct.items():
        if kind.mark == "costs workers" and kind.needs != "firm":
            yield Problem(key=f"conduct.{name}.mark", expected="a kind that needs a firm", found=repr(kind.mark))


def _check_channels(parts: Parts) -> Iterator[Problem]:
    provinces = [province.name for province in facts.provinces()]
    for name, channel in parts.channels.items():
        for place in channel.coverage.provinces:
            if place not in provinces:
                yield Problem(
                    key=f"channels.{name}.coverage.provinces.{place}",
                    expected="the name of a province",
                    found=repr(place),
                    nearest=nearest_name(place, provinces),
                )
        for part in ("sees", "invents"):
            for kind in getattr(channel, part):
                yield from unknown_name(f"channels.{name}.{part}.{kind}", kind, parts, "conduct")
        for kind, rate in channel.invents.items():
            if kind in parts.conduct:
                yield from _check_invented(f"channels.{name}", channel, kind, rate.value, parts.conduct[kind])


def _check_invented(key: str, channel: Channel, name: str, rate: float, kind: Kind) -> Iterator[Problem]:
    """False records must find room in a day's luck beside the acts; each channel has a room of its own."""
    groups = channel.inventing
    worst = max(1.0, groups.minority.value) * max(1.0, groups.migrant.value)
    is_frequent = kind.ceiling >= FREQUENT_CEILING and kind.needs != "firm"
    room = (1.0 - kind.ceiling) / INVENTORS if is_frequent else ROOM_OF_RARE
    worst *= 1.0 if is_frequent else 1.0 + channel.suspects.value
    if rate * worst > room:
        yield Problem(
            key=f"{key}.invents.{name}",
            expected=f"at most {room:.3g} false records a day, for the group with the most",
            found=f"{rate * worst:.3g}",
            advice=f"lower the ceiling of {name!r} for more room" if is_frequent else None,
        )

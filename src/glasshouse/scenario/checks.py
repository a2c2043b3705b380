"""What must hold between the parts of a scenario. Every problem is reported at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from glasshouse.conduct.encoding import is_frequent
from glasshouse.conduct.kinds import Kind
from glasshouse.conduct.slots import problems_of_slots
from glasshouse.errors import Problem, nearest_name
from glasshouse.kernels.randomness import key_of
from glasshouse.observation.channels import Channel
from glasshouse.observation.encoding import MOST_INVENTED, partial_reach
from glasshouse.scenario.ablation import problems_of_ablation
from glasshouse.scenario.attribute_checks import problems_of_attributes
from glasshouse.scenario.context_checks import problems_of_contexts
from glasshouse.scenario.decision_checks import problems_of_decisions
from glasshouse.scenario.goods_checks import problems_of_debts, problems_of_goods
from glasshouse.scenario.holder_checks import problems_of_holders
from glasshouse.scenario.lookup import library_regions
from glasshouse.scenario.parts import Parts
from glasshouse.scenario.system_checks import problems_of_system
from glasshouse.scenario.trade_checks import problems_of_trade
from glasshouse.schema.limits import CHANNELS, FIRM_KINDS, KINDS, MEASURES, PAIRS, REACHES, SYSTEMS, TALLIES
from glasshouse.scoring.forms.surroundings import unknown_name
from glasshouse.scoring.tallies import tallied_rows

MOST_OF_A_SYSTEM: Final = 1000
"""Problems of one system that are looked for: each asks for the nearest valid name, and nobody reads more."""


def problems_among(parts: Parts) -> list[Problem]:
    """Everything that does not fit together, in the order of the document."""
    return [
        *_check_counts(parts),
        *_check_panel(parts),
        *problems_of_contexts(parts),
        *_check_conduct(parts),
        *_check_firms(parts),
        *_check_channels(parts),
        *problems_of_trade(parts),
        *problems_of_attributes(parts),
        *problems_of_goods(parts),
        *problems_of_debts(parts),
        *problems_of_holders(parts),
        *(problem for name in parts.systems for problem in islice(problems_of_system(parts, name), MOST_OF_A_SYSTEM)),
        *problems_of_decisions(parts),
        *_check_other_luck(parts),
        *problems_of_ablation(parts.ablation, parts),
    ]


def _check_other_luck(parts: Parts) -> Iterator[Problem]:
    """Regions that there are not."""
    regions = parts.regions if parts.regions is not None else parts.other_luck
    for name in parts.other_luck:
        if name not in regions:
            expected, nearest = "a region of the scenario's society", nearest_name(name, regions)
            yield Problem(key="other_luck", expected=expected, found=repr(name), nearest=nearest)


def _check_counts(parts: Parts) -> Iterator[Problem]:
    measures = sum(len(system.measures) for system in parts.systems.values())
    patrols = sum(channel.patrols is not None for channel in parts.channels.values())
    partial = sum(partial_reach(channel) for channel in parts.channels.values())
    frequent = {name for name, kind in parts.conduct.items() if is_frequent(kind)}
    pairs = sum(len(frequent & {*channel.sensitivity, *channel.false_records}) for channel in parts.channels.values())
    for key, count, most, words in (
        ("conduct", len(parts.names("conduct")), KINDS, "kinds of conduct"),
        ("channels", len(parts.names("channels")), CHANNELS, "channels"),
        ("channels", partial, REACHES, "channels that have only part of the people within reach"),
        ("channels", patrols, 1, "channel that patrols make"),
        ("systems", len(parts.names("systems")), SYSTEMS, "systems"),
        ("systems", measures, MEASURES, "measures in all systems together"),
        ("systems", len(tallied_rows(parts.systems)), TALLIES, "caps, steps, absences and measures that begin later"),
        (
            "channels",
            pairs,
            PAIRS,
            "pairs of a channel and a frequent kind, one that is drawn for everybody",
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
    yield from problems_of_slots(parts.conduct)
    yield from _check_keys(parts.conduct)
    starts = any(kind.effect == "starts default" for kind in parts.conduct.values())
    for name, kind in parts.conduct.items():
        key = f"conduct.{name}"
        if kind.rate.value > kind.ceiling:
            yield Problem(
                key=f"{key}.rate",
                expected=f"at most the ceiling, {kind.ceiling:g}",
                found=f"{kind.rate.value:g}",
            )
        yield from _check_mark(key, kind, starts or bool(parts.unread.get("conduct")))
        yield from _check_given_up(key, kind, parts.conduct)


def _check_keys(kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """Draws are keyed by names, by 32 bits of them; about one pair of names in four thousand million is alike there."""
    names: dict[int, str] = {}
    for name in kinds:
        other = names.setdefault(key_of(name), name)
        if other != name:
            yield Problem(key=f"conduct.{name}", expected=f"a name that shares no luck with {other!r}", found=repr(name),
                          advice="call it something else: the two names have the same key")  # fmt: skip


def _check_mark(key: str, kind: Kind, someone_owes: bool) -> Iterator[Problem]:
    wanted = {"starts default": ("not in default", "manages a firm"), "ends default": ("in default",)}.get(kind.effect)
    if wanted and kind.needs not in wanted:
        yield Problem(
            key=f"{key}.needs",
            expected=f"{' or '.join(map(repr, wanted))}, since its effect is {kind.effect!r}",
            found=repr(kind.needs),
        )
    if kind.needs == "in default" and not someone_owes:
        yield Problem(
            key=f"{key}.needs",
            expected="a kind of conduct with the effect 'starts default' in the scenario",
            found="none",
        )
    if kind.mobilises.value > 0 and is_frequent(kind):
        yield Problem(
            key=f"{key}.mobilises",
            expected="0, since it is frequent, drawn for everybody",
            found=f"{kind.mobilises.value:g}",
        )
    yield from _check_effect(key, kind)


def _check_given_up(key: str, kind: Kind, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """What is given up is an attempt at a journey; what is done instead is a rarer kind of the scenario, and no firm's."""
    if kind.given_up is not None and (kind.type != "attempt" or kind.context != "travel" or kind.needs == "firm"):
        yield Problem(
            key=f"{key}.given_up",
            expected="an attempt of people at a journey",
            found=f"an {kind.type} of context {kind.context!r}",
        )
    if kind.instead is None:
        return
    other = kinds.get(kind.instead)
    if other is None:
        nearest = nearest_name(kind.instead, kinds)
        yield Problem(
            key=f"{key}.instead", expected="the name of a kind of conduct", found=repr(kind.instead), nearest=nearest
        )
    elif is_frequent(other) or other.needs == "firm" or other.effect != "none":
        expected = "a rarer kind without an effect, which no firm does"
        yield Problem(key=f"{key}.instead", expected=expected, found=repr(kind.instead))


def _check_effect(key: str, kind: Kind) -> Iterator[Problem]:
    """What a mark asks of the sort of conduct and of what it leans on."""
    sort = {"offers trust": "attempt", "gathers": "act", "refers": "act"}.get(kind.effect)
    if sort and kind.type != sort:
        expected = f"{sort!r}, since its effect is {kind.effect!r}"
        yield Problem(key=f"{key}.type", expected=expected, found=repr(kind.type))
    if "crowd" in kind.leans.states and kind.effect != "gathers":
        expected = "no lean on the crowd unless the effect is 'gathers'"
        yield Problem(key=f"{key}.leans.states.crowd", expected=expected, found=repr(kind.effect))


def _check_firms(parts: Parts) -> Iterator[Problem]:
    theirs = {name: kind for name, kind in parts.conduct.items() if kind.needs == "firm"}
    if len(theirs) > FIRM_KINDS:
        yield Problem(key="conduct", expected=f"at most {FIRM_KINDS} kinds of conduct of firms", found=str(len(theirs)))
    for name, kind in parts.conduct.items():
        if kind.effect == "costs workers" and kind.needs != "firm":
            yield Problem(key=f"conduct.{name}.effect", expected="a kind that needs a firm", found=repr(kind.effect))


def _check_coverage(name: str, channel: Channel, parts: Parts) -> Iterator[Problem]:
    """Regions that are in no society. Those of another country's have no effect: a channel may serve several countries."""
    regions = parts.regions
    for place in channel.coverage.regions if regions is not None else ():
        if regions is None or place in regions:
            continue
        known = library_regions()
        if place not in known:
            yield Problem(
                key=f"channels.{name}.coverage.regions.{place}",
                expected="the name of a region",
                found=repr(place),
                nearest=nearest_name(place, [*regions, *known]),
            )


def _check_channels(parts: Parts) -> Iterator[Problem]:
    for name, channel in parts.channels.items():
        yield from _check_coverage(name, channel, parts)
        for part in ("sensitivity", "false_records"):
            for kind in getattr(channel, part):
                yield from unknown_name(f"channels.{name}.{part}.{kind}", kind, parts, "conduct")
        for kind, rate in channel.false_records.items():
            if kind in parts.conduct:
                yield from _check_invented(f"channels.{name}", channel, kind, rate.value, parts.conduct[kind])


def _check_invented(key: str, channel: Channel, name: str, rate: float, kind: Kind) -> Iterator[Problem]:
    """A day's draw for a pair of channel and kind wrongs one person in a quarter of a community at most."""
    groups = channel.false_records_by_group
    worst = max(1.0, groups.minority.value) * max(1.0, groups.migrant.value)
    worst *= 1.0 if is_frequent(kind) else 1.0 + channel.evasion_as_suspicion.value
    most = MOST_INVENTED * (1.0 - kind.ceiling if is_frequent(kind) else 1.0)
    if rate * worst > most:
        yield Problem(
            key=f"{key}.false_records.{name}",
            expected=f"at most {most:.3g} false records a day, for the group with the most",
            found=f"{rate * worst:.3g}",
        )

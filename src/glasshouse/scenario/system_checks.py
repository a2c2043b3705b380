"""What must hold for a system: names that exist, a scale that is whole, a list that somebody can enter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from glasshouse.conduct.encoding import FREQUENT_CEILING
from glasshouse.documents.vocabulary import Attribute
from glasshouse.errors import Problem, nearest_name
from glasshouse.observation.channels import Channel
from glasshouse.scenario.account_checks import problems_of_accounts
from glasshouse.scenario.joint_checks import problems_of_joint
from glasshouse.scenario.market_checks import problems_of_market
from glasshouse.scenario.parts import Parts, unknown_name
from glasshouse.scoring.forms.learned.configuration import LearnedSystem
from glasshouse.scoring.systems import Band, JointSystem, ListSystem, PointsSystem, System, WatchSystem, WeightedSystem

TOLERANCE = 1e-6
"""How far weights may be from adding up to 1."""


def problems_of_system(parts: Parts, name: str) -> Iterator[Problem]:
    """Everything about one system that does not fit the rest of the scenario, or itself."""
    system, key = parts.systems[name], f"systems.{name}"
    for place, channel in enumerate(system.reads):
        yield from unknown_name(f"{key}.reads.{place}", channel, parts, "channels")
    if system.publish_on >= system.publish_every:
        yield Problem(
            key=f"{key}.publish_on",
            expected=f"a day of the rhythm, below publish_every = {system.publish_every}",
            found=str(system.publish_on),
        )
    yield from problems_of_accounts(key, system, parts)
    for measure_name, measure in system.measures.items():
        for part in ("denies", "eases"):
            for place, attempt in enumerate(getattr(measure, part)):
                at = f"{key}.measures.{measure_name}.{part}.{place}"
                yield from _no_attempt(at, attempt, parts)
    yield from problems_of_market(parts, name)
    if isinstance(system, LearnedSystem):
        yield from _check_learned(key, system, parts)
    if isinstance(system, PointsSystem):
        yield from _check_points(key, system, parts)
    elif isinstance(system, WeightedSystem):
        yield from _check_weighted(key, system, parts)
    elif isinstance(system, ListSystem):
        yield from _check_list(key, system, parts)
    elif isinstance(system, JointSystem):
        yield from _check_start(key, system)
        yield from problems_of_joint(parts, name, system)
    elif isinstance(system, WatchSystem):
        yield from _check_watch(key, system, parts)


def _check_points(key: str, system: PointsSystem, parts: Parts) -> Iterator[Problem]:
    for kind in system.rules:
        yield from unknown_name(f"{key}.rules.{kind}", kind, parts, "conduct")
    if system.at_opening and system.forgetting.rule == "window":
        expected = "'never' or 'half-life' in a system that reads files when it opens: files have no days"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    if system.at_opening and system.accounts == "firms":
        yield Problem(key=f"{key}.at_opening", expected="nothing: files are kept of citizens", found="a table")
    yield from _check_start(key, system)


def _check_start(key: str, system: PointsSystem | JointSystem) -> Iterator[Problem]:
    low, high = system.low.value, system.high.value
    if not low <= system.start.value <= high:
        expected = f"points of the scale, {low:g} to {high:g}"
        yield Problem(key=f"{key}.start", expected=expected, found=f"{system.start.value:g}")
    yield from _check_bands(key, system.bands, low, high, system)


def _check_learned(key: str, system: LearnedSystem, parts: Parts) -> Iterator[Problem]:
    learning, low, high = system.learning, system.low.value, system.high.value
    kinds = {f"{key}.features.{name}.kinds": feature.kinds for name, feature in system.features.items()}
    for at, names in (*kinds.items(), (f"{key}.learning.outcome", learning.outcome)):
        for place, kind in enumerate(names):
            yield from unknown_name(f"{at}.{place}", kind, parts, "conduct")
    for place, attribute in enumerate(learning.proxies):
        yield from _undisclosed(f"{key}.learning.proxies.{place}", attribute, system, parts)
        if attribute in system.features:
            expected = "another name: an attribute that may enter as a proxy has this one"
            yield Problem(key=f"{key}.features.{attribute}", expected=expected, found=repr(attribute))
    if not 1 <= learning.window.value <= learning.every:
        expected = f"1 to {learning.every} days: a label matures before the next fit"
        yield Problem(key=f"{key}.learning.window", expected=expected, found=f"{learning.window.value:g}")
    if not low <= system.scale.points.value <= high:
        expected = f"points of the scale, {low:g} to {high:g}"
        yield Problem(key=f"{key}.scale.points", expected=expected, found=f"{system.scale.points.value:g}")
    if system.contacts is not None:
        expected = "no contacts term: a learned score has features only"
        yield Problem(key=f"{key}.contacts", expected=expected, found="a table")
    if system.forgetting.rule == "window":
        expected = "'half-life' or 'never' in a learned system"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    yield from _check_bands(key, system.bands, low, high, system)


def _check_weighted(key: str, system: WeightedSystem, parts: Parts) -> Iterator[Problem]:
    total = sum(dimension.weight.value for dimension in system.dimensions.values())
    if abs(total - 1) > TOLERANCE:
        yield Problem(key=f"{key}.dimensions", expected="weights that add up to 1", found=f"{total:g}")
    for name, dimension in system.dimensions.items():
        for kind in dimension.rules:
            yield from unknown_name(f"{key}.dimensions.{name}.rules.{kind}", kind, parts, "conduct")
        for attribute in dimension.profile:
            yield from _undisclosed(f"{key}.dimensions.{name}.profile.{attribute}", attribute, system, parts)
        if dimension.contacts and system.contacts is None:
            expected = f"a table `contacts`, since dimension {name!r} follows contacts"
            yield Problem(key=f"{key}.contacts", expected=expected, found="nothing")
        if dimension.contacts and dimension.rules:
            yield Problem(
                key=f"{key}.dimensions.{name}.rules", found=", ".join(map(repr, dimension.rules)),
                expected="no rules: a dimension that follows contacts takes nothing else",
            )  # fmt: skip
    ruled = {kind for dimension in system.dimensions.values() for kind in dimension.rules}
    for place, kind in enumerate(system.own.kinds if system.own else ()):
        if kind not in ruled:
            expected = "a kind that one of the dimensions has a rule for"
            nearest = nearest_name(kind, ruled)
            yield Problem(key=f"{key}.own.kinds.{place}", expected=expected, found=repr(kind), nearest=nearest)
    if system.forgetting.rule == "window":
        expected = "'half-life' or 'never' in a weighted system"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    yield from _check_bands(key, system.bands, system.low.value, system.high.value, system)


def _check_watch(key: str, system: WatchSystem, parts: Parts) -> Iterator[Problem]:
    """Only the rarer kinds can be removed or hindered: the frequent ones are not walked one by one."""
    named = [
        (f"{key}.removal.{name}.kinds.{place}", kind)
        for name, target in system.removal.items()
        for place, kind in enumerate(target.kinds)
    ]
    named += [(f"{key}.friction.hinders.{kind}", kind) for kind in (system.friction.hinders if system.friction else ())]
    for at, name in named:
        yield from unknown_name(at, name, parts, "conduct")
        kind = parts.conduct.get(name)
        if kind is not None and kind.ceiling >= FREQUENT_CEILING and kind.mark != "gathers":
            expected = f"a kind that is not frequent (ceiling below {FREQUENT_CEILING})"
            yield Problem(key=at, expected=expected, found=f"{name!r}, {kind.ceiling:g}")


def _check_bands(key: str, bands: tuple[Band, ...], low: float, high: float, system: System) -> Iterator[Problem]:
    if low >= high:
        yield Problem(key=f"{key}.high", expected=f"more than the lowest score, {low:g}", found=f"{high:g}")
    if bands[0].start.value != low:
        yield Problem(
            key=f"{key}.bands.0.start",
            expected=f"the lowest score of the scale, {low:g}",
            found=f"{bands[0].start.value:g}",
        )
    for place, (lower, upper) in enumerate(pairwise(bands), start=1):
        if upper.start.value <= lower.start.value:
            yield Problem(
                key=f"{key}.bands.{place}.start",
                expected=f"more than the start of the band before it, {lower.name} at {lower.start.value:g}",
                found=f"{upper.start.value:g}",
                advice="bands go from the lowest to the highest and do not overlap",
            )
        if upper.start.value >= high:
            expected = f"points inside the scale, below {high:g}"
            yield Problem(key=f"{key}.bands.{place}.start", expected=expected, found=f"{upper.start.value:g}")
    names = [band.name for band in bands]
    for place, band in enumerate(bands):
        if band.name in names[:place]:
            expected = "a name that no other band has"
            yield Problem(key=f"{key}.bands.{place}.name", expected=expected, found=repr(band.name))
        yield from _unknown_measures(f"{key}.bands.{place}.measures", band.measures, system)


def _check_list(key: str, system: ListSystem, parts: Parts) -> Iterator[Problem]:
    vague = system.vague.kinds if system.vague else ()
    for part, kinds in (("enters", system.enters), ("vague.kinds", vague), ("repairs", system.repairs)):
        for place, kind in enumerate(kinds):
            yield from unknown_name(f"{key}.{part}.{place}", kind, parts, "conduct")
    for place, kind in enumerate(vague):
        if kind in system.enters:
            expected = "a kind that does not enter anyway"
            yield Problem(key=f"{key}.vague.kinds.{place}", expected=expected, found=repr(kind))
    if system.contacts is not None:
        expected = "no contacts term: a list has no score that contacts could move"
        yield Problem(key=f"{key}.contacts", expected=expected, found="a table")
    yield from _unknown_measures(f"{key}.listed", system.listed, system)
    yield from check_channel_reads(key, system, parts)


def check_channel_reads(key: str, system: ListSystem, parts: Parts) -> Iterator[Problem]:
    """A list that nobody can enter: kinds that no channel which it reads ever records."""
    unread = parts.unread.get("channels", frozenset())
    if system.holder is not None or any(channel in unread for channel in system.reads):
        return
    reads = [parts.channels[channel] for channel in system.reads if channel in parts.channels]
    for place, kind in enumerate(system.enters):
        if kind in parts.conduct and not any(_records(channel, kind) for channel in reads):
            seeing = sorted(name for name, channel in parts.channels.items() if _records(channel, kind))
            yield Problem(
                key=f"{key}.enters.{place}",
                expected="a kind that a channel which the system reads can record",
                found=repr(kind),
                advice=f"let it read {' or '.join(seeing)}" if seeing else "let a channel see it",
            )


def _records(channel: Channel, kind: str) -> bool:
    chances = (channel.sees.get(kind), channel.invents.get(kind))
    return any(chance is not None and chance.value > 0 for chance in chances)


def _no_attempt(key: str, name: str, parts: Parts) -> Iterator[Problem]:
    if name in parts.unread.get("conduct", ()):
        return
    attempts = [kind_name for kind_name, kind in parts.conduct.items() if kind.sort == "attempt"]
    if name not in attempts:
        yield Problem(
            key=key,
            expected="the name of an attempt of this scenario",
            found=f"{name!r}, an act" if name in parts.conduct else repr(name),
            nearest=nearest_name(name, attempts),
        )


def _undisclosed(key: str, attribute: Attribute, system: System, parts: Parts) -> Iterator[Problem]:
    """An attribute that no channel discloses to the system would silently count for nothing."""
    reads = [parts.channels[channel] for channel in system.reads if channel in parts.channels]
    if len(reads) == len(system.reads) and not any(attribute in channel.profile for channel in reads):
        disclosed = sorted({name for channel in reads for name in channel.profile})
        yield Problem(
            key=key,
            expected=f"an attribute that its channels disclose: {', '.join(disclosed) or 'none'}",
            found=repr(attribute),
        )


def _unknown_measures(key: str, given: Iterable[str], system: System) -> Iterator[Problem]:
    for place, name in enumerate(given):
        if name not in system.measures:
            yield Problem(
                key=f"{key}.{place}",
                expected="the name of one of the system's measures",
                found=repr(name),
                nearest=nearest_name(name, system.measures),
            )

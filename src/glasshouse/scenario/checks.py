"""What must hold between the parts of a scenario. Every problem is reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from glasshouse.conduct.encoding import FREQUENT_CEILING
from glasshouse.conduct.kinds import Kind
from glasshouse.errors import Problem, nearest_name
from glasshouse.observation.channels import Attribute, Channel
from glasshouse.scoring.systems import Band, ListSystem, PointsSystem, System, WeightedSystem
from glasshouse.tables import CHANNELS, KINDS, MEASURES, PAIRS, SYSTEMS

TOLERANCE = 1e-6  # of weights that should add up to 1


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of a scenario, as far as they could be read.

    Attributes:
        conduct: the kinds of conduct.
        channels: the channels.
        systems: the systems.
        citizens: how many citizens.
        panel: numbers of the citizens in the panel.
        unread: names, by shelf, of parts that are there but have problems of their own.
    """

    conduct: Mapping[str, Kind]
    channels: Mapping[str, Channel]
    systems: Mapping[str, System]
    citizens: int | None = None
    panel: tuple[int, ...] = ()
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def names(self, shelf: str) -> list[str]:
        """All names on a shelf, with those of parts that could not be read."""
        return sorted({*getattr(self, shelf), *self.unread.get(shelf, ())})


def problems_among(parts: Parts) -> list[Problem]:
    """Everything that does not fit together, in the order of the document."""
    return [
        *_check_counts(parts),
        *_check_panel(parts),
        *_check_conduct(parts),
        *_check_channels(parts),
        *(problem for name in parts.systems for problem in _check_system(parts, name)),
    ]


def _check_counts(parts: Parts) -> Iterator[Problem]:
    measures = sum(len(system.measures) for system in parts.systems.values())
    frequent = {name for name, kind in parts.conduct.items() if kind.ceiling >= FREQUENT_CEILING}
    pairs = sum(len(frequent & {*channel.sees, *channel.invents}) for channel in parts.channels.values())
    for key, count, most, words in (
        ("conduct", len(parts.names("conduct")), KINDS, "kinds of conduct"),
        ("channels", len(parts.names("channels")), CHANNELS, "channels"),
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
                key=f"{key}.ceiling",
                expected=f"at least the rate, {kind.rate.value:g}",
                found=f"{kind.ceiling:g}",
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
    sort = {"offers trust": "attempt", "gathers": "act"}.get(kind.mark)
    if sort and kind.sort != sort:
        expected = f"{sort!r}, since its mark is {kind.mark!r}"
        yield Problem(key=f"{key}.sort", expected=expected, found=repr(kind.sort))
    if "crowd" in kind.leans.states and kind.mark != "gathers":
        expected = "no lean on the crowd unless the mark is 'gathers'"
        yield Problem(key=f"{key}.leans.states.crowd", expected=expected, found=repr(kind.mark))


def _check_channels(parts: Parts) -> Iterator[Problem]:
    for name, channel in parts.channels.items():
        for part in ("sees", "invents"):
            for kind in getattr(channel, part):
                yield from _unknown(f"channels.{name}.{part}.{kind}", kind, parts, "conduct")
        for kind, rate in channel.invents.items():
            if kind in parts.conduct:
                yield from _check_invented(f"channels.{name}", channel, kind, rate.value, parts.conduct[kind])


def _check_invented(key: str, channel: Channel, name: str, rate: float, kind: Kind) -> Iterator[Problem]:
    """False records must find room in a day's luck beside the acts; each channel has a room of its own."""
    groups = channel.inventing
    worst = max(1.0, groups.minority.value) * max(1.0, groups.migrant.value)
    is_frequent = kind.ceiling >= FREQUENT_CEILING
    room = (1.0 - kind.ceiling if is_frequent else kind.ceiling) / CHANNELS
    if rate * worst > room:
        change = "lower" if is_frequent else "raise"
        yield Problem(
            key=f"{key}.invents.{name}",
            expected=f"at most {room:.3g} false records a day, for the group with the most",
            found=f"{rate * worst:.3g}",
            advice=f"{change} the ceiling of {name!r} for more room",
        )


def _check_system(parts: Parts, name: str) -> Iterator[Problem]:
    system, key = parts.systems[name], f"systems.{name}"
    for place, channel in enumerate(system.reads):
        yield from _unknown(f"{key}.reads.{place}", channel, parts, "channels")
    if system.publish_on >= system.publish_every:
        yield Problem(
            key=f"{key}.publish_on",
            expected=f"a day of the rhythm, below publish_every = {system.publish_every}",
            found=str(system.publish_on),
        )
    for measure_name, measure in system.measures.items():
        for part in ("denies", "eases"):
            for place, attempt in enumerate(getattr(measure, part)):
                at = f"{key}.measures.{measure_name}.{part}.{place}"
                yield from _no_attempt(at, attempt, parts)
    if isinstance(system, PointsSystem):
        yield from _check_points(key, system, parts)
    elif isinstance(system, WeightedSystem):
        yield from _check_weighted(key, system, parts)
    elif isinstance(system, ListSystem):
        yield from _check_list(key, system, parts)


def _check_points(key: str, system: PointsSystem, parts: Parts) -> Iterator[Problem]:
    for kind in system.rules:
        yield from _unknown(f"{key}.rules.{kind}", kind, parts, "conduct")
    low, high = system.low.value, system.high.value
    if not low <= system.start.value <= high:
        expected = f"points of the scale, {low:g} to {high:g}"
        yield Problem(key=f"{key}.start", expected=expected, found=f"{system.start.value:g}")
    yield from _check_bands(key, system.bands, low, high, system)


def _check_weighted(key: str, system: WeightedSystem, parts: Parts) -> Iterator[Problem]:
    total = sum(dimension.weight.value for dimension in system.dimensions.values())
    if abs(total - 1) > TOLERANCE:
        yield Problem(key=f"{key}.dimensions", expected="weights that add up to 1", found=f"{total:g}")
    for name, dimension in system.dimensions.items():
        for kind in dimension.rules:
            yield from _unknown(f"{key}.dimensions.{name}.rules.{kind}", kind, parts, "conduct")
        for attribute in dimension.profile:
            yield from _undisclosed(f"{key}.dimensions.{name}.profile.{attribute}", attribute, system, parts)
        if dimension.contacts and system.contacts is None:
            expected = f"a table `contacts`, since dimension {name!r} follows contacts"
            yield Problem(key=f"{key}.contacts", expected=expected, found="nothing")
    if system.forgetting.rule == "window":
        expected = "'half-life' or 'never' in a weighted system"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    yield from _check_bands(key, system.bands, system.low.value, system.high.value, system)


def _check_bands(
    key: str, bands: tuple[Band, ...], low: float, high: float, system: System
) -> Iterator[Problem]:
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
    for part in ("enters", "repairs"):
        for place, kind in enumerate(getattr(system, part)):
            yield from _unknown(f"{key}.{part}.{place}", kind, parts, "conduct")
    if system.contacts is not None:
        expected = "no contacts term: a list has no score that contacts could move"
        yield Problem(key=f"{key}.contacts", expected=expected, found="a table")
    yield from _unknown_measures(f"{key}.listed", system.listed, system)
    yield from check_channel_reads(key, system, parts)


def check_channel_reads(key: str, system: ListSystem, parts: Parts) -> Iterator[Problem]:
    """A list that nobody can enter: kinds that no channel which it reads ever records."""
    unread = parts.unread.get("channels", frozenset())
    if any(channel in unread for channel in system.reads):
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


def _unknown(key: str, name: str, parts: Parts, shelf: str) -> Iterator[Problem]:
    valid = parts.names(shelf)
    if name not in valid:
        word = {"conduct": "kind of conduct", "channels": "channel"}[shelf]
        yield Problem(
            key=key,
            expected=f"the name of a {word} of this scenario",
            found=repr(name),
            nearest=nearest_name(name, valid),
        )


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

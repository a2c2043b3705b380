"""What several forms check of a system: bands that lie on the scale, measures that exist, attributes that somebody discloses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from glasshouse.errors import Problem, nearest_name
from glasshouse.schema.codes import Attribute
from glasshouse.scoring.forms.form import Scale
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.systems import Band, System


def check_start(key: str, start: float, scale: Scale) -> Iterator[Problem]:
    """A start value that lies on the scale."""
    if not scale.low <= start <= scale.high:
        yield Problem(key=key, expected=f"points of the scale, {scale.low:g} to {scale.high:g}", found=f"{start:g}")


def check_bands(key: str, bands: tuple[Band, ...], scale: Scale, system: System) -> Iterator[Problem]:
    """Bands from the lowest to the highest, from the low end of the scale on, with names and measures that exist."""
    low, high = scale.low, scale.high
    if low >= high:
        yield Problem(key=f"{key}.high", expected=f"more than the lowest score, {low:g}", found=f"{high:g}")
    if bands[0].start.value != low:
        yield Problem(
            key=f"{key}.bands.0.start",
            expected=f"the lowest score of the scale, {low:g}",
            found=f"{bands[0].start.value:g}",
        )
    yield from _check_order(key, bands, high)
    names = [band.name for band in bands]
    for place, band in enumerate(bands):
        if band.name in names[:place]:
            expected = "a name that no other band has"
            yield Problem(key=f"{key}.bands.{place}.name", expected=expected, found=repr(band.name))
        yield from unknown_measures(f"{key}.bands.{place}.measures", band.measures, system)


def _check_order(key: str, bands: tuple[Band, ...], high: float) -> Iterator[Problem]:
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


def undisclosed(key: str, attribute: Attribute, system: System, parts: Surroundings) -> Iterator[Problem]:
    """An attribute that no channel discloses to the system would silently count for nothing."""
    reads = [parts.channels[channel] for channel in system.reads if channel in parts.channels]
    if len(reads) == len(system.reads) and not any(attribute in channel.profile for channel in reads):
        disclosed = sorted({name for channel in reads for name in channel.profile})
        yield Problem(
            key=key,
            expected=f"an attribute that its channels disclose: {', '.join(disclosed) or 'none'}",
            found=repr(attribute),
        )


def undeclared(key: str, attribute: str, parts: Surroundings) -> Iterator[Problem]:
    """An attribute that the scenario does not declare."""
    valid = parts.names("attributes")
    if attribute not in valid:
        yield Problem(
            key=key,
            expected="the name of an attribute that the scenario declares",
            found=repr(attribute),
            nearest=nearest_name(attribute, valid),
            advice=None if valid else f"declare it: [attributes.{attribute}] with a title and a share",
        )


def unread_attributes(
    key: str, attributes: Iterable[str] | None, system: System, parts: Surroundings
) -> Iterator[Problem]:
    """Attributes declared by the scenario that none of a system's channels discloses would silently count for nothing."""
    disclosed = _disclosed_to(system, parts)
    for attribute in attributes or ():
        at = f"{key}.{attribute}"
        yield from undeclared(at, attribute, parts)
        if system.account_holders == "firms":
            yield Problem(key=at, expected="nothing: channels disclose attributes of people", found=repr(attribute))
        if disclosed is not None and attribute not in disclosed:
            expected = f"an attribute that its channels disclose: {', '.join(disclosed) or 'none'}"
            yield Problem(key=at, expected=expected, found=repr(attribute))


def _disclosed_to(system: System, parts: Surroundings) -> list[str] | None:
    """Attributes declared by the scenario that a system's channels disclose; None if a channel could not be read."""
    reads = [parts.channels[channel] for channel in system.reads if channel in parts.channels]
    found = sorted({name for channel in reads for name in channel.discloses or ()})
    return found if len(reads) == len(system.reads) else None


def unknown_measures(key: str, given: Iterable[str], system: System) -> Iterator[Problem]:
    """Names that are not those of the system's measures."""
    for place, name in enumerate(given):
        if name not in system.measures:
            yield Problem(
                key=f"{key}.{place}",
                expected="the name of one of the system's measures",
                found=repr(name),
                nearest=nearest_name(name, system.measures),
            )


def no_contacts(key: str, system: System, why: str) -> Iterator[Problem]:
    """A contacts term in a system of a form that has no use for one."""
    if system.contacts is not None:
        yield Problem(key=f"{key}.contacts", expected=f"no contacts term: {why}", found="a table")


def most_contacts(key: str, system: System, most: float) -> Iterator[Problem]:
    """A contacts term small enough for a ledger whose last dimension also notes wishes to join and to leave."""
    if system.adoption and system.contacts and abs(system.contacts.weight.value) > most:
        yield Problem(
            key=f"{key}.contacts.weight",
            expected=f"at most {most:g} where accounts open and close",
            found=f"{system.contacts.weight.value:g}",
        )

"""What must hold for a joint system: the systems that it reads exist, publish something, and do not read it in turn."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scoring.forms.checks import check_bands, check_start, no_contacts
from glasshouse.scoring.forms.form import Scale
from glasshouse.scoring.forms.joint.configuration import JointSystem, OtherSystem
from glasshouse.scoring.forms.surroundings import Surroundings, unknown_name


def problems_of_joint(name: str, system: JointSystem, parts: Surroundings) -> Iterator[Problem]:
    """Everything about one joint system that does not fit itself or the rest of its scenario."""
    key, scale = f"systems.{name}", Scale(system.low.value, system.high.value)
    yield from check_start(f"{key}.start", system.start.value, scale)
    yield from check_bands(key, system.bands, scale, system)
    for other, reading in system.reads_systems.items():
        at = f"{key}.reads_systems.{other}"
        if other == name:
            yield Problem(key=at, expected="another system: none reads itself", found=repr(other))
        elif other not in parts.systems:
            yield from unknown_name(at, other, parts, "systems")
        else:
            yield from _check_reading(at, other, reading, parts)
    circle = _circle(parts, name, (name,))
    if circle:
        expected = "no circle of systems that read each other"
        yield Problem(key=f"{key}.reads_systems.{circle[1]}", expected=expected, found=" → ".join(circle))
    yield from no_contacts(key, system, "a joint system reads systems")
    if system.reads:
        expected = "no channels: a joint system reads what other systems have published"
        yield Problem(key=f"{key}.reads", expected=expected, found=", ".join(map(repr, system.reads)))


def _check_reading(at: str, other: str, reading: OtherSystem, parts: Surroundings) -> Iterator[Problem]:
    bands = parts.bands_of(other)
    if not bands:
        yield Problem(key=at, expected="a system that publishes something", found=f"{other!r}, which judges nobody")
        return
    if parts.systems[other].account_holders != "citizens":
        yield Problem(key=at, expected="a system with accounts of citizens", found=f"{other!r}, which judges firms")
    if not reading.points and reading.weight is None:
        yield Problem(key=at, expected="`points` for some of its bands, or a `weight`", found="neither")
    for band in reading.points:
        if band not in bands:
            expected = f"a band of {other}: {', '.join(map(repr, bands))}"
            yield Problem(
                key=f"{at}.points.{band}", expected=expected, found=repr(band), nearest=nearest_name(band, bands)
            )


def _circle(parts: Surroundings, name: str, trail: tuple[str, ...]) -> tuple[str, ...]:
    """The way from a system that reads others back to the first of the trail, by what each reads; empty if there is none."""
    for other in parts.sources_of(name):
        if other == trail[0] and len(trail) > 1:
            return (*trail, other)
        if other not in trail:
            found = _circle(parts, other, (*trail, other))
            if found:
                return found
    return ()

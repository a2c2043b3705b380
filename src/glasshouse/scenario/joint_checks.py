"""What must hold for a joint system: the systems that it reads exist, publish something, and do not read it in turn."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.parts import Parts, unknown_name
from glasshouse.scoring.systems import JointSystem, OtherSystem, band_names


def problems_of_joint(parts: Parts, name: str, system: JointSystem) -> Iterator[Problem]:
    """Everything about what one joint system reads that does not fit the rest of the scenario."""
    key = f"systems.{name}"
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
    if system.contacts is not None:
        expected = "no contacts term: a joint system reads systems"
        yield Problem(key=f"{key}.contacts", expected=expected, found="a table")
    if system.reads:
        expected = "no channels: a joint system reads what other systems have published"
        yield Problem(key=f"{key}.reads", expected=expected, found=", ".join(map(repr, system.reads)))


def _check_reading(at: str, other: str, reading: OtherSystem, parts: Parts) -> Iterator[Problem]:
    bands = band_names(parts.systems[other])
    if not bands:
        yield Problem(key=at, expected="a system that publishes something", found=f"{other!r}, which judges nobody")
        return
    if parts.systems[other].accounts != "citizens":
        yield Problem(key=at, expected="a system with accounts of citizens", found=f"{other!r}, which judges firms")
    if not reading.points and reading.weight is None:
        yield Problem(key=at, expected="`points` for some of its bands, or a `weight`", found="neither")
    for band in reading.points:
        if band not in bands:
            expected = f"a band of {other}: {', '.join(map(repr, bands))}"
            yield Problem(
                key=f"{at}.points.{band}", expected=expected, found=repr(band), nearest=nearest_name(band, bands)
            )


def _circle(parts: Parts, name: str, trail: tuple[str, ...]) -> tuple[str, ...]:
    """The way from a joint system back to the first of the trail, by what each reads; empty if there is none."""
    system = parts.systems.get(name)
    for other in system.reads_systems if isinstance(system, JointSystem) else ():
        if other == trail[0] and len(trail) > 1:
            return (*trail, other)
        if other not in trail:
            found = _circle(parts, other, (*trail, other))
            if found:
                return found
    return ()

"""What must hold for attributes that a scenario declares: room for them, names with keys of their own, who mentions them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glasshouse.conduct.kinds import Kind
from glasshouse.errors import Problem
from glasshouse.kernels.randomness import key_of
from glasshouse.scenario.parts import Parts
from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.schema.limits import DECLARED
from glasshouse.scoring.forms.checks import undeclared
from glasshouse.scoring.systems import System
from glasshouse.society.attributes import AttributeGroup

MOST_TIMES = 10.0
"""How much more often people do something at most because of an attribute."""


def problems_of_attributes(parts: Parts) -> Iterator[Problem]:
    """Everything about declared attributes that does not fit the rest of the scenario, or itself."""
    names = parts.names("attributes")
    if len(names) > DECLARED:
        yield Problem(key="attributes", expected=f"at most {DECLARED} attributes", found=str(len(names)))
    yield from _check_names(names)
    for name, attribute in parts.attributes.items():
        for place, group in enumerate(attribute.groups):
            yield from _check_group(f"attributes.{name}.groups.{place}", group)
    for name, channel in parts.channels.items():
        for said in channel.discloses or ():
            yield from undeclared(f"channels.{name}.discloses.{said}", said, parts)
    for name, kind in parts.conduct.items():
        yield from _check_times(f"conduct.{name}.attributes", kind, parts)
    for name, system in parts.systems.items():
        yield from _check_bearers(f"systems.{name}.measures", system, parts)


def _check_times(key: str, kind: Kind, parts: Parts) -> Iterator[Problem]:
    """Factors of a kind's rate: of attributes that are declared, of people, within reason."""
    for attribute, times in (kind.attributes or {}).items():
        at = f"{key}.{attribute}"
        yield from undeclared(at, attribute, parts)
        if not 0 <= times.value <= MOST_TIMES:
            yield Problem(key=at, expected=f"a factor from 0 to {MOST_TIMES:g}", found=f"{times.value:g}")
        if kind.needs == "firm":
            yield Problem(key=at, expected="nothing: firms have no attributes", found="a factor")


def _check_bearers(key: str, system: System, parts: Parts) -> Iterator[Problem]:
    """Third persons who bear a measure are those that people with an attribute have, so many each."""
    for name, measure in system.measures.items():
        if measure.bears is None:
            continue
        at = f"{key}.{name}.bears"
        yield from undeclared(at, measure.bears, parts)
        attribute = parts.attributes.get(measure.bears)
        if attribute is not None and attribute.number is None:
            expected = "an attribute that says how many somebody has (`number`), such as children"
            yield Problem(key=at, expected=expected, found=repr(measure.bears))


def _check_names(names: Iterable[str]) -> Iterator[Problem]:
    """Draws are keyed by names; a learned score tells its inputs by their names."""
    keys: dict[int, str] = {}
    for name in names:
        if name in ATTRIBUTES:
            expected = f"another name than those that every society has: {', '.join(ATTRIBUTES)}"
            yield Problem(key=f"attributes.{name}", expected=expected, found=repr(name))
        other = keys.setdefault(key_of(name), name)
        if other != name:
            expected = f"a name that shares no luck with {other!r}"
            yield Problem(
                key=f"attributes.{name}", expected=expected, found=repr(name), advice="call it something else"
            )


def _check_group(key: str, group: AttributeGroup) -> Iterator[Problem]:
    if group.age_from > group.age_to:
        expected = f"at least `age_from`, {group.age_from}"
        yield Problem(key=f"{key}.age_to", expected=expected, found=str(group.age_to))
    is_said = any(said is not None for said in (group.town, group.migrant, group.minority))
    if not is_said and (group.age_from, group.age_to) == (0, 130):
        expected = "who is in it: `town`, `migrant`, `minority`, `age_from` or `age_to`"
        yield Problem(key=key, expected=expected, found="a share alone")

"""What must hold for providers that win members, and for systems that hand them on."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.systems import ListSystem, System, WatchSystem

_MOST_CONTACTS = {"weighted": 1.0, "points": 2000.0}
"""Beyond this, what contacts add could not be told from a wish to close the account."""


def problems_of_market(parts: Parts, name: str) -> Iterator[Problem]:
    """What is wrong with a system's adoption and succession."""
    system, key = parts.systems[name], f"systems.{name}"
    if system.adoption:
        yield from _check_adoption(key, system)
    if system.successor is not None:
        yield from _check_successor(parts, name, system.successor)


def _check_adoption(key: str, system: System) -> Iterator[Problem]:
    if isinstance(system, ListSystem | WatchSystem):
        expected = "no adoption: nobody joins a list or a silent reader"
        yield Problem(key=f"{key}.adoption", expected=expected, found="a table")
    if not system.members.voluntary:
        expected = "true, since the system has a table `adoption`"
        yield Problem(key=f"{key}.members.voluntary", expected=expected, found="false")
    most = _MOST_CONTACTS.get(system.form)
    if most is not None and system.contacts and abs(system.contacts.weight.value) > most:
        yield Problem(
            key=f"{key}.contacts.weight",
            expected=f"at most {most:g} where accounts open and close",
            found=f"{system.contacts.weight.value:g}",
        )


def _check_successor(parts: Parts, name: str, successor: str) -> Iterator[Problem]:
    key, valid = f"systems.{name}.successor", parts.names("systems")
    if successor not in valid or successor == name:
        yield Problem(
            key=key,
            expected="the name of another system of this scenario",
            found=repr(successor),
            nearest=nearest_name(successor, [each for each in valid if each != name]),
        )
        return
    system, heir = parts.systems[name], parts.systems.get(successor)
    if heir is None:
        return
    if isinstance(system, ListSystem | WatchSystem):
        yield Problem(
            key=key, expected="no successor: a list or a silent reader has no accounts", found=repr(successor)
        )
    elif heir.form != system.form:
        expected = f"a system of the same form, {system.form!r}, so that records mean the same there"
        yield Problem(key=key, expected=expected, found=f"{successor!r}, of form {heir.form!r}")

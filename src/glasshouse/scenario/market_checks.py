"""What must hold for providers that win members, for games, and for systems that hand members on."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.forms.registry import capabilities_of, form_of, forms
from glasshouse.scoring.forms.surroundings import unknown_name
from glasshouse.scoring.systems import System


def problems_of_market(parts: Parts, name: str) -> Iterator[Problem]:
    """What is wrong with a system's adoption and succession."""
    system, key = parts.systems[name], f"systems.{name}"
    if system.adoption:
        yield from _check_adoption(key, system)
    if system.game:
        for place, kind in enumerate(system.game.plays):
            yield from unknown_name(f"{key}.game.plays.{place}", kind, parts, "conduct")
        yield from _check_room(key, system)
    if system.successor is not None:
        yield from _check_successor(parts, name, system.successor)


def _check_adoption(key: str, system: System) -> Iterator[Problem]:
    if not capabilities_of(system).has_scale or system.account_holders != "citizens":
        expected = "no adoption: nobody joins a list, a silent reader or accounts of firms"
        yield Problem(key=f"{key}.adoption", expected=expected, found="a table")
    if not system.members.voluntary:
        expected = "true, since the system has a table `adoption`"
        yield Problem(key=f"{key}.members.voluntary", expected=expected, found="false")


def _check_room(key: str, system: System) -> Iterator[Problem]:
    """A game needs a form that leaves it a dimension of the ledger."""
    if not capabilities_of(system).has_games:
        able = " or ".join(repr(form.name) for form in forms().values() if form.capabilities.has_games)
        yield Problem(key=f"{key}.game", expected=f"no game, but in a system of form {able}", found="a table")


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
    if not capabilities_of(system).has_scale:
        yield Problem(
            key=key, expected="no successor: a list or a silent reader has no accounts", found=repr(successor)
        )
    elif form_of(heir) is not form_of(system):
        expected = f"a system of the same form, {system.form!r}, so that records mean the same there"
        yield Problem(key=key, expected=expected, found=f"{successor!r}, of form {heir.form!r}")

"""What must hold for providers that win members, for games, and for systems that hand members on."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.parts import Parts, unknown_name
from glasshouse.schema.tables import DIMENSIONS
from glasshouse.scoring.systems import ListSystem, PointsSystem, System, WatchSystem, WeightedSystem

_MOST_CONTACTS = {"weighted": 1.0, "points": 2000.0}
"""Beyond this, what contacts add could not be told from a wish to close the account."""


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
    if isinstance(system, ListSystem | WatchSystem) or system.accounts != "citizens":
        expected = "no adoption: nobody joins a list, a silent reader or accounts of firms"
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


def _check_room(key: str, system: System) -> Iterator[Problem]:
    """A game needs a dimension of the ledger that nothing else uses."""
    if isinstance(system, PointsSystem):
        if system.forgetting.rule == "window":
            expected = "'half-life' or 'never' beside a game: a window uses the whole ledger"
            yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    elif isinstance(system, WeightedSystem):
        if len(system.dimensions) >= DIMENSIONS:
            expected = (
                f"at most {DIMENSIONS - 1} areas beside a game: rows of days take one of the ledger's {DIMENSIONS}"
            )
            yield Problem(key=f"{key}.dimensions", expected=expected, found=str(len(system.dimensions)))
    else:
        expected = "no game, but in a system of form 'points' or 'weighted'"
        yield Problem(key=f"{key}.game", expected=expected, found="a table")


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

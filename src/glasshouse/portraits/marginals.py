"""Whether people are as they were: the make-up of a world without channels and systems on its first day and after its last.

A portrait says what a scheme makes of a society in ten years. That would be worth nothing if the society changed by itself, as
it would if people came who are not like those who go. So the world without the scheme is looked at before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from glasshouse.engine.world import World
from glasshouse.errors import InputError, Problem
from glasshouse.observables.observable import Observable
from glasshouse.portraits.document import Marginal
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import EMPLOYED, IN_DEFAULT
from glasshouse.schema.limits import LANES
from glasshouse.society.population import OLDEST, YOUNGEST
from glasshouse.sweeps.probes import Watcher

if TYPE_CHECKING:
    from glasshouse.protections.reading import Read

FARTHEST: Final = 0.02
"""How far a marginal may move: of shares the share, of dispositions the part of their scale."""
PROBE: Final = "marginals"
"""The name by which a sweep asks for them."""
_SCALE: Final = 255
_TRAITS: Final = {
    "income": "rank by income",
    "reliability": "reliability",
    "conformity": "conformity",
    "risk_aversion": "risk aversion",
    "sociability": "sociability",
    "online": "life online",
}
_QUANTILES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)
_DECADE: Final = 10
_BEFORE, _AFTER = "marginal_before_", "marginal_after_"


class Standing(Watcher):
    """Takes the marginals of a world before its first day and after its last; changes nothing."""

    name = PROBE

    def __init__(self) -> None:
        self._found: dict[str, Observable] = {}

    def begin(self, world: World) -> None:
        """Take them before the first day."""
        self._take(_BEFORE, world)

    def end(self, world: World) -> None:
        """Take them after the last."""
        self._take(_AFTER, world)

    def _take(self, first: str, world: World) -> None:
        found = (_observable(first, name, *told) for name, told in _marginals(world))
        self._found |= {each.name: each for each in found}

    def observables(self) -> Mapping[str, Observable]:
        """The marginals before and after."""
        return self._found


def standing(scenario: Scenario) -> Watcher | Mapping[str, Observable]:
    """A probe: the marginals of a world without channels and systems, before its first day and after its last.

    Args:
        scenario: the world; one with channels or systems has none to tell.
    """
    return {} if scenario.channels or scenario.systems else Standing()


def _observable(first: str, name: str, title: str, value: float) -> Observable:
    return Observable(f"{first}{name}", value, "share", title)


def _marginals(world: World) -> Iterator[tuple[str, tuple[str, float]]]:
    """Each marginal's name, with its title and its value."""
    there = np.arange(LANES) < np.asarray(world.society["people"])[:, None]
    age = np.asarray(world.society["age"])[there]
    for first in range(YOUNGEST, OLDEST, _DECADE):
        among = (age >= first) & (age < first + _DECADE)
        yield f"age_{first}", (f"people aged {first} to {first + _DECADE - 1}", float(among.mean()))
    works = (np.asarray(world.society["status"])[there] & EMPLOYED) > 0
    yield "employed", ("people who work in a unit", float(works.mean()))
    owes = (np.asarray(world.conduct["situation"])[there] & IN_DEFAULT) > 0
    yield "in_default", ("people in default on a judgment", float(owes.mean()))
    scaled = {name: (title, np.asarray(world.society[name])[there] / _SCALE) for name, title in _TRAITS.items()}
    # Grievance is kept in steps of a 257th, so that its scale is 65,535.
    scaled["grievance"] = ("grievance", np.asarray(world.response["grievance"])[there] / (257 * _SCALE))
    for name, (title, values) in scaled.items():
        for part in _QUANTILES:
            label = f"{title}: {100 * part:.0f} people in 100 have less"
            yield f"{name}_{100 * part:.0f}", (label, float(np.quantile(values, part)))


def marginals_of(read: Read, world: str) -> list[Marginal]:
    """What a probed sweep says of the marginals of its world without the scheme: means over its seeds.

    Args:
        read: the sweep.
        world: the world's name.
    """
    found = []
    for name, told in read.observables.items():
        if name.startswith(_BEFORE):
            after = name.replace(_BEFORE, _AFTER, 1)
            first, last = (float(read.values(each, world=world).mean()) for each in (name, after))
            found.append(
                Marginal(
                    id=name.removeprefix(_BEFORE), title=told["title"], before=first, after=last, apart=last - first
                )
            )
    return found


def refuse_drift(marginals: list[Marginal], days: int) -> None:
    """Refuse where the society does not stay as it was by itself.

    Args:
        marginals: the marginals of the world without the scheme.
        days: how long it was lived, in days.

    Raises:
        InputError: a marginal moved by more than `FARTHEST`; lists each, with its values before and after.
    """
    problems = [
        Problem(
            key=f"nothing.{each.id}",
            expected=f"{each.title}: within {FARTHEST:.0%} of {each.before:.4f} after {days} days without the scheme",
            found=f"{each.after:.4f}",
            advice="no portrait: the society changes by itself; try more people or seeds, or fewer years",
        )
        for each in marginals
        if abs(each.apart) > FARTHEST
    ]
    if problems:
        raise InputError(problems)

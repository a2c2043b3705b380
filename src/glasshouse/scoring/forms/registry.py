"""The forms of scoring systems that are installed: those that ship, and those of other packages.

A form is a typed configuration and three kernels: one begins, one judges a day's records, one publishes. The engine walks the
forms of a scenario's systems without knowing which there are. Other packages add forms through the entry point group
``glasshouse.forms``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from glasshouse.scoring.systems import System


@dataclass(frozen=True)
class Form:
    """One form of scoring system.

    Attributes:
        name: what systems write in their `form` key.
        configuration: the typed configuration of a system of this form.
        encode: turns a configuration into the numbers that the kernels read (see `glasshouse.scoring.rules`).
        kernels: returns the three kernels, ``begin``, ``judge`` and ``publish``, as plain functions; called only when a run
            starts, so that reading a scenario compiles nothing.
    """

    name: str
    configuration: type[System]
    encode: Callable[..., None]
    kernels: Callable[[], tuple[Callable[..., None], Callable[..., None], Callable[..., None]]]


@cache
def forms() -> dict[str, Form]:
    """All installed forms by name, the shipped ones first."""
    from glasshouse.scoring.forms.joint import kernel as joint
    from glasshouse.scoring.forms.learned import kernel as learned
    from glasshouse.scoring.forms.lists import kernel as lists
    from glasshouse.scoring.forms.points import kernel as points
    from glasshouse.scoring.forms.watch import kernel as watch
    from glasshouse.scoring.forms.weighted import kernel as weighted

    found = {module.FORM.name: module.FORM for module in (points, weighted, lists, joint, learned, watch)}
    for point in entry_points(group="glasshouse.forms"):
        form: Form = point.load()
        found[form.name] = form
    return found

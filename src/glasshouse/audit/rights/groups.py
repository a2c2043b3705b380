"""Groups of people of one attribute: those that every register knows, and those that a scenario declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.audit.rights.crossings import AXES, NOBODY
from glasshouse.audit.rights.lived import Lived
from glasshouse.scenario import Scenario

FEWEST_MET: Final = 10
"""Fewest people who are met behind a comparison of groups: of fewer, communities drawn again say less than chance does."""


@dataclass(frozen=True)
class Group:
    """Some people, told apart by one attribute.

    Attributes:
        attribute: the attribute.
        title: what the group is called.
        members: who belongs to it, by community and lane.
    """

    attribute: str
    title: str
    members: np.ndarray


def people_of(lived: Lived) -> np.ndarray:
    """In which lanes somebody lives, by community and lane."""
    return np.asarray(lived.cell != NOBODY)


def groups_of(scenario: Scenario, lived: Lived) -> list[Group]:
    """Every group of one attribute: those of the register, then those with and without each attribute that is declared.

    Args:
        scenario: the scheme.
        lived: one of its worlds.
    """
    there, cell = people_of(lived), lived.cell.astype("i8")
    found: list[Group] = []
    for attribute, names in reversed(AXES):
        cell, at = np.divmod(cell, len(names))
        found = [Group(attribute, name, there & (at == n)) for n, name in enumerate(names)] + found
    for a, (name, declared) in enumerate(scenario.attributes.items()):
        has = there & ((lived.has >> a & 1) != 0)
        title = declared.title
        found += [Group(name, title, has), Group(name, f"not: {title}", there & ~has)]
    return found

"""Three auditors from outside, and what each sees; beside them the truth, which only a model knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.audit.rights.groups import people_of
from glasshouse.audit.rights.outside.files import Files
from glasshouse.audit.rights.outside.lots import lots

CHECKED: Final = 1000
"""People whom the third auditor looks into, drawn at random."""
MISSING: Final = (0.0, 0.1, 0.3)
"""Shares of people whose groups are not on file."""
AUDITORS: Final = {
    "files": "files alone",
    "appeals": "files and appeals",
    "checks": f"files and {CHECKED:,} random checks",
}
"""The auditors by id: what each sees."""


@dataclass(frozen=True)
class Luck:
    """Who is drawn, by community and lane; the same however many threads there are.

    Attributes:
        checked: whom the third auditor looks into.
        place: a number from 0 to 1 for everybody: whose is below a share has no groups on file.
    """

    checked: np.ndarray
    place: np.ndarray

    def known(self, missing: float) -> np.ndarray:
        """Of whom groups are on file, where they are missing by lot.

        Args:
            missing: the share of people of whom they are not.
        """
        return np.asarray(self.place >= missing)

    def known_less_of(self, some: np.ndarray, there: np.ndarray, missing: float, times: float) -> np.ndarray:
        """Of whom groups are on file, where they are missing more often of some people.

        Args:
            some: these people, by community and lane.
            there: in which lanes somebody lives.
            missing: the share of all people of whom they are not.
            times: how many times as often of these as of everybody else.
        """
        share = float((some & there).sum() / max(there.sum(), 1))
        of_others = missing / (1 + (times - 1) * share)
        return np.asarray(self.place >= np.where(some, times * of_others, of_others))


@dataclass(frozen=True)
class Sight:
    """What somebody knows of what people did.

    Attributes:
        known: of whom it is known, by community and lane.
        cost: what their acts would cost, as far as it is known.
    """

    known: np.ndarray
    cost: np.ndarray

    @property
    def did(self) -> np.ndarray:
        """Who is known to have done anything that costs."""
        return np.asarray(self.known & (self.cost > 0))

    @property
    def did_nothing(self) -> np.ndarray:
        """Who is taken for somebody who did nothing that costs."""
        return np.asarray(self.known & (self.cost <= 0))


def luck_of(seed: int, there: np.ndarray) -> Luck:
    """Draw people, each by a word of their own.

    Args:
        seed: the seed of the world.
        there: in which lanes somebody lives.
    """
    words = lots(seed, there.size).reshape(*there.shape, 2)
    rows, lanes = np.nonzero(there)
    checked = np.zeros(there.shape, bool)
    # Of equal words the citizen with the lower number comes first.
    chosen = np.argsort(words[rows, lanes, 0], kind="stable")[:CHECKED]
    checked[rows[chosen], lanes[chosen]] = True
    return Luck(checked, words[..., 1] / 2.0**32)


def sights(files: Files, luck: Luck) -> dict[str, Sight]:
    """What each auditor knows of what people did.

    Whoever sees files alone takes a record for the deed. Appeals strike records out. A check finds out everything that
    somebody did, and who was not drawn is not looked into.

    Args:
        files: the files.
        luck: who is drawn.
    """
    there = people_of(files.lived)
    return {
        "files": Sight(there, files.recorded),
        "appeals": Sight(there, files.after_appeals),
        "checks": Sight(luck.checked, files.lived.deserved),
    }


def truth(files: Files) -> Sight:
    """What everybody did."""
    return Sight(people_of(files.lived), files.lived.deserved)

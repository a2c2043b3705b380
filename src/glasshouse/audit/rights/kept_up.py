"""What keeps a wrong case up, day by day: nobody was told, no appeal is open, it was turned down, a copy lives on."""

from __future__ import annotations

from typing import Final

import numpy as np

from glasshouse.consequences.kernel import WRONGED
from glasshouse.engine.plan import Plan
from glasshouse.schema.codes import (
    APPEALED,
    CASE_CORRECTED,
    CASE_ENDED,
    CASE_LISTED,
    CASE_REPAIRED,
    DECIDED,
    NOBODY,
    TOLD,
)
from glasshouse.schema.limits import CHANNELS, HOLDERS, KINDS, LANES

KEPT_UP: Final = (
    "put right, and not carried out yet",
    "appeal turned down",
    "appeal not decided yet",
    "no appeal is open",
    "told, and not appealed",
    "not told, and not appealed",
)
"""What keeps a case up that is in force at its source, the first that is true; of a case that is over there, a copy does."""


class Wrongs:
    """Person-days under a sanction that rests on nothing that the person did, by what it rests on.

    Attributes:
        by_case: such days by channel, kind, and `KEPT_UP` or (behind these) the holder of the copy, of the oldest false case
            that speaks against the person; one in force at its source goes before copies of what is over there.
        caseless: days behind which there is no false case, in an array of one.
    """

    def __init__(self, plan: Plan) -> None:
        """Prepare to count.

        Args:
            plan: the plan of what will be lived.
        """
        self._systems = plan.encoded.systems[: len(plan.encoded.system_names)]
        self.by_case = np.zeros((CHANNELS, KINDS, len(KEPT_UP) + HOLDERS), "i4")
        self.caseless = np.zeros(1, "i8")

    def note(self, ends: np.ndarray, cases: np.ndarray) -> None:
        """Count a day.

        Args:
            ends: what befell people on this day, communities × lanes.
            cases: the cases of the evening.
        """
        people = np.flatnonzero(ends & WRONGED)
        if not len(people):
            return
        blamed = _oldest(cases[_speaks_falsely(cases)])
        place = np.minimum(np.searchsorted(_person(blamed), people), max(len(blamed) - 1, 0))
        has_case = _person(blamed)[place] == people if len(blamed) else np.zeros(len(people), "?")
        self.caseless[0] += np.count_nonzero(~has_case)
        found = blamed[place[has_case]]
        np.add.at(self.by_case, (found["channel"], found["kind"], self._kept_up(found)), 1)

    def _kept_up(self, cases: np.ndarray) -> np.ndarray:
        """What keeps each case up: a place in `KEPT_UP`, or behind these the holder of the copy."""
        flags, status = cases["flags"], cases["status"]
        reasons = [
            (status == CASE_REPAIRED) | (status == CASE_CORRECTED),
            (flags & DECIDED) > 0,
            (flags & APPEALED) > 0,
            self._systems["appeals"][cases["system"]] == 0,
            (flags & TOLD) > 0,
        ]
        found = np.select(reasons, range(len(reasons)), len(reasons))
        return np.where(status >= CASE_ENDED, len(KEPT_UP) + self._holder(cases), found)

    def _holder(self, cases: np.ndarray) -> np.ndarray:
        """Whose copy a list acts on: of several, that of the list with the lowest number."""
        found = np.zeros(len(cases), "i8")
        for system in self._systems[::-1]:
            if system["holder"] < NOBODY:
                acts = (system["enters"][cases["kind"]] > 0) & ((cases["stale"] >> np.uint16(system["holder"])) & 1 > 0)
                found[acts] = system["holder"]
        return found


def _speaks_falsely(cases: np.ndarray) -> np.ndarray:
    """Whether nothing happened behind a case that is in force, or of which a copy says so still."""
    status = cases["status"]
    in_force = (status >= CASE_LISTED) & (status <= CASE_CORRECTED)
    return np.asarray((cases["false"] > 0) & (in_force | ((status >= CASE_ENDED) & (cases["stale"] > 0))))


def _oldest(cases: np.ndarray) -> np.ndarray:
    """The case of each person that goes before the others, in the order of people."""
    ordered = cases[np.lexsort((cases["place"], cases["status"] >= CASE_ENDED, _person(cases)))]
    _, first = np.unique(_person(ordered), return_index=True)
    return np.asarray(ordered[first])


def _person(cases: np.ndarray) -> np.ndarray:
    """The number of the person, over all communities."""
    return np.asarray(cases["row"] * LANES + cases["lane"])

"""Those who can change rules: they look at the exact totals of some days, and decide whether a reform is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glasshouse.institutions.institution import DayEnd
from glasshouse.institutions.reform import Measure, Reform
from glasshouse.schema.codes import GUARD_NONE, SHARE_TOP
from glasshouse.schema.outcomes import ReformOutcome

_NEVER: Final = -1
"""In place of the evening on which a reform was reached."""


@dataclass(frozen=True)
class Counted:
    """How a measure is counted on one day: a part of a whole.

    Attributes:
        title: what it is, in a phrase.
        part: the part, as a whole number.
        whole: what it is part of, as a whole number.
    """

    title: str
    part: Callable[[DayEnd], int]
    whole: Callable[[DayEnd], int]


def _sum(*fields: str) -> Callable[[DayEnd], int]:
    return lambda day_end: sum(int(day_end.day_counts[field].sum()) for field in fields)


def _of_systems(field: str) -> Callable[[DayEnd], int]:
    return lambda day_end: int(day_end.system_counts[field].sum())


_people = _sum("people")

MEASURES: Final[Mapping[Measure, Counted]] = {
    "sanctioned": Counted("people under a sanction, of all people", _sum("sanctioned"), _people),
    "wrongly sanctioned": Counted(
        "people under a sanction not earned, of all people", _sum("wrongly_sanctioned"), _people
    ),
    "refused": Counted("attempts refused, for each person and day", _sum("denied"), _people),
    "false records": Counted("false records, for each person and day", _sum("invented"), _people),
    "appeals": Counted("appeals, for each person and day", _sum("appeals"), _people),
    "appeals overturned": Counted(
        "appeals that succeeded, of those decided", _sum("overturned"), _sum("overturned", "upheld")
    ),
    "words withheld": Counted(
        "critical words, calls and searches withheld, of all that would be made",
        _sum("critical_withheld_group"),
        _sum("critical_withheld_group", "critical_speech_group"),
    ),
    "accounts closed": Counted(
        "accounts that people closed, of all, a day", _of_systems("left"), _of_systems("members")
    ),
    "evading": Counted("people who evade, of all people", _sum("evaders"), _people),
    "grievance": Counted(
        "mean grievance", _sum("grievance"), lambda day_end: int(day_end.day_counts["people"].sum()) * SHARE_TOP
    ),
}
"""What each measure counts, from the exact totals of a day."""


class ReformInstitution:
    """Whether each reform of a scenario was reached, and on which evening.

    Attributes:
        name: ``reforms``.
        days: part, whole, sum of self-censorship in public, and people of the last days, by reform; a day stands at its number
            modulo the reform's window.
        nearest: the same four summed over the window with the greatest support so far.
        reached: the evening on which each was reached; -1 before.
    """

    name = "reforms"

    def __init__(self, reforms: Mapping[str, Reform]) -> None:
        """Make the institution.

        Args:
            reforms: the scenario's reforms by name.
        """
        self._reforms = dict(reforms)
        windows = [reform.when.window for reform in self._reforms.values()]
        self.days = np.zeros((len(windows), max(windows), 4), "i8")
        self.nearest = np.zeros((len(windows), 4), "i8")
        self.reached = np.full(len(windows), _NEVER, "i8")

    def follow(self, systems: Mapping[str, Any]) -> None:
        """Nothing: what it goes by is settled on the first day."""

    def decide(self, day_end: DayEnd) -> None:
        """Count the day, and decide on every reform that was not reached before."""
        for r, reform in enumerate(self._reforms.values()):
            if self.reached[r] == _NEVER:
                self._decide(r, reform, day_end)

    def _decide(self, r: int, reform: Reform, day_end: DayEnd) -> None:
        counted, window = MEASURES[reform.when.measure], reform.when.window
        guard, people = int(day_end.day_counts["self_censorship"]), _people(day_end)
        self.days[r, day_end.day % window] = counted.part(day_end), counted.whole(day_end), guard, people
        if day_end.day + 1 < window:
            return
        sums = self.days[r, :window].sum(0)
        now = support(reform, sums)
        if now > support(reform, self.nearest[r]):
            self.nearest[r] = sums
        # What nobody supports never comes, whatever is asked for: this is what turns a reform off.
        if now > 0 and now >= reform.when.at_least.value:
            self.reached[r] = day_end.day

    def apply(self, parameters: np.void, systems: np.ndarray) -> None:
        """Nothing: what was decided becomes a change of the rules on a later day."""

    def state(self) -> dict[str, Any]:
        """Counts of the last days and of the nearest window, and the evenings."""
        return {"days": self.days, "nearest": self.nearest, "reached": self.reached}

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Put saved counts and evenings in place of the present ones."""
        for name, kept in self.state().items():
            kept[...] = memory[name]

    def report(self) -> None:
        """Nothing: what came of reforms has a part of its own in the results."""

    def outcomes(self) -> tuple[ReformOutcome, ...]:
        """What came of each reform so far."""
        found = []
        for r, (name, reform) in enumerate(self._reforms.items()):
            reached = int(self.reached[r])
            begins = None if reached == _NEVER else reached + 1 + reform.delay
            nearest = support(reform, self.nearest[r])
            found.append(ReformOutcome(name, reform.title, reform.by, nearest, reform.when.at_least.value, begins))
        return tuple(found)


def reform_institution(reforms: Mapping[str, Reform]) -> ReformInstitution | None:
    """The institution of a scenario, or None if it has no reforms."""
    return ReformInstitution(reforms) if reforms else None


def support(reform: Reform, sums: np.ndarray) -> float:
    """The support for a reform, from 0 to 1.

    Args:
        reform: the reform.
        sums: part, whole, self-censorship in public and people, summed over its window.
    """
    part, whole, guard, people = (int(each) for each in sums)
    concerned = min(1.0, part / whole) if whole else 0.0
    silence = guard / (people * GUARD_NONE) - 1 if people else 0.0
    voice = 1.0 - min(1.0, max(0.0, silence)) if reform.is_collective else 1.0
    return concerned * reform.able.value * voice

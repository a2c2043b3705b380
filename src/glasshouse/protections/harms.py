"""What counts as harm, by kind, and what counts as an official aim. All are observables that exist, with their smallest sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final


@dataclass(frozen=True)
class Counted:
    """An observable that counts as a harm or as an aim.

    Attributes:
        kind: the kind of harm; ``aim`` of aims.
        name: the observable, or a pattern of several.
        better: ``less``, ``more``, or ``nearer 0`` of gaps between groups.
    """

    kind: str
    name: str
    better: str = "less"

    def sign(self, base: float) -> float:
        """1 if a rise from the base's value is for the worse, -1 if it is for the better.

        Args:
            base: the value without any move.
        """
        if self.better == "nearer 0":
            return -1.0 if base < 0 else 1.0
        return 1.0 if self.better == "less" else -1.0


KINDS: Final[Mapping[str, str]] = {
    "speech": "words held back",
    "sanctions": "days under a sanction",
    "denials": "attempts denied",
    "without cause": "sanctions and records without cause",
    "exclusion": "people shut out",
    "privacy": "what is on record",
    "disparity": "gaps between groups",
}
"""The kinds of harm. Each counts once in the order of moves, by the first of its observables that the scheme has."""

HARMS: Final = (
    Counted("speech", "speech_withheld_share"),
    Counted("speech", "lawful_speech_per_1000_days", "more"),
    Counted("speech", "help_withheld_share"),
    Counted("sanctions", "sanctioned_share_of_days"),
    Counted("denials", "denied_attempts_per_1000_years"),
    Counted("denials", "worsened_attempts_per_1000_years"),
    Counted("without cause", "wrongly_sanctioned_share_of_days"),
    Counted("without cause", "false_records_per_1000_years"),
    Counted("exclusion", "people_denied_share"),
    Counted("exclusion", "deals_refused_share"),
    Counted("privacy", "recorded_share"),
    Counted("privacy", "dose"),
    Counted("privacy", "holders_per_citizen"),
    Counted("privacy", "copied_records_share"),
    Counted("disparity", "false_records_gap", "nearer 0"),
    Counted("disparity", "sanctioned_gap_*", "nearer 0"),
    Counted("disparity", "denied_gap_*", "nearer 0"),
    Counted("disparity", "given_gap_*", "nearer 0"),
)
AIMS: Final = (
    Counted("aim", "offences_per_1000_days"),
    Counted("aim", "defaults_per_1000_years"),
    Counted("aim", "bills_missed_share"),
    Counted("aim", "deals_kept_share", "more"),
    Counted("aim", "civic_acts_per_1000_days", "more"),
    Counted("aim", "firm_offences_per_1000_years"),
)
"""What schemes are said to be for: fewer offences and defaults, bills paid, deals kept, civic acts."""
GAINS: Final[Mapping[str, str]] = {
    "silenced": "say something lawful that they held back",
    "sanctioned": "are spared a day under a sanction",
    "wrongly_sanctioned": "are spared a day under a sanction not earned",
    "denied": "are spared a refusal",
}
"""Who profits: people of whom a way of living otherwise (`glasshouse.worlds.individual_differences.OUTCOMES`) no longer holds."""


def counted(wanted: Iterable[Counted], known: Iterable[str]) -> dict[str, Counted]:
    """The observables among those known that count, by name, in the order of what is wanted.

    Args:
        wanted: `HARMS` or `AIMS`.
        known: names of observables.
    """
    names = list(known)
    return {name: each for each in wanted for name in names if name == each.name or fnmatchcase(name, each.name)}

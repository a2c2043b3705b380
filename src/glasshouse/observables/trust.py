"""Trust in government, in institutions and among people, where people keep trust: its mean, and how many have little."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measurement.totals import Totals
from glasshouse.observables.observable import Observable, share

_TOP = 254
"""Steps of the scale of trust."""
WHOM = {
    "government": "in government",
    "institutions": "in courts, banks and companies",
    "people": "in other people",
}
"""Whom people trust, in words."""


def observe_trust(totals: Totals) -> Iterator[Observable]:
    """The observables of trust, means over all people and days; none where nobody keeps trust.

    Args:
        totals: the run's exact counts.
    """
    if not any(int(totals.day_counts[f"{what}_{whom}"]) for what in ("trust", "low_trust") for whom in WHOM):
        return
    for whom, words in WHOM.items():
        code = int(totals.day_counts[f"trust_{whom}"])
        value = code / totals.person_days / _TOP
        yield Observable(f"mean_trust_{whom}", value, "share", f"mean trust {words}", counts=(code,))
    for whom, words in WHOM.items():
        low, title = int(totals.day_counts[f"low_trust_{whom}"]), f"days with little trust {words}"
        yield share(f"low_trust_share_{whom}", low, totals.person_days, f"{title} (less than a quarter)", "")

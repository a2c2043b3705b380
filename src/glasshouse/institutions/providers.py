"""The market institution: who holds more accounts has more data, and can offer more (the data advantage)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from glasshouse.institutions.institution import DayEnd


class MarketInstitution:
    """Each provider's share of the accounts of its market, and what that makes its offers worth tomorrow.

    Attributes:
        name: ``providers``.
        members: accounts of each system at the last evening; 0 before the first.
    """

    name = "providers"

    def __init__(self, market: Sequence[str | None], advantages: Sequence[float]) -> None:
        """Make the institution.

        Args:
            market: the market of each system by number; None where it is in none.
            advantages: worth of a full share of the market, for each.
        """
        self._market, self._advantages = list(market), list(advantages)
        self.members = np.zeros(len(self._market), "i8")

    def follow(self, systems: Mapping[str, Any]) -> None:
        """Nothing: what it goes by is settled on the first day, or stands in the numbers in force."""

    def decide(self, day_end: DayEnd) -> None:
        """Count accounts."""
        self.members[:] = day_end.system_counts["members"][: len(self.members)]

    def apply(self, parameters: np.void, systems: np.ndarray) -> None:
        """Set what each provider's data are worth to those who might join."""
        for s, market in enumerate(self._market):
            if market is not None:
                whole = sum(int(n) for n, other in zip(self.members, self._market, strict=True) if other == market)
                share = int(self.members[s]) / whole if whole else 0.0
                systems["advantage"][s] = np.float32(self._advantages[s] * share)

    def state(self) -> dict[str, Any]:
        """Accounts of each system."""
        return {"members": self.members}

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Put saved members in place of the present ones."""
        self.members[...] = memory["members"]

    def report(self) -> None:
        """Nothing: members stand in the counts of each day."""


def market_institution(systems: Mapping[str, Any]) -> MarketInstitution | None:
    """The institution of a scenario's systems, or None if no share of a market is worth anything.

    Args:
        systems: the systems' configurations by name, in the order of their numbers.
    """
    adoptions = [system.adoption for system in systems.values()]
    if not any(adoption and adoption.data_advantage.value for adoption in adoptions):
        return None
    return MarketInstitution(
        [adoption.market if adoption else None for adoption in adoptions],
        [adoption.data_advantage.value if adoption else 0.0 for adoption in adoptions],
    )

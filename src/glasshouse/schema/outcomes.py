"""What came of a reform: shared by those who decide on it and those who tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class ReformOutcome:
    """What came of one reform.

    Attributes:
        name: its name.
        title: what happens when it comes, in a phrase.
        by: who changes the rules: vote, refusal, court or regulator.
        support: the greatest support that it had over a window of days until it was reached, as a share; 0 before the first
            window was full.
        at_least: the support that it needs, as a share.
        begins: the first day under its rules, from 0; None where it was not reached.
    """

    name: str
    title: str
    by: str
    support: float = 0.0
    at_least: float = 1.0
    begins: int | None = None

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in a results document."""
        return asdict(self)


def begun(outcomes: Sequence[ReformOutcome]) -> tuple[tuple[str, int], ...]:
    """Names of the reforms that were reached, each with the first day under its rules, in the order of those days."""
    reached = [(each.name, each.begins) for each in outcomes if each.begins is not None]
    return tuple(sorted(reached, key=lambda named: named[::-1]))

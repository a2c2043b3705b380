"""Which kinds of conduct fit what an observable counts. Many observables ask the same of the same kinds, world after world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from glasshouse.measurement.totals import KindLabel

_KEPT: Final = 8
"""Lists of kinds that are remembered; the one that came first is forgotten first."""


class Fitting:
    """Kinds of conduct, and which of them fit what was asked for so far.

    Attributes:
        kinds: the kinds, by number.
    """

    def __init__(self, kinds: Sequence[KindLabel]) -> None:
        self.kinds = kinds
        self._known: dict[tuple[object, ...], list[int]] = {}

    def of(self, context: str | None = None, law: str | None = None, **also: bool) -> list[int]:
        """Numbers of the kinds that fit.

        Args:
            context: the area of life; any, if it is None.
            law: lawful, civil or unlawful; any, if it is None.
            **also: what else must be so or not, by the label's attribute.
        """
        asked = (context, law, *also.items())
        if asked not in self._known:
            self._known[asked] = [
                k
                for k, kind in enumerate(self.kinds)
                if context in (None, kind.context)
                and law in (None, kind.law)
                and all(getattr(kind, name) is wanted for name, wanted in also.items())
            ]
        return self._known[asked]


_remembered: list[Fitting] = []


def fitting(kinds: Sequence[KindLabel]) -> Fitting:
    """What is known of these very kinds, not of others that are alike: kinds are long to compare."""
    found = next((each for each in _remembered if each.kinds is kinds), None)
    if found is None:
        found = Fitting(kinds)
        _remembered[:] = [*_remembered[1 - _KEPT :], found]
    return found

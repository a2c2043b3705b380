"""What safeguards do that several forms share: shorter memories, quantities set by law."""

from __future__ import annotations

from typing import TypeVar

from glasshouse.documents.quantity import Quantity
from glasshouse.scoring.systems import Forgetting

Q = TypeVar("Q", bound=Quantity)


def set_by_law(quantity: Q, value: float) -> Q:
    """A quantity with the value that a safeguard allows; its source no longer stands behind it."""
    if quantity.value == value:
        return quantity
    return type(quantity)(value=value, unit=quantity.unit)


def forget_by_halves(given: Forgetting, days: int) -> Forgetting:
    """A half-life after which nothing counts for longer than some days.

    A half-life never ends; at a quarter of the time a sixteenth is left, and that counts as forgotten.
    """
    return _at_most(given, "half-life", days / 4)


def forget_in_a_window(given: Forgetting, days: int) -> Forgetting:
    """A window of at most some days; a half-life stays one (see `forget_by_halves`)."""
    return forget_by_halves(given, days) if given.rule == "half-life" else _at_most(given, "window", float(days))


def _at_most(given: Forgetting, rule: str, most: float) -> Forgetting:
    kept = most if given.rule == "never" else min(given.days.value, most)
    return given.model_copy(update={"rule": rule, "days": set_by_law(given.days, kept)})

"""Seeds: whole numbers of 64 bits. They are counted in a circle, so that the greatest has one after it as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from glasshouse.scenario.document import Scenario

SEEDS: Final = 2**64
"""How many seeds there are; the first is 0."""


def seed_after(first: int, number: int) -> int:
    """The seed so many after the first; after the greatest comes 0."""
    return (first + number) % SEEDS


def with_later_seed(scenario: Scenario, number: int) -> Scenario:
    """The same scenario with the seed so many after its own."""
    return scenario.model_copy(update={"seed": seed_after(scenario.seed, number)})

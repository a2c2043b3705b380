"""Joining a provider, and which one.

Whether: Bass, "A new product growth for model consumer durables", Management Science 15 (1969), with contacts in place of
everybody. Which: Arthur, "Competing technologies, increasing returns, and lock-in by historical events", Economic Journal
99 (1989); and Pólya's urn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.kernels.compilation import inlined, kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Flag, Index, Number, Real, Row


@inlined
def adoption_chance(adopters: Number, innovation: Number, imitation: Number) -> Number:
    """The chance to join within a time step.

    Args:
        adopters: share of contacts (or of everybody) who have joined.
        innovation: chance to join for what is offered, per step (Bass's p).
        imitation: chance added when all contacts have joined, per step (Bass's q).
    """
    return innovation + imitation * adopters


@inlined
def adopts(adopters: Real, innovation: Real, imitation: Real, luck: Real) -> Flag:
    """Whether somebody who has not joined yet joins in this step; `luck` is a draw from 0 to below 1."""
    return luck < adoption_chance(adopters, innovation, imitation)


@inlined
def worth_of_joining(taste: Number, network: Number, users: Number) -> Number:
    """What a provider is worth to somebody: one's own taste for it, and `network` for each user (or share of contacts)."""
    return taste + network * users


@inlined
def prefers(worth: Real, other: Real) -> Flag:
    """Whether one provider is chosen over another; at equal worth the other is kept."""
    return worth > other


@kernel_function
def picked_by_size(sizes: Row[Real], count: Index, luck: Real) -> Index:
    """Which provider a newcomer takes who follows the crowd: each with a chance in proportion to its size.

    Args:
        sizes: numbers of users, or any weights; at least one is above 0.
        count: how many providers there are.
        luck: a draw from 0 to below 1.

    Returns:
        The provider's place.
    """
    total = sizes[0] - sizes[0]
    for n in range(count):
        total = total + sizes[n]
    mark = luck * total
    for n in range(count):
        if mark < sizes[n]:
            return n
        mark = mark - sizes[n]
    return count - 1

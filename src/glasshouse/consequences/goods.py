"""Goods of which there are too few: school places, flats, posts. Who asks, how many there are, and by what they are given.

What one gets another does not: where places are given by rank of a score, the rewarded get what the others lose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import Document
from glasshouse.kernels.randomness import key_of
from glasshouse.schema.limits import SYSTEMS

By = Literal["lot", "first come", "score", "band"]
"""By what places are given: by lot, to whoever comes first, by rank of a score, or band by band with a lot in each."""
BY: Final[tuple[By, ...]] = get_args(By)
BY_LOT, FIRST_COME, BY_SCORE, BY_BAND = (np.uint32(k) for k in range(4))
"""Places in `BY`, of the type of the parameters' `good_by`."""


class Places(Quantity):
    """A number of places for each thousand people and period."""

    expected_unit = "per 1,000 people"
    at_least, at_most = 0.0, 1000.0


class Good(Document):
    """Something of which there is only so much.

    Attributes:
        title: what to call it.
        kind: the attempt by which people ask for it; who is denied that attempt has not asked.
        capacity: new places for each thousand people and period. Each community of 256 people has its own.
        period: days after which there are new places; but for ``first come`` they are given out on its last day.
        given: by ``lot``, ``first come``, by rank of a ``score`` (ties by lot), or by ``band``, the highest first (lot within).
        system: the system whose score or band it goes by; whoever has no account comes last.
        again: whether somebody who has one may ask for another.
    """

    title: str
    kind: str
    capacity: Places
    period: int = Field(ge=1, le=3660)
    given: By
    system: str | None = None
    again: bool = False


def encode_goods(
    parameters: np.void, goods: Mapping[str, Good], kinds: Mapping[str, int], systems: Mapping[str, int]
) -> None:
    """Fill in who asks for which good, how much there is, and by what it is given.

    Args:
        parameters: the scenario's record.
        goods: by name, in the order of their numbers.
        kinds: number of each kind of conduct.
        systems: number of each system.
    """
    parameters["goods"] = len(goods)
    for g, (name, good) in enumerate(goods.items()):
        parameters["good_key"][g], parameters["good_kind"][g] = key_of(name), kinds[good.kind]
        parameters["good_by"][g] = BY.index(good.given)
        parameters["good_system"][g] = SYSTEMS if good.system is None else systems[good.system]
        parameters["good_places"][g], parameters["good_period"][g] = good.capacity.value / 1000, good.period
        parameters["good_again"][g] = good.again

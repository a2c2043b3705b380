"""A register of open fines, as the plainest points system: one stands at 0 as long as a fine is owed, and at 1 otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from glasshouse.scoring.forms.narrowing import set_by_law
from glasshouse.scoring.forms.points.configuration import PointRule, PointsSystem
from glasshouse.scoring.systems import System

CONTEXT: Final = "justice"
"""The area of life in which a fine bites."""


@dataclass(frozen=True)
class Fines:
    """What is fined, and how.

    Attributes:
        kinds: kinds of conduct of which a record brings a fine.
        channels: names of the channels from which the records come.
        contexts: areas of life in which the conduct lies.
        days: days for which a fine is owed.
        weight: how much it weighs in people's eyes, from 0 to 1.
    """

    kinds: tuple[str, ...]
    channels: tuple[str, ...]
    contexts: tuple[str, ...]
    days: float
    weight: float


def register_of_fines(like: System, fines: Fines) -> System:
    """A register of open fines of everybody; a further record while one is owed brings another beside it.

    Args:
        like: a points system with a warning among its measures, whose notice, hearing and publicity the register has.
        fines: what is fined.

    Raises:
        TypeError: `like` is no points system.
    """
    if not isinstance(like, PointsSystem):
        raise TypeError("a register of fines is made from a points system")
    warning, (owing, *_, clear) = like.measures["warning"], like.bands
    fine = {
        "title": "a fine to pay",
        "context": CONTEXT,
        "burden_weight": set_by_law(warning.burden_weight, fines.weight),
    }
    changes: dict[str, object] = {
        "title": "Fines",
        "reads": fines.channels,
        "purpose": tuple(sorted({CONTEXT, *fines.contexts})),
        "start": set_by_law(like.start, 1.0),
        "high": set_by_law(like.high, 1.0),
        "members": like.members.model_copy(update={"share": set_by_law(like.members.share, 1.0)}),
        "forgetting": like.forgetting.model_copy(update={"days": set_by_law(like.forgetting.days, fines.days)}),
        "rules": dict.fromkeys(fines.kinds, PointRule(points=set_by_law(like.start, -1.0))),
        "bands": (
            owing.model_copy(update={"measures": ("fine",)}),
            clear.model_copy(update={"start": set_by_law(clear.start, 0.5)}),
        ),
        "measures": {"fine": warning.model_copy(update=fine)},
    }
    return like.model_copy(update=changes)

"""What a joint system is: what standing with other systems is worth."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.quantity import Score
from glasshouse.documents.strict import Document
from glasshouse.schema.limits import BANDS
from glasshouse.scoring.systems import Band, System


class OtherSystem(Document):
    """What a joint system makes of a person's standing with another system. Without an account there it adds nothing.

    Attributes:
        points: points by name of the other's band (a list has ``off`` and ``on``); bands that are not named add nothing.
        weight: points between the low and the high end of the other's scale, for a score that counts as a whole.
    """

    points: dict[str, Score] = Field(default_factory=dict)
    weight: Score | None = None


class JointSystem(System):
    """Form ``joint``: reads other systems' published scores and lists; each counts towards one account.

    Attributes:
        reads: channels; a joint system reads none.
        start: points of somebody with whom no system is concerned.
        low: lowest possible score.
        high: highest possible score.
        reads_systems: what standing with other systems of the scenario is worth, by their names.
        bands: from the lowest to the highest.
    """

    form: Literal["joint"]
    reads: tuple[str, ...] = ()
    start: Score
    low: Score
    high: Score
    reads_systems: dict[str, OtherSystem] = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1, max_length=BANDS)

"""Human review: what a system says about the caseworkers who look at a worse band before it takes effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Days, Minutes, Share, Workload
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Measure
from glasshouse.schema.codes import ABOVE_CAPACITY, AboveCapacity

Shown = Literal["score", "records", "both"]
"""What a caseworker has before them."""


class HumanReview(Document):
    """Caseworkers who decide between a band and what follows from it.

    A case comes up when a published band weighs more than the one in force. Until it is decided the old band stays in force.
    From the next day on caseworkers take cases up, in no order, as many as their capacity allows. What a full look would
    find never reaches them: it decides only how often they err.

    Attributes:
        share: share of cases that go to a caseworker; the others take effect at once.
        shows: what is shown: the ``score`` alone, the ``records`` without the score, or ``both``.
        anchoring: share of cases in which a caseworker who sees the score follows it unexamined.
        capacity: cases that caseworkers can decide.
        minutes: how long a case takes.
        within: days after which a case that nobody has taken up goes as `above_capacity` says.
        above_capacity: what becomes of it: ``automatic``, it takes effect unseen; ``waits``, it waits on; ``lapses``, the
            measure is let lapse.
        looks_for: kinds of conduct that a full look would look for: a measure is justified where one of them happened.
        looks_back: how far back a full look would go.
        overturned_wrong: chance that a caseworker who goes by the records lets an unjustified measure lapse.
        overturned_right: chance that such a caseworker lets a justified one lapse.
    """

    share: Share
    shows: Shown
    anchoring: Share
    capacity: Workload
    minutes: Minutes
    within: Days
    above_capacity: AboveCapacity
    looks_for: tuple[str, ...] = Field(min_length=1)
    looks_back: Days
    overturned_wrong: Share
    overturned_right: Share

    @property
    def chances(self) -> tuple[float, float]:
        """Chance that a measure is let lapse: an unjustified one, and a justified one.

        Who sees the score follows it in a share of cases. Who sees nothing else cannot tell the two apart.
        """
        wrong, right = self.overturned_wrong.value, self.overturned_right.value
        if self.shows == "records":
            return wrong, right
        free = 1.0 - self.anchoring.value
        return free * (right if self.shows == "score" else wrong), free * right


def encode_human_review(
    parameters: np.void,
    review: HumanReview,
    docket: int,
    bands: Sequence[Sequence[Measure]],
    kinds: Mapping[str, int],
) -> None:
    """Fill in a system's human review.

    Args:
        parameters: the system's `SYSTEM` record.
        review: what the system says.
        docket: the row of its dockets, from 1.
        bands: the measures of each band, lowest first.
        kinds: number of each kind of conduct.
    """
    parameters["docket"], parameters["reviewed"] = docket, review.share.value
    parameters["review_lapse_wrong"], parameters["review_lapse_right"] = review.chances
    parameters["review_capacity"] = review.capacity.value
    parameters["review_seconds"] = round(review.minutes.value * 60)
    parameters["review_within"] = max(1, round(review.within.value))
    parameters["review_above"] = ABOVE_CAPACITY.index(review.above_capacity)
    parameters["looks_back"] = max(1, round(review.looks_back.value))
    for kind in review.looks_for:
        parameters["looks_for"][kinds[kind]] = 1
    weights = [_weight(()), *map(_weight, bands)]
    parameters["severity"][: len(weights)] = [sorted(set(weights)).index(weight) for weight in weights]


def _weight(measures: Sequence[Measure]) -> tuple[float, int, float]:
    """How heavy a band is: burden first, then how many sanctions it brings, then how little it offers."""
    sanctions = [measure.burden_weight.value for measure in measures if measure.type == "sanction"]
    offers = sum(measure.burden_weight.value for measure in measures if measure.type == "entitlement")
    return sum(sanctions), len(sanctions), -offers

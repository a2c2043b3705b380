"""What a learned score is: features, labels, a sample, and how the odds that were fitted become points."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from glasshouse.documents.quantity import Days, Ratio, Score, Share, assumed
from glasshouse.documents.strict import Document
from glasshouse.mechanisms.scales import OddsScale
from glasshouse.schema.codes import Attribute
from glasshouse.schema.limits import BANDS
from glasshouse.scoring.systems import Band, Forgetting, System

STEPS_PER_RECORD = 64
"""Steps of the ledger for each record of a feature."""
MOST_FEATURES = 4
_TITLES = {"online": "online life"}


class Feature(Document):
    """One feature: how many records of some kinds are on file.

    Attributes:
        title: what it is called.
        kinds: kinds of conduct whose records count.
    """

    title: str
    kinds: tuple[str, ...] = Field(min_length=1)


class Heavier(Document):
    """How often a label counts, by the group of the person: a prejudice in the labels.

    Attributes:
        minority: times for people of the minority.
        migrant: times for people registered elsewhere.
    """

    minority: Ratio
    migrant: Ratio


class Learning(Document):
    """How the score is fitted, and fitted again to what it has caused.

    Attributes:
        outcome: kinds of conduct; whoever has a record of one in the window after the features were taken is bad.
        window: days in which a label matures.
        every: days between fits; each takes effect with the next publication.
        sample: share of people from whose accounts it learns, drawn by the citizen.
        holdout: share of the sample that is kept back to test the fit.
        proxies: attributes on file that may enter beside the records.
        attributes: attributes declared by the scenario that may enter too, where they are on file.
        labels: ``records`` as they are, or ``biased``: records of some groups count more often.
        biased: how much more often.
        speed: how far a new fit moves the weights from the old ones to those found; 1 is all the way.
    """

    outcome: tuple[str, ...] = Field(min_length=1)
    window: Days
    every: int = Field(ge=1, le=3660)
    sample: Share
    holdout: Share
    proxies: tuple[Attribute, ...] = ()
    attributes: tuple[str, ...] | None = None
    labels: Literal["records", "biased"] = "records"
    biased: Heavier
    speed: Share = assumed(1, "A new fit replaces the old one.", 0.1, 1, Share)


class OddsPoints(Document):
    """How odds (good to bad) become points, as in a credit scorecard.

    Attributes:
        points: points at these odds; also what everybody has before the first fit.
        odds: the odds.
        doubling: points more for twice the odds.
    """

    points: Score
    odds: Ratio
    doubling: Score


class LearnedSystem(System):
    """Form ``learned``: counts of records, and attributes on file, weighed as a fitter has found.

    Attributes:
        low: lowest possible score.
        high: highest possible score.
        features: up to four counts of records.
        learning: how the weights are found.
        scale: how odds become points.
        bands: from the lowest to the highest.
        forgetting: ``half-life`` or ``never``.
    """

    form: Literal["learned"]
    low: Score
    high: Score
    features: dict[str, Feature] = Field(min_length=1, max_length=MOST_FEATURES)
    learning: Learning
    scale: OddsPoints
    bands: tuple[Band, ...] = Field(min_length=1, max_length=BANDS)
    forgetting: Forgetting

    @property
    def told(self) -> dict[str, Any]:
        """What results say of how it learns, so that its fits can be read without the scenario.

        ``inputs`` are by name, in the order of the coefficients: their title, and whether they are a proxy (an attribute on
        file, -1 to 1) or a count of records. ``points_per_log_odds`` is what one unit of log odds is worth on its scale.
        ``heavier`` says how often bad labels of groups count; it is empty where labels are taken as they are.
        """
        odds, learning = self.scale, self.learning
        scale = OddsScale.through(odds.points.value, odds.odds.value, odds.doubling.value)
        inputs = {name: {"title": feature.title, "proxy": False} for name, feature in self.features.items()}
        inputs |= {name: {"title": _TITLES.get(name, name), "proxy": True} for name in learning.proxies}
        inputs |= {name: {"title": name, "proxy": True} for name in learning.attributes or ()}
        heavier = {"minority": learning.biased.minority.value, "migrant": learning.biased.migrant.value}
        return {
            "inputs": inputs,
            "outcome": list(learning.outcome),
            "window": learning.window.value,
            "every": learning.every,
            "labels": learning.labels,
            "heavier": heavier if learning.labels == "biased" else {},
            "points_per_log_odds": scale.factor,
        }

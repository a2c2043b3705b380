"""What a weighted system is: areas with levels from 0 to 1, and their weights."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.quantity import Days, Ratio, Score, Share
from glasshouse.documents.strict import Document
from glasshouse.schema.codes import Attribute
from glasshouse.schema.limits import BANDS, DIMENSIONS
from glasshouse.scoring.systems import Band, Forgetting, System


class Dimension(Document):
    """One of a weighted score's areas.

    Attributes:
        title: what it is called.
        weight: share of the scale that it decides.
        base: its level (0 to 1) for an average citizen without records.
        profile: how much the level leans on attributes on file (-1 to 1 scale each).
        attributes: change of level where an attribute declared by the scenario is on file, by name.
        rules: change of level per record, by kind of conduct.
        contacts: true if the level follows contacts' published scores.
    """

    title: str
    weight: Share
    base: Share
    profile: dict[Attribute, Ratio] = Field(default_factory=dict)
    attributes: dict[str, Ratio] | None = None
    rules: dict[str, Ratio] = Field(default_factory=dict)
    contacts: bool = False


class Own(Document):
    """The provider's own products.

    Attributes:
        kinds: conduct that is use of them.
        weight: how often a record of it counts: 1 as the rules say, 0 not at all.
    """

    kinds: tuple[str, ...]
    weight: Ratio


class KeptCases(Document):
    """Records that are kept as cases: people are told of them and can appeal, and a correction puts back what they took.

    Those of the kinds of conduct that are `kept` and that an area has a rule for.

    Attributes:
        term: how long a case is on file. What its record brought fades as that of all others does.
    """

    term: Days


class WeightedSystem(System):
    """Form ``weighted``: up to five dimensions, each a level from 0 to 1, weighted onto a scale.

    Attributes:
        low: score when every level is 0.
        high: score when every level is 1.
        dimensions: the areas; their weights add up to 1.
        own: how much more the use of the provider's own products counts.
        bands: from the lowest to the highest.
        forgetting: ``half-life`` or ``never``.
        cases: which records are kept as cases; without it none is, and nobody can appeal.
    """

    form: Literal["weighted"]
    low: Score
    high: Score
    dimensions: dict[str, Dimension] = Field(min_length=1, max_length=DIMENSIONS)
    own: Own | None = None
    bands: tuple[Band, ...] = Field(min_length=1, max_length=BANDS)
    forgetting: Forgetting
    cases: KeptCases | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of conduct that some area has a rule for, each once."""
        return tuple(dict.fromkeys(kind for area in self.dimensions.values() for kind in area.rules))

    def times(self, kind: str) -> float:
        """How often a record of a kind counts: once, but for the use of the provider's own products."""
        return self.own.weight.value if self.own and kind in self.own.kinds else 1.0

"""What a points system is: a start value, points for records, bands."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.quantity import Ratio, Score, Share
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Pool
from glasshouse.schema.codes import Heading
from glasshouse.schema.limits import BANDS
from glasshouse.scoring.systems import Band, Forgetting, RegisterGroup, System
from glasshouse.scoring.tallied import Absence, Cap, Steps, worth_of


class Collective(Document):
    """What a person's points bring to others: to the household in the register, and to the whole village.

    Attributes:
        household: part of a person's points that each other member of the household gets, or loses, as well.
        village: part of the community's mean points that each of its members gets, or loses.
    """

    household: Ratio
    village: Ratio


class Opening(Document):
    """What a system makes of files that others kept, when it opens: records of what may have been lawful then.

    Attributes:
        files: whose files it gets to read.
        points: points for each record on file, by heading.
        old: how much an old record counts, beside a recent one.
    """

    files: tuple[Pool, ...] = Field(min_length=1)
    points: dict[Heading, Score] = Field(min_length=1)
    old: Share


class PointRule(Document):
    """Points for each record of a kind; negative points are deductions.

    Attributes:
        points: points for each record, or for a first one.
        cap: the most that its records bring in a period.
        steps: how much more repeated records count within a period.
    """

    points: Score
    cap: Cap | None = None
    steps: Steps | None = None

    @property
    def hangs_on_earlier(self) -> bool:
        """Whether what a record brings hangs on earlier ones, so that they must be counted."""
        return self.cap is not None or self.steps is not None

    @property
    def worth(self) -> tuple[float, ...]:
        """Points that no record, one record, two records … of a period bring together."""
        return worth_of(self.points.value, self.cap, self.steps)

    @property
    def brings_the_same(self) -> bool:
        """Whether each record brings the same: there is no cap and there are no steps, or they are turned off."""
        return self.worth == worth_of(self.points.value, None, None)


class PointsSystem(System):
    """Form ``points``: a start value, plus and minus points for records, bands.

    Attributes:
        start: points at the start.
        low: lowest possible score.
        high: highest possible score.
        rules: points per record, by kind of conduct.
        absences: points for the absence of records, by name.
        starts: how much more or less people of a group start with, as the register has them; for one of both groups, both.
        bands: from the lowest to the highest.
        forgetting: how old points fade.
        collective: what others' points bring, if the system counts them.
        at_opening: what it makes of files when it opens, if it reads any.
        attributes: points beside the start for everybody of whom an attribute declared by the scenario is on file, by name.
    """

    form: Literal["points"]
    start: Score
    low: Score
    high: Score
    rules: dict[str, PointRule]
    absences: dict[str, Absence] | None = None
    starts: dict[RegisterGroup, Score] | None = None
    bands: tuple[Band, ...] = Field(min_length=1, max_length=BANDS)
    forgetting: Forgetting
    collective: Collective | None = None
    at_opening: Opening | None = None
    attributes: dict[str, Score] | None = None

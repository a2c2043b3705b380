"""What a list is: who gets on it, for how long, and what takes a person off early."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.quantity import Days, Score, Share
from glasshouse.documents.strict import Document
from glasshouse.scoring.systems import Band, System


class Vague(Document):
    """An offence whose words can be stretched, such as "spreading false information".

    Attributes:
        kinds: conduct that can be brought under it, from what the words plainly mean to what they can be made to mean.
        width: how far it is stretched: 0 no record of these kinds counts, 1 every record of all of them does. Between, the
            kinds are taken in one after the other, each by an equal part of the width.
    """

    kinds: tuple[str, ...] = Field(min_length=1)
    width: Share

    def reach(self) -> dict[str, float]:
        """The share of each kind's records that counts."""
        return {
            kind: min(max(self.width.value * len(self.kinds) - place, 0.0), 1.0)
            for place, kind in enumerate(self.kinds)
        }


class ListSystem(System):
    """Form ``list``: on or off. Records of some kinds list a person for a term; others repair it.

    Attributes:
        enters: kinds of conduct whose record lists a person.
        vague: an offence beside them whose width is open.
        chance: share of such records that lead to a listing.
        term: days on the list.
        repairs: kinds of conduct whose record takes a person off early.
        at_start: share of people who owe on the first day and are on the list already.
        listed: names of the measures in force while listed.
        holder: the holder whose copies of other systems' cases it acts upon as if they were its own, if any.
    """

    form: Literal["list"]
    enters: tuple[str, ...]
    vague: Vague | None = None
    chance: Share
    term: Days
    repairs: tuple[str, ...] = ()
    at_start: Share
    listed: tuple[str, ...]
    holder: str | None = None

    @property
    def bands(self) -> tuple[Band, Band]:
        """What is published of somebody: off, or on with the measures in force while listed."""
        off, on = (Score(value=float(code), unit="points") for code in range(2))
        return Band(name="off", start=off, measures=()), Band(name="on", start=on, measures=self.listed)

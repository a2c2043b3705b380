"""A roll-out: the days from which a system is in force in the regions of a society."""

from __future__ import annotations

from pydantic import Field

from glasshouse.documents.strict import Document

LAST_DAY = 36_600
"""The last day on which a system may come to a region; the first is day 0."""


class Rollout(Document):
    """Where a system comes on which day, if it does not come everywhere at once.

    Before its day in a region the system is not in force there: it opens no accounts, judges nobody, and nothing follows.

    Attributes:
        days: by the name of a region, the first day on which the system is in force there.
        elsewhere: the same for all regions that are not named; without it the system never comes to them.
    """

    days: dict[str, int] = Field(default_factory=dict)
    elsewhere: int | None = None

    def day_in(self, region: str) -> int | None:
        """The first day on which the system is in force in a region; None if it never is.

        Args:
            region: name of the region.
        """
        return self.days.get(region, self.elsewhere)

    def has_come(self, region: str, day: int) -> bool:
        """Whether the system is in force in a region on a day, as far as its roll-out goes.

        Args:
            region: name of the region.
            day: the day.
        """
        first = self.day_in(region)
        return first is not None and first <= day

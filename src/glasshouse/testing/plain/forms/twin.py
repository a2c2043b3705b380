"""The plain twin of a form of scoring: its three kernels once more, citizen by citizen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from glasshouse.testing.plain.people import Citizen, Community, Diary, World

Begin = Callable[[World, Community, Citizen, int, list[Any], Counter[Any]], None]
"""Open one citizen's account: world, community, citizen, number of the system, profile on file, the system's counts."""
Judge = Callable[[World, Community, Diary, int, int], None]
"""Judge a community's day: world, community, its day, number of the system, day."""
Publish = Callable[[World, Citizen, int, list[Any], Counter[Any], int], None]
"""Publish one citizen's score: world, citizen, number of the system, profile on file, counts, day."""
PublishList = Callable[[World, Community, int], None]
"""Publish who is on a list: world, community, number of the system."""


@dataclass(frozen=True)
class Twin:
    """What a form does, slowly.

    Attributes:
        judge: judges a community's day.
        begin: opens an account; None if the form opens none.
        publish: publishes a score; None if there is none.
        publish_list: publishes a whole community at once, by its cases; only for lists.
    """

    judge: Judge
    begin: Begin | None = None
    publish: Publish | None = None
    publish_list: PublishList | None = None

    @property
    def is_list(self) -> bool:
        """Whether published codes are 1, off, and 2, on."""
        return self.publish_list is not None

"""Where patrols went: how evenly they were spread, what they brought, and what that does not show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from glasshouse.report import charts
from glasshouse.report.charts.patrols import short_name
from glasshouse.report.data import ReportData, World
from glasshouse.report.wording import capital, number, share

_NOT_SHOWN: Final = (
    "Where patrols go decides what is recorded. More records from one community do not show that more happened there, and "
    "whoever sends patrols by such records sends them where they have been."
)


def patrols(data: ReportData) -> dict[str, Any]:
    """What the page says of patrols; nothing where no channel is made by any."""
    worlds = list(data.worlds.values())
    patrolled = any(world.value("patrolled_share") is not None for world in worlds)
    return {"patrols": {"sentences": sentences(worlds), "figure": charts.patrols(worlds)} if patrolled else None}


def sentences(worlds: Sequence[World]) -> list[str]:
    """How often patrols came, how evenly, and what they wrote down, in each world; then what that does not show."""
    alone = len(worlds) == 1
    places = ["here" if alone else f"in “{short_name(world, worlds[0])}”" for world in worlds]
    return [*(_sentence(world, place) for world, place in zip(worlds, places, strict=True)), _NOT_SHOWN]


def _sentence(world: World, where: str) -> str:
    share_of_days, spread = world.value("patrolled_share"), world.value("patrols_spread")
    if share_of_days is None:
        return f"{capital(where)}, nothing is seen by patrols."
    if spread is None:
        return f"{capital(where)}, no patrol was ever sent."
    records = number(world.value("patrol_records_per_1000_days") or 0.0)
    return (
        f"{capital(where)}, a patrol was in a community on {share(share_of_days)} of days. In effect patrols were spread "
        f"over {share(spread)} of communities; they wrote down {records} records per 1,000 "
        "people and day."
    )

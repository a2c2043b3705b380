"""What must hold of a system that comes to regions on days of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.merging import join
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.rollout import LAST_DAY, Rollout


def problems_of_rollout(parts: Parts, name: str) -> Iterator[Problem]:
    """Regions that the society does not have, a roll-out to nowhere, and one of a system that takes over accounts.

    Args:
        parts: the scenario's parts.
        name: the system's name.
    """
    rollout, key = parts.systems[name].rollout, f"systems.{name}.rollout"
    if rollout is None:
        return
    yield from _problems_of_days(rollout, key)
    if parts.regions is not None:
        yield from _problems_of_regions(rollout, key, parts.regions)
    givers = [other for other, system in parts.systems.items() if system.successor == name]
    if givers:
        expected = f"nothing: it takes over the accounts of {', '.join(givers)}, wherever they end"
        yield Problem(key=key, expected=expected, found="a roll-out by region")


def _problems_of_days(rollout: Rollout, key: str) -> Iterator[Problem]:
    days = {join(("days", region)): day for region, day in rollout.days.items()}
    if rollout.elsewhere is not None:
        days["elsewhere"] = rollout.elsewhere
    if not days:
        expected = "a day for some region in `days`, or for all others in `elsewhere`"
        yield Problem(key=key, expected=expected, found="neither")
    for part, day in days.items():
        if not 0 <= day <= LAST_DAY:
            yield Problem(key=f"{key}.{part}", expected=f"a day from 0 to {LAST_DAY}", found=str(day))


def _problems_of_regions(rollout: Rollout, key: str, regions: Sequence[str]) -> Iterator[Problem]:
    for region in rollout.days:
        if region not in regions:
            at, nearest = f"{key}.{join(('days', region))}", nearest_name(region, regions)
            yield Problem(key=at, expected="a region of the scenario's society", found=repr(region), nearest=nearest)

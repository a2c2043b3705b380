"""What must hold of a system that comes to regions on days of their own."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.merging import join
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.rollout import LAST_DAY


def problems_of_rollout(parts: Parts, name: str) -> Iterator[Problem]:
    """Regions that the society does not have, a roll-out to nowhere, and one of a system that takes over accounts.

    Args:
        parts: the scenario's parts.
        name: the system's name.
    """
    rollout, key = parts.systems[name].rollout, f"systems.{name}.rollout"
    if rollout is None:
        return
    if not rollout.days and rollout.elsewhere is None:
        yield Problem(
            key=key, expected="a day for some region in `days`, or for all others in `elsewhere`", found="neither"
        )
    named = {join(("days", region)): day for region, day in rollout.days.items()}
    for part, day in (named | {"elsewhere": rollout.elsewhere}).items():
        if day is not None and not 0 <= day <= LAST_DAY:
            yield Problem(key=f"{key}.{part}", expected=f"a day from 0 to {LAST_DAY}", found=str(day))
    for region in rollout.days if parts.regions is not None else ():
        if region not in parts.regions:
            yield Problem(
                key=f"{key}.{join(('days', region))}",
                expected="a region of the scenario's society",
                found=repr(region),
                nearest=nearest_name(region, parts.regions),
            )
    for other, system in parts.systems.items():
        if system.successor == name:
            expected = f"nothing: {other} hands its accounts over to {name} when it ends, in all regions at once"
            yield Problem(key=key, expected=expected, found="a roll-out by region")

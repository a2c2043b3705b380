"""What may surprise of a system that comes to regions on days of their own."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.scenario.document import Scenario
from glasshouse.scenario.noticed import Notice
from glasshouse.scoring.rollout import Rollout
from glasshouse.society.encoding import places_of


def rollout_notices(scenario: Scenario, name: str) -> Iterator[Notice]:
    """Days after the last, regions without people, regions that are left out, and eyes that are there before the system.

    Args:
        scenario: the scenario.
        name: the system's name.
    """
    rollout, key = scenario.systems[name].rollout, f"systems.{name}.rollout"
    if rollout is None:
        return
    yield from _never_notices(scenario, rollout, key)
    yield from _region_notices(scenario, rollout, key)
    alone = [channel for channel in scenario.systems[name].reads if _readers(scenario, channel) == [name]]
    if alone:
        text = (
            f"no other system reads {', '.join(alone)}: what is seen there is recorded everywhere from the first day, and people "
            "reckon with that; only what the system makes of records waits for its day"
        )
        yield Notice(key, text)


def _region_notices(scenario: Scenario, rollout: Rollout, key: str) -> Iterator[Notice]:
    """Regions without people, and regions that are left out."""
    lived_in = list(dict.fromkeys(place["region"] for place in places_of(scenario.society)))
    empty = [region for region in rollout.days if region not in lived_in]
    if empty:
        yield Notice(f"{key}.days", f"nobody of this society lives in {', '.join(empty)}: these days have no effect")
    left_out = [region for region in lived_in if rollout.day_in(region) is None]
    if left_out:
        text = f"it never comes to {len(left_out)} of the {len(lived_in)} regions; `elsewhere` is the day for those not named"
        yield Notice(key, text)


def _never_notices(scenario: Scenario, rollout: Rollout, key: str) -> Iterator[Notice]:
    """Days that the run does not reach."""
    late = [region for region, day in rollout.days.items() if day >= scenario.days]
    if late:
        text = f"it comes to {', '.join(late)} after the last day, {scenario.days - 1}: not in this run"
        yield Notice(f"{key}.days", text)
    if rollout.elsewhere is not None and rollout.elsewhere >= scenario.days:
        text = f"day {rollout.elsewhere} comes after the last day, {scenario.days - 1}: it comes to no other region in this run"
        yield Notice(f"{key}.elsewhere", text)


def _readers(scenario: Scenario, channel: str) -> list[str]:
    """Names of the systems that read a channel."""
    return [name for name, system in scenario.systems.items() if channel in system.reads]

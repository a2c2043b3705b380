"""How far people differ from each other in what they do: what conformity takes away.

For each lawful kind of conduct, the share of days on which a person does it is compared between people. Luck alone makes
those shares differ, and is taken out: of the variance between people, what independent days with the same chance would
bring about is subtracted. What is left, as a part of the mean share, is how far people differ; the mean over kinds is told.
What people do for a score alone, its own app, does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from glasshouse.engine.loop import each_day
from glasshouse.engine.run import threads_for
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario

NAME: Final = "difference_between_people"
MOST: Final = 4_096
"""Most people who are watched."""
_RARE: Final = 0.002
"""Kinds that a person does on fewer days than this share of all days say nothing within a year."""


def likeness(scenario: Scenario) -> dict[str, Observable]:
    """How far people differ from each other, as an observable.

    Args:
        scenario: to be lived.
    """
    counted = [k for k, (name, kind) in enumerate(scenario.conduct.items()) if _counts(scenario, name, kind.law)]
    shares, days = _shares(scenario, counted)
    value = difference(shares, days)
    reason = None if value is not None else "nothing lawful is done often enough to be compared"
    title = "how far people differ in how often they do lawful things, as a part of the mean"
    return {NAME: Observable(NAME, value, "ratio", title, reason=reason)}


def _counts(scenario: Scenario, name: str, law: str) -> bool:
    """Whether a kind of conduct is lawful and nothing that is done for a score alone."""
    played = {each for system in scenario.systems.values() for each in getattr(system.game, "plays", ())}
    only_app = [channel for channel, each in scenario.channels.items() if name in each.sensitivity]
    return law == "lawful" and name not in played and only_app != ["app"]


def difference(shares: np.ndarray, days: int) -> float | None:
    """The mean over kinds of how far people differ, as a part of the mean share.

    Args:
        shares: share of days on which a person does a kind, people × kinds.
        days: days behind each share.

    Returns:
        None where no kind is done often enough.
    """
    means = shares.mean(0)
    often = means >= _RARE
    if not often.any() or days < 2 or len(shares) < 2:
        return None
    # Unbiased: a share from `days` independent days has the variance p (1 - p) / days, of which p̂ (1 - p̂) / (days - 1) is
    # the unbiased estimate. What is below nothing by luck counts as none.
    between = shares.var(0, ddof=1) - (shares * (1 - shares)).mean(0) / (days - 1)
    return float((np.sqrt(np.maximum(between[often], 0.0)) / means[often]).mean())


def _shares(scenario: Scenario, counted: Sequence[int]) -> tuple[np.ndarray, int]:
    """Share of days on which each watched person does each of these kinds, and the number of days."""
    people = min(scenario.citizens, MOST)
    prepare(scenario)
    world = World(scenario, threads=threads_for(people), watch=tuple(range(people)))
    found = np.zeros((people, len(counted)))
    kinds = np.array(counted, "u8")
    try:
        for left in each_day(world.step, scenario.days):
            done = left.panel["acts"]
            found += (done[:, None] >> kinds[None, :]) & np.uint64(1)
    finally:
        world.close()
    return found / scenario.days, scenario.days

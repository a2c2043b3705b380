"""How much a scenario may hold, and how near the library comes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from glasshouse.conduct.encoding import is_frequent
from glasshouse.scenario.document import Scenario
from glasshouse.schema import limits
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.tallies import tallied_rows


@dataclass(frozen=True)
class Limit:
    """How much of something a scenario may hold.

    Attributes:
        what: what is counted.
        at_most: how many there may be.
        count: how many a scenario has.
    """

    what: str
    at_most: int
    count: Callable[[Scenario], int]


@dataclass(frozen=True)
class Use:
    """The greatest use of a limit among some scenarios.

    Attributes:
        limit: the limit.
        most: how many there are at most.
        where: the first scenario with so many; empty where none has any.
    """

    limit: Limit
    most: int
    where: str


def _bands(scenario: Scenario) -> int:
    return max((len(form_of(system).bands(system)) for system in scenario.systems.values()), default=0)


def _areas(scenario: Scenario) -> int:
    return max((len(getattr(system, "dimensions", ()) or ()) for system in scenario.systems.values()), default=0)


def _regions_apart(scenario: Scenario) -> int:
    return max((len(system.rollout.days) for system in scenario.systems.values() if system.rollout), default=0)


LIMITS: Final = (
    Limit("kinds of conduct", limits.KINDS, lambda each: len(each.conduct)),
    Limit(
        "kinds with a draw of their own",
        limits.FREQUENT,
        lambda each: sum(is_frequent(kind) for kind in each.conduct.values()),
    ),
    Limit("channels", limits.CHANNELS, lambda each: len(each.channels)),
    Limit("systems", limits.SYSTEMS, lambda each: len(each.systems)),
    Limit("measures of all systems", limits.MEASURES, lambda each: sum(len(s.measures) for s in each.systems.values())),
    Limit("bands of a system", limits.BANDS, _bands),
    Limit("areas of a weighted system", limits.DIMENSIONS, _areas),
    Limit(
        "caps, steps, absences and measures that begin later",
        limits.TALLIES,
        lambda each: len([*tallied_rows(each.systems)]),
    ),
    Limit("holders of everyday records", limits.FILE_HOLDERS, lambda each: len(each.holders)),
    Limit(
        "holders of copies for sale", limits.HOLDERS, lambda each: len(each.trade.names) if each.trade.enabled else 0
    ),
    Limit("attributes that a scenario declares", limits.DECLARED, lambda each: len(each.attributes)),
    Limit("goods of which there are too few", limits.GOODS, lambda each: len(each.goods)),
    Limit("debts", limits.DEBTS, lambda each: len(each.debts)),
    Limit("regions to which a system comes on a day of its own", limits.REGIONS - 1, _regions_apart),
    Limit("regions of a society", limits.REGIONS - 1, lambda each: len(each.society.region_names) - 1),
)
"""What a scenario may hold. More is an error when it is read; kinds beyond those with a draw of their own share draws."""


def uses(scenarios: Iterable[tuple[str, Scenario]]) -> list[Use]:
    """The greatest use of each limit.

    Args:
        scenarios: scenarios with their names.
    """
    found = {limit.what: Use(limit, 0, "") for limit in LIMITS}
    for name, scenario in scenarios:
        for limit in LIMITS:
            count = limit.count(scenario)
            if count > found[limit.what].most:
                found[limit.what] = Use(limit, count, name)
    return list(found.values())

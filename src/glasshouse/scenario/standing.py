"""What no change of rules on a later day may move: whatever was drawn when the society was founded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from glasshouse.errors import Problem
from glasshouse.scenario.document import Scenario
from glasshouse.scoring.systems import System
from glasshouse.scoring.tallies import tallied_rows

_WHOLE = ("citizens", "days", "seed", "society", "attributes", "panel", "decisions", "contexts", "turnover")
_PARTS = {
    "conduct": ("type", "needs", "effect", "ceiling", "kept", "heading", "instead"),
    "channels": ("coverage", "pool"),
    "systems": ("form", "members"),
}
"""What stays of each part; the names of the parts themselves, and of a system's measures, stay too."""
_SETTLED: Mapping[str, Callable[[Scenario], object]] = {
    "trade.enabled": lambda rules: rules.trade.enabled,
    "trade.holders": lambda rules: rules.trade.names,
    "response.trust.enabled": lambda rules: rules.response.trust.enabled,
}
"""What else decides which tables there are."""


def check_fixed_parts(before: Scenario, after: Scenario) -> Iterator[Problem]:
    """What differs between two sets of rules although it must stay.

    Args:
        before: the scenario as it begins.
        after: the same under the rules of a later day.
    """
    for name in _WHOLE:
        if getattr(before, name) != getattr(after, name):
            yield _stays(name)
    for section, fields in _PARTS.items():
        yield from _moved_parts(section, fields, getattr(before, section), getattr(after, section))
    for key, settled in _SETTLED.items():
        if settled(before) != settled(after):
            yield _stays(key)
    yield from _moved_rows(before, after)
    for name, system in before.systems.items():
        if name in after.systems:
            yield from _moved_system(name, system, after.systems[name])


def _moved_system(name: str, before: System, after: System) -> Iterator[Problem]:
    """What differs between two sets of rules of a system although tables are laid out by it."""
    if list(before.measures) != list(after.measures):
        yield _stays(f"systems.{name}.measures")
    if (before.human_review is None) != (after.human_review is None):
        yield _stays(f"systems.{name}.human_review")
    # The ledger holds a learned system's features by place, and a fit its coefficients.
    if list(_features(before)) != list(_features(after)):
        yield _stays(f"systems.{name}.features")


def _moved_rows(before: Scenario, after: Scenario) -> Iterator[Problem]:
    """Holders, goods, debts and counts of tallied rules have rows of their own in the tables."""
    for key in ("holders", "goods", "debts"):
        if list(getattr(before, key)) != list(getattr(after, key)):
            yield _stays(key)
    if list(tallied_rows(before.systems)) != list(tallied_rows(after.systems)):
        expected = (
            "the same caps, steps, absences and measures that begin later, whose counts have run from the first day"
        )
        yield Problem(key="systems", expected=expected, found="others")


def _features(system: System) -> Mapping[str, object]:
    """Features by name of a system that learns; none of any other."""
    return getattr(system, "features", {})


def _moved_parts(
    section: str, fields: tuple[str, ...], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Iterator[Problem]:
    if list(ours) != list(theirs):
        yield _stays(section)
        return
    for name in ours:
        for field in fields:
            if getattr(ours[name], field) != getattr(theirs[name], field):
                yield _stays(f"{section}.{name}.{field}")


def _stays(key: str) -> Problem:
    return Problem(key=key, expected="what it is from the first day: it was settled when the society was founded")

"""The Commission's examples by the table of contexts alone: which of their rules cross into an unrelated field of life."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.library.commission import Example, examples
from glasshouse.scenario import Scenario
from glasshouse.scoring.systems import System

GIVEN = norms()
TOLD = [each for each in examples().values() if each.scenario]
BY_TRAITS_ALONE = ("job-support", "childcare-benefit", "student-grant", "housing-loan")
"""Prohibited examples in which no rule on conduct costs anything: what crosses there are traits, which are no records."""


@cache
def loaded(name: str) -> Scenario:
    return scenario.load(name)


def costing(system: System) -> Iterator[str]:
    """The kinds of conduct that a system's rules take something for."""
    rules = getattr(system, "rules", {})
    yield from (kind for kind, rule in rules.items() if rule.points.value < 0)
    for dimension in getattr(system, "dimensions", {}).values():
        yield from (kind for kind, weight in dimension.rules.items() if weight.value < 0)


def crosses(chosen: Scenario, variant: str) -> bool:
    """Whether a record that costs something is unrelated to every purpose and to the context of a sanction."""
    for system in chosen.systems.values():
        sanctions = {each.context for each in system.measures.values() if each.type == "sanction"}
        for kind in costing(system):
            for channel in (chosen.channels[name] for name in system.reads):
                if kind not in channel.sensitivity:
                    continue
                origins = {chosen.conduct[kind].context, channel.context}
                if any(GIVEN.crosses(origins, {each, *system.purpose}, variant, [kind]) for each in sanctions):
                    return True
    return False


@pytest.mark.parametrize("example", TOLD, ids=[each.name for each in TOLD])
@pytest.mark.parametrize("variant", GIVEN.variants())
def test_what_the_commission_counts_as_unrelated_crosses_and_what_is_out_of_scope_does_not(
    example: Example, variant: str
) -> None:
    assert example.scenario is not None
    found = crosses(loaded(example.scenario), variant)
    if example.answer == "out of scope":
        assert found == (example.name == "police" and variant == "identical")
    elif example.expected is not None and example.expected.unrelated:
        assert found or example.scenario in BY_TRAITS_ALONE

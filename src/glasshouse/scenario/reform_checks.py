"""What must hold of reforms before anything is run: each change fits whatever the rules are when it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from glasshouse.errors import InputError, Problem
from glasshouse.institutions.reform import Reform
from glasshouse.scenario.document import Scenario
from glasshouse.scenario.standing import check_fixed_parts

After = Callable[[Scenario, Mapping[str, Any]], Scenario]
"""Gives the rules after a change (see `glasshouse.scenario.loading.after`)."""


def check_reforms(scenario: Scenario, stages: Sequence[Scenario], after: After) -> None:
    """Check that every reform fits the rules of the first day and those of every later change.

    Each is tried alone on all of these rules; all are tried one after the other, in both directions, on the first and the last.
    So a reform comes into force without an error, whenever it does, unless three or more of them depend on their order.

    Args:
        scenario: the scenario.
        stages: its rules by day, the first day's first.
        after: gives the rules after a change.

    Raises:
        InputError: a reform that does not fit, or moves what was settled when the society was founded; lists every problem.
    """
    patrols = any(_has_patrols(rules) for rules in stages)
    problems: list[Problem] = []
    for name, reform in scenario.reforms.items():
        problems += _problems_of_numbers(name, reform)
        for rules in stages:
            problems += _problems_on(scenario, rules, {name: reform}, after, patrols)
    if not problems and len(scenario.reforms) > 1:
        for rules in (stages[0], stages[-1]):
            for order in (list(scenario.reforms), list(reversed(scenario.reforms))):
                problems += _problems_on(
                    scenario, rules, {name: scenario.reforms[name] for name in order}, after, patrols
                )
    if problems:
        raise InputError(dict.fromkeys(problems))


def _problems_of_numbers(name: str, reform: Reform) -> Iterator[Problem]:
    if reform.when.at_least.value <= 0:
        yield Problem(
            key=f"reforms.{name}.when.at_least",
            expected="more than 0: what needs no support is a later change",
            found="0",
        )


def _problems_on(
    scenario: Scenario, rules: Scenario, reforms: Mapping[str, Reform], after: After, patrols: bool
) -> Iterable[Problem]:
    """What is wrong with reforms that come one after the other."""
    for name, reform in reforms.items():
        key = f"reforms.{name}.change"
        try:
            rules = after(rules, reform.change)
        except InputError as error:
            return [replace(problem.inside(key), file=None) for problem in error.problems]
        found = [problem.inside(key) for problem in check_fixed_parts(scenario, rules)]
        if _has_patrols(rules) and not patrols:
            expected = "no patrols, since no rules of any day send them: whoever sends them is there from the start"
            found.append(Problem(key=f"{key}.channels", expected=expected, found="patrols"))
        if found:
            return found
    return ()


def _has_patrols(rules: Scenario) -> bool:
    return any(channel.patrols is not None for channel in rules.channels.values())

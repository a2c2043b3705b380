"""Decisions for holding kernels against their plain twins: many people who decide all sorts of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.scenario import Decision, Scenario
from glasshouse.scenario.decisions import CaseChoice
from glasshouse.society.contacts import near_contacts
from glasshouse.testing.plain.choices import Choice
from glasshouse.testing.plain.people import Community, World

if TYPE_CHECKING:
    from glasshouse.scoring.rules import Names

EVERY = 23
"""One in so many citizens decides."""
_EVADE = (True, False, None)
_CASES: tuple[CaseChoice | None, ...] = ("appeal", "accept", "wait", None, "appeal")


def decisions_for(scenario: Scenario, society: np.ndarray, first: int, end: int) -> tuple[Decision, ...]:
    """Two decisions, which overlap and agree, for one citizen in `EVERY`.

    Args:
        scenario: what they live under.
        society: its society's table, founded.
        first: the first day on which anybody decides anything.
        end: the day after the last.
    """
    kinds = [name for name, kind in scenario.conduct.items() if kind.needs != "firm"]
    systems = [name for name, system in scenario.systems.items() if system.account_holders == "citizens"]
    found = []
    for m, citizen in enumerate(range(5, scenario.citizens, EVERY)):
        begin = first + m % 3
        daily = tuple(range(begin, end))
        near = [other for other in near_contacts(society[citizen // 256], citizen) if other < scenario.citizens]
        near = near if scenario.society.ties.rule != "random" else []
        parts = [tuple(kinds[(m + part) % 6 :: 6]) for part in range(4)]
        found += [
            Decision(
                citizen=citizen, days=(begin, end), do=dict.fromkeys(parts[0], daily), leave=parts[1], dare=parts[2],
                evade=_EVADE[m % 3], cases=_CASES[m % 5], join=tuple(systems[m % 3 :: 3]),
                quit=tuple(systems[(m + 1) % 3 :: 3]), keep=tuple(near[:3]), cut=tuple(near[3:5]),
            ),
            Decision(citizen=citizen, days=(begin + 1, end), do=dict.fromkeys(parts[3], daily[1::2]), dare=parts[2]),
        ]  # fmt: skip
    return tuple(found)


def choices_on(scenario: Scenario, names: Names, twin: World, day: int) -> dict[int, Choice]:
    """What a plain world's citizens have decided for a day, by their numbers.

    Args:
        scenario: whose decisions.
        names: numbers of kinds and systems.
        twin: the plain world.
        day: the day.
    """
    found: dict[int, Choice] = {}
    voluntary = {s for s, system in enumerate(scenario.systems.values()) if system.members.voluntary}
    for decision in scenario.decisions:
        if day in decision.covers:
            choice = found.setdefault(decision.citizen, Choice(voluntary=voluntary))
            choice.do |= {names.kinds[kind] for kind, days in decision.do.items() if day in days}
            for what in ("leave", "dare"):
                getattr(choice, what).update(names.kinds[kind] for kind in getattr(decision, what))
            for what in ("join", "quit"):
                getattr(choice, what).update(names.systems[system] for system in getattr(decision, what))
            choice.evade = choice.evade if decision.evade is None else decision.evade
            choice.cases = choice.cases or decision.cases
            community = twin.communities[decision.citizen // 256]
            choice.keep |= _ties(community, decision.citizen, decision.keep)
            choice.cut |= _ties(community, decision.citizen, decision.cut)
    return found


def _ties(community: Community, citizen: int, contacts: tuple[int, ...]) -> set[int]:
    """Which of a citizen's near ties lead to these contacts."""
    ends = {tie: (citizen + (1, -1)[tie % 2] * community.near[tie // 2]) % 256 for tie in range(8)}
    return {tie for tie, lane in ends.items() if community.number * 256 + lane in contacts}

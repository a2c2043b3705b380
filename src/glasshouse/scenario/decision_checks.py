"""What must hold between decisions and the scenario that they are part of; and decisions added to a scenario."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol

from glasshouse.conduct.kinds import Kind
from glasshouse.errors import InputError, Problem
from glasshouse.scenario.decisions import Decision, clashes
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.forms.surroundings import unknown_name
from glasshouse.scoring.systems import System


class Decided(Protocol):
    """As much of a scenario as decisions must fit."""

    @property
    def conduct(self) -> Mapping[str, Kind]: ...  # noqa: D102
    @property
    def systems(self) -> Mapping[str, System]: ...  # noqa: D102
    @property
    def citizens(self) -> int: ...  # noqa: D102
    @property
    def decisions(self) -> tuple[Decision, ...]: ...  # noqa: D102


def problems_of_decisions(parts: Parts, checked: int = 0) -> Iterator[Problem]:
    """Decisions of nobody, about nothing that there is, or that contradict each other.

    Whether somebody is a contact is only known once the society exists; see `glasshouse.engine.decisions`.

    Args:
        parts: the decisions, and what they are about.
        checked: how many of them, from the first on, were found right before.
    """
    for place, decision in enumerate(parts.decisions[checked:], checked):
        key = f"decisions.{place}"
        if parts.citizens is not None and decision.citizen >= parts.citizens:
            expected = f"a citizen's number below {parts.citizens}"
            yield Problem(key=f"{key}.citizen", expected=expected, found=str(decision.citizen))
        yield from _check_kinds(parts, decision, key)
        yield from _check_systems(parts, decision, key)
    yield from _check_clashes(parts.decisions, checked)


def _check_kinds(parts: Parts, decision: Decision, key: str) -> Iterator[Problem]:
    named = [(f"{key}.do.{kind}", kind) for kind in decision.do]
    named += [(f"{key}.{name}.{m}", kind) for name in ("leave", "dare")
              for m, kind in enumerate(getattr(decision, name))]  # fmt: skip
    for at, kind in named:
        yield from unknown_name(at, kind, parts, "conduct")
        if kind in parts.conduct and parts.conduct[kind].needs == "firm":
            yield Problem(key=at, expected="something that citizens do", found=f"{kind!r}, which only firms do")


def _check_systems(parts: Parts, decision: Decision, key: str) -> Iterator[Problem]:
    for name in ("join", "quit"):
        for m, system in enumerate(getattr(decision, name)):
            yield from unknown_name(f"{key}.{name}.{m}", system, parts, "systems")
            if system in parts.systems and parts.systems[system].account_holders != "citizens":
                expected = "a system whose accounts are citizens'"
                yield Problem(key=f"{key}.{name}.{m}", expected=expected, found=f"{system!r}, of firms")


def _check_clashes(decisions: Sequence[Decision], checked: int) -> Iterator[Problem]:
    """Pairs of one citizen that contradict each other; at least one of each was not checked before."""
    by_citizen: dict[int, list[int]] = {}
    for place, decision in enumerate(decisions):
        by_citizen.setdefault(decision.citizen, []).append(place)
    new = {decision.citizen for decision in decisions[checked:]}
    for citizen in (citizen for citizen in by_citizen if citizen in new):
        for one, other in _at_once(decisions, by_citizen[citizen]):
            for clash in clashes(decisions[one], decisions[other]) if other >= checked else ():
                first = max(decisions[one].days[0], decisions[other].days[0])
                expected = f"nothing else than decisions.{one} says of day {first}, of the same citizen"
                yield Problem(key=f"decisions.{other}", expected=expected, found=clash)


def _at_once(decisions: Sequence[Decision], places: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of decisions that hold on the same day, each in the order of their places."""
    found, earlier = [], list[int]()
    for place in sorted(places, key=lambda each: decisions[each].days[0]):
        first = decisions[place].days[0]
        earlier = [each for each in earlier if decisions[each].days[1] > first]
        found += [(min(place, each), max(place, each)) for each in earlier]
        earlier.append(place)
    return sorted(found)


def added(scenario: Decided, more: Sequence[Decision], since: int) -> tuple[Decision, ...]:
    """A scenario's decisions and more, checked together.

    Args:
        scenario: the scenario.
        more: decisions to add.
        since: the first day on which they may hold; what was lived before is past.

    Raises:
        InputError: a decision for a day already lived, or one that does not fit; lists every problem. Places count on
            from the scenario's own decisions.
    """
    own = len(scenario.decisions)
    past = [
        Problem(key=f"decisions.{own + place}.days", expected=f"days from {since} on: those before are lived",
                found=f"[{decision.days[0]}, {decision.days[1]}]")
        for place, decision in enumerate(more) if decision.days[0] < since
    ]  # fmt: skip
    everything = (*scenario.decisions, *more)
    parts = Parts(conduct=scenario.conduct, channels={}, systems=scenario.systems, citizens=scenario.citizens,
                  decisions=everything)  # fmt: skip
    problems = [*past, *problems_of_decisions(parts, own)]
    if problems:
        raise InputError(problems)
    return everything


def carried_over(
    decisions: Sequence[Decision], kinds: Collection[str], systems: Collection[str]
) -> tuple[Decision, ...]:
    """The same decisions in a world that lacks some kinds or systems: what is about those is left out.

    Args:
        decisions: the decisions.
        kinds: names of the kinds of conduct that the other world has.
        systems: names of its systems.
    """
    found = []
    for decision in decisions:
        plain: dict[str, Any] = decision.model_dump(exclude_none=True)
        plain["do"] = {kind: days for kind, days in plain["do"].items() if kind in kinds}
        for name, there in (("leave", kinds), ("dare", kinds), ("join", systems), ("quit", systems)):
            plain[name] = tuple(each for each in plain[name] if each in there)
        if "evade" in plain or any(plain[name] for name in plain.keys() - {"citizen", "days"}):
            found.append(Decision(**plain))
    return tuple(found)

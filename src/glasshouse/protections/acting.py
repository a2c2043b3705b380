"""What a scheme has for a move to act on. Without it nothing is run: nothing there could change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from glasshouse.protections.moves import ActsOn
from glasshouse.scenario import Scenario
from glasshouse.scoring.forms.registry import capabilities_of, form_of
from glasshouse.scoring.systems import System


@dataclass(frozen=True)
class Needed:
    """Something that a move acts on.

    Attributes:
        there: whether a scheme has it.
        title: what it is, in a phrase.
        without: what to say of a scheme that has none.
    """

    there: Callable[[Scenario], bool]
    title: str
    without: str


def why_nothing(scenario: Scenario, acts_on: ActsOn) -> str:
    """Why a move has nothing to act on in a scheme; empty where it has.

    Args:
        scenario: the scheme.
        acts_on: what the move acts on.
    """
    needed = NEEDED[acts_on]
    return "" if needed.there(scenario) else needed.without


def voluntary_systems(scenario: Scenario) -> tuple[str, ...]:
    """Names of systems whose accounts people may close by themselves."""
    return tuple(
        name
        for name, system in scenario.systems.items()
        if system.members.voluntary and system.account_holders == "citizens"
    )


def watched_words(scenario: Scenario) -> tuple[str, ...]:
    """Lawful words, searches and gatherings that self-censorship withholds and that some channel sees."""
    return tuple(
        name
        for name, kind in scenario.conduct.items()
        if kind.type == "act"
        and kind.law == "lawful"
        and kind.context in ("speech", "assembly")
        and kind.leans.states.get("self_censorship", 0.0) < 0
        and any(name in channel.sensitivity for channel in scenario.channels.values())
    )


def _judging(scenario: Scenario) -> Iterator[System]:
    """Systems that publish something about somebody."""
    return (each for each in scenario.systems.values() if capabilities_of(each).judges)


def _has_cases(scenario: Scenario, system: System) -> bool:
    kept = {name for name, kind in scenario.conduct.items() if kind.kept}
    return bool(form_of(system).cases(system, kept))


def _any_cases(scenario: Scenario) -> bool:
    return any(_has_cases(scenario, each) for each in _judging(scenario))


def _any_appeals(scenario: Scenario) -> bool:
    return any(_has_cases(scenario, each) and each.redress.appeals for each in _judging(scenario))


def _any_contacts(scenario: Scenario) -> bool:
    return any(each.contacts is not None or form_of(each).without_contacts(each) != each for each in _judging(scenario))


def _any_scores(scenario: Scenario) -> bool:
    return any(capabilities_of(each).has_scale and each.account_holders == "citizens" for each in _judging(scenario))


def _any_sanctions(scenario: Scenario) -> bool:
    if not scenario.consequences.enabled:
        return False
    return any(measure.type == "sanction" for each in _judging(scenario) for measure in each.measures.values())


def _any_hidden(scenario: Scenario) -> bool:
    return any(each.opaque.value > 0 or each.known.value < 1 for each in _judging(scenario))


def _any_evadable(scenario: Scenario) -> bool:
    return any(channel.loss_to_evasion.value > 0 for channel in scenario.channels.values())


NEEDED: Final[Mapping[ActsOn, Needed]] = {
    "systems": Needed(lambda scenario: any(_judging(scenario)), "a system that judges", "no system judges anybody"),
    "cases": Needed(
        _any_cases,
        "cases",
        "no system keeps cases: its score adds up many small records, none of which is told to the person, appealed or put right",
    ),
    "appeals": Needed(_any_appeals, "appeals", "no system hears an appeal about a case"),
    "records": Needed(lambda scenario: bool(scenario.channels), "records", "no channel keeps records"),
    "contacts": Needed(_any_contacts, "contacts' scores", "nobody is judged by others whom they know or live with"),
    "scores": Needed(_any_scores, "accounts with a score", "no system gives people a score: there is no account"),
    "sanctions": Needed(_any_sanctions, "sanctions", "no system attaches a sanction to anything"),
    "hidden": Needed(_any_hidden, "hidden rules", "all rules are published and known, or there are none"),
    "evadable": Needed(_any_evadable, "channels that can be evaded", "no channel loses sight of those who encrypt"),
    "voluntary": Needed(
        lambda scenario: bool(voluntary_systems(scenario)), "accounts of free choice", "no account may be closed"
    ),
    "words": Needed(lambda scenario: bool(watched_words(scenario)), "watched words", "no channel sees lawful words"),
    "market": Needed(
        lambda scenario: any(each.adoption is not None for each in _judging(scenario)),
        "a market of providers",
        "there is no market of providers: nobody could turn to another one",
    ),
}
"""What each word of `acts_on` stands for."""

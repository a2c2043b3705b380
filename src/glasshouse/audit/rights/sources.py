"""What a scheme rests on: records of each field of life, and what is known of people, each of which can be taken out alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from glasshouse.scenario import Scenario, apply_safeguards, rules_by_day
from glasshouse.scenario.ablation import Ablation
from glasshouse.scoring.forms.form import LeftOut
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System

REGISTER = "household register"
"""The source of what the household register says of people: it arises in dealings with offices."""


@dataclass(frozen=True)
class Source:
    """Something that rules rest on.

    Attributes:
        id: its name, such as ``records: civic`` or ``traits: welfare``.
        sort: records of what people did, or traits: what is known of what they are.
        contexts: the areas of life in which it arose: where the conduct lies, and where channels collect it.
        out: what takes it out.
    """

    id: str
    sort: Literal["records", "traits"]
    contexts: tuple[str, ...]
    out: Ablation

    @property
    def title(self) -> str:
        """In words."""
        sort, _, name = self.id.partition(": ")
        return f"{name} records" if sort == "records" else f"what people are ({name})"


def judging(scenario: Scenario) -> list[tuple[str, System]]:
    """Systems that judge anybody in some stretch of days, each as the law leaves it then; one whose rules change comes again."""
    found: list[tuple[str, System]] = []
    for _, rules in rules_by_day(scenario):
        for name, system in apply_safeguards(rules).systems.items():
            if system.active and form_of(system).capabilities.judges and (name, system) not in found:
                found.append((name, system))
    return found


def can_be_ablated(scenario: Scenario) -> list[str]:
    """Forms of judging systems that cannot say what is left of a system without something; empty if all can."""
    return sorted({system.form for _, system in judging(scenario) if not form_of(system).can_be_ablated})


def costly_kinds(scenario: Scenario) -> dict[str, set[str]]:
    """Kinds of conduct whose records, or whose absence, cost anything, each with the contexts of channels that record it."""
    found: dict[str, set[str]] = {}
    for _, system in judging(scenario):
        form = form_of(system)
        for kind in scenario.conduct:
            if form.without(system, LeftOut(frozenset({kind}))) != system:
                found.setdefault(kind, set()).update(_collected(scenario, system, kind))
    return found


def _collected(scenario: Scenario, system: System, kind: str) -> Iterator[str]:
    """Contexts of the channels from which a system has records of a kind."""
    for name in system.reads:
        channel = scenario.channels[name]
        if kind in channel.sensitivity or kind in channel.false_records:
            yield channel.context


def sources_of(scenario: Scenario, by_kind: Mapping[str, Collection[str]] | None = None) -> list[Source]:
    """Everything that can cost somebody something, by the area of life in which it arose: records first.

    Args:
        scenario: the scheme.
        by_kind: areas of life on which a kind of conduct bears wherever it is done; kinds of one source bear on the same.
    """
    return [*_records(scenario, by_kind or {}), *_traits(scenario)]


def _records(scenario: Scenario, by_kind: Mapping[str, Collection[str]]) -> Iterator[Source]:
    kinds: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    collected = costly_kinds(scenario)
    for name in collected:
        bears = tuple(sorted(by_kind.get(name, ())))
        kinds.setdefault((scenario.conduct[name].context, bears), []).append(name)
    for (context, bears), names in sorted(kinds.items()):
        channels = {each for name in names for each in collected[name]}
        said = f"records: {context}"
        if bears:
            said = f"{said} ({', '.join(scenario.conduct[name].title for name in names)})"
        yield Source(said, "records", (context, *sorted(channels - {context})), Ablation(kinds=tuple(names)))


def _traits(scenario: Scenario) -> Iterator[Source]:
    names: dict[tuple[str, ...], list[str]] = {}
    for name, contexts in _attributes(scenario).items():
        names.setdefault(tuple(sorted(contexts)), []).append(name)
    for where, attributes in sorted(names.items()):
        said = ", ".join(_attribute_title(scenario, name) for name in attributes)
        yield Source(f"traits: {said}", "traits", where, Ablation(attributes=tuple(attributes)))
    groups = LeftOut(frozenset(), groups=True)
    if any(form_of(system).without(system, groups) != system for _, system in judging(scenario)):
        yield Source(f"traits: {REGISTER}", "traits", ("civic",), Ablation(groups=True))


def _attribute_title(scenario: Scenario, name: str) -> str:
    declared = scenario.attributes.get(name)
    return declared.title if declared else name


def _attributes(scenario: Scenario) -> dict[str, set[str]]:
    """Attributes that judging systems know of people, each with the areas of life in which it arose.

    An office can ask for anything: an attribute that says where it arises is not related by being asked for.
    """
    found: dict[str, set[str]] = {}
    for _, system in judging(scenario):
        # A form that is the same without traits uses none, whatever its channels disclose.
        if form_of(system).without(system, LeftOut(frozenset(), traits=True)) == system:
            continue
        for channel in (scenario.channels[name] for name in system.reads):
            for attribute in (*channel.profile, *(channel.discloses or {})):
                declared = scenario.attributes.get(attribute)
                own = declared.context if declared else None
                found.setdefault(attribute, set()).add(own or channel.context)
    return found


def together(sources: Sequence[Source]) -> Ablation:
    """What takes out all of some sources at once."""
    outs = [source.out for source in sources]
    return Ablation(
        kinds=tuple(sorted({name for out in outs for name in out.kinds})),
        attributes=tuple(sorted({name for out in outs for name in out.attributes})),
        groups=any(out.groups for out in outs),
    )

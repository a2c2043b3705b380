"""What the tables of norms lack for a scenario. Nothing has a default: what nobody judged is a problem, said with its remedy."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.audit.norms.loading import Tables
from glasshouse.audit.norms.schema import GravityTable
from glasshouse.conduct.kinds import Kind
from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario import Scenario, rules_by_day


def problems_with(tables: Tables, scenario: Scenario) -> Iterator[Problem]:
    """Contexts, kinds of conduct and sanctions of a scenario without an entry, also of rules that come on later days.

    Args:
        tables: the tables of norms.
        scenario: the scenario.
    """
    found: dict[str, Problem] = {}
    for _, rules in rules_by_day(scenario):
        for problem in (
            *_contexts(tables.contexts.contexts, rules),
            *_kinds(tables.gravity, rules),
            *_costs(tables, rules),
            *_measures(tables, rules),
        ):
            found.setdefault(str(problem), problem)
    yield from found.values()


def _contexts(judged: tuple[str, ...], rules: Scenario) -> Iterator[Problem]:
    for key, name in _named(rules):
        if name not in judged:
            yield Problem(
                key=key,
                expected="a context that the norms have judged",
                found=repr(name),
                nearest=nearest_name(name, judged),
                advice=f'in a file for --norms, say `contexts.contexts = ["{name}"]`, and under [contexts.related] what it '
                "bears on and what bears on it",
            )


def _named(rules: Scenario) -> Iterator[tuple[str, str]]:
    """Every context that a scenario names, with its key."""
    yield from ((f"conduct.{name}.context", kind.context) for name, kind in rules.conduct.items())
    yield from ((f"channels.{name}.context", channel.context) for name, channel in rules.channels.items())
    for name, attribute in rules.attributes.items():
        if attribute.context is not None:
            yield f"attributes.{name}.context", attribute.context
    for name, system in rules.systems.items():
        yield from ((f"systems.{name}.purpose", context) for context in system.purpose)
        for label, measure in system.measures.items():
            yield f"systems.{name}.measures.{label}.context", measure.context


def _kinds(table: GravityTable, rules: Scenario) -> Iterator[Problem]:
    for name, kind in rules.conduct.items():
        if not _is_judged(table, name, kind):
            yield Problem(
                key=f"conduct.{name}",
                expected=f"a kind, {kind.law}, of which the norms say how grave it is",
                found="it among the lawful ones" if name in table.lawful else "no entry",
                nearest=nearest_name(name, [*table.lawful, *table.kinds]) if name not in table.lawful else None,
                advice=_line_for(name, kind),
            )


def _is_judged(table: GravityTable, name: str, kind: Kind) -> bool:
    """Whether the table says how grave a kind is; what the scenario calls lawful weighs nothing and need only be named."""
    return name in table.kinds or (kind.law == "lawful" and name in table.lawful)


def _line_for(name: str, kind: Kind) -> str:
    """What to write in a file for ``--norms``."""
    if kind.law == "lawful":
        return f'in a file for --norms, say `gravity.lawful = ["{name}"]`'
    return (
        f"in a file for --norms, say [gravity.kinds.{name}] with `points` and `penal`, each with its reason and range"
    )


def _costs(tables: Tables, rules: Scenario) -> Iterator[Problem]:
    """What is lawful may be a way out of a sanction, so that it must have a cost in hours; what the norms call grave is none."""
    known = {*tables.costs.kinds, *tables.gravity.kinds}
    for name, kind in rules.conduct.items():
        if kind.law == "lawful" and kind.minutes is None and name not in known:
            yield Problem(
                key=f"conduct.{name}",
                expected="a lawful kind of which the norms say how many hours it costs",
                found="no entry",
                nearest=nearest_name(name, known),
                advice=f"in a file for --norms, say `costs.kinds.{name}` with its hours, reason and range",
            )


def _measures(tables: Tables, rules: Scenario) -> Iterator[Problem]:
    systems = tables.severity.systems
    valid = [f"{each}.{label}" for each, measures in systems.items() for label in measures]
    for name, system in rules.systems.items():
        for label, measure in system.measures.items():
            if measure.type == "sanction" and label not in systems.get(name, {}):
                yield Problem(
                    key=f"systems.{name}.measures.{label}",
                    expected="a sanction of which the norms say how hard it falls",
                    found="no entry",
                    nearest=nearest_name(f"{name}.{label}", valid),
                    advice=f'in a file for --norms, say `severity.systems.{name}.{label} = "CLASS"`, a class of the table or '
                    "one of your own under [severity.classes]",
                )

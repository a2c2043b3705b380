"""``glasshouse list``: what the library holds."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from glasshouse import library
from glasshouse.cli.console.options import Json, Reader
from glasshouse.cli.console.output import wrapped, write, write_json, write_table
from glasshouse.cli.console.vocabulary import VOCABULARY, entries, in_words
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import load

_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "systems": ("form",),
    "scenarios": ("society", "systems"),
    "channels": ("context",),
    "conduct": ("context",),
    "holders": ("kind", "channels"),
    "societies": (),
}
"""What is told of each document beside its name and title."""

KINDS: Final = (*_COLUMNS, "facts", "cases", "claims", *VOCABULARY)


def command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(KINDS)}.", show_default=False)],
    scenario: Annotated[
        str | None,
        typer.Option("--of", metavar="SCENARIO", help="Of `observables`: those of this scenario, by their own names."),
    ] = None,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="DAY", help="Of `facts`: those that speak of a time before this day."),
    ] = None,
    json: Json = False,
) -> None:
    """List what the library holds, and what documents may name.

    The library: systems, scenarios, channels, conduct, holders, societies, facts, cases, claims. What documents may name, with
    units, ranges and meanings: forms, contexts, observables, measures, published figures, calibrations, safeguards,
    parameters, mechanisms, studies, examples (of the European Commission's guidelines), norms (of an audit), units.
    """
    _check(kind, scenario, older_than)
    if kind == "facts":
        _list_facts(older_than, json)
        return
    if kind in VOCABULARY:
        _write_vocabulary(kind, _observables_of(scenario) if scenario else entries(kind), json)
        return
    readers = {"cases": _cases, "claims": _claims}
    found = readers[kind]() if kind in readers else _documents(kind)
    if json:
        write_json(found)
    else:
        columns = _COLUMNS.get(kind, ())
        rows = ([entry["name"], entry["title"], *(_words(entry[key]) for key in columns)] for entry in found)
        write_table(["name", "title", *columns], rows)
        write()
        write(f"`glasshouse show {found[0]['name']}` shows one of them.")


def _check(kind: str, scenario: str | None, older_than: str | None) -> None:
    """Refuse an unknown kind, and options that belong to another."""
    reader = Reader()
    reader.choice("KIND", kind, KINDS)
    for option, given, owner in (("--of", scenario, "observables"), ("--older-than", older_than, "facts")):
        if given is not None and kind != owner:
            reader.problems.append(Problem(key=option, expected=f"the kind {owner} beside it", found=repr(kind)))
    reader.finish()


def _observables_of(scenario: str) -> list[dict[str, Any]]:
    """The observables of a scenario's runs, by the names that they have there."""
    from glasshouse.engine.expected import observables_of

    found = observables_of(load(scenario)).values()
    return [{"name": each.name, "title": each.title, "unit": each.unit} for each in found]


def _write_vocabulary(kind: str, found: list[dict[str, Any]], json: bool) -> None:
    """Each entry with what is told of it, and below what it means."""
    if json:
        write_json(found)
        return
    columns = VOCABULARY[kind][1]
    for entry in found:
        told = [in_words(entry.get(key)) for key in columns]
        write(wrapped("  ".join([entry["name"], *(f"[{words}]" for words in told if words)]), "", "  "))
        write(wrapped(entry["title"], "    "))
    write()
    plural = "published figures" if kind == "published" else kind
    write(f"{len(found)} {plural}. `glasshouse show {shlex.quote(found[0]['name'])}` shows one of them.")


def _documents(kind: str) -> list[dict[str, Any]]:
    section = next(section for section in library.SECTIONS if section == kind)
    say = _teller(section)
    return [
        {"name": name, "title": say(name, "title"), **{key: say(name, key) for key in _COLUMNS[kind]}}
        for name in library.names(section)
    ]


def _teller(section: library.Section) -> Callable[[str, str], Any]:
    """What a document says under a key, or what the document that it extends says."""

    def say(name: str, key: str) -> Any:
        document = library.read(section, name)
        if key in document or "extends" not in document:
            return document.get(key)
        return say(document["extends"], key)

    return say


def _list_facts(older_than: str | None, json: bool) -> None:
    """The facts, or those that speak of a time before a day."""
    found = _facts(older_than)
    if json:
        write_json(found)
    elif found:
        _write_facts(found)
    else:
        write(f"No fact speaks of a time before {older_than}.")


def _facts(older_than: str | None) -> list[dict[str, Any]]:
    from glasshouse.facts import load
    from glasshouse.facts.age import day_of
    from glasshouse.facts.age import older_than as before

    try:
        chosen = load().values() if older_than is None else before(day_of(older_than))
    except InputError as error:
        raise InputError(problem.inside("--older-than") for problem in error.problems) from None
    return [
        {"name": fact.id, "title": fact.statement, "topic": fact.topic, "basis": fact.basis, "as_of": fact.as_of}
        for fact in chosen
    ]


def _cases() -> list[dict[str, Any]]:
    from glasshouse.validation.catalogue import cases

    return [{"name": case.name, "title": case.title, "source": case.source} for case in cases().values()]


def _claims() -> list[dict[str, Any]]:
    from glasshouse.claims.catalogue import claims

    return [
        {"name": claim.id, "title": claim.title, "scenario": claim.scenario, "observable": claim.observable}
        for claim in claims().values()
    ]


def _write_facts(found: list[dict[str, Any]]) -> None:
    from glasshouse import facts

    named = {fact["topic"] for fact in found}
    for name, topic in facts.load().topics.items():
        if name not in named:
            continue
        write(wrapped(f"{topic.title} ({name})"))
        for fact in found:
            if fact["topic"] == name:
                write(f"  {fact['name']}")
                write(wrapped(f"{fact['title']} [{fact['basis']}, {fact['as_of']}]", "      "))
        write()
    write(f"{len(found)} facts. `glasshouse show {found[0]['name']}` shows one of them.")


def _words(value: object) -> str:
    if isinstance(value, list | dict):
        return ", ".join(map(str, value)) or "none"
    return "" if value is None else str(value)

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
from glasshouse.errors import Problem
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
    json: Json = False,
) -> None:
    """List what the library holds, and what documents may name.

    The library: systems, scenarios, channels, conduct, holders, societies, facts, cases, claims. What documents may name, with
    units, ranges and meanings: forms, contexts, observables, measures, published figures, calibrations, safeguards,
    parameters, mechanisms, units.
    """
    reader = Reader()
    reader.choice("KIND", kind, KINDS)
    if scenario is not None and kind != "observables":
        reader.problems.append(Problem(key="--of", expected="the kind observables beside it", found=repr(kind)))
    reader.finish()
    if kind in VOCABULARY:
        _write_vocabulary(kind, _observables_of(scenario) if scenario else entries(kind), json)
        return
    readers = {"facts": _facts, "cases": _cases, "claims": _claims}
    found = readers[kind]() if kind in readers else _documents(kind)
    if json:
        write_json(found)
    elif kind == "facts":
        _write_facts(found)
    else:
        columns = _COLUMNS.get(kind, ())
        rows = ([entry["name"], entry["title"], *(_words(entry[key]) for key in columns)] for entry in found)
        write_table(["name", "title", *columns], rows)
        write()
        write(f"`glasshouse show {found[0]['name']}` shows one of them.")


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


def _facts() -> list[dict[str, Any]]:
    from glasshouse import facts

    return [
        {"name": fact.id, "title": fact.statement, "topic": fact.topic, "basis": fact.basis, "as_of": fact.as_of}
        for fact in facts.load().values()
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

    for name, topic in facts.load().topics.items():
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

"""``glasshouse list``: what the library holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from glasshouse import library
from glasshouse.cli.console.options import Json, Reader
from glasshouse.cli.console.output import wrapped, write, write_json, write_table

_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "systems": ("form",),
    "scenarios": ("society", "systems"),
    "channels": ("context",),
    "conduct": ("context",),
    "societies": (),
}
"""What is told of each document beside its name and title."""

KINDS: Final = (*_COLUMNS, "facts", "cases", "claims")


def command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(KINDS)}.", show_default=False)],
    json: Json = False,
) -> None:
    """List what the library holds: systems, scenarios, channels, conduct, societies, facts, cases, claims."""
    reader = Reader()
    reader.choice("KIND", kind, KINDS)
    reader.finish()
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
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "" if value is None else str(value)

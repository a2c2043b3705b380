"""Reading the tables of norms: those that ship, and somebody's own laid over them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, Field

from glasshouse import facts
from glasshouse.audit.norms.laying import HEAD, laid_over
from glasshouse.audit.norms.moves import CostsTable
from glasshouse.audit.norms.provisions import LawTable, problems_of_law
from glasshouse.audit.norms.registers import MemoryTable, problems_of_registers
from glasshouse.audit.norms.schema import ContextsTable, GravityTable, Head, SeverityTable, ThresholdsTable
from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import validate_document
from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.errors import InputError, Problem
from glasshouse.observables.smallest import smallest_of

DIGITS: Final = 16
"""How many hexadecimal digits of a table's SHA-256 are told."""


@dataclass(frozen=True)
class Tables:
    """The tables of norms, each whole and checked.

    Attributes:
        contexts: which records bear on which purposes.
        gravity: how grave each kind of conduct is.
        severity: how hard each measure falls.
        thresholds: the smallest sizes that matter.
        memory: registers and limits by law.
        costs: what the moves of a citizen cost.
        law: provisions by criterion.
    """

    contexts: ContextsTable
    gravity: GravityTable
    severity: SeverityTable
    thresholds: ThresholdsTable
    memory: MemoryTable
    costs: CostsTable
    law: LawTable

    def named(self) -> dict[str, Head]:
        """The tables by name, in their order."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def digests(self) -> dict[str, str]:
        """The first digits of the SHA-256 of everything that each table says."""
        return {name: digest(table) for name, table in self.named().items()}


MODELS: Final[Mapping[str, type[Head]]] = {
    "contexts": ContextsTable,
    "gravity": GravityTable,
    "severity": SeverityTable,
    "thresholds": ThresholdsTable,
    "memory": MemoryTable,
    "costs": CostsTable,
    "law": LawTable,
}
"""What each table is, by name."""


class Difference(Head):
    """Somebody's norms: a head, and what they say otherwise, table by table, in the tables' own shape."""

    contexts: dict[str, Any] = Field(default_factory=dict)
    gravity: dict[str, Any] = Field(default_factory=dict)
    severity: dict[str, Any] = Field(default_factory=dict)
    thresholds: dict[str, Any] = Field(default_factory=dict)
    memory: dict[str, Any] = Field(default_factory=dict)
    costs: dict[str, Any] = Field(default_factory=dict)
    law: dict[str, Any] = Field(default_factory=dict)


def read_tables(overrides: Path | None = None) -> Tables:
    """The tables that ship, or with somebody's own laid over them.

    Args:
        overrides: a TOML file with `version`, `as_of`, `chosen_by`, `source`, `note`, and below the name of a table what is
            said otherwise there.

    Raises:
        InputError: the file cannot be read, or it does not fit; lists every problem.
    """
    if overrides is None:
        return _shipped()
    return lay(parse_toml(read_text(overrides), str(overrides)), str(overrides))


def lay(said: Mapping[str, Any], file: str) -> Tables:
    """The tables with somebody's own laid over them.

    Args:
        said: what their document says.
        file: what to call it in errors.

    Raises:
        InputError: the document does not fit; lists every problem.
    """
    problems: list[Problem] = []
    try:
        validate_document(said, Difference, file)
    except InputError as error:
        problems += error.problems
    head = {key: said.get(key) for key in HEAD}
    head["as_of"] = head["as_of"] if isinstance(head["as_of"], date) else date.min
    raw = dict(_raw())
    for name in MODELS:
        difference = said.get(name)
        if isinstance(difference, Mapping):
            problems += _heads_within(name, difference, file)
            raw[name] = laid_over(raw[name], difference, head)
    return _validated(raw, file, problems)


def digest(table: BaseModel) -> str:
    """The first digits of the SHA-256, in hexadecimal, of everything that a table says."""
    text = json.dumps(table.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def quantities(document: object, key: str = "") -> Iterator[tuple[str, Quantity]]:
    """Every number of a document that is a `Quantity`, with its key."""
    if isinstance(document, Quantity):
        yield key, document
    elif isinstance(document, BaseModel):
        for name in type(document).model_fields:
            yield from quantities(getattr(document, name), f"{key}.{name}".lstrip("."))
    elif isinstance(document, Mapping):
        for name, inner in document.items():
            yield from quantities(inner, f"{key}.{name}".lstrip("."))


@cache
def _shipped() -> Tables:
    return _validated(_raw(), None, [])


@cache
def _raw() -> Mapping[str, dict[str, Any]]:
    """The tables that ship, as their files say them. Nobody may change them."""
    folder = files(__package__)
    return {name: parse_toml(read_text(folder.joinpath(f"{name}-1.toml")), f"{name}-1.toml") for name in MODELS}


def _validated(raw: Mapping[str, Mapping[str, Any]], file: str | None, problems: list[Problem]) -> Tables:
    """The tables out of plain data; every problem of every table at once, with those found before."""
    found: dict[str, Any] = {}
    for name, model in MODELS.items():
        try:
            found[name] = validate_document(raw[name], model)
        except InputError as error:
            problems += [_in(file, name, problem) for problem in error.problems]
        else:
            problems += [_in(file, name, problem) for problem in _loose_ends(found[name])]
    if len(found) == len(MODELS):
        problems += [_in(file, name, problem) for name, problem in _between(Tables(**found))]
    if problems:
        raise InputError(problems)
    return Tables(**found)


def _between(tables: Tables) -> Iterator[tuple[str, Problem]]:
    """What does not fit between tables, with the table that is wrong."""
    for problem in problems_of_registers(tables.memory, tables.contexts.contexts):
        yield "memory", problem
    for problem in problems_of_law(tables.law, tables.thresholds.criteria):
        yield "law", problem


def _in(file: str | None, table: str, problem: Problem) -> Problem:
    """A problem of a table, in the file that was read: a table that ships, or somebody's own with a part for each table."""
    return replace(problem, file=f"{table}-1.toml") if file is None else replace(problem.inside(table), file=file)


def _heads_within(name: str, difference: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """A head belongs to the whole document, not to a table in it."""
    for key in HEAD:
        if key in difference:
            yield Problem(
                file=file, key=f"{name}.{key}", expected=f"{key} at the top of the file", found="it in a table"
            )


def _loose_ends(table: Head) -> Iterator[Problem]:
    """Numbers that rest on nothing, facts and observables that there are not."""
    for key, number in quantities(table):
        if number.status == "user":
            yield Problem(
                key=key, expected="a number with fact, derived, assumption or fixed beside it", found="neither"
            )
        if number.fact is not None:
            yield from _no_such_fact(f"{key}.fact", number.fact)
    if isinstance(table, ThresholdsTable):
        for id_, criterion in table.criteria.items():
            if criterion.observable is not None and smallest_of(criterion.observable) is None:
                expected = "an observable with a smallest size"
                yield Problem(key=f"criteria.{id_}.observable", expected=expected, found=repr(criterion.observable))


def _no_such_fact(key: str, path: str) -> Iterator[Problem]:
    try:
        facts.number(path)
    except InputError as error:
        yield from (problem.inside(key) for problem in error.problems)

"""The document of `glasshouse audit`: every key with its meaning and its unit. It holds counts and shares, and no person."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from glasshouse.results.part import Part, told

SCHEMA: Literal["glasshouse-audit/1"] = "glasshouse-audit/1"
"""The version of the document: a reader of 1 can read whatever begins with it."""
Answer = Literal["indicated", "not indicated", "cannot be told", "undefined", "by construction", "stated"]
"""The answers. *By construction*: the model leaves no choice. *Stated*: taken from the scheme, and not measured."""
Cell = str | float | int | bool | None
"""One value of a table; None where it is undefined."""


class Robust(Part):
    """In how many variants of a table of norms the answer is the same."""

    tables: Annotated[int, told("variants tried, the table as it stands among them")]
    same_answer: Annotated[int, told("variants with the same answer, the table as it stands among them")]


class CriterionFound(Part):
    """What was found of one criterion."""

    id: Annotated[str, told("its id")]
    title: Annotated[str, told("what it asks")]
    answer: Annotated[Answer, told("the answer")]
    value: Annotated[float | None, told("the value; null where it is undefined or nothing is measured", "see unit")]
    low: Annotated[float | None, told("lower end of the 95% interval; null where there is none", "see unit")]
    high: Annotated[float | None, told("upper end", "see unit")]
    unit: Annotated[str, told("unit of the value")]
    smallest: Annotated[float | None, told("the smallest size that matters", "see unit")]
    robust: Annotated[Robust | None, told("variants of a table of norms; null where none was varied")]
    evidence: Annotated[tuple[str, ...], told("tables that it rests on")]
    law: Annotated[tuple[str, ...], told("provisions that ask for it")]
    reason: Annotated[str | None, told("why it is undefined, or why there is no interval")]
    sentence: Annotated[str, told("in words")]


class Column(Part):
    """One column of a table."""

    name: Annotated[str, told("its name")]
    means: Annotated[str, told("what it says")]
    unit: Annotated[str, told("its unit; empty for words")] = ""


class TableFound(Part):
    """One table."""

    id: Annotated[str, told("its id, and the name of its CSV file")]
    title: Annotated[str, told("what it shows")]
    columns: Annotated[tuple[Column, ...], told("its columns")]
    rows: Annotated[tuple[tuple[Cell, ...], ...], told("its rows, unrounded")]


class SectionFound(Part):
    """One section of the report."""

    id: Annotated[str, told("its id")]
    title: Annotated[str, told("its title")]
    asks: Annotated[str, told("the part of an impact assessment that it answers")]
    sentences: Annotated[tuple[str, ...], told("what was found, in words")]
    criteria: Annotated[tuple[str, ...], told("ids of its criteria")]
    tables: Annotated[tuple[str, ...], told("ids of its tables")]
    how: Annotated[str, told("how it is computed")]
    cannot_tell: Annotated[str, told("what it cannot tell")]


class Summed(Part):
    """One line of page one."""

    id: Annotated[str, told("what it is about")]
    title: Annotated[str, told("the question, in a few words")]
    sentence: Annotated[str, told("the answer, in plain words")]


class AuditDocument(Part):
    """What one scheme would do to people, in the model."""

    format: Annotated[str, told("the version of this document")]
    scenario: Annotated[str, told("what the scheme is called")]
    title: Annotated[str, told("its title")]
    description: Annotated[str, told("what it is about")]
    people: Annotated[int, told("generated people", "people")]
    days: Annotated[int, told("days", "days")]
    seeds: Annotated[tuple[int, ...], told("seeds of the worlds with reactions")]
    quick: Annotated[bool, told("whether it was a quick look, with wide intervals")]
    command: Annotated[str, told("the command that makes it again; empty where none does")]
    digest: Annotated[str, told("SHA-256 over the scheme, the norms and the size")]
    glasshouse: Annotated[str, told("version of Glasshouse")]
    norms: Annotated[dict[str, Any], told("tables of norms: version, date, author, digest")]
    summary: Annotated[tuple[Summed, ...], told("page one")]
    elements: Annotated[dict[str, Answer], told("elements of the prohibition of social scoring, in their order")]
    criteria: Annotated[dict[str, CriterionFound], told("every criterion by its id")]
    sections: Annotated[tuple[SectionFound, ...], told("the sections in their order")]
    tables: Annotated[dict[str, TableFound], told("every table by its id")]
    assumptions: Annotated[tuple[str, ...], told("what the report hangs on")]
    not_tested: Annotated[tuple[str, ...], told("what no run can tell")]

"""The page of a rights audit: one page for who decides, then every section with its pictures and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from glasshouse.documents.wording import in_days
from glasshouse.report.averting import averting
from glasshouse.report.charts.audit import charts_of
from glasshouse.report.drawing import Figure, Table
from glasshouse.report.page import environment, style, write_page
from glasshouse.report.pdf import write_pdf
from glasshouse.report.wording import amount, count, is_share, with_ends

MOST_ROWS: Final = 40
"""Rows of a table that a page shows; the document has all."""


@dataclass(frozen=True)
class ShownTable:
    """A table as a page shows it.

    Attributes:
        id: its id.
        title: its title.
        shown: its first rows, as text.
        rows: how many rows it has.
    """

    id: str
    title: str
    shown: Table
    rows: int

    @property
    def cut(self) -> bool:
        """Whether there are more rows than are shown."""
        return self.rows > len(self.shown.rows)


@dataclass(frozen=True)
class ShownSection:
    """A section as a page shows it."""

    id: str
    title: str
    asks: str
    sentences: Sequence[str]
    criteria: Table | None
    charts: Sequence[Figure]
    tables: Sequence[ShownTable]
    how: str
    cannot_tell: str


def write_audit(document: Mapping[str, Any], path: str | Path, remedies: Mapping[str, Any] | None = None) -> Path:
    """Write the page.

    Args:
        document: the audit's document; see `glasshouse.audit.rights.document.AuditDocument`.
        path: the file.
        remedies: the remedies document of the same scheme, size and seed; None where none was made.

    Returns:
        The file that was written.

    Raises:
        InputError: there is a file of that name that is no report.
        StorageError: the file cannot be written.
    """
    return write_page(path, lambda: compose(document, remedies))


def write_audit_pdf(document: Mapping[str, Any], path: str | Path, remedies: Mapping[str, Any] | None = None) -> Path:
    """Write the page as a PDF that conforms to PDF/UA-1; needs the extra `pdf`.

    Args:
        document: see `write_audit`.
        path: the file.
        remedies: see `write_audit`.

    Returns:
        The file that was written.

    Raises:
        InputError: the extra `pdf` or a library that it needs is not there, or there is a file that was not made here.
        StorageError: the file cannot be written.
    """
    return write_pdf(path, lambda: compose(document, remedies))


def compose(document: Mapping[str, Any], remedies: Mapping[str, Any] | None = None) -> str:
    """The whole page as text.

    Args:
        document: see `write_audit`.
        remedies: see `write_audit`.
    """
    return (
        environment()
        .get_template("audit.html")
        .render(
            version=document["glasshouse"],
            title=document["title"],
            summary=_summary(document),
            lines=document["summary"],
            sections=[_section(document, each) for each in document["sections"]],
            averting=averting(document, remedies),
            assumptions=document["assumptions"],
            not_tested=document["not_tested"],
            norms=_norms(document["norms"]),
            setup=_setup(document),
            command=document["command"],
            digest=document["digest"],
            style=style(),
        )
    )


def _summary(document: Mapping[str, Any]) -> str:
    kind = "A quick look at " if document["quick"] else ""
    return (
        f"{kind}{count(document['people'])} generated people, {in_days(document['days'])}. What the scheme would do, to whom, "
        "why, and whether less would do, counted against the same people with the same luck."
    )


def _section(document: Mapping[str, Any], section: Mapping[str, Any]) -> ShownSection:
    tables = [document["tables"][name] for name in section["tables"]]
    return ShownSection(
        id=section["id"],
        title=section["title"],
        asks=section["asks"],
        sentences=section["sentences"],
        criteria=_criteria([document["criteria"][name] for name in section["criteria"]]),
        charts=charts_of(section["id"], document),
        tables=[shown(each) for each in tables if each["rows"]],
        how=section["how"],
        cannot_tell=section["cannot_tell"],
    )


def _criteria(criteria: Sequence[Mapping[str, Any]]) -> Table | None:
    if not criteria:
        return None
    rows = tuple(
        (each["title"], each["answer"], _value(each), _robust(each), "; ".join(each["law"])) for each in criteria
    )
    return Table(("criterion", "answer", "value (95% interval)", "same answer in", "provisions"), rows)


def _value(found: Mapping[str, Any]) -> str:
    if found["value"] is None:
        return f"undefined: {found['reason']}" if found["reason"] and found["answer"] == "undefined" else ""
    return ranged(found)


def ranged(found: Mapping[str, Any]) -> str:
    """The value of a criterion, with its interval where it has one.

    Args:
        found: the criterion; its value is defined.
    """
    if found["low"] is None:
        return amount(found["value"], found["unit"])
    return with_ends(found["value"], found["low"], found["high"], found["unit"])


def _robust(found: Mapping[str, Any]) -> str:
    robust = found["robust"]
    return f"{robust['same_answer']} of {robust['tables']} tables" if robust else ""


def shown(table: Mapping[str, Any]) -> ShownTable:
    """A table with its first rows as text."""
    columns = table["columns"]
    heads = tuple(_head(each["means"], each.get("unit", "")) for each in columns)
    units = [each.get("unit", "") for each in columns]
    rows = tuple(
        tuple(_cell(cell, unit) for cell, unit in zip(row, units, strict=True)) for row in table["rows"][:MOST_ROWS]
    )
    return ShownTable(table["id"], table["title"], Table(heads, rows), len(table["rows"]))


def _head(means: str, unit: str) -> str:
    """A column's heading, with its unit where its cells do not say it."""
    return f"{means}, in {unit}" if unit and not _says_unit(unit, means) else means


def _says_unit(unit: str, means: str) -> bool:
    return is_share(unit) or unit in ("ratio", "index", "count", "level", "gravity") or unit in means


def _cell(cell: object, unit: str) -> str:
    if cell is None:
        return "undefined"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and unit == "level" and cell.is_integer():
        return count(cell)
    if isinstance(cell, (int, float)):
        return amount(cell, unit if is_share(unit) else "")
    return str(cell)


def _norms(norms: Mapping[str, Any]) -> Table:
    rows = tuple((each["version"], each["as_of"], each["chosen_by"]) for each in norms.values())
    return Table(("table", "as of", "chosen by"), rows)


def _setup(document: Mapping[str, Any]) -> str:
    seeds = document["seeds"]
    return f"{count(document['people'])} people, {in_days(document['days'])}, {len(seeds)} seeds from {seeds[0]}."

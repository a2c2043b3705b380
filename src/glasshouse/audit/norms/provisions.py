"""Which provisions a criterion speaks to, and which forms of impact assessment a section: the documents of the table of law."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from pydantic import Field

from glasshouse.audit.norms.dates import Confidence, Dated
from glasshouse.audit.norms.schema import Head, Words
from glasshouse.documents.strict import Document
from glasshouse.errors import Problem, nearest_name

FRAMES: Final = ("fria", "iso_42005", "nist", "huderia")
"""The forms of impact assessment that sections are laid beside."""


class Provision(Dated):
    """A provision of law, or a text that says how one is read.

    Attributes:
        cite: how to cite it.
        title: what it is about, in words of ours.
        jurisdiction: where it holds.
        source: where it was read.
        confidence: whether a text that states it was read.
        note: cautions.
    """

    cite: Words
    title: Words
    jurisdiction: Words
    source: Words
    confidence: Confidence
    note: Words | None = None


class Pointer(Document):
    """A place in a provision.

    Attributes:
        provision: the provision's name.
        point: the place in it; empty for the whole.
    """

    provision: Words
    point: str = ""


class Section(Document):
    """A section of the report, beside the forms of impact assessment.

    Attributes:
        number: its number.
        title: its title.
        fria: letters of Article 27(1) of the AI Act.
        iso_42005: clauses of ISO/IEC 42005.
        nist: categories of the NIST framework.
        huderia: elements of HUDERIA.
    """

    number: int = Field(ge=1)
    title: Words
    fria: tuple[Words, ...]
    iso_42005: tuple[Words, ...]
    nist: tuple[Words, ...]
    huderia: tuple[Words, ...]


class Frame(Document):
    """A form of impact assessment.

    Attributes:
        title: what it is called.
        source: what was read of it.
        confidence: whether it was read.
    """

    title: Words
    source: Words
    confidence: Confidence


class LawTable(Head):
    """Provisions by criterion, and forms of impact assessment by section.

    Attributes:
        provisions: the provisions by name.
        criteria: by criterion, where to read on.
        without: of criteria to which no provision speaks, why.
        sections: the sections of the report by id, beside the forms.
        frames: the forms by name.
    """

    provisions: dict[str, Provision]
    criteria: dict[str, tuple[Pointer, ...]]
    without: dict[str, Words]
    sections: dict[str, Section]
    frames: dict[str, Frame]

    def cited(self, criterion: str, on: date | None) -> Iterator[tuple[str, Provision]]:
        """What a criterion speaks to: each provision with how to cite the place in it; of a day, those that hold on it."""
        for pointer in self.criteria[criterion]:
            provision = self.provisions[pointer.provision]
            if on is None or provision.holds_on(on):
                joint = "" if not pointer.point or pointer.point.startswith("(") else ", "
                yield f"{provision.cite}{joint}{pointer.point}", provision


def problems_of_law(table: LawTable, criteria: Collection[str]) -> Iterator[Problem]:
    """Pointers into nowhere, and criteria that the table leaves out or that there are not."""
    for criterion, pointers in table.criteria.items():
        if criterion not in criteria:
            nearest = nearest_name(criterion, criteria)
            yield Problem(key=f"criteria.{criterion}", expected="a criterion", found=repr(criterion), nearest=nearest)
        yield from _problems_of_pointers(table, criterion, pointers)
    for criterion in criteria:
        if criterion not in table.criteria:
            yield Problem(key=f"criteria.{criterion}", expected="where to read on", found="nothing")
    for name in FRAMES:
        if name not in table.frames:
            yield Problem(key=f"frames.{name}", expected="what the form is and where it was read", found="nothing")


def _problems_of_pointers(table: LawTable, criterion: str, pointers: Sequence[Pointer]) -> Iterator[Problem]:
    """Provisions that the table has not, and a criterion with provisions and a reason for none, or with neither."""
    key, known = f"criteria.{criterion}", table.provisions
    for name in (each.provision for each in pointers):
        if name not in known:
            expected, nearest = "a provision of the table", nearest_name(name, known)
            yield Problem(key=key, expected=expected, found=repr(name), nearest=nearest)
    if bool(pointers) == (criterion in table.without):
        expected = "provisions, or under [without] the reason why there are none"
        yield Problem(key=key, expected=expected, found="both" if pointers else "neither")

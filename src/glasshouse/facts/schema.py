"""What a fact is: a value with unit, date, statement, source and basis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from glasshouse.documents import units
from glasshouse.documents.quantity import FactBasis
from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem

Basis = FactBasis
"""What kind of source stands behind a fact.

``law``: a statute, regulation, official measure or notice, or a court's ruling. ``statistic``: a count
published by the body that keeps the records. ``study``: research. ``report``: press, practitioners,
companies, advocacy. ``assumption``: nobody's finding, declared as such, with a range.
"""

Confidence = Literal["verified", "recalled"]
"""``verified``: a text that states it was read. ``recalled``: no such text was found."""

Quality = Literal["primary", "abstract", "news", "secondary", "weak", "none"]
"""How near the text that was read is to the origin.

The document itself, its authors' abstract, a news report, someone citing it, or a doubtful page; ``none`` for
what was only recalled.
"""

_MOMENT = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?~?"
_DATE = re.compile(rf"({_MOMENT}|\.\./{_MOMENT}|{_MOMENT}/(\.\.|{_MOMENT}))")


def _as_date(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise ValueError("a date: 2019-07-09, 2019-07 or 2019; 2018/2020 a span, .. an open end, ~ about")
    return text


def _as_words(text: str) -> str:
    if text != text.strip() or not text:
        raise ValueError("some words, without space at the ends")
    return text


Words = Annotated[str, AfterValidator(_as_words)]
Date = Annotated[str, AfterValidator(_as_date)]
"""A year, month or day as in ISO 8601, or a span of two; ``..`` leaves an end open, ``~`` says about."""

UnitName = Annotated[str, AfterValidator(units.normalise)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s/]+\.[^\s]+$")]

Scalar = int | float | Words
Leaf = Scalar | tuple[Scalar, ...]
Table = dict[str, Leaf]
Value = Scalar | tuple[Leaf, ...] | Table
"""A number, text or date; a list of them; rows (a label, then values); or a table of named values."""

Units = UnitName | dict[str, UnitName]


class Entry(Document):
    """A fact as it stands in a file, under its id.

    Attributes:
        value: what is stated. Two numbers in a list are a span from low to high. Rows begin with a label (a
            date, a band, a name) followed by numbers, where ``"open"`` stands for no bound.
        unit: the unit of ``value``; for a table, one unit per key.
        as_of: when it was so.
        statement: what the value says, in plain words.
        source: who says so.
        url: where it was read, if a lasting address is known.
        confidence: whether a text that states it was read.
        quality: how near that text is to the origin.
        basis: what kind of source stands behind it.
        note: conflicts with other figures, derivations, cautions.
        range: only for assumptions: from the least to the greatest value that is tried.
        effect: only for assumptions: whether the number is an effect of one thing on another. The range of an
            effect must include ``none``.
        none: only for effects: the value that means no effect at all.
    """

    value: Value
    unit: Units
    as_of: Date
    statement: Words
    source: Words
    confidence: Confidence
    quality: Quality
    basis: Basis
    url: Url | None = None
    note: Words | None = None
    range: tuple[float, float] | None = None
    effect: bool | None = None
    none: float | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = [*self._unit_problems(), *self._confidence_problems(), *self._assumption_problems()]
        if problems:
            raise InputError(problems)
        return self

    def leaves(self) -> Iterator[tuple[str, Leaf | tuple[Leaf, ...], str]]:
        """The parts of the value as (key, value, unit); one part with an empty key where it is no table."""
        if isinstance(self.value, dict):
            for key, leaf in self.value.items():
                yield key, leaf, self.unit[key] if isinstance(self.unit, dict) else self.unit
        elif isinstance(self.unit, str):
            yield "", self.value, self.unit

    def _unit_problems(self) -> Iterator[Problem]:
        keys = set(self.value) if isinstance(self.value, dict) else set()
        given = set(self.unit) if isinstance(self.unit, dict) else set()
        if isinstance(self.unit, str) and keys:
            yield Problem(key="unit", expected="one unit per key of the table", found=repr(self.unit))
            return
        for key in sorted(keys - given):
            yield Problem(key=f"unit.{key}", expected="a unit", found="nothing")
        for key in sorted(given - keys):
            yield Problem(key=f"unit.{key}", expected="a key of value", found="an unknown key")
        if keys == given:
            for key, leaf, unit in self.leaves():
                yield from _misfits(f"value.{key}" if key else "value", leaf, units.UNITS[unit])

    def _confidence_problems(self) -> Iterator[Problem]:
        if (self.confidence == "recalled") != (self.quality == "none"):
            found = f"quality {self.quality!r} with confidence {self.confidence!r}"
            yield Problem(key="quality", expected="'none' for what is recalled, and only then", found=found)

    def _assumption_problems(self) -> Iterator[Problem]:
        if self.basis == "assumption":
            if isinstance(self.value, int | float):
                yield from self._range_problems(self.value)
            return
        for key in ("range", "effect", "none"):
            if getattr(self, key) is not None:
                yield Problem(key=key, expected="basis 'assumption' where it is given", found=repr(self.basis))

    def _range_problems(self, value: float) -> Iterator[Problem]:
        """What is wrong with the range of an assumed number, and with what is said of its effect."""
        if not self._range_holds(value):
            yield Problem(key="range", expected="[low, high] around value", found=_found(self.range))
        if self.effect is None:
            yield Problem(key="effect", expected="true or false: is it an effect of one thing on another?")
        if self.effect and self.none is None:
            yield Problem(key="none", expected="the value that means no effect", found="nothing")
        elif self.effect and self.none is not None and not self._range_holds(self.none):
            wanted = f"a range that includes none ({self.none:g})"
            yield Problem(key="range", expected=wanted, found=_found(self.range))

    def _range_holds(self, value: float) -> bool:
        return self.range is not None and self.range[0] <= value <= self.range[1]


class Fact(Entry):
    """A fact of the library.

    Attributes:
        id: its name, unique in the library.
        topic: the topic that it belongs to: the name of its file.
    """

    id: str
    topic: str


class Topic(Document):
    """One file of the library: the facts on one topic.

    Attributes:
        title: heading for lists and pages.
        about: what the topic covers, in a sentence.
        facts: the facts by id: small letters, digits and underscores.
    """

    title: Words
    about: Words
    facts: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Entry]


def _misfits(key: str, value: object, unit: units.Unit) -> Iterator[Problem]:
    """What in a value does not fit its unit."""
    if isinstance(value, tuple):
        rows = [item for item in value if isinstance(item, tuple)]
        if rows and len(rows) == len(value):
            for row in rows:
                yield from _misfits_of_row(f"{key}.{row[0]}" if row else key, row, unit)
            return
        for index, item in enumerate(value):
            yield from _misfits(f"{key}.{index}", item, unit)
        return
    wrong = _wrong(value, unit)
    if wrong is not None:
        yield Problem(key=key, expected=f"{wrong} (unit {unit.name!r})", found=repr(value))


def _misfits_of_row(key: str, row: tuple[Any, ...], unit: units.Unit) -> Iterator[Problem]:
    if len(row) < 2 or not isinstance(row[0], str):
        yield Problem(key=key, expected="a row: a label in quotes, then values", found=repr(row))
        return
    for item in row[1:]:
        if item != "open":
            yield from _misfits(key, item, unit)


def _wrong(value: object, unit: units.Unit) -> str | None:
    """What was expected instead of a single value; None where it fits."""
    is_number = isinstance(value, int | float)
    if unit.kind == "number":
        return _outside(value, unit) if isinstance(value, int | float) else "a number"
    if unit.kind == "date":
        return "a date in quotes" if is_number else None if _DATE.fullmatch(str(value)) else "a date"
    return "text" if is_number else None


def _outside(value: float, unit: units.Unit) -> str | None:
    """The limit of the unit that a number breaks."""
    if unit.low is not None and value < unit.low:
        return f"{unit.low:g} or more"
    if unit.high is not None and value > unit.high:
        return f"{unit.high:g} or less"
    return None


def _found(value: object) -> str:
    return "nothing" if value is None else str(list(value) if isinstance(value, tuple) else value)

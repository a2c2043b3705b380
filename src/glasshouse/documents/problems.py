"""What a document gets wrong, in plain words: pydantic's errors become ``Problem``s.

Where an error lies, and what would have been valid there, is found in ``glasshouse.documents.locations``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pydantic
import pydantic_core

from glasshouse.documents.locations import MOST_WITHOUT_NEAREST, Place, either, find_place, one_of
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.renamed import current_name, renamings, since


def problems_from_validation(
    error: pydantic.ValidationError, model: type[pydantic.BaseModel], data: object, file: str | None = None
) -> tuple[Problem, ...]:
    """Pydantic's errors in plain words, one ``Problem`` each, in the order of the document's keys.

    The members of a union complain one by one; they are put together as "a number or text". A complaint
    about a union as a whole is left out where one of its members was recognised and says more exactly what
    is wrong.

    Args:
        error: what pydantic raised.
        model: the model that was asked for; its fields give the valid names at every level.
        data: the data that were checked; tells keys from the names of union members in pydantic's paths.
        file: the file, for messages.
    """
    grouped: dict[tuple[str, str], list[_Complaint]] = {}
    complaints = [_Complaint.of(details, model, data) for details in error.errors(include_url=False)]
    for complaint in _worth_telling(complaints):
        grouped.setdefault((complaint.path, complaint.topic), []).append(complaint)
    return tuple(problem for group in grouped.values() for problem in _problems_of(group, file))


def _worth_telling(complaints: Sequence[_Complaint]) -> Iterator[_Complaint]:
    """Complaints that no other complaint says more exactly."""
    deepest = [complaint.path for complaint in complaints]
    renamed = {complaint.new_path for complaint in complaints} - {""}
    for complaint in complaints:
        is_there_under_its_old_name = complaint.topic == "missing" and complaint.path in renamed
        is_said_better = complaint.of_union and any(_is_below(path, complaint.path) for path in deepest)
        if not is_there_under_its_old_name and not is_said_better:
            yield complaint


_WORDS_BY_ERROR: dict[str, str] = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "mapping_type": "a table",
    "date_type": "a date",
    "date_parsing": "a date such as 2020-12-31",
    "date_from_datetime_parsing": "a date such as 2020-12-31",
    "none_required": "nothing",
}

_WORDS_WITH_LIMITS: dict[str, str] = {
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "multiple_of": "a multiple of {multiple_of}",
    "string_too_short": "text of at least {min_length} characters",
    "string_too_long": "text of at most {max_length} characters",
    "string_pattern_mismatch": "text of the form {pattern}",
    "too_short": "at least {min_length} entries",
    "too_long": "at most {max_length} entries",
    "literal_error": "one of {expected}",
    "enum": "one of {expected}",
    "union_tag_invalid": "one of {expected_tags}",
}


class _Complaint:
    """One of pydantic's errors, placed in the document and put in words."""

    __slots__ = ("advice", "expected", "found", "nearest", "nested", "new_path", "of_union", "path", "topic")

    def __init__(self, details: pydantic_core.ErrorDetails, place: Place) -> None:
        kind, context = details["type"], details.get("ctx", {})
        cause = context.get("error")
        self.path = ".".join(_quoted(part) for part in place.keys)
        self.topic = "value"
        self.of_union = place.in_union and kind.endswith("_type")
        self.found: str | None = _shown(details["input"])
        self.nearest: str | None = None
        self.advice: str | None = None
        self.new_path = ""
        self.nested: tuple[Problem, ...] = cause.problems if isinstance(cause, InputError) else ()
        if kind == "extra_forbidden":
            self._name_the_keys(place)
        elif kind == "missing":
            self.topic, self.found = "missing", "nothing"
            self.expected = place.words or "a value"
        elif kind == "union_tag_not_found":
            discriminator = str(context.get("discriminator", "")).strip("'")
            self.path = ".".join(part for part in (self.path, discriminator) if part)
            self.topic, self.found, self.expected = "missing", "nothing", one_of(place.valid, "text")
        else:
            self.expected = _expected(kind, context, details["msg"])
            if kind in ("literal_error", "enum", "union_tag_invalid"):
                self._name_the_valid(kind, context)

    @classmethod
    def of(cls, details: pydantic_core.ErrorDetails, model: type[pydantic.BaseModel], data: object) -> _Complaint:
        return cls(details, find_place(details["loc"], details["type"], model, data))

    def _name_the_keys(self, place: Place) -> None:
        key = place.keys[-1] if place.keys else ""
        self.topic, self.found = "unknown", "an unknown key"
        self.expected = one_of(place.valid, "a key of this table")
        self.nearest = nearest_name(key, place.valid)
        if self.nearest is None:
            self.expected = one_of(place.valid, "a key of this table", most=MOST_WITHOUT_NEAREST)
        self._name_the_new(key, place.valid)
        row = renamings().gone(tuple(place.keys))
        if row is not None:
            self.found, self.nearest = f"{key!r}, which is gone since {row.since}", None
            self.advice = row.new

    def _name_the_valid(self, kind: str, context: Mapping[str, Any]) -> None:
        valid = re.findall(r"'([^']*)'", str(context.get("expected") or context.get("expected_tags") or ""))
        if kind == "union_tag_invalid":
            discriminator = str(context.get("discriminator", "")).strip("'")
            self.path = ".".join(part for part in (self.path, discriminator) if part)
            self.found = f"'{context.get('tag')}'"
        self.expected = one_of(valid) if valid else self.expected
        self.nearest = nearest_name((self.found or "").strip("'"), valid)
        self._name_the_new((self.found or "").strip("'"), valid)

    def _name_the_new(self, old: str, valid: Sequence[str]) -> None:
        """Where a name was valid in an earlier release, say so instead of listing what is valid."""
        new = current_name(old, valid)
        if new is None:
            return
        self.found, self.expected = f"{old!r}, its name before {since(old, new)}", f"{new!r}"
        self.nearest, self.advice = None, "`glasshouse upgrade FILE` converts a document"
        above = self.path.rpartition(".")[0]
        self.new_path = ".".join(part for part in (above, _quoted(new)) if part)


def _problems_of(group: list[_Complaint], file: str | None) -> Iterable[Problem]:
    first = group[0]
    if first.nested:
        for problem in first.nested:
            yield replace(problem.inside(first.path), file=problem.file or file)
        return
    yield Problem(
        file=file,
        key=first.path,
        found=first.found,
        expected=either(complaint.expected for complaint in group),
        nearest=next((complaint.nearest for complaint in group if complaint.nearest), None),
        advice=first.advice,
    )


def _expected(kind: str, context: Mapping[str, Any], message: str) -> str:
    if kind in _WORDS_BY_ERROR:
        return _WORDS_BY_ERROR[kind]
    if kind in _WORDS_WITH_LIMITS:
        return _WORDS_WITH_LIMITS[kind].format_map(context)
    if kind in ("value_error", "assertion_error"):
        return str(context.get("error", message)).removeprefix("expected ").rstrip(".")
    plain = message.removeprefix("Input should be ").rstrip(".")
    return plain[:1].lower() + plain[1:]


def _is_below(path: str, above: str) -> bool:
    return path.startswith(above + ".") if above else bool(path)


def _quoted(part: str) -> str:
    return part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else f'"{part}"'


def _shown(value: object) -> str:
    """A value as its author wrote it, shortened."""
    match value:
        case bool():
            return str(value).lower()
        case Mapping():
            return "a table"
        case list() | tuple():
            return f"a list of {len(value)}"
        case None:
            return "nothing"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"

"""Sections of the report: what stands in words beside the findings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import CriterionFound, SectionFound, TableFound


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = (files("glasshouse.audit.rights") / "sections.toml").read_text(encoding="utf-8")
    return {
        name: {key: " ".join(said.split()) for key, said in each.items()} for name, each in tomllib.loads(text).items()
    }


def found(
    case: Case,
    name: str,
    sentences: Iterable[str],
    criteria: Sequence[CriterionFound] = (),
    tables: Sequence[TableFound] = (),
) -> Found:
    """What a section found.

    Args:
        case: the case.
        name: the section's id, as in the norms and in ``sections.toml``.
        sentences: what was found, in words.
        criteria: its criteria.
        tables: its tables.
    """
    said, words = case.norms.sections()[name], _words()[name]
    section = SectionFound(
        id=name,
        title=said.title,
        asks=" ".join(said.fria),
        sentences=tuple(sentences),
        criteria=tuple(each.id for each in criteria),
        tables=tuple(each.id for each in tables),
        how=words["how"],
        cannot_tell=words["cannot_tell"],
    )
    return Found(section, tuple(criteria), tuple(tables))

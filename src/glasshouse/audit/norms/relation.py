"""Whether two contexts are related, as a table says or as a variant of it does."""

from __future__ import annotations

from typing import Final

from glasshouse.audit.norms.schema import ContextsTable, ContextVariant
from glasshouse.errors import InputError, Problem, nearest_name

GIVEN: Final = "given"
"""The name of the table as it stands, among its variants."""


def reason_of(
    table: ContextsTable, record: str, purpose: str, variant: str = GIVEN, kind: str | None = None
) -> str | None:
    """Why a record of one context bears on a purpose in another; None if it does not.

    Args:
        table: the table.
        record: the context of the record.
        purpose: the context of the treatment or the system's purpose.
        variant: ``given``, or a variant's name.
        kind: the kind of conduct that is recorded, which may be related where its context is not.

    Raises:
        InputError: a context that was not judged, or an unknown variant; lists every problem.
    """
    problems = [*_not_judged(table, record, purpose)]
    if variant != GIVEN and variant not in table.variants:
        valid = [GIVEN, *table.variants]
        problems.append(
            Problem(expected=f"one of {', '.join(valid)}", found=repr(variant), nearest=nearest_name(variant, valid))
        )
    if problems:
        raise InputError(problems)
    if record == purpose:
        return table.itself
    chosen = table.variants.get(variant)
    found = _given(table, record, purpose) if chosen is None else _varied(table, chosen, record, purpose)
    if found is None and kind is not None and not _is_taken_out(table, chosen, record, purpose):
        return table.by_kind.get(kind, {}).get(purpose)
    return found


def _is_taken_out(table: ContextsTable, variant: ContextVariant | None, record: str, purpose: str) -> bool:
    """Whether a pair is unrelated for every kind: named as unrelated, or left out by a variant that begins anew."""
    if variant is not None and (variant.clear or purpose in variant.unrelated.get(record, {})):
        return True
    return purpose in table.unrelated.get(record, {})


def _given(table: ContextsTable, record: str, purpose: str) -> str | None:
    if purpose in table.unrelated.get(record, {}):
        return None
    return table.related.get(record, {}).get(purpose)


def _varied(table: ContextsTable, variant: ContextVariant, record: str, purpose: str) -> str | None:
    if purpose in variant.unrelated.get(record, {}):
        return None
    added = variant.related.get(record, {}).get(purpose)
    if added is not None:
        return added
    if any(record in group and purpose in group for group in variant.groups):
        return variant.why
    return None if variant.clear else _given(table, record, purpose)


def _not_judged(table: ContextsTable, *names: str) -> list[Problem]:
    return [
        Problem(
            expected="a context that was judged",
            found=repr(name),
            nearest=nearest_name(name, table.contexts),
            advice=f'lay norms over the table with `contexts.contexts = ["{name}"]` and the pairs that are related',
        )
        for name in dict.fromkeys(names)
        if name not in table.contexts
    ]

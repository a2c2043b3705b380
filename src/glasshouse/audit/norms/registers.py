"""Registers and limits by law on how long a record may be kept, shown or used: the documents of the table of memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from glasshouse.audit.norms.dates import Confidence, Dated
from glasshouse.audit.norms.schema import Amount, Head, Words
from glasshouse.documents.units import convert
from glasshouse.errors import Problem


class Register(Dated):
    """How long a record of a kind may be kept, shown or used somewhere.

    Attributes:
        title: what is kept there.
        jurisdiction: where.
        who: who is bound.
        contexts: fields of life whose records it is compared with.
        kinds: kinds of conduct whose records it is compared with; empty for all of the contexts.
        term: how long at most; None where the purpose decides.
        law: the provision.
        source: where it was read.
        confidence: whether a text that states it was read.
        analogy: why a comparison with records of people is an analogy, if it is one.
        note: cautions.
    """

    title: Words
    jurisdiction: Words
    who: Words
    contexts: tuple[Words, ...] = Field(min_length=1)
    kinds: tuple[Words, ...] = ()
    term: Amount | None = None
    law: Words
    source: Words
    confidence: Confidence
    analogy: Words | None = None
    note: Words | None = None

    @property
    def days(self) -> float | None:
        """The term in days; None where the purpose decides."""
        return None if self.term is None else convert(self.term.value, self.term.unit, "days")

    def speaks_to(self, kind: str | None, context: str | None) -> bool:
        """Whether a record of a kind, or of a context, is compared with it; None asks nothing."""
        fits_kind = kind is None or not self.kinds or kind in self.kinds
        return fits_kind and (context is None or context in self.contexts)


class MemoryTable(Head):
    """Registers and limits by law.

    Attributes:
        registers: by name.
    """

    registers: dict[str, Register]

    def holding(self, on: date, kind: str | None, context: str | None) -> Iterator[tuple[str, Register]]:
        """The registers that hold on a day and speak to a kind or a context, the shortest term first."""
        found = [(n, r) for n, r in self.registers.items() if r.holds_on(on) and r.speaks_to(kind, context)]
        yield from sorted(found, key=lambda each: (each[1].days is None, each[1].days or 0.0))


def problems_of_registers(table: MemoryTable, contexts: tuple[str, ...]) -> Iterator[Problem]:
    """Contexts that were not judged, and terms that are no length of time."""
    for name, register in table.registers.items():
        for context in register.contexts:
            if context not in contexts:
                expected = "a context that was judged"
                yield Problem(key=f"registers.{name}.contexts", expected=expected, found=repr(context))
        if register.term is not None and register.term.unit not in ("days", "weeks", "months", "years"):
            unit = repr(register.term.unit)
            yield Problem(key=f"registers.{name}.term.unit", expected="days, weeks, months or years", found=unit)

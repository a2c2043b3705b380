"""A case: one scheme, its worlds and the norms it is held against, as every section of the audit sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

import numpy as np

from glasshouse.audit.norms import Norms, Severity
from glasshouse.audit.rights.document import CriterionFound, SectionFound, TableFound
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.sources import Source, costly_kinds, judging, sources_of
from glasshouse.audit.rights.worlds import Bench
from glasshouse.documents.vocabulary import Measure
from glasshouse.scenario import Scenario
from glasshouse.scenario.ablation import Ablation
from glasshouse.scenario.left_open import OpenQuestion

T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """What one section found.

    Attributes:
        section: the section, with the ids of its criteria and tables.
        criteria: its criteria.
        tables: its tables.
    """

    section: SectionFound
    criteria: tuple[CriterionFound, ...] = ()
    tables: tuple[TableFound, ...] = ()


@dataclass(frozen=True)
class Case:
    """One scheme under audit.

    Attributes:
        scheme: the scheme, with reactions on.
        bench: where its worlds are lived.
        norms: the norms, bound to the scheme.
        seeds: seeds of the worlds with reactions.
        quick: whether it is a quick look.
        left_open: what the files of the scheme and of its norms leave open.
    """

    scheme: Scenario
    bench: Bench
    norms: Norms
    seeds: tuple[int, ...]
    quick: bool = False
    left_open: tuple[OpenQuestion, ...] = ()
    _notes: dict[str, object] = field(default_factory=dict)

    @cached_property
    def whole(self) -> Lived:
        """The whole scheme with reactions off: what every world without something is held against."""
        return self.bench.still()

    @cached_property
    def sources(self) -> list[Source]:
        """What the scheme rests on."""
        return sources_of(self.scheme, self.norms.tables.contexts.by_kind)

    @cached_property
    def kinds(self) -> dict[str, set[str]]:
        """Kinds of conduct that cost anything, each with the contexts of the channels that record it."""
        return costly_kinds(self.scheme)

    @cached_property
    def judges(self) -> list[str]:
        """Names of the systems that judge somebody."""
        return list(dict.fromkeys(name for name, _ in judging(self.scheme)))

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Something that several sections need, made by the first of them.

        Args:
            name: what it is called.
            make: makes it.
        """
        with self.bench.turn(f"note {name}"):
            if name not in self._notes:
                self._notes[name] = make()
        return cast("T", self._notes[name])

    def without(self, out: Ablation) -> Lived:
        """The scheme with reactions off, without something."""
        return self.bench.still(out)

    def measure(self, bit: int) -> Measure:
        """A measure by its bit."""
        system, name = self.whole.measures[bit]
        found: Measure = self.scheme.systems[system].measures[name]
        return found

    def severity(self, bit: int) -> Severity:
        """How hard a sanction falls on whoever is under it."""
        return self.norms.severity(".".join(self.whole.measures[bit]))

    def title(self, bit: int) -> str:
        """What a measure is called, with its system where there are several."""
        system, _ = self.whole.measures[bit]
        said = self.measure(bit).title
        return f"{said} ({self.scheme.systems[system].title})" if len(self.judges) > 1 else said

    @cached_property
    def contexts(self) -> dict[str, list[int]]:
        """Sanctions under which anybody was, by the area of life in which they bite."""
        found: dict[str, list[int]] = {}
        for bit in self.whole.sanctions:
            if self.whole.under[:, bit].any():
                found.setdefault(self.measure(bit).context, []).append(bit)
        return dict(sorted(found.items()))

    @property
    def person_days(self) -> int:
        """Person-days lived."""
        return int(self.whole.people.sum()) * self.scheme.days

    def crossing(self, context: str, variant: str) -> list[Source]:
        """Sources that arose in no area of life that bears on treatment in one.

        What a system declares as its purpose relates nothing: else a scheme could declare every purpose.

        Args:
            context: the area of life of the treatment.
            variant: a variant of the table of contexts.
        """
        return [
            source
            for source in self.sources
            if self.norms.crosses(source.contexts, (context,), variant, source.out.kinds)
        ]


Section = Callable[[Case], Found]
"""Finds one section."""


def total(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """The sum of arrays by community."""
    found: np.ndarray = np.sum(arrays, 0)
    return found

"""Whether an answer hangs on the norms: the same question, asked under every variant of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from glasshouse.audit.norms.norms import Norms

Answer = TypeVar("Answer")
Over = Literal["contexts", "gravity"]
"""What is varied: which contexts are related, or on which scale conduct is grave."""


@dataclass(frozen=True)
class Agreement(Generic[Answer]):
    """The answers to one question under every variant of a table.

    Attributes:
        answers: the answer by variant; the first is the one that counts.
    """

    answers: Mapping[str, Answer]

    @property
    def answer(self) -> Answer:
        """The answer under the table as it stands."""
        return next(iter(self.answers.values()))

    @property
    def tables(self) -> int:
        """Under how many variants the question was asked."""
        return len(self.answers)

    @property
    def same(self) -> int:
        """Under how many of them the answer is that under the table as it stands, itself among them."""
        return sum(each == self.answer for each in self.answers.values())

    @property
    def sentence(self) -> str:
        """In how many tables the answer is the same, in words."""
        return f"in {self.same} of {self.tables} tables"

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in an audit's document."""
        return {"tables": self.tables, "same_answer": self.same}


def agreement(norms: Norms, ask: Callable[[str], Answer], over: Over = "contexts") -> Agreement[Answer]:
    """Ask a question under every variant.

    Args:
        norms: the norms.
        ask: the answer under a variant's name: one of `Norms.variants`, or of `Norms.scales` if `over` is ``gravity``.
        over: what is varied.
    """
    names = norms.variants() if over == "contexts" else norms.scales()
    return Agreement({name: ask(name) for name in names})

"""Moves as data: what somebody can do about a scheme, and what the scheme must have for it to act on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, Self

from pydantic import RootModel, model_validator

from glasshouse.documents.strict import Document, load_document
from glasshouse.errors import InputError, Problem

Kind = Literal["safeguard", "personal", "collective"]
Decides = Literal["encrypt", "appeal", "quit", "leave", "dare"]
ActsOn = Literal[
    "systems",
    "cases",
    "appeals",
    "records",
    "contacts",
    "scores",
    "sanctions",
    "hidden",
    "evadable",
    "voluntary",
    "words",
    "market",
]
"""What a scheme must have; `glasshouse.protections.acting` says how that is seen."""

SHARES: Final = MappingProxyType({"1 in 256": 1 / 256, "10%": 0.1, "50%": 0.5})
"""How many people adopt a personal move, by what that is called."""
FOR_ASSUMPTIONS: Final = "10%"
"""The adoption at which personal moves are tried over the assumptions."""


class Move(Document):
    """One move.

    Attributes:
        kind: a law, what people do by themselves, or what many bring about together.
        title: what it is, in a phrase.
        acts_on: what the scheme must have.
        sets: values of the scenario, as ``key=value``.
        decides: what each adopter decides, of a personal move.
        reform: name of a scenario of the library whose reforms are added; empty for none.
        opens: whether a competing provider opens in the first market.
    """

    kind: Kind
    title: str
    acts_on: ActsOn
    sets: tuple[str, ...] = ()
    decides: Decides | None = None
    reform: str = ""
    opens: bool = False

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if (self.kind == "personal") != (self.decides is not None):
            raise InputError(
                Problem(key="decides", expected="a decision of a personal move, and of no other", found="else")
            )
        if not (self.sets or self.decides or self.reform):
            raise InputError(Problem(expected="a move that sets, decides or reforms something", found="nothing"))
        return self


class _Moves(RootModel[dict[str, Move]]):
    """The file."""


@cache
def moves() -> MappingProxyType[str, Move]:
    """All moves by id, in the order of the file: safeguards, personal moves, collective ones."""
    return MappingProxyType(load_document(files("glasshouse.protections") / "moves.toml", _Moves).root)

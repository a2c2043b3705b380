"""What conduct documents say of a kind that norms would otherwise say a second time: gravity, law and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from glasshouse import library
from glasshouse.conduct.kinds import Kind
from glasshouse.documents.quantity import Gravity, Minutes
from glasshouse.documents.strict import validate_document
from glasshouse.scenario import Scenario


@dataclass(frozen=True)
class KindSaid:
    """What a conduct document says of a kind.

    Attributes:
        gravity: how grave it is, 0 to 10.
        is_lawful: whether it is lawful.
        minutes: how long it takes, if the document says so.
    """

    gravity: Gravity
    is_lawful: bool
    minutes: Minutes | None


@cache
def library_kinds() -> Mapping[str, KindSaid]:
    """What the library says of each of its kinds."""
    read = {name: validate_document(library.read("conduct", name), Kind) for name in library.names("conduct")}
    return {name: _said(kind) for name, kind in read.items()}


def kinds_of(scenario: Scenario) -> Mapping[str, KindSaid]:
    """What a scenario says of each of its kinds."""
    return {name: _said(kind) for name, kind in scenario.conduct.items()}


def _said(kind: Kind) -> KindSaid:
    return KindSaid(kind.gravity, kind.law == "lawful", kind.minutes)

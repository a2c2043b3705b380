"""Dimensions of a society as data: what is measured, and what a high value means in words."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pydantic import Field, RootModel

from glasshouse.documents.strict import Document, load_document

Better = Literal["less", "more", "nearer 0", "neutral"]
"""Which way people are better off; ``neutral`` where that is a question of taste."""


class Dimension(Document):
    """One dimension.

    Attributes:
        title: its name.
        observables: names to read it from, with stars for systems and markets; the first that the scheme has is taken.
        better: which way people are better off.
        high: what a high value means.
        undefined: why a world may have no value.
    """

    title: str
    observables: tuple[str, ...] = Field(min_length=1)
    better: Better
    high: str
    undefined: str

    def observable(self, known: Collection[str]) -> str | None:
        """The observable of these that it is read from; None where the scheme has none.

        Args:
            known: the scheme's observables, in their order.
        """
        matching = (name for pattern in self.observables for name in known if fnmatchcase(name, pattern))
        return next(matching, None)


class _Dimensions(RootModel[dict[str, Dimension]]):
    """The file."""


@cache
def dimensions() -> MappingProxyType[str, Dimension]:
    """All dimensions by id, in the order of the file."""
    return MappingProxyType(load_document(files("glasshouse.portraits") / "dimensions.toml", _Dimensions).root)

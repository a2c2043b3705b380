"""Observables by name: a mapping to plain values that remembers units and titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasshouse.documents import notebook
from glasshouse.errors import Problem, UnknownNameError, nearest_name


class Observed(dict[str, float | None]):
    """Values of observables by name; None is undefined. Asked for one that there is not, it names the nearest that there is.

    Attributes:
        units: the unit of each.
        titles: what each is, in a phrase.
        reasons: why those that are undefined are.
    """

    def __init__(self, document: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the observables of a results document."""
        super().__init__({name: said["value"] for name, said in document.items()})
        self.units = {name: str(said["unit"]) for name, said in document.items()}
        self.titles = {name: str(said["title"]) for name, said in document.items()}
        self.reasons = {name: str(said["reason"]) for name, said in document.items() if said.get("reason")}

    def __missing__(self, name: str) -> float | None:
        advice = "`glasshouse run … --json` lists them under `observables`"
        raise UnknownNameError(
            Problem(
                expected="an observable of the run", found=repr(name), nearest=nearest_name(name, self), advice=advice
            )
        )

    def _repr_html_(self) -> str:
        rows = [(name, value, self.units[name], self.titles[name]) for name, value in self.items()]
        return notebook.table(f"{len(self)} observables", ("name", "value", "unit", "what it is"), rows)

"""A figure: one number out of a fact, with everything needed to cite it."""

from __future__ import annotations

from dataclasses import dataclass

from glasshouse.documents import units
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.facts.schema import Basis, Confidence, Fact


@dataclass(frozen=True, slots=True)
class Figure:
    """One number out of a fact.

    Attributes:
        value: the number, in ``unit``.
        unit: its unit, a name of the closed list.
        as_of: when it was so.
        source: who says so.
        basis: what kind of source stands behind it.
        confidence: whether a text that states it was read.
        fact: id of the fact.
        path: the dotted path that it was asked for by; starts with the id.
    """

    value: float
    unit: str
    as_of: str
    source: str
    basis: Basis
    confidence: Confidence
    fact: str
    path: str

    def __float__(self) -> float:
        return float(self.value)

    def to(self, unit: str) -> float:
        """The value in another unit of the same quantity.

        Raises:
            InputError: an unknown unit, or one that measures something else.
        """
        return units.convert(self.value, self.unit, unit)


def figure_in(fact: Fact, path: str) -> Figure:
    """The number at a dotted path.

    Each step names a key of a table, the label of a row (``2023-12``), or a place in a list, from 0. A row
    with one value is that value.

    Args:
        fact: the fact.
        path: the whole path, beginning with the fact's id.

    Raises:
        InputError: a step leads nowhere, or the path ends at something that is no single number.
    """
    here: object = fact.value
    unit = fact.unit if isinstance(fact.unit, str) else ""
    rest, done = path[len(fact.id) + 1 :], fact.id
    while rest:
        step = _longest_step(here, rest)
        if step is None:
            valid = _steps(here)
            name = rest.partition(".")[0]
            wanted = f"one of {', '.join(valid)}" if valid else f"nothing after {done!r}"
            nearest = nearest_name(name, valid)
            raise InputError(Problem(key=path, expected=wanted, found=repr(name), nearest=nearest))
        if isinstance(fact.unit, dict) and here is fact.value:
            unit = fact.unit[step]
        here = _steps(here)[step]
        rest, done = rest[len(step) + 1 :], f"{done}.{step}"
    if isinstance(here, bool) or not isinstance(here, int | float):
        valid = _steps(here)
        advice = f"go on with one of {', '.join(valid)}" if valid else None
        wanted = "the path of a single number"
        raise InputError(Problem(key=path, expected=wanted, found=_kind(here), advice=advice))
    return Figure(
        value=here,
        unit=unit,
        as_of=fact.as_of,
        source=fact.source,
        basis=fact.basis,
        confidence=fact.confidence,
        fact=fact.id,
        path=path,
    )


def _steps(here: object) -> dict[str, object]:
    """What lies below a value, by the name of the step that leads there."""
    if isinstance(here, dict):
        return dict(here)
    if not isinstance(here, tuple):
        return {}
    if here and all(isinstance(item, tuple) for item in here):
        return {str(row[0]): row[1] if len(row) == 2 else row[1:] for row in here}
    return {str(index): item for index, item in enumerate(here)}


def _longest_step(here: object, rest: str) -> str | None:
    """The step that ``rest`` begins with; labels may hold dots themselves, so the longest wins."""
    fitting = [step for step in _steps(here) if rest == step or rest.startswith(f"{step}.")]
    return max(fitting, key=len, default=None)


def _kind(here: object) -> str:
    if isinstance(here, dict):
        return "a table"
    return f"a list of {len(here)}" if isinstance(here, tuple) else repr(here)

"""What a case is: a published model, its parameters, what was published, and how the laboratory computes it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["exact", "authors' code", "pattern", "identity"]
"""How a target is known: by an exact result, by the authors' program, as a published pattern; an identity is a formula
that no mechanism computes, and proves nothing about the laboratory."""

Relation = Literal["equal", "at least", "at most"]

Values = Mapping[str, float]
"""Parameters of a case by name."""

STANDARD_ERRORS = 4.0
"""A figure from samples passes within so many standard errors of its target; by chance one in 16,000 does not."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a case.

    Attributes:
        meaning: what it is, in words.
        default: its value if nothing is said.
        low: the least value; `high`, the greatest.
        high: see `low`.
        whole: whether it is a whole number.
        open: whether `low` and `high` themselves are left out.
    """

    meaning: str
    default: float
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False
    open: bool = False

    def admits(self, value: float) -> bool:
        """Whether the value makes sense."""
        if not math.isfinite(value) or (self.whole and value != int(value)):
            return False
        return self.low < value < self.high if self.open else self.low <= value <= self.high

    @property
    def expected(self) -> str:
        """The values that make sense, in words."""
        words = "a whole number" if self.whole else "a number"
        low, high = f"{self.low:,.10g}", f"{self.high:,.10g}"
        if math.isinf(self.high):
            end = "" if math.isinf(self.low) else f" above {low}" if self.open else f", {low} or more"
            return words + end
        return f"{words} between {low} and {high}" if self.open else f"{words} from {low} to {high}"


@dataclass(frozen=True)
class Target:
    """What a figure should be.

    Attributes:
        value: the published figure.
        tolerance: how far off ours may be; published figures are rounded.
        relation: whether ours must equal it, or be at least or at most as large.
        kind: how it is known.
        source: where it was published, if not where the case's other figures were.
    """

    value: float
    tolerance: float = 0.0
    relation: Relation = "equal"
    kind: Kind = "exact"
    source: str = ""


@dataclass(frozen=True)
class Measured:
    """What the laboratory computed.

    Attributes:
        value: the figure; infinite where the answer is that there is none.
        error: its standard error, where it comes from samples.
        n: how many samples there were.
        seed: their luck.
        note: what else one should know.
    """

    value: float
    error: float | None = None
    n: int | None = None
    seed: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Point:
    """A point at which results were published.

    Attributes:
        values: parameters that differ from their defaults.
        targets: the published figures, by what they are figures of.
    """

    values: Mapping[str, float]
    targets: Mapping[str, Target]


@dataclass(frozen=True)
class Case:
    """A published model with known answers.

    Attributes:
        name: its name, as users type it.
        title: what is shown, in a line.
        text: the model and the laboratory's way to compute it, in a few sentences.
        source: where it was published.
        mechanisms: the functions of `glasshouse.mechanisms` (or of a stage) that it rests on.
        parameters: its parameters by name.
        points: what was published.
        figures: how each figure is computed at a point, by what it is a figure of.
        closed_form: what theory says at any point, where it says anything: figures by what they are figures of.
        tolerance: how near a computed figure comes to the closed form, as the method allows.
    """

    name: str
    title: str
    text: str
    source: str
    mechanisms: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    points: tuple[Point, ...]
    figures: Mapping[str, Callable[[Values], Measured]]
    closed_form: Callable[[Values], Mapping[str, float]] = field(default=lambda _: {})
    tolerance: float = 1e-6

    def complete(self, values: Values) -> dict[str, float]:
        """The values of all parameters, defaults included."""
        return {name: values.get(name, parameter.default) for name, parameter in self.parameters.items()}

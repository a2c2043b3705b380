"""One field of a table that stages exchange: its name, type, unit, meaning, and who writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One field of a table.

    Attributes:
        name: the field's name.
        code: NumPy type code of one item.
        shape: items per community.
        meaning: what it holds.
        writer: the stage that writes it.
        unit: unit of the natural value; codes times `step` give it.
        step: size of one code in that unit.
    """

    name: str
    code: str
    shape: tuple[int, ...]
    meaning: str
    writer: str
    unit: str = "code"
    step: float = 1.0

"""What every figure returns: a value, with an interval where one is defined, or the reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

import numpy as np

from glasshouse.audit.undefined import Reason

NORMAL = 1.959963984540054
"""The 97.5 % quantile of the normal distribution."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A number, or the reason why there is none.

    Attributes:
        value: the number; None where it is undefined.
        low: lower end of the 95 % interval; None where there is no interval.
        high: upper end of the 95 % interval; None where there is no interval.
        undefined: why there is no value.
        no_interval: why there is a value and no interval, if there is something to say.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    undefined: Reason | None = None
    no_interval: Reason | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.undefined is None):
            raise ValueError("an estimate has either a value or a reason")
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has two ends")
        if not all(math.isfinite(number) for number in (self.value, self.low, self.high) if number is not None):
            raise ValueError("an estimate is finite; what is not is undefined")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError("an interval has a width")

    @property
    def document(self) -> dict[str, object]:
        """As plain data: ``value`` with ``low`` and ``high``, or ``undefined``."""
        return as_document(self)


@dataclass(frozen=True, kw_only=True)
class Several(Generic[T]):
    """Several numbers of one kind, or the reason why there are none.

    Attributes:
        value: the numbers; None where they are undefined.
        undefined: why there are none.
    """

    value: tuple[T, ...] | None = None
    undefined: Reason | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.undefined is None):
            raise ValueError("a figure has either values or a reason")

    @property
    def document(self) -> dict[str, object]:
        """As plain data: ``value``, a list, or ``undefined``."""
        return as_document(self)


def undefined(reason: Reason) -> Estimate:
    """No value, for a reason."""
    return Estimate(undefined=reason)


def exactly(value: float) -> Estimate:
    """A value that needs no interval."""
    return Estimate(value=float(value))


def divided(above: float, below: float, reason: Reason) -> Estimate:
    """A ratio without an interval, undefined for a reason where nothing is below."""
    return exactly(above / below) if below else undefined(reason)


def with_error(value: float, error: float, bounds: tuple[float, float] = (-math.inf, math.inf)) -> Estimate:
    """A value with the normal interval of its standard error.

    Args:
        value: the value.
        error: its standard error; without any there is no interval.
        bounds: what the interval is cut off at.
    """
    low, high = max(bounds[0], value - NORMAL * error), min(bounds[1], value + NORMAL * error)
    if not low < high:
        return Estimate(value=float(value), no_interval=Reason.NO_SPREAD)
    return Estimate(value=float(value), low=float(low), high=float(high))


def counted(part: int, whole: int) -> Estimate:
    """A share of people who were drawn one by one, with Wilson's interval; undefined where there are none.

    Args:
        part: people of whom something is so.
        whole: people.
    """
    if not whole:
        return undefined(Reason.NOBODY)
    share, z2 = part / whole, NORMAL**2
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    width = NORMAL * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole**2)) / (1 + z2 / whole)
    low, high = 0.0 if not part else middle - width, 1.0 if part == whole else middle + width
    return Estimate(value=float(share), low=float(low), high=float(high))


def as_document(result: object) -> dict[str, object]:
    """A result as plain data; fields that are None are left out."""
    given = {each.name: getattr(result, each.name) for each in fields(result)}  # type: ignore[arg-type]
    return {name: _plain(value) for name, value in given.items() if value is not None}


def _plain(value: object) -> object:
    """A value as JSON knows it."""
    if isinstance(value, (Estimate, Several)):
        return value.document
    if isinstance(value, Reason):
        return value.value
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return value

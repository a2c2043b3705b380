"""What figures take: kinds of numbers, shapes by the names of their axes, and every problem with them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from glasshouse.errors import InputError, Problem, nearest_name

Kind = Literal["number", "amount", "positive", "count", "natural", "share", "flag", "code", "text", "trace"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "number": ("a finite number", "finite numbers"),
    "amount": ("a finite number of 0 or more", "finite numbers of 0 or more"),
    "positive": ("a finite number above 0", "finite numbers above 0"),
    "count": ("a whole number of 0 or more", "whole numbers of 0 or more"),
    "natural": ("a whole number of 1 or more", "whole numbers of 1 or more"),
    "share": ("a share from 0 to 1", "shares from 0 to 1"),
    "flag": ("true or false", "true or false"),
    "code": ("a whole number of 0 or more", "whole numbers of 0 or more"),
    "text": ("a text", "texts"),
    "trace": ("a list of lists of whole numbers", "lists of whole numbers"),
}
"""One and many, by kind."""
_WHOLE: Final = ("count", "natural", "code")


@dataclass(frozen=True)
class Input:
    """One thing that a figure takes.

    Attributes:
        kind: which numbers: any ``number``, an ``amount`` or ``count`` from 0, a ``positive`` or ``natural`` number above 0,
            a ``share``, a ``flag``, a ``code`` (the number of a group, band or cause, from 0), ``text``, or ``trace`` (for
            each person a list of points).
        shape: names of its axes, with ``×`` between them; empty for a single one. Axes of one name have one length.
        unit: what it is counted in.
        choices: the words that a text may be; any if empty.
    """

    kind: Kind
    shape: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()

    @property
    def axes(self) -> tuple[str, ...]:
        """Names of the axes."""
        return tuple(self.shape.split(" × ")) if self.shape else ()

    @property
    def expected(self) -> str:
        """What is expected, in words."""
        one, many = _WORDS[self.kind]
        words = f"one of {', '.join(self.choices)}" if self.choices else many if self.shape else one
        return f"{words} ({self.shape})" if self.shape else words

    @property
    def document(self) -> dict[str, object]:
        """As plain data."""
        choices = {"choices": list(self.choices)} if self.choices else {}
        return {"shape": self.shape or "one", "unit": self.unit, "kind": self.kind, **choices}


class _Wrong(Exception):
    """Something is not what was expected; its text says what was found."""


def checked(inputs: Mapping[str, Input], given: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, as arrays and numbers of the right kinds and shapes, and defaults for the rest.

    Args:
        inputs: what is expected, by key.
        given: what was given, by key.
        defaults: values of keys that may be left out.

    Raises:
        InputError: with every problem.
    """
    problems = list(_keys(inputs, given, defaults))
    right: dict[str, Any] = {}
    for key, each in inputs.items():
        if key not in given or (given[key] is None and key in defaults and defaults[key] is None):
            right[key] = defaults.get(key)
            continue
        try:
            right[key] = _read(each, given[key])
        except _Wrong as wrong:
            problems.append(Problem(key=key, expected=each.expected, found=str(wrong)))
    problems += _lengths(inputs, {key: right[key] for key in given if key in right})
    if problems:
        raise InputError(problems)
    return right


def _keys(inputs: Mapping[str, Input], given: Collection[str], defaults: Collection[str]) -> Iterator[Problem]:
    """Keys that are not known, and keys that are missing."""
    for key in given:
        if key not in inputs:
            yield Problem(
                key=key,
                expected=f"one of {', '.join(inputs)}",
                found="an unknown key",
                nearest=nearest_name(key, inputs),
            )
    for key, each in inputs.items():
        if key not in given and key not in defaults:
            yield Problem(key=key, expected=each.expected, found="nothing")


def _lengths(inputs: Mapping[str, Input], right: Mapping[str, Any]) -> Iterator[Problem]:
    """Axes of one name that have different lengths."""
    first: dict[str, tuple[str, int]] = {}
    for key, value in right.items():
        if value is None:
            continue
        lengths = np.shape(value) if isinstance(value, np.ndarray) else (len(value),) if inputs[key].axes else ()
        for axis, length in zip(inputs[key].axes, lengths, strict=False):
            where, known = first.setdefault(axis, (key, length))
            if length != known:
                yield Problem(key=key, expected=f"{known} {axis}, as in {where}", found=str(length))


def _read(each: Input, value: Any) -> Any:
    """One input, read."""
    if each.kind == "text":
        return _texts(each, value)
    if each.kind == "trace":
        return _traces(value)
    array = _array(value)
    _hold_shape(each, array)
    if each.kind == "flag":
        return _flags(array)
    if array.size and array.dtype.kind not in "iuf":
        raise _Wrong("true or false" if array.dtype.kind == "b" else "something that is no number")
    _hold_values(each, array)
    if each.axes:
        return array.astype("i8" if each.kind == "code" else "f8")
    return int(array) if each.kind in _WHOLE else float(array)


def _array(value: Any) -> np.ndarray:
    """A value as an array of numbers or flags."""
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        raise _Wrong("rows of different lengths") from None
    if array.dtype.kind == "O":
        raise _Wrong("something that is no number")
    return array


def _hold_shape(each: Input, array: np.ndarray) -> None:
    """Refuse another number of axes."""
    if array.ndim != len(each.axes):
        found = f"{array.ndim} axes" if array.ndim > 1 else "a list" if array.ndim else "a single one"
        raise _Wrong(found)


def _flags(array: np.ndarray) -> Any:
    """Flags, given as true and false or as 1 and 0."""
    if array.size and array.dtype.kind not in "biuf":
        raise _Wrong("something that is neither true nor false")
    if not np.isin(array, (0, 1)).all():
        raise _Wrong("numbers other than 0 and 1")
    return array.astype(bool) if array.ndim else bool(array)


def _hold_values(each: Input, array: np.ndarray) -> None:
    """Refuse values that the kind leaves out, with the place of the first."""
    bad = ~np.isfinite(array)
    if each.kind in ("amount", "count", "code", "share"):
        bad |= array < 0
    if each.kind in ("positive", "natural"):
        bad |= array <= 0
    if each.kind == "share":
        bad |= array > 1
    if each.kind in _WHOLE:
        bad |= array != np.floor(array)
    if not bad.any():
        return
    at = tuple(int(where[0]) for where in np.nonzero(np.atleast_1d(bad)))
    value = np.atleast_1d(array)[at]
    said = "NaN" if np.isnan(value) else f"{value:g}"
    count = f", and {int(bad.sum()) - 1} more" if bad.sum() > 1 else ""
    raise _Wrong(f"{said} at {list(at)}{count}" if array.ndim else said)


def _texts(each: Input, value: Any) -> Any:
    """One text, or a list of them."""
    given = value if each.axes else [value]
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise _Wrong("no list")
    for text in given:
        if not isinstance(text, str):
            raise _Wrong("something that is no text")
        if each.choices and text not in each.choices:
            near = nearest_name(text, each.choices)
            raise _Wrong(repr(text) + (f" (did you mean {near!r}?)" if near else ""))
    return tuple(given) if each.axes else value


def _traces(value: Any) -> tuple[frozenset[int], ...]:
    """For each person, a set of points."""
    try:
        found = tuple(frozenset(trace) for trace in value)
    except TypeError:
        raise _Wrong("something else") from None
    if not all(
        isinstance(point, (int, np.integer)) and not isinstance(point, bool) for trace in found for point in trace
    ):
        raise _Wrong("points that are no whole numbers")
    return found

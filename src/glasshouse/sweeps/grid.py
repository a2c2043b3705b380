"""Grids: a key with the values that it takes, from ``key=a:b:step`` or ``key=a,b,c``."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation

from glasshouse.errors import InputError, Problem
from glasshouse.sweeps.design import Design, Value

MOST = 10_000
"""Most values of one grid."""
_WORD = re.compile(r"[^\W\d_][\w./ -]*")
_EXPECTED = "key=a:b:step or key=value,value,..."


def read_grid(text: str) -> Design:
    """The design of one grid.

    Args:
        text: ``key=a:b:step``, from `a` to `b` with both ends where the step meets them, or ``key=value,value,...``,
            each value in TOML or a bare word. Steps are decimal, so that three steps of 0.1 make 0.3.

    Raises:
        InputError: it is neither.
    """
    key, equals, written = (part.strip() for part in text.partition("="))
    if not equals or not key or not written:
        raise InputError(Problem(key="--grid", expected=_EXPECTED, found=repr(text)))
    values = _span(text, written) if written.count(":") == 2 else [_value(text, part) for part in written.split(",")]
    if len(set(map(repr, values))) < len(values):
        raise InputError(Problem(key="--grid", expected="values that differ", found=repr(text)))
    return Design((key,), tuple((value,) for value in values), ("--grid", text))


def _span(text: str, written: str) -> list[Value]:
    try:
        first, last, step = (Decimal(part.strip().replace("_", "")) for part in written.split(":"))
    except InvalidOperation:
        raise InputError(Problem(key="--grid", expected=_EXPECTED, found=repr(text))) from None
    if not _leads(first, last, step):
        expected = "a step that leads from the first value to the last"
        raise InputError(Problem(key="--grid", expected=expected, found=repr(text)))
    count = int((last - first) / step) + 1
    if count > MOST:
        raise InputError(Problem(key="--grid", expected=f"at most {MOST} values", found=f"{count} in {text!r}"))
    is_whole = all("." not in part and "e" not in part.lower() for part in written.split(":"))
    return [int(first + k * step) if is_whole else float(first + k * step) for k in range(count)]


def _leads(first: Decimal, last: Decimal, step: Decimal) -> bool:
    """Whether a step leads from the first value to the last."""
    are_finite = first.is_finite() and last.is_finite() and step.is_finite()
    return are_finite and step != 0 and (last - first) / step >= 0


def _value(text: str, written: str) -> Value:
    word = written.strip()
    try:
        said = tomllib.loads(f"value = {word}")["value"]
    except tomllib.TOMLDecodeError:
        said = word
        if not _WORD.fullmatch(word):
            raise InputError(Problem(key="--grid", expected=_EXPECTED, found=repr(text))) from None
    if not isinstance(said, bool | int | float | str):
        raise InputError(Problem(key="--grid", expected=_EXPECTED, found=repr(text)))
    return said

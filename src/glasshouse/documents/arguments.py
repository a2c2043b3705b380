"""Arguments of Python calls: what does not fit is said before anything begins, all of it at once, as for documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from inspect import signature
from operator import index
from typing import Any, Final, ParamSpec, TypeVar

from glasshouse.errors import InputError, Problem

_WHOLE: Final[Mapping[str, int]] = {"threads": 1, "workers": 1, "replicates": 1, "lhs": 1, "sample": 1, "citizen": 0}
"""Whole numbers, with the least that makes sense."""
_TEXTS: Final[Mapping[str, str]] = {
    "settings": "response.conformity=0.2",
    "changes": "response.conformity=0.2",
    "grid": "response.conformity=0:0.6:0.2",
    "over": "response.*",
}
"""Lists of texts, with an example."""
_FOLDERS: Final = ("out", "folder", "path")
_NAMES: Final = ("source", "by")
"""What is meant by a name, a path, or the thing itself."""
_SEVERAL_NAMES: Final = ("variants", "claims", "cases")

P = ParamSpec("P")
R = TypeVar("R")


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function check its arguments by their names before it begins; see `problems_of`.

    The function then raises InputError with every argument that does not fit.
    """
    known = signature(function)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        given = known.bind(*args, **kwargs).arguments
        # None that stands for a default needs no check; of an argument without a default, `default` is a class.
        found = list(problems_of({n: v for n, v in given.items() if v is not None or known.parameters[n].default}))
        if found:
            raise InputError(found)
        return function(*args, **kwargs)

    return call


def problems_of(given: Mapping[str, Any]) -> Iterator[Problem]:
    """What does not fit among arguments, by name: counts, lists of texts, the panel, folders, who is told of progress."""
    for name, value in given.items():
        if name in _WHOLE:
            yield from _whole(name, value, _WHOLE[name])
        elif name in _TEXTS:
            yield from _texts(name, value)
        elif name == "panel":
            yield from _panel(value)
        elif name in _FOLDERS and not isinstance(value, str | os.PathLike):
            yield Problem(key=name, expected="a path", found=_shown(value))
        elif name == "progress" and not callable(value):
            expected = "a function that takes what is done and what there is in all"
            yield Problem(key=name, expected=expected, found=_shown(value))
        elif name in _NAMES:
            yield from _names(name, [value])
        elif name in _SEVERAL_NAMES:
            yield from _names(name, value)


def _whole(name: str, value: object, least: int) -> Iterator[Problem]:
    if not _is_whole(value) or index(value) < least:  # type: ignore[arg-type]  # NumPy's whole numbers are such as well
        yield Problem(key=name, expected=f"a whole number, {least} or more", found=_shown(value))


def _texts(name: str, value: object) -> Iterator[Problem]:
    expected = f'a list of texts, such as ["{_TEXTS[name]}"]'
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        yield Problem(key=name, expected=expected, found=_shown(value))
        return
    for each in value:
        if not isinstance(each, str):
            yield Problem(key=name, expected=expected, found=f"{_shown(each)} in it")


def _panel(value: object) -> Iterator[Problem]:
    expected = "a list of citizens' numbers, such as [0, 17]"
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        yield Problem(key="panel", expected=expected, found=_shown(value))
        return
    for each in value:
        if not _is_whole(each):
            yield Problem(key="panel", expected=expected, found=f"{_shown(each)} in it")


def _names(key: str, values: Iterable[object]) -> Iterator[Problem]:
    for value in values:
        if value is None or isinstance(value, int | float | complex | bytes | list | tuple | set | Mapping):
            yield Problem(key=key, expected="a name, a path, or what is meant by it", found=_shown(value))


def _is_whole(value: object) -> bool:
    return hasattr(value, "__index__") and not isinstance(value, bool)


def _shown(value: object) -> str:
    if value is None:
        return "None"
    if isinstance(value, Mapping):
        return "a table"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"

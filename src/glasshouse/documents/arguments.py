"""Arguments of Python calls: what does not fit is said before anything begins, all of it at once, as for documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from inspect import signature
from operator import index
from typing import Any, Final, ParamSpec, TypeVar

from glasshouse.errors import InputError, Problem

_WHOLE: Final[Mapping[str, int]] = {"threads": 1, "workers": 1, "replicates": 1, "lhs": 1, "sample": 1, "citizen": 0}
"""Whole numbers, with the least that makes sense."""
_NUMBERS: Final = ("citizens", "days", "day", "seed", "seeds", "assumptions", "window")
"""Whole numbers of which the call itself says how large they may be."""
_SWITCHES: Final = ("fresh", "quick", "series")
_TEXTS: Final[Mapping[str, str]] = {
    "settings": "response.conformity=0.2",
    "changes": "response.conformity=0.2",
    "grid": "response.conformity=0:0.6:0.2",
    "over": "response.*",
    "only": "purpose-limits",
    "names": "rollout",
}
"""Lists of texts, with an example."""
_TEXT: Final[Mapping[str, str]] = {"executor": "local", "kind": "system", "system": "rongcheng", "name": "scores"}
"""Single texts, with an example."""
_FOLDERS: Final = ("out", "folder", "path", "norms")
_NAMES: Final = ("source", "by")
"""What is meant by a name, a path, or the thing itself."""
_SEVERAL_NAMES: Final = ("variants",)
_FILES: Final = ("claims", "cases")

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
    """What does not fit among arguments, by name: numbers, switches, texts, the panel, folders, who watches, who is told."""
    for name, value in given.items():
        for names, problems in _CHECKS:
            if name in names:
                yield from problems(name, value)


def _whole(name: str, value: object) -> Iterator[Problem]:
    least = _WHOLE[name]
    if not _is_whole(value) or index(value) < least:  # type: ignore[arg-type]  # NumPy's whole numbers are such as well
        yield Problem(key=name, expected=f"a whole number, {least} or more", found=_shown(value))


def _number(name: str, value: object) -> Iterator[Problem]:
    if not _is_whole(value):
        yield Problem(key=name, expected="a whole number", found=_shown(value))


def _switch(name: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(key=name, expected="True or False", found=_shown(value))


def _text(name: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(key=name, expected=f'a text, such as "{_TEXT[name]}"', found=_shown(value))


def _folder(name: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str | os.PathLike):
        yield Problem(key=name, expected="a path", found=_shown(value))


def _told(name: str, value: object) -> Iterator[Problem]:
    if not callable(value):
        expected = "a function that takes what is done and what there is in all"
        yield Problem(key=name, expected=expected, found=_shown(value))


def _observers(name: str, value: object) -> Iterator[Problem]:
    if isinstance(value, str | Mapping | Iterator) or not isinstance(value, Iterable):
        yield Problem(key=name, expected="a list of observers", found=_shown(value))
        return
    for each in value:
        if not hasattr(each, "name"):
            yield Problem(key=name, expected="observers, each with a name", found=f"{_shown(each)} in it")


def _decisions(name: str, values: Iterable[object]) -> Iterator[Problem]:
    for value in values:
        if not hasattr(value, "citizen"):
            yield Problem(key=name, expected="a `glasshouse.Decision`", found=_shown(value))


def _diff(name: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str | os.PathLike | Mapping):
        yield Problem(key=name, expected="a file, a setting as a text, or nested tables", found=_shown(value))


def _texts(name: str, value: object) -> Iterator[Problem]:
    expected = f'a list of texts, such as ["{_TEXTS[name]}"]'
    if isinstance(value, str | Mapping | Iterator) or not isinstance(value, Iterable):
        yield Problem(key=name, expected=expected, found=_shown(value))
        return
    for each in value:
        if not isinstance(each, str):
            yield Problem(key=name, expected=expected, found=f"{_shown(each)} in it")


def _panel(name: str, value: object) -> Iterator[Problem]:
    expected = "a list of citizens' numbers, such as [0, 17]"
    if isinstance(value, str | Mapping | Iterator) or not isinstance(value, Iterable):
        yield Problem(key=name, expected=expected, found=_shown(value))
        return
    for each in value:
        if not _is_whole(each):
            yield Problem(key=name, expected=expected, found=f"{_shown(each)} in it")


def _names(name: str, values: Iterable[object]) -> Iterator[Problem]:
    for value in values:
        if value is None or isinstance(value, int | float | complex | bytes | list | tuple | set | Mapping):
            yield Problem(key=name, expected="a name, a path, or what is meant by it", found=_shown(value))


def _one_name(name: str, value: object) -> Iterator[Problem]:
    yield from _names(name, [value])


def _files(name: str, values: Iterable[object]) -> Iterator[Problem]:
    for value in values:
        if not isinstance(value, str):
            yield Problem(key=name, expected="names or paths, as texts", found=_shown(value))


def _is_whole(value: object) -> bool:
    return hasattr(value, "__index__") and not isinstance(value, bool)


def _shown(value: object) -> str:
    if value is None:
        return "None"
    if isinstance(value, Mapping):
        return "a table"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


_CHECKS: Final[Sequence[tuple[Container[str], Callable[[str, Any], Iterator[Problem]]]]] = (
    (_WHOLE, _whole),
    (_NUMBERS, _number),
    (_SWITCHES, _switch),
    (_TEXTS, _texts),
    (_TEXT, _text),
    (("panel",), _panel),
    (("observers",), _observers),
    (("decisions",), _decisions),
    (("diff",), _diff),
    (("progress",), _told),
    (_FOLDERS, _folder),
    (_NAMES, _one_name),
    (_SEVERAL_NAMES, _names),
    (_FILES, _files),
)
"""By names of arguments, what tells the problems of such a one."""

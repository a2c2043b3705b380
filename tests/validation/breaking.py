"""A case whose mechanism is another: everything that the case computes with is built again around the replacement."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from types import CodeType, FunctionType
from typing import Any

from numba import njit
from numba.core.dispatcher import Dispatcher

from glasshouse.validation.case import Case


def broken(case: Case, name: str, instead: Any, figures: Collection[str] = (), compiled: bool = False) -> Case:
    """The case with another function in place of a mechanism; what does not use it stays as it is.

    Args:
        case: the case.
        name: the mechanism's name.
        instead: what takes its place.
        figures: keep only these figures; all, if none is named.
        compiled: whether to compile loops anew; else they run as plain Python.
    """
    kept = {figure: compute for figure, compute in case.figures.items() if not figures or figure in figures}
    other = njit(instead) if compiled and isinstance(instead, FunctionType) else instead
    built: dict[int, Any] = {}
    points = tuple(
        replace(point, targets={figure: target for figure, target in point.targets.items() if figure in kept})
        for point in case.points
    )
    return replace(
        case,
        figures={figure: _rebuilt(compute, name, other, compiled, built) for figure, compute in kept.items()},
        points=points,
    )


def _rebuilt(function: Any, name: str, instead: Any, compiled: bool, built: dict[int, Any]) -> Any:
    if isinstance(function, partial):
        return partial(_rebuilt(function.func, name, instead, compiled, built), *function.args)
    plain = _written(function)
    if plain is None or not _uses(plain, name, set()):
        return function
    if id(plain) not in built:
        scope = dict(plain.__globals__)
        new = FunctionType(plain.__code__, scope, plain.__name__, plain.__defaults__, plain.__closure__)
        built[id(plain)] = njit(error_model="numpy")(new) if compiled and isinstance(function, Dispatcher) else new
        for used in set(_names(plain.__code__)) & set(scope):
            is_ours = callable(scope[used]) and not isinstance(scope[used], type)
            scope[used] = instead if used == name else (
                _rebuilt(scope[used], name, instead, compiled, built) if is_ours else scope[used]
            )  # fmt: skip
    return built[id(plain)]


def _written(function: Any) -> FunctionType | None:
    """A function of ours as it is written, compiled or not; None if it is something else."""
    plain = getattr(function, "py_func", None) or getattr(function, "__wrapped__", None) or function
    is_ours = isinstance(plain, FunctionType) and plain.__module__.startswith("glasshouse.")
    return plain if is_ours else None


def _uses(plain: FunctionType, name: str, seen: set[int]) -> bool:
    """Whether a function calls another of that name, or one that does."""
    seen.add(id(plain))
    used = set(_names(plain.__code__)) & set(plain.__globals__)
    inner = [_written(plain.__globals__[each]) for each in used]
    return name in used or any(_uses(each, name, seen) for each in inner if each is not None and id(each) not in seen)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)

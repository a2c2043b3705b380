"""What a figure is: a function of arrays, with the shapes and units of what it takes and the source that defines it.

The decorator `figure` puts a function into `FIGURES` and checks its arguments at every call, from Python as from JSON.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar, get_type_hints

from glasshouse.audit.figures.inputs import Input, checked
from glasshouse.audit.undefined import Reason
from glasshouse.documents.meanings import first_line, meanings
from glasshouse.errors import InputError, Problem

P = ParamSpec("P")
R = TypeVar("R")
Check = Callable[[Mapping[str, Any]], Iterable[Problem]]
"""Says what is wrong with arguments that are each right by themselves."""

_ARGUMENT: Final = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
_UNSAID: Final = ("undefined", "no_interval")


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        name: its name.
        title: what it says, in a line.
        inputs: what it takes, by key.
        means: what each key means.
        defaults: the values of keys that may be left out.
        unit: unit of the value.
        gives: what each key of the answer means.
        undefined: reasons for which there may be no value.
        source: who defined it.
        call: the function; it raises `InputError` for wrong arguments.
    """

    name: str
    title: str
    inputs: Mapping[str, Input]
    means: Mapping[str, str]
    defaults: Mapping[str, object]
    unit: str
    gives: Mapping[str, str]
    undefined: tuple[Reason, ...]
    source: str
    call: Callable[..., Any]

    @property
    def document(self) -> dict[str, object]:
        """As plain data."""
        inputs = {}
        for key, each in self.inputs.items():
            default = {"default": self.defaults[key]} if key in self.defaults else {}
            inputs[key] = {**each.document, "meaning": self.means[key], **default}
        return {
            "figure": self.name,
            "title": self.title,
            "inputs": inputs,
            "unit": self.unit,
            "gives": dict(self.gives),
            "undefined": [reason.value for reason in self.undefined],
            "source": self.source,
        }


FIGURES: Final[dict[str, Figure]] = {}
"""Every figure that was imported, by name; `glasshouse.audit.figures.catalogue` imports all."""


def figure(
    *, unit: str, source: str, undefined: Iterable[Reason] = (), check: Check | None = None, **inputs: Input
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator that makes a figure of a function.

    Args:
        unit: unit of the value.
        source: who defined it.
        undefined: reasons for which there may be no value.
        check: what must hold of the arguments together.
        inputs: shape, unit and kind of each argument.
    """

    def made(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        taken = signature.parameters.values()
        defaults = {each.name: each.default for each in taken if each.default is not inspect.Parameter.empty}

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            given = {**dict(zip(signature.parameters, args, strict=False)), **kwargs}
            right = checked(inputs, given, defaults)
            wrong = list(check(right)) if check else []
            if wrong:
                raise InputError(wrong)
            return function(**right)  # type: ignore[call-arg]

        result = get_type_hints(function)["return"]
        said = meanings(result)
        name = function.__name__
        FIGURES[name] = Figure(
            name,
            first_line(function),
            inputs,
            _means(function),
            defaults,
            unit,
            {each.name: said[each.name] for each in fields(result) if each.name not in _UNSAID},
            tuple(undefined),
            source,
            call,
        )
        return call

    return made


def _means(function: Callable[..., Any]) -> dict[str, str]:
    """What each argument means, from the docstring."""
    _, _, listed = inspect.cleandoc(function.__doc__ or "").partition("Args:\n")
    return {name: " ".join(words.split()) for name, words in _ARGUMENT.findall(listed.partition("\n\n")[0])}

"""What studies of several sweeps have in common: one request to stop, and workers that stay from one sweep to the next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from glasshouse.engine.signals import stop_requested
from glasshouse.sweeps.executors import staying

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


def several_sweeps(study: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """A study whose options are `glasshouse.store.options.StudyOptions`, which it hands to each of its sweeps.

    An interrupt during one sweep, on its last day too, lets none of the others begin. All are carried out by one executor, the
    option `workforce`; one that is not given is made, and ends with the study.
    """

    @wraps(study)
    def whole(*given: _Given.args, **options: _Given.kwargs) -> _Found:
        told: dict[str, Any] = dict(options)
        with ExitStack() as held:
            held.enter_context(stop_requested())
            if told.get("workforce") is None:
                made = staying(told.get("executor_name", "local"), told.get("workers"))
                options["workforce"] = held.enter_context(made)
            return study(*given, **options)

    return whole

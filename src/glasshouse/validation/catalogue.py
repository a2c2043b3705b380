"""All cases that are installed: one file each in `glasshouse.validation.cases`, and those of other packages.

A file holds a `CASE`. Another package offers one through the entry point group ``glasshouse.cases``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from glasshouse.validation import cases as shelf
from glasshouse.validation.case import Case


@cache
def cases() -> dict[str, Case]:
    """All cases by name, in alphabetical order, the laboratory's own first."""
    found: dict[str, Case] = {}
    for module in sorted(iter_modules(shelf.__path__), key=lambda each: each.name):
        case: Case = import_module(f"{shelf.__name__}.{module.name}").CASE
        found[case.name] = case
    for point in entry_points(group="glasshouse.cases"):
        other: Case = point.load()
        found[other.name] = other
    return found

"""What identifies a result beside its inputs: all the code and data that made its numbers.

A result that was kept is taken for the same again only if the digest of its inputs and this identity are the same. It
covers every file of the package below the report; every file of other packages whose forms a scenario uses, or that
bring observables; and the
versions of what numbers come from. Python's own version is among them: since 3.12, for one, `sum` adds floats more exactly.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from glasshouse.kernels.sources import hash_of, own_sources, places_of, read_sources
from glasshouse.observables.installed import installed_observables
from glasshouse.scenario import Scenario
from glasshouse.scoring.forms.form import AnyForm, Form
from glasshouse.scoring.forms.registry import forms as installed
from glasshouse.scoring.systems import System

_OWN = "glasshouse"
_MAKERS = ("glasshouse", "llvmlite", "numba", "numpy", "scikit-learn", "scipy")
"""Packages whose versions can change a number. SciPy finds the weights for scikit-learn."""


def identity_of(scenarios: Iterable[Scenario], modules: Iterable[str] = ()) -> str:
    """What identifies results of scenarios, beside what the scenarios say: see `results_identity`.

    Args:
        scenarios: what is run.
        modules: names of further modules that make numbers.
    """
    return results_identity(forms_of(scenarios), modules)


def forms_of(scenarios: Iterable[Scenario]) -> set[str]:
    """Names of the forms that scenarios use."""
    return {system.form for scenario in scenarios for system in scenario.systems.values()}


def results_identity(forms: Iterable[str] = (), modules: Iterable[str] = ()) -> str:
    """What identifies all that makes numbers: 16 hexadecimal digits.

    Args:
        forms: names of the forms that are used. Those of other packages count with all their packages' files; words that
            name no form do not count.
        modules: names of further modules that make numbers, such as a sweep's probe.

    Raises:
        ImportError: there is no such module.
    """
    known = installed()
    named = {module for name in forms if name in known for module in modules_of(known[name])}
    named |= {observe.__module__ for observe in installed_observables().values()}
    places = {place for name in (*named, *modules) if not _is_own(name) for place in places_of(name)}
    return hash_of({}, _own_identity(), *(f"{place.name} {_read(place)}" for place in sorted(places)))


def modules_of(form: AnyForm) -> Iterator[str]:
    """Names of the modules that a form comes from: its own, its kernels', its configuration's, and of what these extend."""
    ours = {*System.__mro__, *Form.__mro__}
    for part in (type(form), form.configuration, *form.kernels()):
        for each in part.__mro__ if isinstance(part, type) else (part,):
            name = getattr(each, "__module__", None)
            if isinstance(name, str) and not any(each is one for one in ours):
                yield name


def _is_own(name: str) -> bool:
    """Whether a module is ours, or Python's."""
    outermost = name.partition(".")[0]
    return outermost == _OWN or outermost in sys.stdlib_module_names


@cache
def _own_identity() -> str:
    python = f"python {sys.version_info.major}.{sys.version_info.minor}"
    return hash_of(own_sources(), python, *(f"{name} {_version(name)}" for name in _MAKERS))


@cache
def _read(place: Path) -> str:
    return hash_of(read_sources(place))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


# At import: files may change on disk while a program runs, the code that it has loaded does not.
_own_identity()

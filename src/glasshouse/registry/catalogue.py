"""The mechanisms that ship: one TOML file each, in ``library/mechanisms``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from glasshouse import facts, library
from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import load_document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.registry.mechanism import Mechanism, PlainQuantities
from glasshouse.scenario import Scenario, changed, quantities
from glasshouse.scenario.merging import join
from glasshouse.schema.counts import DAY_COUNTS
from glasshouse.schema.state import AT_REST


@cache
def mechanisms() -> dict[str, Mechanism]:
    """All mechanisms that ship, by name, in alphabetical order.

    Raises:
        InputError: a file that does not fit, or that names a mechanism, a scenario, a fact or a field that there is not; lists
            every problem.
    """
    folder = files("glasshouse.library") / "mechanisms"
    found: dict[str, Mechanism] = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            name = entry.name.removesuffix(".toml")
            found[name] = load_document(entry, Mechanism).model_copy(update={"name": name})
    problems = [problem for each in found.values() for problem in unknown_names(each, found)]
    if problems:
        raise InputError(problems)
    return found


@cache
def plain_quantities() -> PlainQuantities:
    """The quantities that belong to no mechanism, in groups, with the reason."""
    return load_document(files("glasshouse.library") / "plain.toml", PlainQuantities)


def unknown_names(mechanism: Mechanism, known: Iterable[str]) -> Iterator[Problem]:
    """What a mechanism names that does not exist.

    Args:
        mechanism: the mechanism.
        known: names of all mechanisms.
    """
    fields = [f"{table.name}.{field.name}" for table in AT_REST for field in table.fields]
    fields += [f"day_counts.{name}" for name in DAY_COUNTS.names or ()]
    lists = {
        "needs": (mechanism.needs, tuple(known), "the name of a mechanism"),
        "scenario": ((mechanism.scenario,), library.names("scenarios"), "the name of a scenario"),
        "writes": (mechanism.writes, fields, "a field of a table, as table.field"),
        "literature": (mechanism.literature, tuple(facts.load()), "the name of a fact"),
    }
    for key, (named, valid, expected) in lists.items():
        for name in named:
            if name not in valid:
                file, nearest = f"mechanisms/{mechanism.name}.toml", nearest_name(name, valid)
                yield Problem(file=file, key=key, expected=expected, found=repr(name), nearest=nearest)


def owners(key: str) -> list[str]:
    """Names of the mechanisms that own a quantity; exactly one, if it is not plain."""
    return [name for name, each in mechanisms().items() if _is_among(key, each.owns)]


def deciding(observable: str) -> list[str]:
    """Names of the mechanisms that an observable counts the doings of, and of nothing else."""
    return [name for name, each in mechanisms().items() if any(fnmatchcase(observable, one) for one in each.decides)]


def is_plain(key: str) -> bool:
    """Whether a quantity is listed as one that belongs to no mechanism."""
    return any(_is_among(key, group.owns) for group in plain_quantities().plain.values())


def owned(mechanism: Mechanism, scenario: Scenario) -> dict[str, Quantity]:
    """A scenario's quantities that a mechanism owns, by key."""
    return {key: each for key, each in quantities(scenario) if _is_among(key, mechanism.owns)}


def matches(key: str, pattern: str) -> bool:
    """Whether a key is meant by a pattern: a star stands within one part of the key, a last part ``*`` for all that follows."""
    return _expression(pattern).fullmatch(key) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    *first, last = pattern.split(".")
    parts = [*map(_part, first), ".+" if last == "*" else _part(last)]
    return re.compile(r"\.".join(parts))


def _part(part: str) -> str:
    """One part of a pattern; names that TOML quotes may hold dots."""
    if part == "*":
        # A quoted name with what it escapes, or a bare one.
        return r'(?:"(?:[^"\\]|\\.)*"|[^."]+)'
    return re.escape(part).replace(r"\*", r'[^."]*')


def _is_among(key: str, patterns: Iterable[str]) -> bool:
    return any(matches(key, pattern) for pattern in patterns)


def off_settings(mechanism: Mechanism, scenario: Scenario) -> list[str]:
    """The changes ``key=value`` that turn a mechanism off in a scenario; none where it has nothing to turn off.

    Args:
        mechanism: the mechanism.
        scenario: the scenario, whose keys take the place of the stars.
    """
    # Flags and words can turn a mechanism off too, so that quantities alone are not enough.
    keys = setting_values(scenario)
    return [
        f"{key}={_in_toml(value)}" for pattern, value in mechanism.off.items() for key in keys if matches(key, pattern)
    ]


def without(mechanism: Mechanism, scenario: Scenario) -> Scenario:
    """A scenario with a mechanism turned off."""
    return changed(scenario, off_settings(mechanism, scenario))


def setting_values(scenario: Scenario) -> dict[str, Any]:
    """All values of a scenario by dotted key: numbers of quantities, flags, words, and lists as a whole."""
    return dict(_values((), scenario.model_dump(mode="json", exclude_none=True)))


def _values(keys: tuple[str, ...], here: Any) -> Iterator[tuple[str, Any]]:
    """Values with their keys; a quantity is one value."""
    if not isinstance(here, dict):
        yield join(keys), here
    elif {"value", "unit"} <= here.keys():
        yield join(keys), here["value"]
    else:
        for name, inner in here.items():
            yield from _values((*keys, name), inner)


def _in_toml(value: float | bool | str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"

"""Forks: a scenario whose rules change from some day on, as it is lived up to that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from glasshouse.documents.strict import validate_document
from glasshouse.errors import InputError, Problem
from glasshouse.scenario.document import Later, Scenario
from glasshouse.scenario.file import ScenarioFile
from glasshouse.scenario.loading import Reading, rules_by_day
from glasshouse.scenario.lookup import is_path, layers
from glasshouse.scenario.merging import Source
from glasshouse.scenario.setting_text import read_setting
from glasshouse.scenario.standing import check_fixed_parts

_RULES = ("consequences", "response", "safeguards", "trade")
_SAID = ("title", "description", "change", *_RULES)
Diff = str | Path | Mapping[str, Any]
"""What changes: a TOML file with a diff, a setting ``key.path=value``, or the changes as nested tables."""


def forked(scenario: Scenario, day: int, diff: Diff, settings: Sequence[str] = ()) -> Scenario:
    """The scenario with other rules from a day on. Whoever runs it lives the same up to that day.

    Args:
        scenario: what was lived under so far.
        day: the first day under the new rules; on day 0 they hold from the start.
        diff: what changes. A file may have ``title``, ``description``, ``change``, ``consequences``, ``response``,
            ``safeguards`` and ``trade``; the rest was settled when the society was founded.
        settings: further changes as ``key.path=value``.

    Raises:
        InputError: a change that does not fit, or one of citizens, society, kinds of conduct, seed, or anything else that
            was settled when the society was founded; lists every problem.
    """
    change: dict[str, Any] = {}
    title = _lay(change, diff)
    for setting in settings:
        _lay(change, setting)
    if not change:
        raise InputError(Problem(expected="a change of the rules", found="nothing"))
    return _from_the_start(scenario, change) if day == 0 else _from_then_on(scenario, day, change, title)


def _lay(change: dict[str, Any], diff: Diff) -> str:
    """Lay a diff over a change; returns its title."""
    if isinstance(diff, Mapping):
        said = {"change": dict(diff)}
    elif is_path(diff):
        said = _read(diff)
    else:
        said = {"change": _nested(str(diff))}
    for tables in (said.get("change", {}), {name: said[name] for name in _RULES if name in said}):
        _merge(change, tables)
    return str(said.get("title", ""))


def _read(path: str | Path) -> dict[str, Any]:
    """A file with a diff.

    Raises:
        InputError: it cannot be read, or says what a fork cannot change.
    """
    layer = layers("scenarios", path)[-1]
    validate_document(layer.data, ScenarioFile, layer.file)
    extra = [name for name in layer.data if name not in _SAID] + (["extends"] if layer.extends is not None else [])
    if extra:
        expected = f"one of {', '.join(_SAID)}: all else was settled when the society was founded"
        raise InputError(Problem(file=layer.file, key=name, expected=expected, found=name) for name in extra)
    return layer.data


def _nested(setting: str) -> dict[str, Any]:
    """A setting as nested tables.

    Raises:
        InputError: it is none.
    """
    keys, value = read_setting(setting)
    for key in reversed(keys):
        value = {key: value}
    return value  # type: ignore[no-any-return]


def _merge(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    """Lay nested tables over others."""
    for name, value in above.items():
        if isinstance(value, Mapping) and isinstance(below.get(name), dict):
            _merge(below[name], value)
        else:
            below[name] = deepcopy(value)


def _from_the_start(scenario: Scenario, change: Mapping[str, Any]) -> Scenario:
    reading = Reading()
    for name, value in scenario.model_dump(mode="json", exclude_none=True).items():
        reading.draft.put((name,), value, Source(None, (name,)))
    for name, value in change.items():
        reading.change((name,), value, Source(None, (name,)))
    found = reading.finish()
    problems = list(check_fixed_parts(scenario, found))
    if problems:
        raise InputError(problems)
    return found


def _from_then_on(scenario: Scenario, day: int, change: dict[str, Any], title: str) -> Scenario:
    """The scenario with a change on a day; one that stands on that day already is made first."""
    found = scenario.model_copy(update={"later": with_change(scenario.later, day, change, title)})
    before = sum(later.day < day for later in scenario.later)
    try:
        rules_by_day(found)
    except InputError as error:
        prefix = f"later.{before}.change."
        raise InputError(replace(each, key=each.key.removeprefix(prefix)) for each in error.problems) from None
    return found


def with_change(laters: Sequence[Later], day: int, change: Mapping[str, Any], title: str) -> tuple[Later, ...]:
    """Later changes with one more; one that stands on that day already is made first.

    Args:
        laters: changes in the order of their days.
        day: the first day under the new rules.
        change: a diff on the resolved document.
        title: what happens.
    """
    there = [later for later in laters if later.day == day]
    whole: dict[str, Any] = deepcopy(there[0].change) if there else {}
    _merge(whole, change)
    before, after = (later for later in laters if later.day < day), (later for later in laters if later.day > day)
    return *before, Later(day=day, title=title or (there[0].title if there else ""), change=whole), *after


def as_reformed(scenario: Scenario, begun: Sequence[tuple[str, int]]) -> Scenario:
    """The scenario as it is lived once reforms were reached: they are changes of the rules on their days.

    Args:
        scenario: the scenario.
        begun: names of its reforms that were reached, each with the first day under its rules.
    """
    laters = scenario.later
    for name, day in begun:
        reform = scenario.reforms[name]
        laters = with_change(laters, day, reform.change, reform.title)
    return scenario.model_copy(update={"later": laters}) if begun else scenario

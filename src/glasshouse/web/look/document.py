"""A scenario as text and back: what a form sets, as a TOML document that extends a scenario of the library."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from glasshouse.errors import InputError, Problem
from glasshouse.scenario.merging import Keys, join, names_in_list, place_in_list
from glasshouse.scenario.setting_text import read_setting

_OWN: Final = ("extends", "citizens", "days", "seed")
"""What the form says of a document beside its changes."""
_WHOLE: Final = ("society", "systems", "channels", "conduct", "holders")
"""Parts that a setting may replace as a whole, by naming them."""


def with_settings(
    data: Mapping[str, Any], resolved: Mapping[str, Any], settings: Sequence[str], given: Mapping[str, int | None]
) -> dict[str, Any]:
    """A document with settings written into it.

    A document cannot change one entry of a list; it says the whole list anew.

    Args:
        data: the document.
        resolved: the scenario that it makes, as plain data.
        settings: changes as ``key.path=value``.
        given: citizens, days and seed, where they are set.

    Raises:
        InputError: a setting that is none.
    """
    made = _copied(data)
    for setting in settings:
        keys, value = read_setting(setting)
        if keys[0] in _WHOLE and len(keys) == 1 and not isinstance(value, Mapping):
            made[keys[0]] = value
        else:
            change = made.setdefault("change", {})
            # A diff lays tables over tables, but replaces lists.
            whole = _list_above(resolved, keys)
            if whole is None:
                _put(change, keys, value)
            else:
                entries = _at(change, keys[:whole]) or _at(resolved, keys[:whole])
                _put(change, keys[:whole], _changed_list(entries, keys[whole:], value))
    made.update({name: value for name, value in given.items() if value is not None})
    return made


def as_settings(data: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """The base and the settings of a document that says nothing else; None if it says more than a form can show."""
    base = data.get("extends")
    if not isinstance(base, str) or set(data) - {*_OWN, "change"} or not isinstance(data.get("change", {}), Mapping):
        return None
    return base, [f"{join(keys)}={written(value)}" for keys, value in _leaves((), data.get("change", {}))]


def to_toml(data: Mapping[str, Any]) -> str:
    """A document as TOML: plain values first, then tables; a number with its source stands on one line."""
    lines: list[str] = []
    _write((), data, lines)
    return "\n".join(lines).strip() + "\n"


def written(value: object) -> str:
    """A value as TOML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{join((key,))} = {written(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, str):
        return re.sub("[\x7f]", "\\\\u007f", json.dumps(value, ensure_ascii=False))
    return str(value)


def _write(keys: Keys, table: Mapping[str, Any], lines: list[str]) -> None:
    plain = {key: value for key, value in table.items() if not _is_table(value) and not _are_tables(value)}
    if keys and (plain or not table):
        lines += ["", f"[{join(keys)}]"]
    lines += [f"{join((key,))} = {written(value)}" for key, value in plain.items()]
    for key, value in table.items():
        if _is_table(value):
            _write((*keys, key), value, lines)
        elif _are_tables(value):
            _write_each((*keys, key), value, lines)


def _write_each(keys: Keys, tables: Sequence[Mapping[str, Any]], lines: list[str]) -> None:
    for each in tables:
        lines += ["", f"[[{join(keys)}]]", *(f"{join((name,))} = {written(said)}" for name, said in each.items())]


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) and "value" not in value


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _leaves(keys: Keys, table: Mapping[str, Any]) -> Iterator[tuple[Keys, object]]:
    for key, value in table.items():
        if _is_table(value) and value and "rows" not in value:
            yield from _leaves((*keys, key), value)
        else:
            yield (*keys, key), value


def _put(table: dict[str, Any], keys: Keys, value: object) -> None:
    for key in keys[:-1]:
        inner = table.get(key)
        table[key] = table = inner if isinstance(inner, dict) else {}
    table[keys[-1]] = value


def _list_above(resolved: Mapping[str, Any], keys: Keys) -> int | None:
    """How many keys lead to the list that the others lie in; None where there is no list."""
    return next((n for n in range(1, len(keys)) if isinstance(_at(resolved, keys[:n]), list)), None)


def _at(here: Any, keys: Keys) -> Any:
    for key in keys:
        here = here.get(key) if isinstance(here, Mapping) else None
    return here


def _changed_list(entries: Sequence[Any], keys: Keys, value: object) -> list[Any]:
    """A list with one value of one entry changed.

    Raises:
        InputError: it has no such entry.
    """
    place = place_in_list(entries, keys[0])
    if place is None:
        expected = ", ".join(names_in_list(entries))
        raise InputError(Problem(key=join(keys), expected=f"one of {expected}", found=repr(keys[0])))
    if len(keys) == 1:
        return [value if n == place else each for n, each in enumerate(entries)]
    changed = _copied(entries[place])
    _put(changed, keys[1:], value)
    return [changed if n == place else each for n, each in enumerate(entries)]


def _copied(here: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copied(value) if isinstance(value, Mapping) else value for key, value in here.items()}

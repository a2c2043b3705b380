"""Settings as they are typed: ``key.path=value``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.renamed import renamings
from glasshouse.scenario.document import Scenario
from glasshouse.scenario.merging import Keys, join, split


def read_setting(text: str) -> tuple[Keys, Any]:
    """The keys and the value of one ``key.path=value``.

    Raises:
        InputError: it is none.
    """
    key, equals, written = text.partition("=")
    keys = split(key.strip())
    if not equals or not keys or not key.strip():
        raise InputError(Problem(key=text, expected="a setting of the form key.path=value", found=repr(text)))
    try:
        return keys, _value(written.strip())
    except InputError as error:
        raise InputError(replace(problem, key=join(keys)) for problem in error.problems) from None


def _value(written: str) -> object:
    """A value as TOML; a bare word or a path is text.

    Raises:
        InputError: neither.
    """
    try:
        said = tomllib.loads(f"value = {written}")
        if said.keys() == {"value"}:
            return said["value"]
    except tomllib.TOMLDecodeError:
        if re.fullmatch(r"(?:~?/|\.{1,2}/)?[^\W\d_][\w./ -]*", written):
            return written
    raise InputError(Problem(expected="a TOML value or a bare word", found=repr(written)))


def problems_of_settings(settings: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with settings whatever the scenario is: their form, and the part that they name."""
    for setting in settings:
        try:
            keys, _ = read_setting(setting)
        except InputError as error:
            yield from error.problems
            continue
        if keys[0] not in Scenario.model_fields and renamings().key(keys[:1]) is None:
            expected, nearest = "a part of a scenario", nearest_name(keys[0], Scenario.model_fields)
            yield Problem(key=join(keys), expected=expected, found=repr(keys[0]), nearest=nearest)

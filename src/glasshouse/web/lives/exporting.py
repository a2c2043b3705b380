"""A life as a scenario: a TOML file with the player's decisions that anybody can run without the game."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from glasshouse.scenario import Decision


def toml_of(scenario: str, title: str, numbers: Mapping[str, object], decisions: Iterable[Decision]) -> str:
    """A TOML document that varies a scenario of the library by what somebody decides.

    Args:
        scenario: its name.
        title: what to call it.
        numbers: further keys at the top, such as ``seed``.
        decisions: what is decided.
    """
    top = {"title": title, "extends": scenario, **numbers}
    lines = [f"{key} = {_value(value)}" for key, value in top.items()]
    for decision in decisions:
        lines += ["", *_decision(decision)]
    return "\n".join([*lines, ""])


def _decision(decision: Decision) -> Iterator[str]:
    yield "[[decisions]]"
    said: dict[str, Any] = decision.model_dump(exclude_defaults=True, exclude_none=True)
    for key, value in said.items():
        yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    """A value in TOML; texts as in JSON, whose escapes TOML shares."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)

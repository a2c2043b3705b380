"""What is asked for as an experiment, read and held to its limits; and the text that asks for it again."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from glasshouse import library
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scenario import LADDER, Scenario, load
from glasshouse.web.work.pace import DAYS_A_SECOND
from glasshouse.worlds.comparison import name_worlds

MOST_TWINS: Final = 3
MOST_CITIZENS: Final = 1_000_000
MOST_COST: Final = 400_000_000
"""Citizens × days × worlds of the largest experiment: about half a minute."""
CITIZENS: Final = 20_000
OWN: Final = "document"
"""What a scenario is called that came as text."""

Pace = Annotated[float, Field(gt=0, le=1000)]
Setting = Annotated[str, Field(max_length=2000)]


class RunRequest(BaseModel):
    """An experiment: a scenario beside up to three twins, the same people and the same luck under other rules."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    base: str | None = Field(default=None, description="A scenario of the library.", examples=["rongcheng"])
    toml: str | None = Field(default=None, description="A scenario as a TOML document, in place of `base`.")
    settings: list[Setting] = Field(default_factory=list, max_length=200, description="Changes as key.path=value.")
    twins: list[Setting] = Field(
        default_factory=lambda: ["nothing"],
        alias="with",
        min_length=1,
        max_length=MOST_TWINS,
        description="What it is compared with: nothing, sensing, scoring, a scenario of the library, or key.path=value.",
    )
    citizens: int = Field(default=CITIZENS, ge=1, description="How many adults.")
    days: int | None = Field(default=None, ge=1, description="How many days; by default the scenario's.")
    seed: int | None = Field(default=None, ge=0, description="The luck; by default the scenario's.")
    days_a_second: Pace | None = Field(default=DAYS_A_SECOND, description="The pace; null is as fast as it goes.")


def read(asked: RunRequest) -> Mapping[str, Scenario]:
    """The worlds that are asked for, by name, the base first.

    Raises:
        InputError: what is wrong with it, all at once; no message names a file.
    """
    twins = [problem for place, name in enumerate(asked.twins) if (problem := _unknown(name, place))]
    files = [_file_named(f"settings.{place}") for place, each in enumerate(asked.settings) if _names_file(each)]
    if twins or files:
        raise InputError([*twins, *files])
    base = _base(asked)
    if too_much := _too_much(base.citizens, base.days, 1 + len(asked.twins)):
        raise InputError(too_much)
    return name_worlds(base, asked.base or OWN, asked.twins, asked.settings)


def _base(asked: RunRequest) -> Scenario:
    known = library.names("scenarios")
    if asked.toml is not None or asked.base is None:
        expected = "the name of a scenario of the library"
        raise InputError(Problem(key="base", expected=expected, found="a document" if asked.toml else "none"))
    if asked.base not in known:
        nearest = nearest_name(asked.base, known)
        raise InputError(
            Problem(key="base", expected="a scenario of the library", found=repr(asked.base), nearest=nearest)
        )
    return load(asked.base, asked.settings, citizens=asked.citizens, days=asked.days, seed=asked.seed)


def _unknown(name: str, place: int) -> Problem | None:
    """What is wrong with a twin's name, before anything is looked up."""
    known = [*LADDER, *library.names("scenarios")]
    if name in known:
        return None
    if "=" in name:
        return _file_named(f"with.{place}") if _names_file(name) else None
    expected = "nothing, sensing, scoring, a scenario of the library or key.path=value"
    return Problem(key=f"with.{place}", expected=expected, found=repr(name), nearest=nearest_name(name, known))


def _names_file(setting: str) -> bool:
    """Whether a setting might name a file: nothing that a request says is looked for on a disk."""
    return any(sign in setting for sign in ("/", "\\", ".toml"))


def _file_named(key: str) -> Problem:
    return Problem(key=key, expected="names of the library only", found="a path")


def _too_much(citizens: int, days: int, worlds: int) -> list[Problem]:
    if citizens > MOST_CITIZENS:
        return [Problem(key="citizens", expected=f"at most {MOST_CITIZENS:,}", found=f"{citizens:,}")]
    if citizens * days * worlds > MOST_COST:
        expected = f"at most {MOST_COST:,} days lived: citizens × days × worlds"
        found = f"{citizens:,} × {days:,} × {worlds} = {citizens * days * worlds:,}"
        return [Problem(key="days", expected=expected, found=found, advice="take fewer people, days or twins")]
    return []


def document_of(asked: RunRequest, base: Scenario) -> str:
    """A TOML document that asks for the base again: with it `glasshouse run` makes the same numbers."""
    lines = [asked.toml] if asked.toml else [f"extends = {json.dumps(asked.base)}"]
    lines += [f"{name} = {getattr(base, name)}" for name in ("citizens", "days", "seed")]
    return "\n".join([*lines, *map(_line, asked.settings)]) + "\n"


def _line(setting: str) -> str:
    key, _, value = (part.strip() for part in setting.partition("="))
    try:
        tomllib.loads(f"value = {value}")
    except tomllib.TOMLDecodeError:
        value = json.dumps(value, ensure_ascii=False)
    return f"{key} = {value}"

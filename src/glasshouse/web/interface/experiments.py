"""What is asked for as an experiment, read and held to its limits; and the text that asks for it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Final

from pydantic import Field

from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario
from glasshouse.scenario.lookup import only_library
from glasshouse.web import strangers
from glasshouse.web.interface.scenarios import Asked, Text
from glasshouse.web.look.document import to_toml
from glasshouse.web.work.pace import DAYS_A_SECOND
from glasshouse.worlds.comparison import name_worlds

MOST_TWINS: Final = 3
MOST_COST: Final = 400_000_000
"""Citizens × days × worlds of the largest experiment: one to two minutes of a core."""
CITIZENS: Final = 20_000
OWN: Final = "experiment.toml"
"""What a scenario is called that came as text: pages save it as this file, and the command line names it by its file."""

Pace = Annotated[float, Field(ge=1, le=1000)]


class RunRequest(Asked):
    """An experiment: a scenario beside up to three twins, the same people and the same luck under other rules.

    Attributes:
        twins: what it is lived beside: `nothing`, `sensing`, `scoring`, a scenario of the library, or `key.path=value`.
        citizens: how many adults; by default 20,000 of a scenario of the library, and as many as a document says.
        days_a_second: the pace; null is as fast as it goes.
    """

    twins: list[Text] = Field(default_factory=lambda: ["nothing"], alias="with", min_length=1, max_length=MOST_TWINS)
    days_a_second: Pace | None = DAYS_A_SECOND


def read(asked: RunRequest) -> Mapping[str, Scenario]:
    """The worlds that are asked for, by name, the base first.

    Raises:
        InputError: what is wrong with it, all at once; no message names a file.
    """
    if asked.toml is None and asked.citizens is None:
        asked = asked.model_copy(update={"citizens": CITIZENS})
    problems: list[Problem] = []
    base = None
    try:
        base = asked.scenario()
    except InputError as error:
        problems += error.problems
    for place, twin in enumerate(asked.twins):
        problems += _twin_problems(base, twin, f"with.{place}", asked.settings)
    if base is None or problems:
        raise InputError(problems)
    if too_much := _too_much(base, 1 + len(asked.twins)):
        raise InputError(too_much)
    with only_library():
        return name_worlds(base, asked.base or OWN, asked.twins, asked.settings)


def _twin_problems(base: Scenario | None, twin: str, place: str, settings: Sequence[str]) -> list[Problem]:
    """What is wrong with a twin; without a base only whether there may be one of that name."""
    try:
        strangers.check_twin(twin)
        if base is not None:
            strangers.beside(base, twin, settings)
    except InputError as error:
        keys = {each: place if each.key in ("", "with") else f"{place}.{each.key}" for each in error.problems}
        return [replace(each, key=key) for each, key in keys.items()]
    return []


def _too_much(base: Scenario, worlds: int) -> list[Problem]:
    lived = base.citizens * base.days * worlds
    if lived <= MOST_COST:
        return []
    expected = f"at most {MOST_COST:,} days lived: citizens × days × worlds"
    found = f"{base.citizens:,} × {base.days:,} × {worlds} = {lived:,}"
    return [Problem(key="days", expected=expected, found=found, advice="take fewer people, days or twins")]


def document_of(asked: RunRequest, base: Scenario) -> str:
    """A TOML document that asks for the base again: with it `glasshouse run` makes the same numbers."""
    sizes = {"citizens": base.citizens, "days": base.days, "seed": base.seed}
    return to_toml(asked.model_copy(update=sizes).document())

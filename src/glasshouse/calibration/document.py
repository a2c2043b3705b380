"""A calibration: which assumptions of a scenario are free, and which published figures they are to meet.

The calibrations that ship stand in ``library/calibrations``, one TOML file each. What rests on a fact is never free.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import Document, load_document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scenario import Scenario, quantities
from glasshouse.sweeps.ranges import Range, Scale
from glasshouse.targets.published import PublishedFigure, figure_names

__all__ = ["Calibration", "Free", "fitted", "load_calibration", "names", "read_fit"]

Words = Annotated[str, Field(min_length=1)]


class Free(Document):
    """A value that is fitted.

    Attributes:
        range: between which values; by default, and at most, the range that its assumption declares.
        scale: whether equal shares of the range are equal differences or equal ratios.
    """

    range: tuple[float, float] | None = None
    scale: Scale = "linear"


class Calibration(Document):
    """What is fitted to what.

    Attributes:
        title: heading.
        about: what it is for, in a few sentences.
        scenario: the scenario that is fitted.
        citizens: how many adults a run has.
        days: how many days.
        points: runs in each round.
        rounds: how many rounds.
        free: the values that are fitted, by dotted key.
        targets: published figures to meet, each ``topic.name``.
        watched: further figures, which draw nothing near. They stay a test of the fit, and are told of among what
            cannot be met, alone or together.
    """

    title: Words
    about: Words
    scenario: Words
    citizens: int = Field(ge=1)
    days: int = Field(ge=1)
    points: int = Field(default=64, ge=20)
    rounds: int = Field(default=4, ge=1, le=50)
    free: dict[str, Free] = Field(min_length=1)
    targets: tuple[str, ...] = Field(min_length=1)
    watched: tuple[str, ...] = ()

    def ranges(self, scenario: Scenario) -> list[Range]:
        """Between which values the free ones are sought.

        Args:
            scenario: the scenario that is fitted.

        Raises:
            InputError: a key that there is not, that rests on a fact, or that declares no such range; lists all.
        """
        by_key = dict(quantities(scenario))
        problems: list[Problem] = []
        found = []
        for key, free in self.free.items():
            try:
                found.append(_range(key, free, by_key))
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(problem.inside("free") for problem in problems)
        return found

    def figures(self) -> dict[str, PublishedFigure]:
        """The targets by name, and after them what is watched.

        Raises:
            InputError: one that is no published figure, or that is named twice; lists all.
        """
        known = figure_names()
        every = (*self.targets, *self.watched)
        twice = dict.fromkeys(name for name in every if every.count(name) > 1)
        problems = [
            Problem(key="targets", expected="topic.name of a published figure", found=repr(name),
                    nearest=nearest_name(name, known))
            for name in every if name not in known
        ]  # fmt: skip
        problems += [Problem(key="targets", expected="each figure once", found=f"{name!r} twice") for name in twice]
        if problems:
            raise InputError(problems)
        return {name: known[name] for name in every}


def _range(key: str, free: Free, quantities: Mapping[str, Quantity]) -> Range:
    if key not in quantities:
        nearest = nearest_name(key, quantities)
        raise InputError(
            Problem(key=key, expected="the key of a quantity of the scenario", found="none", nearest=nearest)
        )
    quantity = quantities[key]
    if quantity.status == "fact":
        raise InputError(Problem(key=key, expected="an assumption", found=f"a value that rests on the fact {quantity.fact!r}",
                                 advice="what has a source is never fitted"))  # fmt: skip
    if quantity.range is None or quantity.range[0] == quantity.range[1]:
        raise InputError(Problem(key=key, expected="an assumption with a range", found="a value without one"))
    low, high = free.range or quantity.range
    if not quantity.range[0] <= low < high <= quantity.range[1]:
        expected = f"a range within the declared one, {list(quantity.range)}"
        raise InputError(Problem(key=f"{key}.range", expected=expected, found=str([low, high])))
    if free.scale == "log" and low <= 0:
        expected = "a range above 0 for the scale 'log'"
        raise InputError(Problem(key=f"{key}.range", expected=expected, found=str([low, high])))
    return Range(key, low, high, free.scale)


def names() -> list[str]:
    """Names of the calibrations that ship."""
    folder = files("glasshouse.library") / "calibrations"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def fitted() -> list[str]:
    """Names of the calibrations that ship with their fit, and with the scenario ``NAME-calibrated``."""
    folder = files("glasshouse.library") / "calibrations"
    return [name for name in names() if (folder / f"{name}.json").is_file()]


def read_fit(name: str) -> dict[str, Any]:
    """The fit that ships with a calibration, as ``calibrate --json`` printed it.

    Args:
        name: one of `fitted`.
    """
    return dict(json.loads((files("glasshouse.library") / "calibrations" / f"{name}.json").read_text(encoding="utf-8")))


def load_calibration(name: str) -> Calibration:
    """A calibration from the library or from a TOML file.

    Args:
        name: the name of one that ships (most are called like their scenario), or a path to a TOML file.

    Raises:
        InputError: there is none of that name, or the file is not as it should be; lists every problem.
    """
    if not isinstance(name, str):
        raise InputError(Problem(key="by", expected="the name of a calibration or a TOML file", found=repr(name)))
    if name in names():
        return load_document(files("glasshouse.library") / "calibrations" / f"{name}.toml", Calibration)
    if name.endswith(".toml") or "/" in name:
        return load_document(Path(name), Calibration)
    raise InputError(Problem(expected="the name of a calibration or a TOML file", found=repr(name),
                             nearest=nearest_name(name, names()), advice=f"there are: {', '.join(names())}"))  # fmt: skip

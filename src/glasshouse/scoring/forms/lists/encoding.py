"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.errors import InputError, Problem
from glasshouse.schema.codes import NOBODY
from glasshouse.scoring.forms.lists.configuration import ListSystem
from glasshouse.scoring.rules import Names, encode_bands, encode_system


def encode(parameters: np.void, name: str, number: int, system: ListSystem, names: Names) -> None:
    """Turn a list into numbers."""
    encode_system(parameters, name, number, system, names)
    parameters["low"], parameters["high"], parameters["step"], parameters["level_step"] = 0, 1, 1, 1
    encode_bands(parameters, name, system, (1, 2), system.bands, names)
    _check_kinds(name, system, names)
    for kind, share in {**(system.vague.reach() if system.vague else {}), **dict.fromkeys(system.enters, 1.0)}.items():
        parameters["enters"][names.kinds[kind]] = share > 0
        parameters["chance"][names.kinds[kind]] = share * system.chance.value
    for kind in system.repairs:
        parameters["repairs"][names.kinds[kind]] = 1
    parameters["term"] = max(1, round(system.term.value))
    parameters["at_start"] = system.at_start.value
    parameters["publish_every"], parameters["publish_on"] = 1, 0
    parameters["holder"] = names.holders.get(system.holder or "", NOBODY)


def _check_kinds(name: str, system: ListSystem, names: Names) -> None:
    problems = [
        Problem(key=f"systems.{name}.{key}", found=repr(kind), expected="kinds with a ceiling below 0.04: a list goes by "
                "single records")
        for key, kinds in (
            ("enters", system.enters),
            ("vague.kinds", system.vague.kinds if system.vague else ()),
            ("repairs", system.repairs),
        )
        for kind in kinds if names.kinds[kind] < names.frequent
    ]  # fmt: skip
    if problems:
        raise InputError(problems)

"""What must hold for a system that judges firms, and for one that does not."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.systems import PointsSystem, System, WeightedSystem


def problems_of_accounts(key: str, system: System, parts: Parts) -> Iterator[Problem]:
    """A firm has no profile, no contacts and no cases; citizens have nobody else who is held liable for them."""
    of_firms = system.accounts == "firms"
    kinds = [*getattr(system, "rules", {}), *(k for d in getattr(system, "dimensions", {}).values() for k in d.rules)]
    for kind in dict.fromkeys(kinds):
        if kind in parts.conduct and (parts.conduct[kind].needs == "firm") != of_firms:
            whose = "firms" if of_firms else "citizens"
            yield Problem(key=f"{key}.rules.{kind}", expected=f"a kind of conduct of {whose}", found=repr(kind))
    if not of_firms:
        for name, measure in system.measures.items():
            if measure.falls_on != "holder":
                expected = "'holder': only firms have workers and managers"
                yield Problem(key=f"{key}.measures.{name}.falls_on", expected=expected, found=repr(measure.falls_on))
        return
    if not parts.firms:
        yield Problem(key=f"{key}.accounts", expected="a society with `firms = true`", found="'firms'")
    if not isinstance(system, PointsSystem | WeightedSystem):
        yield Problem(
            key=f"{key}.form", expected="'points' or 'weighted' for accounts of firms", found=repr(system.form)
        )
    if system.contacts is not None:
        yield Problem(key=f"{key}.contacts", expected="no contacts term: firms have no contacts", found="a table")
    if getattr(system, "collective", None) is not None:
        yield Problem(
            key=f"{key}.collective", expected="nothing: firms have no household and no village", found="a table"
        )
    for name, dimension in getattr(system, "dimensions", {}).items():
        if dimension.profile:
            expected = "nothing: channels profile people"
            yield Problem(key=f"{key}.dimensions.{name}.profile", expected=expected, found=", ".join(dimension.profile))

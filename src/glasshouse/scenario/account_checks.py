"""What must hold for a system that judges firms, and for one that does not."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.forms.registry import form_of, forms
from glasshouse.scoring.systems import System


def problems_of_accounts(key: str, system: System, parts: Parts) -> Iterator[Problem]:
    """A firm has no profile, no contacts and no cases; citizens have nobody else who is held liable for them."""
    of_firms = system.accounts == "firms"
    form = form_of(system)
    whose = "firms" if of_firms else "citizens"
    for kind in parts.conduct:
        if (parts.conduct[kind].needs == "firm") != of_firms:
            for rule in form.rules_for(system, kind):
                expected = f"a kind of conduct of {whose}"
                yield Problem(key=f"{key}.{rule.key}", expected=expected, found=repr(kind))
    if not of_firms:
        for name, measure in system.measures.items():
            if measure.falls_on != "holder":
                expected = "'holder': only firms have workers and managers"
                yield Problem(key=f"{key}.measures.{name}.falls_on", expected=expected, found=repr(measure.falls_on))
        return
    if not parts.firms:
        yield Problem(key=f"{key}.accounts", expected="a society with `firms = true`", found="'firms'")
    if not form.capabilities.judges_firms:
        able = " or ".join(repr(each.name) for each in forms().values() if each.capabilities.judges_firms)
        yield Problem(key=f"{key}.form", expected=f"{able} for accounts of firms", found=repr(system.form))
    if system.contacts is not None:
        yield Problem(key=f"{key}.contacts", expected="no contacts term: firms have no contacts", found="a table")

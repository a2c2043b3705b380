"""What must hold for a system that judges firms, and for one that does not."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.forms.checks import undeclared, unknown_measures
from glasshouse.scoring.forms.registry import capabilities_of, form_of, forms
from glasshouse.scoring.systems import System


def problems_of_accounts(key: str, system: System, parts: Parts) -> Iterator[Problem]:
    """A firm has no profile, no contacts and no cases; citizens have nobody else who is held liable for them."""
    yield from _check_kinds(key, system, parts)
    yield from _check_late(key, system)
    yield from _check_refusal(f"{key}.members", system)
    yield from _check_attribute(f"{key}.members.attribute", system, parts)
    if system.account_holders == "firms":
        yield from _check_firms(key, system, parts)
        return
    for name, measure in system.measures.items():
        if measure.falls_on != "holder":
            expected = "'holder': only firms have workers and managers"
            yield Problem(key=f"{key}.measures.{name}.falls_on", expected=expected, found=repr(measure.falls_on))


MOST_DAYS_BEFORE = 250
"""Days in a band before a measure begins, at most: a person's count of days has one byte."""


def _check_late(key: str, system: System) -> Iterator[Problem]:
    """Measures that begin some days into a band: of people's own accounts only, and not too late to be counted."""
    for name, measure in system.measures.items():
        if measure.after is None:
            continue
        if system.account_holders == "firms":
            expected = "nothing: how long a firm has been in a band is not counted"
            yield Problem(key=f"{key}.measures.{name}.after", expected=expected, found=f"{measure.after.value:g} days")
        elif measure.after.value > MOST_DAYS_BEFORE:
            expected = f"at most {MOST_DAYS_BEFORE} days"
            yield Problem(key=f"{key}.measures.{name}.after", expected=expected, found=f"{measure.after.value:g}")


def _check_attribute(key: str, system: System, parts: Parts) -> Iterator[Problem]:
    """An attribute of members that the scenario declares, of people."""
    attribute = system.members.attribute
    if attribute is not None:
        yield from undeclared(key, attribute, parts)
        if system.account_holders == "firms":
            yield Problem(key=key, expected="nothing: firms have no attributes", found=repr(attribute))


def _check_refusal(key: str, system: System) -> Iterator[Problem]:
    """What follows for those who refuse: where people can, by a band that there is, or measures that there are."""
    refusal = system.members.refusal
    if refusal is None:
        return
    if not (system.members.voluntary or system.adoption):
        expected = "true, or free joining by `adoption`: else nobody can refuse"
        yield Problem(key=f"{key}.voluntary", expected=expected, found="false")
    if system.account_holders != "citizens":
        yield Problem(key=f"{key}.refusal", expected="accounts of citizens: firms cannot refuse", found="'firms'")
    if not refusal.band and not refusal.measures:
        yield Problem(key=f"{key}.refusal", expected="a band or measures", found="neither")
    yield from _check_band(f"{key}.refusal.band", refusal.band, system)
    yield from unknown_measures(f"{key}.refusal.measures", refusal.measures, system)


def _check_band(key: str, band: str, system: System) -> Iterator[Problem]:
    """A band, if one is named, that the system has."""
    names = [each.name for each in form_of(system).bands(system)]
    if band and band not in names:
        expected = f"one of {', '.join(map(repr, names))}" if names else "no band: the form has none"
        yield Problem(key=key, expected=expected, found=repr(band), nearest=nearest_name(band, names))


def _check_kinds(key: str, system: System, parts: Parts) -> Iterator[Problem]:
    """Rules about conduct of those whose accounts they are."""
    of_firms = system.account_holders == "firms"
    for kind, conduct in parts.conduct.items():
        if (conduct.needs == "firm") != of_firms:
            for rule in form_of(system).rules_for(system, kind):
                yield Problem(
                    key=f"{key}.{rule.key}", expected=f"a kind of conduct of {system.account_holders}", found=repr(kind)
                )


def _check_firms(key: str, system: System, parts: Parts) -> Iterator[Problem]:
    if not parts.firms:
        yield Problem(key=f"{key}.account_holders", expected="a society with `firms = true`", found="'firms'")
    if not capabilities_of(system).judges_firms:
        able = " or ".join(repr(form.name) for form in forms().values() if form.capabilities.judges_firms)
        yield Problem(key=f"{key}.form", expected=f"{able} for accounts of firms", found=repr(system.form))
    if system.contacts is not None:
        yield Problem(key=f"{key}.contacts", expected="no contacts term: firms have no contacts", found="a table")

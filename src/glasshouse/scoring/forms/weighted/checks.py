"""What must hold for a weighted system."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.schema.limits import DIMENSIONS
from glasshouse.scoring.forms.checks import check_bands, most_contacts, undisclosed, unread_attributes
from glasshouse.scoring.forms.form import Scale
from glasshouse.scoring.forms.surroundings import Surroundings, unknown_name
from glasshouse.scoring.forms.weighted.configuration import Dimension, WeightedSystem

TOLERANCE = 1e-6
"""How far weights may be from adding up to 1."""
MOST_CONTACTS = 1.0
"""Beyond this, what contacts add could not be told from a wish to close the account."""
MOST_TERM = 36_600
"""Days that a case is on file, at most: a century."""


def problems_of_weighted(name: str, system: WeightedSystem, parts: Surroundings) -> Iterator[Problem]:
    """Everything about one weighted system that does not fit itself or the rest of its scenario."""
    key = f"systems.{name}"
    total = sum(dimension.weight.value for dimension in system.dimensions.values())
    if abs(total - 1) > TOLERANCE:
        yield Problem(key=f"{key}.dimensions", expected="weights that add up to 1", found=f"{total:g}")
    for area, dimension in system.dimensions.items():
        yield from _check_area(key, area, dimension, system, parts)
    yield from _check_own(key, system)
    yield from _check_cases(f"{key}.cases", system)
    if system.forgetting.rule == "window":
        expected = "'half-life' or 'never' in a weighted system"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    if system.game and len(system.dimensions) >= DIMENSIONS:
        expected = f"at most {DIMENSIONS - 1} areas beside a game: rows of days take one of the ledger's {DIMENSIONS}"
        yield Problem(key=f"{key}.dimensions", expected=expected, found=str(len(system.dimensions)))
    yield from most_contacts(key, system, MOST_CONTACTS)
    yield from check_bands(key, system.bands, Scale(system.low.value, system.high.value), system)


def _check_area(
    key: str, area: str, dimension: Dimension, system: WeightedSystem, parts: Surroundings
) -> Iterator[Problem]:
    at = f"{key}.dimensions.{area}"
    for kind in dimension.rules:
        yield from unknown_name(f"{at}.rules.{kind}", kind, parts, "conduct")
    for attribute in dimension.profile:
        yield from undisclosed(f"{at}.profile.{attribute}", attribute, system, parts)
    yield from unread_attributes(f"{at}.attributes", dimension.attributes, system, parts)
    if system.account_holders == "firms" and dimension.profile:
        expected = "nothing: channels profile people"
        yield Problem(key=f"{at}.profile", expected=expected, found=", ".join(dimension.profile))
    if dimension.contacts and system.contacts is None:
        expected = f"a table `contacts`, since dimension {area!r} follows contacts"
        yield Problem(key=f"{key}.contacts", expected=expected, found="nothing")
    if dimension.contacts and dimension.rules:
        yield Problem(
            key=f"{at}.rules", found=", ".join(map(repr, dimension.rules)),
            expected="no rules: a dimension that follows contacts takes nothing else",
        )  # fmt: skip


def _check_cases(key: str, system: WeightedSystem) -> Iterator[Problem]:
    """Cases of people, with a term within what a case can hold."""
    if system.cases is None:
        return
    if system.account_holders == "firms":
        yield Problem(key=key, expected="nothing: firms have no cases", found="a table")
    if not 1 <= system.cases.term.value <= MOST_TERM:
        yield Problem(key=f"{key}.term", expected=f"1 to {MOST_TERM} days", found=f"{system.cases.term.value:g}")


def _check_own(key: str, system: WeightedSystem) -> Iterator[Problem]:
    ruled = {kind for dimension in system.dimensions.values() for kind in dimension.rules}
    for place, kind in enumerate(system.own.kinds if system.own else ()):
        if kind not in ruled:
            expected = "a kind that one of the dimensions has a rule for"
            nearest = nearest_name(kind, ruled)
            yield Problem(key=f"{key}.own.kinds.{place}", expected=expected, found=repr(kind), nearest=nearest)

"""What must hold for a points system."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem
from glasshouse.scoring.forms.checks import check_bands, check_start, most_contacts, unread_attributes
from glasshouse.scoring.forms.form import Scale
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.forms.surroundings import Surroundings, unknown_name

MOST_CONTACTS = 2000.0
"""Beyond this, what contacts add could not be told from a wish to close the account."""


def problems_of_points(name: str, system: PointsSystem, parts: Surroundings) -> Iterator[Problem]:
    """Everything about one points system that does not fit itself or the rest of its scenario."""
    key = f"systems.{name}"
    for kind in system.rules:
        yield from unknown_name(f"{key}.rules.{kind}", kind, parts, "conduct")
    yield from _check_opening(key, system)
    yield from unread_attributes(f"{key}.attributes", system.attributes, system, parts)
    if system.account_holders == "firms" and system.collective is not None:
        expected = "nothing: firms have no household and no village"
        yield Problem(key=f"{key}.collective", expected=expected, found="a table")
    if system.game and system.forgetting.rule == "window":
        expected = "'half-life' or 'never' beside a game: a window uses the whole ledger"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    yield from most_contacts(key, system, MOST_CONTACTS)
    scale = Scale(system.low.value, system.high.value)
    yield from check_start(f"{key}.start", system.start.value, scale)
    yield from check_bands(key, system.bands, scale, system)


def _check_opening(key: str, system: PointsSystem) -> Iterator[Problem]:
    if system.at_opening and system.forgetting.rule == "window":
        expected = "'never' or 'half-life' in a system that reads files when it opens: files have no days"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    if system.at_opening and system.account_holders == "firms":
        yield Problem(key=f"{key}.at_opening", expected="nothing: files are kept of citizens", found="a table")

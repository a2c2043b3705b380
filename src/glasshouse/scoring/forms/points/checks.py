"""What must hold for a points system."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem
from glasshouse.schema.limits import TALLY_TOP
from glasshouse.scoring.forms.checks import check_bands, check_start, most_contacts, unread_attributes
from glasshouse.scoring.forms.form import Scale
from glasshouse.scoring.forms.points.configuration import PointRule, PointsSystem
from glasshouse.scoring.forms.surroundings import Surroundings, unknown_name
from glasshouse.scoring.tallied import Absence

MOST_DAYS_AFTER = 250
"""Days after a record within which another must follow, at most: a person's count of days has one byte."""
MOST_CONTACTS = 2000.0
"""Beyond this, what contacts add could not be told from a wish to close the account."""


def problems_of_points(name: str, system: PointsSystem, parts: Surroundings) -> Iterator[Problem]:
    """Everything about one points system that does not fit itself or the rest of its scenario."""
    key = f"systems.{name}"
    for kind in system.rules:
        yield from unknown_name(f"{key}.rules.{kind}", kind, parts, "conduct")
    yield from _check_tallies(key, system, parts)
    yield from _check_starts(key, system)
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


def _check_tallies(key: str, system: PointsSystem, parts: Surroundings) -> Iterator[Problem]:
    """Rules that count records, of people's accounts only; absences of kinds that exist."""
    for kind, rule in system.rules.items():
        yield from _check_rule(f"{key}.rules.{kind}", rule)
    for name, absence in (system.absences or {}).items():
        wanted = {"kind": absence.kind} | ({"after": absence.after} if absence.after is not None else {})
        for part, kind in wanted.items():
            yield from unknown_name(f"{key}.absences.{name}.{part}", kind, parts, "conduct")
        yield from _check_absence(f"{key}.absences.{name}", absence)
    needs = bool(system.absences) or any(rule.hangs_on_earlier for rule in system.rules.values())
    if system.account_holders == "firms" and needs:
        expected = "no caps, steps and absences: records of firms are not counted"
        yield Problem(key=key, expected=expected, found="some")


def _check_rule(key: str, rule: PointRule) -> Iterator[Problem]:
    """A cap that caps something, and steps of the same period as the cap."""
    cap, steps = rule.cap, rule.steps
    if cap is None:
        return
    if cap.records is None and cap.points is None:
        yield Problem(key=f"{key}.cap", expected="`records` or `points`", found="neither")
    if cap.records is not None and cap.records.value > TALLY_TOP:
        expected = f"at most {TALLY_TOP} records"
        yield Problem(key=f"{key}.cap.records", expected=expected, found=f"{cap.records.value:g}")
    if steps is not None and cap.days.value != steps.days.value:
        expected = f"the period of the cap, {cap.days.value:g} days"
        yield Problem(key=f"{key}.steps.days", expected=expected, found=f"{steps.days.value:g}")


def _check_absence(key: str, absence: Absence) -> Iterator[Problem]:
    if absence.kind == absence.after:
        yield Problem(
            key=f"{key}.after", expected="another kind than the one that is missed", found=repr(absence.after)
        )
    most = MOST_DAYS_AFTER if absence.after is not None else 36_600
    if not 1 <= absence.within.value <= most:
        yield Problem(key=f"{key}.within", expected=f"1 to {most} days", found=f"{absence.within.value:g}")


def _check_starts(key: str, system: PointsSystem) -> Iterator[Problem]:
    """Starts that lie on the scale, for those of one group and of both; firms are in no group."""
    starts = system.starts or {}
    if starts and system.account_holders == "firms":
        yield Problem(key=f"{key}.starts", expected="nothing: firms are in no group of the register", found="a table")
    together: dict[str, float] = {group: system.start.value + more.value for group, more in starts.items()}
    if len(starts) > 1:
        together["both groups"] = system.start.value + sum(more.value for more in starts.values())
    for group, start in together.items():
        if not system.low.value <= start <= system.high.value:
            expected = f"a start on the scale, {system.low.value:g} to {system.high.value:g}, for {group}"
            yield Problem(key=f"{key}.starts", expected=expected, found=f"{start:g}")


def _check_opening(key: str, system: PointsSystem) -> Iterator[Problem]:
    if system.at_opening and system.forgetting.rule == "window":
        expected = "'never' or 'half-life' in a system that reads files when it opens: files have no days"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    if system.at_opening and system.account_holders == "firms":
        yield Problem(key=f"{key}.at_opening", expected="nothing: files are kept of citizens", found="a table")

"""Totals by attribute that a scenario declares: people who have it, beside all others."""

from __future__ import annotations

from typing import Any

from glasshouse.engine.run import Conclusion
from glasshouse.measurement.totals import SystemLabel

_DAYS = {"sanctioned_days": "sanctioned", "wrongly_sanctioned_days": "wronged", "denied": "denied"}
_ALL = {"sanctioned": "sanctioned", "wronged": "wrongly_sanctioned", "denied": "denied_group"}
"""Fields of the daily counts for everybody, by what follows ``attribute_``."""


def attribute_totals(run: Conclusion) -> dict[str, dict[str, Any]]:
    """The part ``attributes`` of a results document; empty where the scenario declares none."""
    found = {}
    for a, attribute in enumerate(run.labels.attributes):
        for has in (True, False):
            name = attribute.name if has else f"without {attribute.name}"
            found[name] = {"title": attribute.title, "has": has, **_counts(run, a, has), **_standing(run, a, has)}
    return found


def _counts(run: Conclusion, a: int, has: bool) -> dict[str, int]:
    people = int(run.totals.snapshot["attribute_people"][a])
    if not has:
        people = run.totals.people - people
    found = {"people": people, "person_days": people * run.scenario.days}
    for name, field in _DAYS.items():
        of_them = int(run.totals.day_counts[f"attribute_{field}"][a])
        found[name] = of_them if has else int(run.totals.day_counts[_ALL[field]].sum()) - of_them
    return found


def _standing(run: Conclusion, a: int, has: bool) -> dict[str, Any]:
    snapshot, scores, on_file = run.totals.snapshot, {}, {}
    for s, system in enumerate(run.labels.systems):
        if system.capabilities.has_scale and system.capabilities.judges:
            scores[system.name] = _mean(run, a, s, system, has)
        if run.labels.attributes[a].name in system.attributes:
            on_file[system.name] = int(snapshot["attribute_disclosed"][s, int(has), a])
    return {"score_mean": scores, "on_file": on_file}


def _mean(run: Conclusion, a: int, s: int, system: SystemLabel, has: bool) -> float | None:
    """The exact mean score of those who have it, or of all others; None where none of them has an account."""
    snapshot = run.totals.snapshot
    members, codes = int(snapshot["attribute_members"][s, a]), int(snapshot["attribute_codes"][s, a])
    if not has:
        members, codes = int(snapshot["members"][s].sum()) - members, int(snapshot["codes"][s].sum()) - codes
    return system.score(codes / members) if members else None

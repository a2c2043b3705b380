"""Goods of which there are too few and debts in a results document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from glasshouse.engine.run import Conclusion
from glasshouse.measurement.snapshots import GROUPS
from glasshouse.schema.limits import DEBT_STEPS

_ASKED = ("asked", "given", "short")
_COUNTS = {"opened": "debts_opened", "ended": "debts_ended", "late": "debts_late", "defaults": "debts_defaults"}
_AMOUNTS = {"paid": "debts_paid", "fees": "debts_fees"}


def goods_totals(run: Conclusion) -> dict[str, dict[str, Any]]:
    """The part ``goods``: who asked, who got one, who went without; by group, by band, by attribute."""
    counts, found = run.totals.day_counts, {}
    for g, good in enumerate(run.labels.goods):
        bands = next((system.bands for system in run.labels.systems if system.name == good.system), ())
        found[good.name] = {
            "title": good.title,
            "system": good.system,
            **{word: int(counts[f"goods_{word}"][g].sum()) for word in _ASKED},
            "groups": _split(run, g, "", _ASKED, GROUPS),
            "bands": _split(run, g, "_band", ("given", "short"), bands),
            "attributes": _split(run, g, "_attribute", ("asked", "given"), run.labels.attribute_names),
        }
    return found


def _split(run: Conclusion, g: int, by: str, words: Sequence[str], names: Sequence[str]) -> dict[str, dict[str, int]]:
    """Counts of one good, by the places of an axis."""
    counts = run.totals.day_counts
    return {
        name: {word: int(counts[f"goods_{word}{by}"][g, place]) for word in words} for place, name in enumerate(names)
    }


def debts_totals(run: Conclusion) -> dict[str, dict[str, Any]]:
    """The part ``debts``: how many were put on people, ended, missed; what was paid and added, in monthly incomes."""
    counts, days = run.totals.day_counts, run.scenario.days
    return {
        debt.name: {
            "title": debt.title,
            **{name: int(counts[field][d]) for name, field in _COUNTS.items()},
            **{name: int(counts[field][d]) / DEBT_STEPS for name, field in _AMOUNTS.items()},
            "debtors": int(counts["debtors"][d]) / days,
            "owed": int(counts["debts_owed"][d]) / DEBT_STEPS / days,
        }
        for d, debt in enumerate(run.labels.debts)
    }

"""The digest: one name for everything that a scenario's results depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from glasshouse.scenario.document import Scenario
from glasshouse.scenario.remembered import Remembered

_WORDS: Final = frozenset({"title", "description", "note", "why", "fact", "derived", "assumption", "range", "fixed"})
"""Fields that change nothing in a scenario; a table of that name is somebody's own."""

_NEWER: Final = ("attributes", "holders", "goods", "debts", "reforms", "contexts", "other_luck", "ablation", "turnover")
"""Parts that came later: one that is empty is left out, so that scenarios from before them keep their digests."""


def digest(scenario: Scenario) -> str:
    """SHA-256, in hexadecimal, of the values of a scenario.

    Titles, notes and sources do not change it, nor does the panel: what is kept of whom changes no result.
    """
    return hashlib.sha256(canonical(scenario).encode()).hexdigest()


def canonical(scenario: Scenario) -> str:
    """The values of a scenario as JSON with sorted keys and nothing that could be written in two ways."""
    return _remembered(scenario)


def words_digest(scenario: Scenario) -> str:
    """SHA-256, in hexadecimal, of all that a scenario says: what `digest` leaves out is in it too, but for the panel."""
    unsaid = {"panel", *(name for name in _NEWER if not getattr(scenario, name))}
    said = scenario.model_dump_json(exclude=unsaid, exclude_none=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _written_out(scenario: Scenario) -> str:
    unsaid = {"panel", *(name for name in ("fitted", "decisions", *_NEWER) if not getattr(scenario, name))}
    values = _values(scenario.model_dump(mode="json", exclude=unsaid, exclude_none=True))
    if not scenario.turnover:
        # Nobody dies by it.
        values["society"].pop("life_table", None)
    if scenario.decisions:
        values["decisions"] = _in_order(values["decisions"])
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


_remembered = Remembered(_written_out, 16, ("title", "description", "panel"))


def _in_order(decisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Decisions in one order, and what each of them names in one order: neither changes anything."""
    plain = [
        {name: sorted(inner) if isinstance(inner, list) else inner for name, inner in decision.items()}
        for decision in decisions
    ]
    return sorted(plain, key=lambda decision: json.dumps(decision, sort_keys=True))


def _values(here: object) -> Any:
    if isinstance(here, Mapping):
        kept = {name: inner for name, inner in here.items() if name not in _WORDS or isinstance(inner, Mapping)}
        return {name: _values(inner) for name, inner in kept.items()}
    if isinstance(here, list):
        return [_values(inner) for inner in here]
    return here

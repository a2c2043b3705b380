"""People whose days differed from their twin's, and how."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any, Final

from glasshouse.report.charts.bars import Bar, bars
from glasshouse.report.data import ReportData, World
from glasshouse.report.drawing import Figure, Table, draw
from glasshouse.report.palette import ACCENT, QUIET
from glasshouse.report.wording import capital, count, listing, share

OUTCOMES: Final[Mapping[str, str]] = {
    "silenced": "left out a lawful word, search, request or risk",
    "louder": "spoke, searched, asked or took a risk",
    "sanctioned": "were under a sanction",
    "denied": "were denied something",
    "wrongly_sanctioned": "were under a sanction not earned",
    "deterred": "left out an offence",
    "encouraged": "did one more civic or family act",
}
"""How a person's days can differ from their twin's, in words."""

_NOTE: Final = (
    "Each bar counts people of whom it is true here on some day, and not on that day of the same person in "
    "the twin world. What is left out was held back, or prevented where there are obstacles. Red: what it costs people; "
    "grey: what it is meant to bring about, and more speech."
)
_GOOD: Final = ("louder", "deterred", "encouraged")


def individual_differences(data: ReportData, twin: World) -> Figure | None:
    """Share of people whose days differed from their twin's in one world, by outcome."""
    entries = data.individual_differences(twin.name)
    outcomes = [outcome for outcome in OUTCOMES if _is_told(entries.get(outcome))]
    if not outcomes:
        return None
    rows = [
        Bar(
            capital(OUTCOMES[outcome]),
            _share(entries[outcome]),
            share(_share(entries[outcome])),
            QUIET if outcome in _GOOD else ACCENT,
        )
        for outcome in outcomes
    ]
    table = _table({outcome: entries[outcome] for outcome in outcomes}, data.base.groups)
    shares = listing([f"{row.text} {OUTCOMES[outcome]}" for row, outcome in zip(rows, outcomes, strict=True)])
    return draw(
        f"individual-differences-{twin.name}".replace("=", "-").replace(".", "-"),
        f"People whose days differed from their twin’s in {twin.phrase}",
        f"Bars, the share of people at least once: {shares}.",
        bars(rows, "share of people, at least once in the run"),
        table,
        _NOTE + _differs(entries) + _untold(entries),
    )


def _is_told(entry: object) -> bool:
    """Whether it can be told to whom something happened; documents that were made before say nothing of it."""
    return isinstance(entry, Mapping) and entry.get("reason") is None


def _untold(entries: Mapping[str, Any]) -> str:
    """Of what nobody can tell whom it happened to, and why; empty where all is told."""
    found = [(OUTCOMES[name], entries[name]["reason"]) for name in OUTCOMES if (entries.get(name) or {}).get("reason")]
    return "".join(f" Nobody can tell who {words}: {reason}." for words, reason in found)


def _table(entries: Mapping[str, Mapping[str, Any]], known: Collection[str]) -> Table:
    """People and shares by outcome, and by the groups that the report knows."""
    by_group = {outcome: entry.get("by_group") or {} for outcome, entry in entries.items()}
    groups = [group for group in dict.fromkeys(chain(*by_group.values())) if group in known]
    rows = tuple(
        (
            OUTCOMES[outcome],
            count(entry.get("people") or 0),
            share(_share(entry), 3),
            *(_of(by_group[outcome], group) for group in groups),
        )
        for outcome, entry in entries.items()
    )
    return Table(("at least once, unlike the twin", "people", "share", *groups), rows)


def _differs(entries: Mapping[str, Any]) -> str:
    entry = entries.get("conduct_differs")
    part = _share(entry) if isinstance(entry, Mapping) else 0.0
    return (
        f" {share(part)} of people did at least one thing that their twin did not, or the other way round, however small."
        if part
        else ""
    )


def _share(entry: Mapping[str, Any]) -> float:
    return float(entry.get("share") or 0.0)


def _of(by_group: Mapping[str, Any], group: str) -> str:
    value = by_group.get(group)
    value = value.get("share") if isinstance(value, Mapping) else value
    return "" if value is None else share(float(value), 3)

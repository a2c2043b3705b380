"""Differences of observables in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from glasshouse.report.data import ReportData, World
from glasshouse.report.difference import Difference, Side, find_differences
from glasshouse.report.wording import capital, interval, pair

_SEE: Final = "their values and intervals are in the table of the chart “What differs, and how surely”"


@dataclass(frozen=True)
class Statement:
    """A difference in words.

    Attributes:
        noun: what differs.
        change: its direction and size, or that nothing differs.
        figures: the values, the unit and the interval; empty where there is nothing to add.
    """

    noun: str
    change: str
    figures: str = ""

    def __str__(self) -> str:
        return f"{self.noun} {self.change}" + (f" ({self.figures})." if self.figures else ".")


def statements(data: ReportData, twin: World, side: Side) -> list[Statement]:
    """What there is to say of each difference on one side, true to its direction, size, unit and interval."""
    differences = [difference for difference in find_differences(data, twin) if difference.subject.side == side]
    equal = [difference.subject.noun for difference in differences if difference.is_none]
    others = [difference for difference in differences if not difference.is_none]
    unclear = [difference.subject.noun for difference in others if difference.is_unclear]
    lines = [state(difference) for difference in others if not difference.is_unclear]
    if unclear:
        lines.append(Statement("No difference that can be told from chance", f"in {_any(unclear)}", _SEE))
    if equal:
        lines.append(Statement("No difference at all", f"in {_any(equal)}"))
    return lines


def state(difference: Difference) -> Statement:
    """One difference in words."""
    noun = capital(difference.subject.noun)
    here, there, tail = pair(difference.base_value, difference.twin_value, difference.unit)
    values = f"{here} against {there}{tail}"
    limits = interval(difference.low, difference.high, difference.unit)
    if difference.is_unclear:
        return Statement(f"{noun}:", "no difference that can be told from chance", f"{values}; 95% interval {limits}")
    verb = "rose" if difference.value > 0 else "fell"
    why = f": {difference.reason}" if difference.reason else ""
    certainty = f"95% interval of the difference {limits}" if limits else f"no interval was worked out{why}"
    return Statement(noun, f"{verb} by {difference.size}", f"{values}; {certainty}")


def _any(nouns: list[str]) -> str:
    return nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} or {nouns[-1]}"

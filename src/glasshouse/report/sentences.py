"""Differences of observables in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from glasshouse.observables.answers import WORDS
from glasshouse.report.data import ReportData, World
from glasshouse.report.difference import Difference, Side, find_differences
from glasshouse.report.wording import capital, interval, listing, pair

_TABLE: Final = "in the table of the chart “What differs, and how surely”"
_SEE: Final = f"Values and intervals are {_TABLE}"
_SEE_SMALLEST: Final = f"What would matter is {_TABLE}, with values and intervals"


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
    """What there is to say of each difference on one side, true to its direction, size, unit, interval and what matters."""
    differences = [difference for difference in find_differences(data, twin) if difference.subject.side == side]
    equal = [difference.subject.noun for difference in differences if difference.is_none]
    others = [difference for difference in differences if not difference.is_none]
    by_answer = {said: [each for each in others if each.answer == said] for said in WORDS}
    lines = [state(difference) for said in ("changed", "cannot be told") for difference in by_answer[said]]
    lines += _together("Too small to matter:", [_with_size(each) for each in by_answer["too small"]], _SEE_SMALLEST)
    chance = [each.subject.noun for each in by_answer["chance"]]
    lines += _together("No difference that can be told from chance", chance, _SEE)
    return lines + _together("No difference at all", equal)


def _with_size(difference: Difference) -> str:
    return f"{difference.subject.noun} ({difference.signed_size})"


def _together(head: str, nouns: list[str], figures: str = "") -> list[Statement]:
    """One statement for all that share an answer; none where there is nothing."""
    if not nouns:
        return []
    # What follows a colon is a list; what is not there is not there in any.
    return [Statement(head, listing(nouns) if head.endswith(":") else f"in {_any(nouns)}", figures)]


def state(difference: Difference) -> Statement:
    """One difference in words."""
    noun = capital(difference.subject.noun)
    here, there, tail = pair(difference.base_value, difference.twin_value, difference.unit)
    values = f"{here} against {there}{tail}"
    limits = interval(difference.low, difference.high, difference.unit)
    certainty = f"95% interval of the difference {limits}" if limits else _no_interval(difference.reason)
    figures, said = f"{values}; {certainty}", difference.answer
    if said == "chance":
        return Statement(f"{noun}:", WORDS[said], figures)
    change = f"{'rose' if difference.value > 0 else 'fell'} by {difference.size}"
    more = {"too small": f", {WORDS['too small']}", "cannot be told": f"; it {WORDS['cannot be told']}"}
    return Statement(noun, change + more.get(said, ""), figures)


def _no_interval(reason: str) -> str:
    return f"no interval: {reason.removeprefix('undefined, because ')}" if reason else "no interval was worked out"


def _any(nouns: list[str]) -> str:
    return nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} or {nouns[-1]}"

"""People who follow those before them, and are wrong together."""

from __future__ import annotations

import numpy as np

from glasshouse.mechanisms.belief import chance_of, updated_odds
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values

WRONG = "chance of a wrong cascade"
RIGHT = "chance of a right cascade"

_EVEN = 1e-9
_LEAST = 1e-15


def _adopting(odds: float, signal: int, right: float) -> float:
    """The chance that somebody with that signal adopts: who is undecided tosses a coin."""
    belief = float(chance_of(updated_odds(np.float64(odds), np.float64(right / (1 - right)), signal)))
    return 0.5 if abs(belief - 0.5) < _EVEN else float(belief > 0.5)


def _walk(right: float) -> tuple[float, float]:
    """Chances of a wrong and of a right cascade, if adopting is right, by the public's odds person after person."""
    open_, wrong, good = {1.0: 1.0}, 0.0, 0.0
    while open_:
        after: dict[float, float] = {}
        for odds, mass in open_.items():
            told, warned = _adopting(odds, 1, right), _adopting(odds, -1, right)
            if told == warned and told in (0.0, 1.0):  # nobody's own signal counts any more
                wrong, good = wrong + mass * (1 - told), good + mass * told
                continue
            if_good, if_bad = right * told + (1 - right) * warned, (1 - right) * told + right * warned
            for chance, other in ((if_good, if_bad), (1 - if_good, 1 - if_bad)):
                if chance * mass > _LEAST:
                    public = round(odds * chance / other, 12)
                    after[public] = after.get(public, 0.0) + mass * chance
        open_ = after
    return wrong, good


def _closed(values: Values) -> dict[str, float]:
    p = values["p"]
    return {WRONG: (p - 2) * (p - 1) / (2 * (1 - p + p * p)), RIGHT: p * (p + 1) / (2 * (1 - p + p * p))}


CASE = Case(
    name="cascade",
    title="people follow those before them: wrong together with chance (p-2)(p-1)/(2(1-p+p²))",
    text="One after the other people see what those before them did, and a signal of their own that is right with chance p. Once "
    "the public belief outweighs any signal, all do the same.",
    source="Bikhchandani, Hirshleifer, Welch, A theory of fads, fashion, custom, and cultural change as informational cascades, "
    "Journal of Political Economy 100 (1992)",
    mechanisms=("belief.updated_odds", "belief.chance_of"),
    parameters={"p": Parameter("chance that a signal is right", 0.7, 0.5, 1, open=True)},
    points=(Point({}, {WRONG: Target(0.246835, 5e-7)}),),
    figures={WRONG: lambda values: Measured(_walk(values["p"])[0]), RIGHT: lambda values: Measured(_walk(values["p"])[1])},
    closed_form=_closed,
)  # fmt: skip

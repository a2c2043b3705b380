"""Tidy tables: the outcomes of a study, one row for each point, seed, world and observable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from glasshouse.sweeps.outcome import Outcome
from glasshouse.sweeps.study import Study
from glasshouse.targets.published import figure_names
from glasshouse.worlds.individual_differences import OUTCOMES

HEADS = (
    "point", "replicate", "seed", "world", "against", "observable", "value", "low", "high", "events", "counts_once", "unit",
)  # fmt: skip
"""Columns of the results, before those of the settings."""
DIFFERENCES = "individual_differences_"
"""What the names of shares of people whose lives went otherwise begin with."""

Columns = dict[str, Any]


def results_table(study: Study, outcomes: Sequence[Outcome]) -> Columns:
    """The results, as columns.

    A row whose ``against`` names a twin is a difference, ``world`` minus ``against``, with the interval of that one
    pair and the independent events that differ behind it (see `glasshouse.worlds.intervals.Events`); or, where the
    observable begins with ``individual_differences_``, the share of people whose life went otherwise than their twin's,
    with the number of communities where that befell somebody. All other rows are values of one world; their events are
    the fewest of the counts that they are worked out from, missing where these are not told.

    Args:
        study: what was run.
        outcomes: what became of its jobs, in their order.
    """
    rows = [row for number, outcome in enumerate(outcomes) for row in _rows(study, number, outcome)]
    return _columns(HEADS, rows) | _settings(study, [int(row[0]) for row in rows])


def figures_table(study: Study, outcomes: Sequence[Outcome]) -> Columns:
    """The runs' readings of published figures, as columns."""
    known = {name: figure.published() for name, figure in figure_names().items()}
    heads = ("point", "replicate", "seed", "world", "figure", "ours", "published")
    rows = [
        (
            *divmod(number, study.replicates),
            str(outcome["seed"]),
            world,
            name,
            ours,
            published.get(name, known.get(name)),
        )
        for number, outcome in enumerate(outcomes)
        for world, told in outcome["worlds"].items()
        for published in (told.get("published", {}),)
        for name, ours in told["figures"].items()
    ]
    return _columns(heads, rows) | _settings(study, [int(row[0]) for row in rows])


def points_table(study: Study) -> Columns:
    """The design: one row for each point."""
    return {"point": np.arange(len(study.design), dtype="i8")} | _settings(study, range(len(study.design)))


def titles(outcomes: Iterable[Outcome]) -> dict[str, dict[str, str]]:
    """Unit and title of each observable."""
    found: dict[str, dict[str, str]] = {}
    for outcome in outcomes:
        for name, (unit, title) in outcome["titles"].items():
            found.setdefault(name, {"unit": unit, "title": title})
    for outcome in outcomes:
        if outcome["individual_differences"]:
            found |= {
                f"{DIFFERENCES}{way}": {"unit": "share", "title": f"people who {said}"}
                for way, said in OUTCOMES.items()
            }
            break
    return found


def _rows(study: Study, number: int, outcome: Outcome) -> Iterator[tuple[Any, ...]]:
    point, replicate = divmod(number, study.replicates)
    head = (point, replicate, str(outcome["seed"]))
    units = {name: unit for name, (unit, _) in outcome["titles"].items()}
    for world, told in outcome["worlds"].items():
        for name, value in told["observables"].items():
            yield *head, world, None, name, value, None, None, told["counts"].get(name), None, units[name]
    for twin, differences in outcome["differences"].items():
        for name, (value, *rest) in differences.items():
            yield *head, study.name, twin, name, value, *rest, units[name]
    for twin, ways in outcome["individual_differences"].items():
        for way, (share, communities) in ways.items():
            yield *head, study.name, twin, f"{DIFFERENCES}{way}", share, None, None, communities, 0, "share"


_NUMBERS = frozenset(("value", "low", "high", "events", "counts_once", "ours", "published"))
"""Columns that hold numbers even where every value is missing."""


def _settings(study: Study, points: Iterable[int]) -> Columns:
    """What each row's point sets, one column a key."""
    chosen = np.fromiter(points, "i8")
    found = {}
    for key in study.design.keys:
        values = _column(study.design.column(key))
        found[key] = values[chosen]
    return found


def _columns(heads: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Columns:
    return {head: _column([row[place] for row in rows], head) for place, head in enumerate(heads)}


def _column(values: Sequence[Any], head: str = "") -> np.ndarray:
    """Numbers as numbers, all else as text; nothing stays nothing."""
    if head not in _NUMBERS and not all(map(_is_number, values)):
        return np.array([None if value is None else _text(value) for value in values], "O")
    if values and all(isinstance(value, int) for value in values):
        return np.array(values, "i8")
    blank = [value is None for value in values]
    return np.ma.masked_array([0.0 if value is None else float(value) for value in values], blank, "f8")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

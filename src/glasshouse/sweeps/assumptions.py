"""What the assumptions do to a comparison: smaller runs, each with all assumptions drawn at once from their declared ranges.

An interval over luck says how far other draws of the same model lie apart. It says nothing of the numbers that somebody had
to assume, or to derive from figures on something else. So beside it stands a second span: that of a keyed Latin hypercube over
all numbers that declare a range, band lines among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Unpack

import numpy as np

from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario, changed, quantities
from glasshouse.store import manifest
from glasshouse.store.options import StudyOptions
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.latin_hypercube import Varied, latin_hypercube
from glasshouse.sweeps.ranges import Range, ranges
from glasshouse.sweeps.study import Variant
from glasshouse.sweeps.sweep import Sweep, sweep
from glasshouse.sweeps.tidy import DIFFERENCES

POINTS: Final = 64
"""Points, where nobody asks for another number."""
FOLDER: Final = "assumptions"
"""Where the runs are kept in a comparison's folder."""
PEOPLE: Final = 2560
"""Most people of each run."""
FEWEST, MOST = 10, 10_000
"""Fewest and most points: nine tenths of fewer than ten say nothing."""
_FIXED: Final = (".ceiling", ".low", ".high")
"""Ends of keys that are no assumptions about the world, but bounds of other values."""
_TRIES: Final = 4
_SPAN: Final = (0.05, 0.95)
_TOLD: Final = (
    "criticism_per_1000_days",
    "visible_criticism_per_1000_days",
    "flooded_per_1000_days",
    "public_criticism_share",
)
"""Observables whose values at each point the spans give as well: reports make their numbers of several."""


def assumed_ranges(scenario: Scenario) -> list[Range]:
    """The ranges of all that is uncertain in a scenario, assumed or derived, band lines and places among it."""
    return [each for each in ranges(scenario, ["*"], in_lists=True) if not each.key.endswith(_FIXED)]


def draw_assumptions(scenario: Scenario, points: int, over: Sequence[Varied] | None = None, round_: int = 0) -> Design:
    """Points over all assumptions of a scenario.

    Ranges are declared one by one, and some values do not go together, such as a rate above its ceiling. Where a point does not
    fit, what does not go together in it keeps the scenario's own values. A point that even so does not fit is left out.

    Args:
        scenario: whose assumptions are drawn.
        points: how many points.
        over: what is drawn from which range; by default all that is uncertain, evenly within the declared ranges.
        round_: number of a further set of points.

    Raises:
        InputError: too few or too many points, no assumption that declares a range, or no point that fits.
    """
    if not FEWEST <= points <= MOST:
        expected = f"a number of points from {FEWEST} to {MOST}"
        raise InputError(Problem(key="assumptions", expected=expected, found=str(points)))
    own = {key: each.value for key, each in quantities(scenario)}
    drawn = latin_hypercube(assumed_ranges(scenario) if over is None else over, points, scenario.seed, round_)
    fitting = [_fit(scenario, drawn, point, own) for point in range(points)]
    kept = tuple(values for values in fitting if values is not None)
    if not kept:
        changed(scenario, drawn.settings(0))  # says what is wrong with the first point
    return Design(drawn.keys, kept)


def _fit(scenario: Scenario, drawn: Design, point: int, own: Mapping[str, float]) -> tuple[Any, ...] | None:
    """A point's values, those that do not go together as the scenario has them; None where that does not help."""
    values = dict(zip(drawn.keys, drawn.points[point], strict=True))
    for _ in range(_TRIES):
        design = Design(drawn.keys, (tuple(values.values()),))
        try:
            changed(scenario, design.settings(0))
        except InputError as error:
            values |= {key: own[key] for key in values if _is_named(key, [problem.key for problem in error.problems])}
        else:
            return tuple(values.values())
    return None


def _is_named(key: str, wrong: Sequence[str]) -> bool:
    """Whether a key is what is wrong, or stands in the table that is.

    Band lines must keep their order: where one of them is wrong, the others of its system may be to blame.
    """
    tables = [f"{each.partition('.bands.')[0]}.bands" if ".bands." in each else each for each in wrong]
    return any(key == each or key.startswith(f"{each}.") or each.startswith(f"{key}.") for each in tables)


def over_assumptions(
    base: Scenario,
    variants: Sequence[Variant],
    place: Path,
    *,
    name: str,
    points: int = POINTS,
    settings: Sequence[str] = (),
    **options: Unpack[StudyOptions],
) -> Sweep:
    """Run a comparison at points over its assumptions, with at most `PEOPLE` people, and keep it in the comparison's folder.

    Args:
        base: the scenario.
        variants: what it is compared with.
        place: the comparison's folder.
        name: what the base was called by.
        points: how many points.
        settings: changes that the base was made with.
        **options: see `glasshouse.store.options.StudyOptions`.

    Raises:
        InputError: no assumption declares a range, or no point fits.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the end; what is done is kept.
    """
    small = base.model_copy(update={"citizens": min(base.citizens, PEOPLE), "panel": ()})
    design = draw_assumptions(small, points)
    return sweep(small, design, variants, name=name, settings=settings, out=place / FOLDER, **options)


def spans(place: Path) -> dict[str, Any]:
    """What was found over the assumptions of a comparison, from its folder; empty where nobody asked for it.

    Returns:
        What `glasshouse.results.schema.OverAssumptions` says.
    """
    folder = place / FOLDER
    if not (folder / manifest.NAME).is_file():
        return {}
    found = manifest.read(folder)
    if not found.is_complete:
        return {}
    return spans_of(Sweep(found))


def spans_of(swept: Sweep) -> dict[str, Any]:
    """The same of a sweep that was made by `over_assumptions`."""
    known = swept.document["observables"]
    outcomes = [each for each in known if each.startswith(DIFFERENCES)]
    return {
        "points": len(swept.design),
        "citizens": swept.document["citizens"],
        "days": swept.document["days"],
        "keys": len(swept.keys),
        "individual_differences": {
            twin: {each.removeprefix(DIFFERENCES): _span(swept.values(each, against=twin)) for each in outcomes}
            for twin in swept.worlds[1:]
        },
        "values": {each: _points(swept.values(each)) for each in _TOLD if each in known},
    }


def _points(values: np.ndarray) -> list[float | None]:
    """Means over seeds, point by point; None where it is undefined."""
    return [None if np.isnan(each) else float(each) for each in values.mean(1)]


def _span(values: np.ndarray) -> list[float] | None:
    """Where nine tenths of the points lie; None where it is undefined at one of them."""
    means = values.mean(1)
    return None if np.isnan(means).any() else [float(each) for each in np.quantile(means, _SPAN)]

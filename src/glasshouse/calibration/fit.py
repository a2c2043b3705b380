"""Fitting: rounds of runs that draw nearer to published figures, and what is told of the end.

Each round is a sweep of its own, kept and reused like any other, so that a fit that was stopped goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np

from glasshouse.calibration.distance import conflicts, distance, misfit, out_of_reach
from glasshouse.calibration.document import Calibration
from glasshouse.calibration.particles import Particles, keep_nearest, propose
from glasshouse.documents import notebook
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario, quantities, with_later_seed
from glasshouse.store.options import StudyOptions
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.latin_hypercube import latin_hypercube
from glasshouse.sweeps.ranges import Range
from glasshouse.sweeps.several import several_sweeps
from glasshouse.sweeps.sweep import Sweep, sweep
from glasshouse.targets.published import PublishedFigure

FRESH = 1000
"""How far the seeds of the last check are from those of the fit, so that nothing is fitted to its luck."""
CHECKS = 3
"""Seeds of the last check."""
DIGITS = 3
"""Digits that a fitted value is given with; the check runs with these."""
METHOD = "approximate Bayesian computation by population Monte Carlo (Lenormand and others 2013)"


class Fit:
    """A calibration that came to its end.

    Attributes:
        document: what was fitted, how well, and what cannot be met; as ``calibrate --json`` prints it.
        settings: the fitted values as ``key=value``.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        """Take a document as `calibrate` makes it."""
        self.document = document
        self.settings = [f"{each['key']}={json.dumps(each['value'])}" for each in document["free"]]

    @property
    def is_better(self) -> bool:
        """Whether the fitted values come nearer to the targets than those before, with fresh seeds."""
        distances = self.document["distance"]
        return bool(distances["after"] < distances["before"])

    def __repr__(self) -> str:
        targets = [target for target in self.document["targets"] if target["fitted"]]
        return f"<Fit {self.document['scenario']}: {sum(t['meets'] for t in targets)} of {len(targets)} targets met>"

    def _repr_html_(self) -> str:
        free = [(each["key"], each["value"]) for each in self.document["free"]]
        return notebook.table(repr(self), ("fitted value", "value"), free)


EDGE = 0.02
"""A value within this part of its range from an end counts as lying at the end."""


@dataclass
class _Search:
    """A fit in the making: what is sought, and how runs are made."""

    base: Scenario
    name: str
    over: list[Range]
    figures: Mapping[str, PublishedFigure]
    targets: int
    variants: list[str]
    run: Callable[[Scenario, Design, int], Sweep]

    def design(self, places: np.ndarray) -> Design:
        keys = tuple(each.key for each in self.over)
        points = [tuple(each.at(float(u)) for each, u in zip(self.over, place, strict=True)) for place in places]
        return Design(keys, tuple(points))

    def places(self, design: Design) -> np.ndarray:
        """Where the points are in the unit cube, as they are after rounding."""
        return np.array([[each.share(float(value)) for each, value in zip(self.over, point, strict=True)]
                         for point in design.points])  # fmt: skip

    def misfits(self, swept: Sweep) -> np.ndarray:
        """Misfits of runs (points × seeds) from each figure (the last axis), the targets first."""
        return np.stack([misfit(figure, swept.readings(name)) for name, figure in self.figures.items()], -1)

    def distance(self, misfits: np.ndarray) -> np.ndarray:
        """Distances from all targets; what is only watched does not count."""
        return distance(misfits[..., : self.targets])


@several_sweeps
def calibrate(
    base: Scenario,
    calibration: Calibration,
    *,
    name: str | None = None,
    settings: Sequence[str] = (),
    **options: Unpack[StudyOptions],
) -> Fit:
    """Fit a scenario's free values to published figures.

    Args:
        base: the scenario; its seed is that of the fit.
        calibration: what is fitted to what.
        name: what the scenario was called by.
        settings: changes that the base was made with, for the twins of figures too.
        **options: see `glasshouse.store.options.StudyOptions`; each round is a sweep.

    Raises:
        InputError: a value that may not be fitted, or a target that this scenario cannot be read for.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    progress = options.get("progress")
    done, total = 0, 1 + calibration.points * calibration.rounds + CHECKS * 3

    def run(scenario: Scenario, design: Design, replicates: int) -> Sweep:
        nonlocal done
        before = done
        options["progress"] = None if progress is None else lambda n, _: progress(before + n, total)
        swept = sweep(
            scenario, design, search.variants, name=search.name, replicates=replicates, settings=settings, **options
        )
        done += len(design) * replicates
        return swept

    figures = calibration.figures()
    twins = sorted({figure.needs.twin for figure in figures.values() if figure.needs.twin})
    search = _Search(base, name or base.title, calibration.ranges(base), figures, len(calibration.targets),
                     twins, run)  # fmt: skip
    _check_targets(run(base, Design(), 1), figures)
    particles, misfits = _rounds(search, calibration)
    return Fit(_document(search, calibration, particles, misfits, _choose(search, particles)))


def _check_targets(first: Sweep, figures: Mapping[str, PublishedFigure]) -> None:
    read = first.figures_read()
    problems = [
        Problem(key="targets", expected="figures that this scenario can be read for", found=repr(name),
                advice="its systems, its place or its twin are not there")
        for name in figures if name not in read
    ]  # fmt: skip
    if problems:
        raise InputError(problems)


def _rounds(search: _Search, calibration: Calibration) -> tuple[Particles, np.ndarray]:
    """The last round's particles, and the misfits of all runs."""
    seed, particles, seen = search.base.seed, None, []
    for r in range(calibration.rounds):
        if particles is None:
            design = latin_hypercube(search.over, calibration.points, seed)
        else:
            design = search.design(propose(particles, calibration.points, seed, r))
        found = search.misfits(search.run(search.base, design, 1))[:, 0]
        seen.append(found)
        particles = keep_nearest(search.places(design), search.distance(found), particles)
    assert particles is not None
    return particles, np.concatenate(seen)


@dataclass(frozen=True)
class _Check:
    """The last check: the scenario as it was, and as it is fitted, with fresh seeds."""

    design: Design
    point: int
    sweep: Sweep
    before: Sweep


def _choose(search: _Search, particles: Particles) -> _Check:
    """The middle of the particles or the nearest of them, whichever fares better with fresh seeds."""
    nearest = particles.places[int(np.argmin(particles.distances))]
    design = _rounded(search, search.design(np.stack([particles.quantile(0.5), nearest])))
    fresh = with_later_seed(search.base, FRESH)
    checked, before = search.run(fresh, design, CHECKS), search.run(fresh, Design(), CHECKS)
    return _Check(design, int(np.argmin(search.distance(search.misfits(checked)).mean(1))), checked, before)


def _rounded(search: _Search, design: Design) -> Design:
    points = tuple(
        tuple(min(each.high, max(each.low, float(f"{value:.{DIGITS}g}"))) for each, value in zip(search.over, point, strict=True))
        for point in design.points
    )  # fmt: skip
    return Design(design.keys, points)


def _document(
    search: _Search, calibration: Calibration, particles: Particles, misfits: np.ndarray, check: _Check
) -> dict[str, Any]:
    base, targets = search.base, _targets(search, check)
    # The runs of the last check are runs like others; a target that it meets on average is within reach.
    misfits = np.concatenate([misfits, *search.misfits(check.sweep), *search.misfits(check.before)])
    met = {target["figure"] for target in targets if target["meets"]}
    unmet = {name: far for name, far in out_of_reach(misfits, [*search.figures]).items() if name not in met}
    return {
        "scenario": search.name,
        "title": calibration.title,
        "about": calibration.about,
        "method": METHOD,
        "citizens": base.citizens,
        "days": base.days,
        "seed": base.seed,
        "runs": calibration.points * calibration.rounds,
        "rounds": calibration.rounds,
        "kept": len(particles),
        "effective": particles.effective,
        "distance": {
            "before": float(search.distance(search.misfits(check.before)).mean()),
            "after": float(search.distance(search.misfits(check.sweep)[check.point]).mean()),
        },
        "check_seeds": check.sweep.document["seeds"],
        "free": _free(search, particles, check.design.points[check.point]),
        "targets": targets,
        "out_of_reach": [{"figure": name, "nearest": far} for name, far in unmet.items()],
        "conflicts": [
            {"figures": [each.first, each.second], "nearest": each.nearest} for each in conflicts(misfits, [*search.figures])
        ],
    }  # fmt: skip


def _free(search: _Search, particles: Particles, fitted: Sequence[Any]) -> list[dict[str, Any]]:
    known = dict(quantities(search.base))
    ends = {share: particles.quantile(share) for share in (0.025, 0.25, 0.5, 0.75, 0.975)}
    found = []
    for j, (each, value) in enumerate(zip(search.over, fitted, strict=True)):
        found.append({
            "key": each.key, "before": known[each.key].value, "value": value, "unit": known[each.key].unit,
            "low": each.at(float(ends[0.025][j])), "middle": each.at(float(ends[0.5][j])),
            "high": each.at(float(ends[0.975][j])),
            "range": [each.low, each.high],
            "at_end": _end_of(each.share(float(value))),
            # The middle half of an even spread is half the range wide.
            "learnt": float(max(0.0, 1 - 2 * (ends[0.75][j] - ends[0.25][j]))),
        })  # fmt: skip
    return found


def _end_of(place: float) -> str | None:
    """At which end of its range a value lies, if at one: what would fit best may lie beyond."""
    if place <= EDGE:
        return "low"
    return "high" if place >= 1 - EDGE else None


def _targets(search: _Search, check: _Check) -> list[dict[str, Any]]:
    found = []
    for place, (name, figure) in enumerate(search.figures.items()):
        ours, before = check.sweep.readings(name)[check.point], check.before.readings(name)[0]
        mean = _mean(ours)
        ratio = None if mean is None else mean / figure.published()
        low, high = figure.tolerance
        found.append({
            "figure": name, "title": figure.title, "unit": figure.unit, "published": figure.published(),
            "before": _mean(before), "ours": mean, "seeds": [None if np.isnan(x) else float(x) for x in ours],
            "ratio": ratio, "tolerance": [low, high], "meets": ratio is not None and low <= ratio <= high,
            "fitted": place < search.targets,
        })  # fmt: skip
    return found


def _mean(values: np.ndarray) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None

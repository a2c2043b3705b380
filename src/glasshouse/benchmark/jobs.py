"""What a job of a sweep costs: how much of it is living, how much goes with the days, and how much is fixed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from glasshouse.engine import stretch
from glasshouse.engine.warmup import prepare
from glasshouse.scenario import load, seed_after
from glasshouse.sweeps.assumptions import PEOPLE, draw_assumptions
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.outcome import run_job
from glasshouse.sweeps.study import Job, Study, name_variants

DAYS: Final = 90
"""Days of a job; one of half as many says how much goes with the days."""
_WORLDS: Final = 2


@dataclass(frozen=True)
class JobCosts:
    """Medians over points, in milliseconds of this process's own time.

    Attributes:
        scenario: the scenario, lived beside a world without any system.
        keys: how many numbers each point sets.
        draw: of a point, to draw it and see that it fits.
        job: of a job.
        living: of a job, what its days take inside compiled code.
        world_day: of a day of one world, what it takes beside that.
        fixed: of a job, all that does not go with the days.
    """

    scenario: str
    keys: int
    draw: float
    job: float
    living: float
    world_day: float
    fixed: float


def job_costs(name: str, points: int) -> JobCosts:
    """Measure jobs over all assumptions of a scenario, each beside a world without any system, asked for values alone.

    Args:
        name: the scenario, as `glasshouse.scenario.load` takes it.
        points: how many points.

    Raises:
        InputError: there is no such scenario, or it has no assumptions.
    """
    base = load(name, citizens=PEOPLE, days=DAYS, panel=())
    began = time.process_time()
    design = _with_seeds(draw_assumptions(base, points), base.seed)
    draw = 1000 * (time.process_time() - began) / points
    study = Study(name, base, name_variants(name, ["nothing"]), design, intervals=False).with_files()
    jobs = list(study.jobs())
    prepare(jobs[0].worlds()[name], traced=True)
    run_job(jobs[0])
    half = base.model_copy(update={"days": DAYS // 2})
    shorter = Study(name, half, study.variants, design, intervals=False).with_files()
    run_job(next(shorter.jobs()))
    with _timed_days() as spent:
        # Both take turns, so that a slow moment meets both.
        pairs = [
            (_measure(one, spent), _measure(other, spent)) for one, other in zip(jobs, shorter.jobs(), strict=True)
        ]
    whole, living = (median(each) for each in zip(*(pair[0] for pair in pairs), strict=True))
    beside = [(took - lived) - (half - half_lived) for (took, lived), (half, half_lived) in pairs]
    world_day = median(beside) / (_WORLDS * (DAYS - DAYS // 2))
    return JobCosts(name, len(design.keys), draw, whole, living, world_day, whole - living - _WORLDS * DAYS * world_day)


def _with_seeds(design: Design, first: int) -> Design:
    """The same points, each with a seed of its own, as a trial sets them."""
    rows = tuple((*point, seed_after(first, k)) for k, point in enumerate(design.points))
    return Design((*design.keys, "seed"), rows, fits=design.fits)


def _measure(job: Job, spent: list[float]) -> tuple[float, float]:
    """Milliseconds of a job, and of those what compiled days take."""
    before, began = sum(spent), time.process_time()
    run_job(job)
    return 1000 * (time.process_time() - began), 1000 * (sum(spent) - before)


@contextmanager
def _timed_days() -> Iterator[list[float]]:
    """The seconds of each call of compiled days, for as long as it is entered."""
    spent: list[float] = []
    module: Any = stretch
    plain: Callable[..., None] = module.live_days

    def timed(*arguments: Any) -> None:
        began = time.process_time()
        plain(*arguments)
        spent.append(time.process_time() - began)

    module.live_days = timed
    try:
        yield spent
    finally:
        module.live_days = plain


def describe_jobs(costs: JobCosts) -> str:
    """The costs in lines of text."""
    rows = (
        ("a point, drawn and found to fit", costs.draw),
        ("a job", costs.job),
        ("of it, living the days", costs.living),
        ("of it, fixed", costs.fixed),
        ("a day of one world, beside living it", costs.world_day),
    )
    head = (
        f"{costs.scenario} beside a world without any system: {PEOPLE:,} people, {DAYS} days, {costs.keys} numbers set"
    )
    return "\n".join([head, *(f"{what:<40}{value:8.3f} ms" for what, value in rows)])

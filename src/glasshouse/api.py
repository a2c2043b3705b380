"""The laboratory's everyday verbs: load, run, compare, look again, test. What `import glasshouse` offers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from glasshouse import scenario as scenarios
from glasshouse.calibration import fit
from glasshouse.calibration.document import Calibration, load_calibration
from glasshouse.calibration.fit import Fit
from glasshouse.documents.arguments import checked
from glasshouse.engine.loop import Progress
from glasshouse.engine.patience import Patience
from glasshouse.engine.signals import stop_requested
from glasshouse.engine.stages import describe_day as describe_day
from glasshouse.objects import Comparison, Result, Sweep, named_scenario, one_world, opened
from glasshouse.objects import Simulation as Simulation
from glasshouse.scenario import Scenario
from glasshouse.scenario.beginnings import new as new
from glasshouse.store import manifest, running
from glasshouse.store.listing import runs as runs
from glasshouse.sweeps import sweep as sweeps
from glasshouse.sweeps.assumptions import over_assumptions
from glasshouse.sweeps.design_from_options import read_design
from glasshouse.worlds import comparison

if TYPE_CHECKING:
    from glasshouse.audit.explain import Explanation
    from glasshouse.audit.infer import Inference
    from glasshouse.claims.trial import Trial
    from glasshouse.validation.finding import Finding


@checked
def load(
    source: str | Path,
    *changes: str,
    settings: Sequence[str] = (),
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    panel: Sequence[int] | None = None,
) -> Scenario:
    """A scenario from the library or from a TOML file.

    Args:
        source: a library name, or a path to a TOML file.
        *changes: changes as ``key.path=value``.
        settings: further changes, as a list.
        citizens: number of adults, in place of the scenario's own.
        days: number of days.
        seed: the luck.
        panel: numbers of citizens of whom everything is kept.

    Raises:
        InputError: anything wrong, all at once.
    """
    return scenarios.load(source, [*changes, *settings], citizens=citizens, days=days, seed=seed, panel=panel)


@checked
def run(
    source: str | Path | Scenario,
    *changes: str,
    settings: Sequence[str] = (),
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    panel: Sequence[int] | None = None,
    out: str | Path | None = None,
    folder: str | Path = running.RUNS,
    threads: int | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Run a scenario, or take the run of the same inputs that was made before.

    Args:
        source: a scenario, a library name, or a path to a TOML file.
        *changes: changes as ``key.path=value``; this and the following five only with a name or a path.
        settings: further changes, as a list.
        citizens: number of adults.
        days: number of days.
        seed: the luck.
        panel: numbers of citizens of whom everything is kept.
        out: the run directory itself; by default one named by the digest.
        folder: where that one is made.
        threads: threads to use; by default one for each core. They change nothing but speed.
        fresh: whether to run again although the run is there.
        progress: told after each day: days done, days in all.

    Raises:
        InputError: anything wrong with the scenario, or `out` holds something else.
        DamagedRunError: the run was made before, and is damaged.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the last day; a checkpoint is kept.
    """
    chosen = {"citizens": citizens, "days": days, "seed": seed, "panel": panel}
    scenario, name = named_scenario(source, [*changes, *settings], chosen)
    made = running.run(
        scenario, name=name, out=out, folder=folder, threads=threads, fresh=fresh,
        progress=progress or Patience(scenario.title),
    )  # fmt: skip
    return Result.of(made)


@checked
def compare(
    source: str | Path | Scenario,
    *variants: str | Path | Scenario,
    settings: Sequence[str] = (),
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    replicates: int = 1,
    assumptions: int | None = None,
    out: str | Path | None = None,
    folder: str | Path = running.RUNS,
    threads: int | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Compare a scenario with variants of it: the same people, the same luck, other rules.

    Args:
        source: a scenario, a library name, or a path to a TOML file.
        *variants: ``nothing``, ``sensing``, ``scoring``, another scenario, a TOML file with a diff, or ``key=value``.
        settings: changes to the scenario as ``key.path=value``; they hold for the variants as well, wherever these have the
            key. Where one has not, that is logged.
        citizens: number of adults.
        days: number of days.
        seed: the luck.
        replicates: how many seeds to try, counting up.
        assumptions: at how many points over all assumptions to run it as well, with fewer people; the report then says what the
            assumptions do to its findings. 64 is a good number.
        out: the folder of the comparison; by default one named by the digest.
        folder: where that one is made.
        threads: threads to use; by default one for each core.
        fresh: whether to compare again although the comparison is there.
        progress: told after each day.

    Raises:
        InputError: anything wrong with the scenario or a variant.
        DamagedRunError: the comparison was made before, and is damaged.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the end; a checkpoint is kept.
    """
    base, name = named_scenario(source, settings, {"citizens": citizens, "days": days, "seed": seed, "panel": None})
    with stop_requested():
        made = comparison.compare(
            base, variants or ("nothing",), name=name, replicates=replicates, settings=settings, out=out, folder=folder,
            threads=threads, fresh=fresh, progress=progress or Patience(base.title),
        )  # fmt: skip
        if assumptions is not None:
            twins = [each if isinstance(each, Scenario) else str(each) for each in variants or ("nothing",)]
            over_assumptions(base, twins, made.path, name=name, points=assumptions, settings=settings, workers=threads)
    return Comparison.of(made)


@checked
def sweep(
    source: str | Path | Scenario,
    *variants: str | Scenario,
    grid: Sequence[str] = (),
    lhs: int | None = None,
    over: Sequence[str] = (),
    settings: Sequence[str] = (),
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    replicates: int = 1,
    out: str | Path | None = None,
    folder: str | Path = running.RUNS,
    workers: int | None = None,
    executor: str = "local",
    fresh: bool = False,
    progress: Progress | None = None,
) -> Sweep:
    """Run a scenario, alone or beside variants of it, at many points.

    Args:
        source: a scenario, a library name, or a path to a TOML file.
        *variants: twins that live beside it at every point; what a point sets holds for them too.
        grid: ``key=a:b:step`` or ``key=value,value,...``; several grids cross.
        lhs: number of points of a Latin hypercube over the ranges of `over`; crosses with the grids.
        over: keys whose declared ranges are sampled, groups such as ``response.*``, or ``key=low:high`` and
            ``key=low:high:log``.
        settings: changes to the scenario as ``key.path=value``; they hold for the variants as well, wherever these have the
            key. Where one has not, that is logged.
        citizens: number of adults.
        days: number of days.
        seed: the luck, and the seed of the hypercube.
        replicates: how many seeds to try at each point, counting up.
        out: the folder of the sweep; by default one named by the digest.
        folder: where that one is made.
        workers: processes that share the work; by default one for each core. They change nothing but speed.
        executor: ``local`` or ``dask``.
        fresh: whether to run again although the sweep is there.
        progress: told after each run: runs done, runs in all.

    Raises:
        InputError: anything wrong with the scenario, the points or the variants.
        DamagedRunError: the sweep was made before, and is damaged.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the end; what is done is kept.
    """
    base, name = named_scenario(source, settings, {"citizens": citizens, "days": days, "seed": seed, "panel": None})
    made = sweeps.sweep(
        base, read_design(base, grid, lhs, over), variants, name=name, replicates=replicates, settings=settings,
        out=out, folder=folder, workers=workers, executor_name=executor, fresh=fresh,
        progress=progress or Patience(base.title, "run"),
    )  # fmt: skip
    return Sweep.of(made)


@checked
def calibrate(
    source: str | Path | Scenario,
    *changes: str,
    settings: Sequence[str] = (),
    by: str | Calibration | None = None,
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    folder: str | Path = running.RUNS,
    workers: int | None = None,
    executor: str = "local",
    progress: Progress | None = None,
) -> Fit:
    """Fit declared free values of a scenario to published figures.

    Args:
        source: a scenario, a library name, or a path to a TOML file.
        *changes: changes as ``key.path=value``; only with a name or a path.
        settings: further changes, as a list.
        by: the calibration: a name of the library, a TOML file or a `glasshouse.calibration.document.Calibration`; by
            default the one called like the scenario.
        citizens: number of adults; by default the calibration's.
        days: number of days; by default the calibration's.
        seed: the luck, and the seed of the fit.
        folder: where the rounds' sweeps are kept.
        workers: processes that share the work; by default one for each core. They change nothing but speed.
        executor: ``local`` or ``dask``.
        progress: told after each run: runs done, runs in all.

    Raises:
        InputError: anything wrong with the scenario or the calibration; a value that has a source is refused.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the end; the same call goes on.
    """
    chosen = by if isinstance(by, Calibration) else load_calibration(by or str(source))
    given = {"citizens": citizens, "days": days, "seed": seed, "panel": None}
    if not isinstance(source, Scenario):
        given |= {"citizens": citizens or chosen.citizens, "days": days or chosen.days}
    base, name = named_scenario(source, [*changes, *settings], given)
    return fit.calibrate(
        base, chosen, name=name, settings=[*changes, *settings], folder=folder, workers=workers, executor_name=executor,
        progress=progress or Patience(base.title, "run"),
    )  # fmt: skip


@checked
def open_result(path: str | Path) -> Result | Comparison | Sweep:
    """A run, a comparison or a sweep that was made before, from its directory.

    Raises:
        InputError: there is no run directory.
        DamagedRunError: it is not complete, or a file is missing or was changed.
    """
    return opened(path)


@checked
def resume(
    path: str | Path, *, threads: int | None = None, progress: Progress | None = None
) -> Result | Comparison | Sweep:
    """Go on with a run, a comparison or a sweep that was stopped, to the same bits.

    Args:
        path: the folder.
        threads: threads to use; for a sweep, processes.
        progress: told after each day; for a sweep, after each run.

    Raises:
        InputError: there is nothing to resume.
        DamagedRunError: its files cannot be read.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped again.
    """
    folder = Path(path)
    kind = manifest.read(folder).kind if (folder / manifest.NAME).is_file() else "run"
    if kind == "comparison":
        return Comparison.of(comparison.resume(folder, threads=threads, progress=progress))
    if kind == "sweep":
        return Sweep.of(sweeps.resume(folder, workers=threads, progress=progress))
    return Result.of(running.resume(folder, threads=threads, progress=progress))


@checked
def why(
    source: Result | Comparison | Scenario | Simulation | str | Path,
    citizen: int,
    *,
    day: int | None = None,
    system: str | None = None,
) -> Explanation:
    """Why a citizen has that score on that day (see `glasshouse.audit.explain.explain`).

    Of a comparison the first world is explained; a path is the folder of a run or of a comparison.
    """
    from glasshouse.audit.explain import explain

    return explain(one_world(source), citizen, day=day, system=system)


@checked
def validate(*cases: str, settings: Sequence[str] = ()) -> list[Finding]:
    """Published results, computed by the laboratory's own mechanisms.

    Args:
        *cases: names of cases; all, if none is named.
        settings: ``parameter=value``, to take another point of one case.

    Returns:
        One finding for each figure: target, ours, tolerance, whether it passed, source.

    Raises:
        InputError: every unknown name and wrong value, at once.
    """
    from glasshouse.validation.checking import validate as check

    return check(cases, settings)


@checked
def run_claims(
    *claims: str,
    quick: bool = False,
    seed: int | None = None,
    folder: str | Path = running.RUNS,
    workers: int | None = None,
    executor: str = "local",
    fresh: bool = False,
    progress: Progress | None = None,
) -> Trial:
    """Put the essay's claims to the test (see `glasshouse.claims.trial.run_claims`).

    Args:
        *claims: ids, or TOML files of your own; all, if none is named. The controls always run.
        quick: small societies, few points, wide intervals.
        seed: the first seed.
        folder: where the sweeps are kept.
        workers: processes that share the work.
        executor: ``local`` or ``dask``.
        fresh: whether to run again what is there.
        progress: told after each run: runs done, runs in all.

    Raises:
        InputError: an unknown claim, or one that does not fit its scenario; lists every problem.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    from glasshouse.claims.trial import run_claims

    return run_claims(
        claims,
        quick=quick,
        seed=seed,
        folder=folder,
        workers=workers,
        executor_name=executor,
        fresh=fresh,
        progress=progress,
    )


@checked
def inference_attack(source: Result | Comparison | Scenario | str | Path, sample: int | None = None) -> Inference:
    """What holders of a run's records can guess of its people (see `glasshouse.audit.infer.infer`).

    Of a comparison the first world is attacked; a path is the folder of a run or of a comparison.
    """
    from glasshouse.audit.infer import infer as attack

    world = one_world(source)
    return attack(world) if sample is None else attack(world, sample)

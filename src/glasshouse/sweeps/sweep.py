"""Sweeps: a scenario, alone or beside variants, at every point of a design and with several seeds."""

from __future__ import annotations

import html
import logging
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from glasshouse.engine.ahead import live_days
from glasshouse.engine.day import compare
from glasshouse.engine.signals import stop_requested
from glasshouse.engine.warmup import prepare_all
from glasshouse.errors import GlasshouseError, InputError, InterruptedRunError, Problem, StorageError, nearest_name
from glasshouse.kernels.compilation import build
from glasshouse.results import frames
from glasshouse.results.schema import SweepResults
from glasshouse.scenario import Scenario
from glasshouse.store import parquet
from glasshouse.store.alone import first_in
from glasshouse.store.manifest import Manifest
from glasshouse.store.options import SweepEffort, SweepOptions, place_for
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.executors import Executor, executor
from glasshouse.sweeps.folder import FIGURES, POINTS, RESULTS, SweepFolder
from glasshouse.sweeps.probes import installed_probe
from glasshouse.sweeps.study import Job, Study, Variant, name_variants

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import xarray as xr

    from glasshouse.sweeps.sensitivity import Influence

_LOG = logging.getLogger(__name__)


class Sweep:
    """A sweep that came to its end.

    Attributes:
        path: the folder.
        document: what was run, and what the observables mean.
    """

    def __init__(self, found: Manifest, cached: bool = False) -> None:
        """Take a complete sweep whose files were checked."""
        self.path = found.folder
        self.document: dict[str, Any] = {**found.document, "cached": cached}
        self._influences: dict[tuple[str | None, ...], list[Influence]] = {}

    @property
    def results(self) -> SweepResults:
        """The summary with types."""
        return SweepResults.model_validate(self.document)

    @property
    def table(self) -> duckdb.DuckDBPyRelation:
        """One row for each point, seed, world and observable (a DuckDB relation: ``.df()``, ``.fetchnumpy()``, ...).

        Rows whose ``against`` names a twin are differences; see `glasshouse.sweeps.tidy.results_table`.
        """
        return parquet.read(self.path / RESULTS)

    @property
    def points(self) -> duckdb.DuckDBPyRelation:
        """The design: one row for each point."""
        return parquet.read(self.path / POINTS)

    @property
    def figures(self) -> duckdb.DuckDBPyRelation:
        """Published figures and the runs' own: one row for each point, seed, world and figure."""
        return parquet.read(self.path / FIGURES)

    @property
    def keys(self) -> tuple[str, ...]:
        """What is varied."""
        return tuple(self.document["keys"])

    @property
    def worlds(self) -> tuple[str, ...]:
        """The worlds at each point, the base first."""
        return tuple(self.document["worlds"])

    @cached_property
    def design(self) -> Design:
        """The points."""
        return Design(self.keys, tuple(tuple(point.values()) for point in self.document["points"]))

    def values(self, observable: str, *, world: str | None = None, against: str | None = None) -> np.ndarray:
        """One observable everywhere, as an array of points × seeds; not a number where it is undefined.

        Args:
            observable: its name.
            world: the world; by default the base.
            against: a twin, for the difference from it (or for the share of lives that went otherwise).

        Raises:
            InputError: there is no such observable or world.
        """
        self._check(observable, self.document["observables"], "observable")
        for each in (world, against):
            self._check(each, self.worlds, "world")
        condition = "against IS NULL" if against is None else "against = $against"
        wanted = {"observable": observable, "world": world or self.worlds[0]}
        wanted |= {} if against is None else {"against": against}
        return self._array(RESULTS, f"observable = $observable AND world = $world AND {condition}", wanted, "value")

    def to_pandas(self, observable: str | None = None) -> pd.DataFrame:
        """The results as a tidy pandas frame: what each point sets, seed, world, twin, value with interval, unit.

        Args:
            observable: its name; by default all of them, one below the other.

        Raises:
            InputError: there is no such observable.
        """
        self._check(observable, self.document["observables"], "observable")
        rows = self.table if observable is None else self.table.filter(f"observable = '{observable}'")
        frame: pd.DataFrame = rows.df()
        if observable is not None:
            frame.attrs = dict(self.document["observables"][observable])
        return frame

    def to_xarray(self, against: str | None = None) -> xr.Dataset:
        """The observables as an xarray dataset, by point and seed, with what each point sets as coordinates.

        Args:
            against: a twin, for the base's differences from it; by default the values of every world, by world.

        Raises:
            InputError: there is no such twin, or xarray is not installed.
        """
        self._check(against, self.worlds, "world")
        return frames.sweep_dataset(self.to_pandas(), self.document, against)

    def events(self, observable: str, *, against: str, point: int) -> int | None:
        """Independent events that differ behind a difference at one point, in all seeds; None where they were not counted.

        Args:
            observable: its name.
            against: the twin.
            point: number of the point.
        """
        wanted: dict[str, Any] = {"observable": observable, "against": against, "point": point}
        condition = "observable = $observable AND against = $against AND point = $point"
        counted = [events for (events,) in parquet.select(self.path / RESULTS, "events", condition, wanted)]
        return None if None in counted else int(sum(counted))

    def readings(self, figure: str, *, world: str | None = None) -> np.ndarray:
        """What the runs say where a published figure stands, as an array of points × seeds.

        Args:
            figure: ``topic.name`` of the figure.
            world: the world; by default the base.
        """
        wanted = {"figure": figure, "world": world or self.worlds[0]}
        return self._array(FIGURES, "figure = $figure AND world = $world", wanted, "ours")

    def influences(self, observable: str, *, world: str | None = None, against: str | None = None) -> list[Influence]:
        """How far an observable hangs on each of the numbers that were varied, the greatest first; see `sensitivity`.

        Args:
            observable: its name; means over the seeds are taken.
            world: the world; by default the base.
            against: a twin, for the difference from it.

        Raises:
            InputError: there is no such observable or world, or there are too few points.
        """
        from glasshouse.sweeps.sensitivity import influences

        asked = (observable, world, against)
        if asked not in self._influences:
            keys = self.numeric_keys
            points = np.array([self.design.column(key) for key in keys], "f8").T
            results = self.values(observable, world=world, against=against).mean(1)
            self._influences[asked] = influences(keys, points, results, seed=int(self.document["seed"]))
        return list(self._influences[asked])

    @property
    def tells_influences(self) -> bool:
        """Whether there are enough points to ask what results hang on."""
        from glasshouse.sweeps.sensitivity import FEWEST

        return len(self.design) >= FEWEST and bool(self.numeric_keys)

    @property
    def numeric_keys(self) -> tuple[str, ...]:
        """What is varied and is a number."""
        return tuple(
            key for key in self.keys
            if all(isinstance(value, int | float) and not isinstance(value, bool) for value in self.design.column(key))
        )  # fmt: skip

    def figures_read(self) -> set[str]:
        """Published figures, ``topic.name``, that the base can be read for."""
        wanted = {"world": self.worlds[0]}
        return {name for (name,) in parquet.select(self.path / FIGURES, "DISTINCT figure", "world = $world", wanted)}

    def _array(self, name: str, condition: str, wanted: dict[str, str], column: str) -> np.ndarray:
        found = np.full((len(self.design), int(self.document["replicates"])), np.nan)
        for point, replicate, value in parquet.select(
            self.path / name, f"point, replicate, {column}", condition, wanted
        ):
            found[point, replicate] = np.nan if value is None else value
        return found

    @staticmethod
    def _check(name: str | None, valid: Iterable[str], what: str) -> None:
        if name is not None and name not in valid:
            nearest = nearest_name(name, valid)
            raise InputError(Problem(expected=f"an {what} of the sweep".replace("an w", "a w"), found=repr(name),
                                     nearest=nearest))  # fmt: skip

    def __repr__(self) -> str:
        said = self.document
        worlds = " | ".join(self.worlds)
        return f"<Sweep {worlds}: {len(self.design)} points × {said['replicates']} seeds, in {self.path}>"

    def _repr_html_(self) -> str:
        return f"<p><b>{html.escape(repr(self))}</b></p>{self.points.df().head(12).to_html(index=False)}"


def sweep(
    base: Scenario,
    design: Design,
    variants: Sequence[Variant] = (),
    *,
    name: str | None = None,
    replicates: int = 1,
    probe: str = "",
    settings: Sequence[str] = (),
    intervals: bool = True,
    resume: bool = False,
    **options: Unpack[SweepOptions],
) -> Sweep:
    """Run a scenario at every point of a design, or take the sweep of the same inputs that was made before.

    Args:
        base: the scenario.
        design: the points.
        variants: what the base is compared with at every point, in lockstep; none for single worlds. What a point
            sets holds for them too; a whole scenario keeps what it has otherwise than the base.
        name: what the base was called by; by default its title.
        replicates: how many seeds, counting up from the base's; the same at every point. After the greatest comes 0.
        probe: name of an installed probe, which gives more observables of each world (see `glasshouse.sweeps.probes`).
        settings: changes that the base was made with; variants given by name take those whose key they have, and what they
            have not is logged.
        intervals: whether each pair of worlds has intervals of its own, and the events behind them. Who asks for values alone
            saves two fifths of what a job takes beside living.
        resume: whether a sweep of these inputs must have been begun.
        **options: see `glasshouse.store.options.SweepOptions`.

    Raises:
        InputError: a point, a variant or an executor that does not fit, `out` holds something else, or another process is
            making the same.
        DamagedRunError: the sweep was made before, and is damaged.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the end; what is done is kept.
        GlasshouseError: a run failed again and again; what is done is kept.
    """
    if replicates < 1:
        raise InputError(Problem(key="replicates", expected="a number of seeds, 1 or more", found=str(replicates)))
    if probe:
        installed_probe(probe)
    called = name or base.title
    study = Study(
        called, base, name_variants(called, variants), design, replicates, probe, tuple(settings), intervals=intervals
    ).with_files()
    for world, key in study.without():
        _LOG.warning("%s has no %s: that setting holds for the other worlds alone", world, key)
    workforce = _workforce(options)
    sweep_folder = SweepFolder(place_for(options, f"sweep-{study.digest()[:16]}"), study)
    with first_in(sweep_folder.place):
        made = sweep_folder.find_or_resume(options.get("fresh", False), resume)
        if made is not None:
            return Sweep(made, cached=True)
        study.check()
        return _carry_on(sweep_folder, workforce, options)


def resume(path: str | Path, **effort: Unpack[SweepEffort]) -> Sweep:
    """Go on with a sweep that was stopped, to the same results.

    Args:
        path: the folder of the sweep.
        **effort: see `glasshouse.store.options.SweepEffort`.

    Raises:
        InputError: there is no sweep, it was begun by other code, or another process is making it.
        DamagedRunError: its files cannot be read.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped again.
    """
    with first_in(Path(path)):
        sweep_folder, made = SweepFolder.reopen(Path(path))
        if made is not None:
            return Sweep(made, cached=True)
        return _carry_on(sweep_folder, _workforce(effort), effort)


def _workforce(effort: SweepEffort) -> Executor:
    staying = effort.get("workforce")
    if isinstance(staying, Executor):
        return staying
    return executor(effort.get("executor_name", "local"), effort.get("workers"))


def _carry_on(sweep_folder: SweepFolder, workforce: Executor, effort: SweepEffort) -> Sweep:
    """Do what is still to be done of a sweep, unless somebody asked to stop before it was begun."""
    with stop_requested() as request:
        if request.asked:
            raise InterruptedRunError("stopped between two sweeps: what is done is kept, and the same command goes on")
    study, done, progress = sweep_folder.study, 0, effort.get("progress")
    try:
        sweep_folder.begin()
        left = [job for job in study.jobs() if not sweep_folder.has(job)]
        done = len(study) - len(left)
        if done:
            _LOG.info("Going on after %d of %d runs", done, len(study))
        if left:
            prepare_all(study.worlds_to_prepare(), traced=bool(study.variants))
            build((live_days, compare) if study.variants else (live_days,))

        def keep(job: Job, outcome: dict[str, Any]) -> None:
            nonlocal done
            sweep_folder.put(job, outcome)
            done += 1
            if progress is not None:
                progress(done, len(study))

        workforce.run(left, keep, effort.get("stop"))
        return Sweep(sweep_folder.finish())
    except (InterruptedRunError, KeyboardInterrupt):
        hint = f"`glasshouse resume {sweep_folder.folder}` goes on to the same results"
        raise InterruptedRunError(f"stopped after {done} of {len(study)} runs, which are kept: {hint}") from None
    except GlasshouseError as error:
        sweep_folder.give_up()
        if done and type(error) in (GlasshouseError, StorageError):
            hint = f"{done} of {len(study)} runs are kept; `glasshouse resume {sweep_folder.folder}` tries the others again"
            raise type(error)(f"{error}\n{hint}") from error
        raise
    except BaseException:
        sweep_folder.give_up()
        raise

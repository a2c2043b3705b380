"""What users hold: results, comparisons and sweeps with their reports and charts, and towns that live day by day.

The classes that read folders live in `glasshouse.store`, `glasshouse.worlds` and `glasshouse.sweeps`, below the rooms that
draw. Here each gets `report`, `chart` and `charts`; the functions of `glasshouse.api` return these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from glasshouse.documents.arguments import checked
from glasshouse.engine import simulation
from glasshouse.engine.observers import Observer
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario, load
from glasshouse.store import result, saved
from glasshouse.sweeps import assumptions, sweep
from glasshouse.worlds import comparison

if TYPE_CHECKING:
    from glasshouse.audit.explain import Explanation
    from glasshouse.report.chart import Chart

__all__ = ["Result", "Comparison", "Sweep", "Simulation", "named_scenario", "opened", "one_world"]


class _Drawn:
    """Reports and charts of something that was opened."""

    @classmethod
    def of(cls, found: object) -> Self:
        """The same thing with reports and charts."""
        made = cls.__new__(cls)
        made.__dict__.update(found.__dict__)
        return made

    @checked
    def report(self, path: str | Path | None = None) -> Path:
        """Write the report as one HTML file; returns its path.

        Args:
            path: the file; by default ``report.html`` in the folder.

        Raises:
            StorageError: the file cannot be written.
        """
        from glasshouse.report import opened

        return opened.write(cast(opened.Opened, self), path)

    def charts(self) -> list[str]:
        """Names of the charts that have something to show."""
        from glasshouse.report import opened

        return opened.charts(cast(opened.Opened, self))

    @checked
    def chart(self, name: str) -> Chart:
        """One chart, to show in a notebook or to save as SVG, PNG, PDF or Vega-Lite.

        Args:
            name: one of `charts`.

        Raises:
            InputError: there is no chart of that name, or it has nothing to show; names the nearest one.
        """
        from glasshouse.report import opened

        return opened.chart(cast(opened.Opened, self), name)


class Result(_Drawn, result.Result):
    """A run that came to its end: see `glasshouse.store.result.Result`, with reports and charts."""


class Comparison(_Drawn, comparison.Comparison):
    """Worlds that shared their luck: see `glasshouse.worlds.comparison.Comparison`, with reports and charts."""

    @property
    def worlds(self) -> dict[str, result.Result]:
        """The worlds as results, the base first."""
        return {name: Result.of(world) for name, world in super().worlds.items()}

    @property
    def over_assumptions(self) -> dict[str, Any]:
        """What the assumptions do to its findings, where that was asked for; see `glasshouse.sweeps.assumptions.spans`."""
        return assumptions.spans(self.path)


class Sweep(_Drawn, sweep.Sweep):
    """A sweep that came to its end: see `glasshouse.sweeps.sweep.Sweep`, with reports and charts."""


class Simulation(simulation.Simulation):
    """A town that one can hold: it lives day by day, is asked, decides, forks, goes back, and is saved.

        >>> town = Simulation("rongcheng", citizens=20_000, seed=1)      # doctest: +SKIP
        >>> town.step(days=7).observables()["acts_per_citizen_day"]      # doctest: +SKIP

    See `glasshouse.engine.simulation.Simulation` for what it can do, and ``docs/simulation.md`` for how to use it.
    """

    @checked
    def why(self, citizen: int, *, day: int | None = None, system: str | None = None) -> Explanation:
        """Why a citizen has that score on that day; by default in the evening of the last day lived.

        Raises:
            InputError: no such citizen, day or system, or no day was lived.
        """
        from glasshouse.audit.explain import explain

        return explain(self, citizen, day=day, system=system)

    @checked
    def save(self, path: str | Path) -> Path:
        """Write the town to a file, to be opened again by the same code; its observers are not written.

        Raises:
            StorageError: the file cannot be written.
        """
        return saved.save(self, Path(path))

    @classmethod
    @checked
    def open(cls, path: str | Path, *, threads: int | None = None, observers: Sequence[Observer] = ()) -> Simulation:
        """A town that was saved, to go on from there to the same bits.

        Args:
            path: the file.
            threads: threads to use; by default one for each core.
            observers: who watches from now on.

        Raises:
            InputError: there is no such file, or other code wrote it.
            DamagedRunError: it cannot be read.
        """
        return saved.read(cls, Path(path), threads=threads, observers=observers)


def opened(path: str | Path) -> Result | Comparison | Sweep:
    """What is in a folder: a complete run, comparison or sweep.

    Raises:
        InputError: there is no run directory.
        DamagedRunError: it is not complete, or a file is missing or was changed.
    """
    found = result.find(path)
    if found.kind == "sweep":
        return Sweep(found)
    return Result(found) if found.kind == "run" else Comparison(found)


def one_world(source: Any) -> Any:
    """The run, town or scenario that is meant: of a comparison its first world, of a folder what is in it.

    Raises:
        InputError: it is none of these, or a sweep.
    """
    if isinstance(source, str | Path):
        source = opened(source)
    if isinstance(source, comparison.Comparison):
        return next(iter(source.worlds.values()))
    if not isinstance(source, result.Result | Scenario | simulation.Simulation):
        expected = "a run, a comparison, a scenario, a town, or the folder of a run"
        raise InputError(Problem(key="source", expected=expected, found=type(source).__name__))
    return source


def named_scenario(
    source: str | Path | Scenario, settings: Sequence[str], chosen: Mapping[str, Any]
) -> tuple[Scenario, str]:
    """The scenario that is meant, and what it is called by.

    Args:
        source: a scenario, a library name, or a path to a TOML file.
        settings: changes as ``key.path=value``; only with a name or a path.
        chosen: the same for citizens, days, seed and panel; None where the scenario's own are kept.

    Raises:
        InputError: anything wrong with the scenario.
        TypeError: changes to a scenario that was loaded before.
    """
    if isinstance(source, Scenario):
        given = [*settings, *(name for name, value in chosen.items() if value is not None)]
        if given:
            raise TypeError(f"a scenario is complete as it is; load it with {', '.join(map(str, given))}")
        return source, source.title
    return load(source, settings, **chosen), str(source)

"""What users hold: results, comparisons and sweeps with their reports and charts.

The classes that read folders live in `glasshouse.store`, `glasshouse.worlds` and `glasshouse.sweeps`, below the rooms that
draw. Here each gets `report`, `chart` and `charts`; the functions of `glasshouse.api` return these.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from glasshouse.store import result
from glasshouse.sweeps import sweep
from glasshouse.worlds import comparison

if TYPE_CHECKING:
    from glasshouse.report.chart import Chart

__all__ = ["Result", "Comparison", "Sweep"]


class _Drawn:
    """Reports and charts of something that was opened."""

    @classmethod
    def of(cls, found: Any) -> Self:
        """The same thing with reports and charts."""
        made = cls.__new__(cls)
        made.__dict__.update(found.__dict__)
        return made

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


class Sweep(_Drawn, sweep.Sweep):
    """A sweep that came to its end: see `glasshouse.sweeps.sweep.Sweep`, with reports and charts."""

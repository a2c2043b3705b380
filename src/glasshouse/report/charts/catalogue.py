"""The charts that can be asked for one by one: those that ship, by name, and those of other packages.

A chart takes results and gives its figures: none where there is nothing to show, several where there are several systems or
twins. Other packages add charts through the entry point group ``glasshouse.charts``; the entry's name is the chart's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from glasshouse.errors import DamagedRunError, InputError, Problem, nearest_name
from glasshouse.report import charts
from glasshouse.report.data import ReportData
from glasshouse.report.drawing import Figure
from glasshouse.targets.published import published_figures

Draw = Callable[[ReportData], Figure | Iterable[Figure | None] | None]
"""Takes results and gives the figures of a chart, or None where there is nothing to show."""


def _scores(data: ReportData) -> Iterable[Figure | None]:
    return [charts.distribution(data.base, name) for name in data.base.judges]


def _bands(data: ReportData) -> Iterable[Figure | None]:
    return [charts.bands(data.base, name) for name in data.base.judges]


def _learned(data: ReportData) -> Iterable[Figure | None]:
    names = [name for name, system in data.base.systems.items() if system.get("learning")]
    return [charts.learned(list(data.worlds.values()), name) for name in names]


def _individual(data: ReportData) -> Iterable[Figure | None]:
    return [charts.individual_differences(data, twin) for twin in data.twins]


def _patrols(data: ReportData) -> Figure | None:
    worlds = list(data.worlds.values())
    patrolled = any(world.value("patrolled_share") is not None for world in worlds)
    return charts.patrols(worlds) if patrolled else None


def _published(data: ReportData) -> Figure | None:
    return charts.published(published_figures(data.base.document, data.comparison or None))


GROUP: Final = "glasshouse.charts"
"""The entry point group of charts."""
OWN: Mapping[str, Draw] = {
    "scores": _scores,
    "bands": _bands,
    "over-time": charts.time_series,
    "differences": lambda data: charts.differences(data) if data.twins else None,
    "individual-differences": _individual,
    "withheld": lambda data: charts.withheld(data.base),
    "treatment": lambda data: charts.treatment(data.base),
    "attempts": lambda data: charts.attempts(data.base),
    "learned": _learned,
    "patrols": _patrols,
    "map": lambda data: charts.tile_map(data.base),
    "published": _published,
}
"""The charts that ship, by name."""


@cache
def added() -> dict[str, EntryPoint]:
    """The charts of other packages by name, not loaded yet."""
    return {point.name: point for point in entry_points(group=GROUP)}


def installed() -> list[str]:
    """Names of all charts, the shipped ones first; a package's chart stands in for a shipped one of the same name."""
    return list(dict.fromkeys((*OWN, *added())))


def package_of(name: str) -> str:
    """The package that an added chart comes from."""
    point = added()[name]
    return point.dist.name if point.dist is not None else point.module


def figures(data: ReportData, name: str) -> tuple[Figure, ...]:
    """The figures of one chart; none where there is nothing to show.

    Raises:
        InputError: there is no such chart; names the nearest one. Or it is a chart of another package, and it failed; names
            the package and the error.
    """
    if name in added():
        return _added_figures(data, name)
    if name not in OWN:
        raise unknown(name, installed())
    return _as_figures(OWN[name](data))


def _added_figures(data: ReportData, name: str) -> tuple[Figure, ...]:
    """The figures of another package's chart.

    Raises:
        InputError: it cannot be loaded, fails, or gives something else than figures.
        DamagedRunError: the run's files cannot be read.
    """
    try:
        drawn = _as_figures(added()[name].load()(data))
        given: tuple[object, ...] = drawn  # whatever its types say
        wrong = [type(figure).__name__ for figure in given if not isinstance(figure, Figure)]
        if wrong:
            raise TypeError(f"expected figures, found {wrong[0]}")
    except DamagedRunError:  # what it was given to draw
        raise
    except Exception as error:  # another package's code may raise anything
        found = f"{type(error).__name__}: {error}"
        expected = f"that the chart {name!r} of the package {package_of(name)} draws itself"
        raise InputError(Problem(key="chart", expected=expected, found=found)) from error
    return drawn


def _as_figures(drawn: Figure | Iterable[Figure | None] | None) -> tuple[Figure, ...]:
    """What a chart gave as figures, without those that there are not."""
    given = [drawn] if isinstance(drawn, Figure) else drawn or ()
    return tuple(figure for figure in given if figure is not None)


def unknown(name: str, valid: Iterable[str]) -> InputError:
    """The error for a chart that there is not."""
    names = tuple(valid)
    expected = f"the name of a chart: {', '.join(names)}"
    return InputError(Problem(key="chart", expected=expected, found=repr(name), nearest=nearest_name(name, names)))

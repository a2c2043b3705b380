"""The charts that can be asked for one by one: those that ship, by name, and those of other packages.

A chart takes results and gives its figures: none where there is nothing to show, several where there are several systems or
twins. Other packages add charts through the entry point group ``glasshouse.charts``; the entry's name is the chart's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import entry_points

from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.report import charts
from glasshouse.report.data import Material
from glasshouse.report.drawing import Figure
from glasshouse.targets.published import published_figures

Draw = Callable[[Material], Figure | Iterable[Figure | None] | None]
"""Takes results and gives the figures of a chart, or None where there is nothing to show."""


def _scores(material: Material) -> Iterable[Figure | None]:
    return [charts.distribution(material.base, name) for name in material.base.judges]


def _bands(material: Material) -> Iterable[Figure | None]:
    return [charts.bands(material.base, name) for name in material.base.judges]


def _learned(material: Material) -> Iterable[Figure | None]:
    names = [name for name, system in material.base.systems.items() if system.get("learning")]
    return [charts.learned(list(material.worlds.values()), name) for name in names]


def _individual(material: Material) -> Iterable[Figure | None]:
    return [charts.individual_differences(material, twin) for twin in material.twins]


def _patrols(material: Material) -> Figure | None:
    worlds = list(material.worlds.values())
    patrolled = any(world.value("patrolled_share") is not None for world in worlds)
    return charts.patrols(worlds) if patrolled else None


def _published(material: Material) -> Figure | None:
    return charts.published(published_figures(material.base.document, material.comparison or None))


OWN: Mapping[str, Draw] = {
    "scores": _scores,
    "bands": _bands,
    "over-time": charts.course,
    "differences": lambda material: charts.differences(material) if material.twins else None,
    "individual-differences": _individual,
    "withheld": lambda material: charts.withheld(material.base),
    "treatment": lambda material: charts.treatment(material.base),
    "attempts": lambda material: charts.attempts(material.base),
    "learned": _learned,
    "patrols": _patrols,
    "map": lambda material: charts.tile_map(material.base),
    "published": _published,
}
"""The charts that ship, by name."""


@cache
def installed() -> dict[str, Draw]:
    """All charts by name, the shipped ones first; a package's chart stands in for a shipped one of the same name."""
    return {**OWN, **{point.name: point.load() for point in entry_points(group="glasshouse.charts")}}


def figures(material: Material, name: str) -> tuple[Figure, ...]:
    """The figures of one chart; none where there is nothing to show.

    Raises:
        InputError: there is no such chart; names the nearest one.
    """
    found = installed()
    if name not in found:
        raise unknown(name, found)
    drawn = found[name](material)
    return tuple(each for each in ([drawn] if isinstance(drawn, Figure) else drawn or ()) if each is not None)


def unknown(name: str, valid: Iterable[str]) -> InputError:
    """The error for a chart that there is not."""
    named = tuple(valid)
    expected = f"the name of a chart: {', '.join(named)}"
    return InputError(Problem(key="chart", expected=expected, found=repr(name), nearest=nearest_name(name, named)))

"""Charts of other packages in a report: each is drawn apart, and an error in one is shown where the chart would stand."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace

from glasshouse.errors import InputError
from glasshouse.report.charts import catalogue
from glasshouse.report.data import ReportData
from glasshouse.report.drawing import Figure

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class AddedChart:
    """A chart of another package, as it stands in a report.

    Attributes:
        name: its name.
        package: the package that it comes from.
        figures: its figures, drawn; none where there is an error.
        error: why it could not be drawn; empty where it could.
    """

    name: str
    package: str
    figures: tuple[Figure, ...]
    error: str = ""


def added_charts(data: ReportData) -> list[AddedChart]:
    """The charts of other packages that have something to show, or an error to tell; errors are logged too."""
    charts = [_draw(name, data) for name in catalogue.added()]
    return [chart for chart in charts if chart.figures or chart.error]


def _draw(name: str, data: ReportData) -> AddedChart:
    package = catalogue.package_of(name)
    try:
        figures = catalogue.figures(data, name)
        renamed = tuple(_rename(figure, f"added-{_as_id(name)}-{at}") for at, figure in enumerate(figures))
        # Drawn here, so that an error in drawing is caught as well.
        if not all(picture.svg for figure in renamed for picture in figure.pictures):
            raise ValueError("expected a drawing, found nothing")
    except InputError as error:
        text = "; ".join(problem.found or str(problem) for problem in error.problems)
    except Exception as error:  # another package's code may raise anything, and must not end the report
        text = f"{type(error).__name__}: {error}"
    else:
        return AddedChart(name, package, renamed)
    _LOG.warning("the chart %r of the package %s could not be drawn: %s", name, package, text)
    return AddedChart(name, package, (), text)


def _rename(figure: Figure, slug: str) -> Figure:
    """The figure under a name of its own in the page, whatever its package calls it."""
    pictures = tuple(replace(picture, slug=f"{slug}-{at}") for at, picture in enumerate(figure.pictures))
    return replace(figure, slug=slug, pictures=pictures)


def _as_id(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", name)

"""A chart of a report as others keep it: the figures behind it as CSV, and a figure for pages of others."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from importlib.metadata import version

from markupsafe import Markup

from glasshouse.report.chart import Chart
from glasshouse.web import words


def figures_as_csv(chart: Chart) -> str:
    """The figures behind a chart as CSV with a header for each of its tables, an empty line between two."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for place, figure in enumerate(chart.figures):
        if place:
            out.write("\n")
        writer.writerow(figure.table.columns)
        writer.writerows(figure.table.rows)
    return out.getvalue()


def embedded(chart: Chart, scenario: str) -> str:
    """A chart as HTML that asks nobody for anything and runs nothing, with a line that says where it comes from.

    Args:
        chart: the chart.
        scenario: the title of what was lived.
    """
    picture = b64encode(chart.svg().encode()).decode()
    source = words.text(words.ENGLISH, "charts.source", page=scenario, made=f"Glasshouse {version('glasshouse')}")
    figure = '<figure><img alt="{}" src="data:image/svg+xml;base64,{}"><figcaption>{}</figcaption></figure>\n'
    return str(Markup(figure).format(f"{chart.title}. {chart.description}", picture, source))

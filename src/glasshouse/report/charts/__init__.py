"""The charts of a report: each takes results and gives a figure, or None where there is nothing to show."""

from glasshouse.report.charts.differences import differences
from glasshouse.report.charts.individual_differences import individual_differences
from glasshouse.report.charts.learned import learned
from glasshouse.report.charts.map import tile_map
from glasshouse.report.charts.patrols import patrols
from glasshouse.report.charts.published import published
from glasshouse.report.charts.scores import bands, distribution
from glasshouse.report.charts.time_series import time_series
from glasshouse.report.charts.treatment import attempts, treatment
from glasshouse.report.charts.withheld import withheld

__all__ = [
    "distribution",
    "bands",
    "learned",
    "patrols",
    "withheld",
    "treatment",
    "attempts",
    "time_series",
    "differences",
    "individual_differences",
    "tile_map",
    "published",
]

"""Published figures with unit, date, source and basis: the ground that models and reports stand on.

    >>> from glasshouse import facts
    >>> figure = facts.number("blacklist_flows_2024.added_million")
    >>> figure.value, figure.unit, figure.as_of
    (2.457, 'million per year', '2024')

The figures are TOML files in ``library/``, one per topic. A fact without unit, date, source or basis does
not load. ``docs/facts.md`` says how to add one.
"""

from glasshouse.facts.card import render
from glasshouse.facts.figure import Figure
from glasshouse.facts.loading import Facts, get, load, load_folder, number
from glasshouse.facts.schema import Basis, Confidence, Fact, Quality, Topic
from glasshouse.facts.studies import Literature, Study, literature, load_literature, studies

__all__ = [
    "Basis",
    "Confidence",
    "Fact",
    "Facts",
    "Figure",
    "Literature",
    "Quality",
    "Study",
    "Topic",
    "get",
    "literature",
    "load",
    "load_folder",
    "load_literature",
    "number",
    "render",
    "studies",
]

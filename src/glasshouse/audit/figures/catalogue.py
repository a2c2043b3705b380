"""All figures by name, in the order in which they are told."""

from __future__ import annotations

from typing import Final

from glasshouse.audit.figures import (  # noqa: F401 - each puts its figures into FIGURES
    attribution,
    entropy,
    groups,
    identity,
    memory,
    mobility,
    power,
    ranks,
    ratios,
    reasons,
    recourse,
    separation,
    shapley,
    stability,
    survival,
)
from glasshouse.audit.figures.figure import FIGURES, Figure
from glasshouse.errors import InputError, Problem, nearest_name

_ORDER: Final = (
    "shapley",
    "impact_ratio",
    "crossings",
    "standardised",
    "cumulative_incidence",
    "psi",
    "ks",
    "gini",
    "calibration",
    "tau_b",
    "gamma",
    "concentration",
    "entropy",
    "fieller",
    "benjamini_hochberg",
    "shorrocks",
    "prais",
    "hhi",
    "uniqueness",
    "unicity",
    "recourse",
    "reason_codes",
    "linear_attribution",
    "memory",
)
CATALOGUE: Final[dict[str, Figure]] = {name: FIGURES[name] for name in _ORDER}
"""Every figure, by name."""


def figure_named(name: str) -> Figure:
    """A figure.

    Args:
        name: its name.

    Raises:
        InputError: there is none of that name.
    """
    if name not in CATALOGUE:
        nearest = nearest_name(name.replace("-", "_"), CATALOGUE)
        if name.replace("-", "_") in CATALOGUE:
            nearest = name.replace("-", "_")
        advice = "`--list` names them all"
        raise InputError(
            Problem(key="figure", expected="the name of a figure", found=name, nearest=nearest, advice=advice)
        )
    return CATALOGUE[name]

"""Sanctions that are counted together: a day under several of them counts once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from glasshouse.audit.norms import Norms
from glasshouse.scenario import Scenario

HEAVY, VITAL = 3, 4
"""Levels of severity: a heavy restriction of how one lives; livelihood, home, schooling or freedom at stake."""
ANY_VITAL: Final = "vital"
"""Sanctions of that level in whatever field of life."""

Unions = Mapping[str, tuple[tuple[str, str], ...]]
"""Sanctions, each as (system, measure), by the name of what they make together."""


def in_field(context: str) -> str:
    """All sanctions that bite in one field of life."""
    return f"in {context}"


def heavy_in_field(context: str) -> str:
    """Those of them that are heavy."""
    return f"heavy in {context}"


def unions_of(scheme: Scenario, norms: Norms) -> dict[str, tuple[tuple[str, str], ...]]:
    """What is counted together: the sanctions of each field of life, the heavy ones of each, and the vital ones of all.

    Args:
        scheme: the scheme.
        norms: the norms that say how hard each falls.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for system, rules in scheme.systems.items():
        for name, measure in rules.measures.items():
            if measure.type == "sanction":
                level = norms.severity(f"{system}.{name}").level
                where = [in_field(measure.context)]
                where += [heavy_in_field(measure.context)] if level >= HEAVY else []
                where += [ANY_VITAL] if level >= VITAL else []
                for union in where:
                    found.setdefault(union, []).append((system, name))
    return {union: tuple(measures) for union, measures in sorted(found.items())}

"""The scenario that a study was asked about: given whole, or loaded at a size of the study's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from glasshouse.scenario.document import Scenario
from glasshouse.scenario.loading import load


def asked_about(
    source: str | Path | Scenario,
    settings: Sequence[str],
    sized: Callable[[Scenario], tuple[int, int]],
    *,
    citizens: int | None,
    days: int | None,
    seed: int | None,
) -> tuple[Scenario, str]:
    """The scenario, and what it was called.

    Args:
        source: a scenario, which is taken as it is, a library name, or a path to a TOML file.
        settings: changes as ``key.path=value``; these and the last three only with a name or a path.
        sized: people and days where nobody asks for others.
        citizens: number of adults.
        days: number of days.
        seed: the first seed.

    Raises:
        TypeError: something is changed of a whole scenario.
        InputError: anything wrong with the scenario.
    """
    if isinstance(source, Scenario):
        if settings or citizens or days or seed is not None:
            raise TypeError("a scenario is complete as it is; load it with what it should have")
        return source, source.title
    base = load(source, settings, citizens=citizens, days=days, seed=seed)
    people, length = sized(base)
    return load(source, settings, citizens=citizens or people, days=days or length, seed=seed), str(source)

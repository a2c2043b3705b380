"""A life as a scenario: a TOML file with the player's decisions that anybody can run without the game."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from glasshouse.scenario import Decision
from glasshouse.web.look.document import to_toml


def toml_of(scenario: str, title: str, numbers: Mapping[str, object], decisions: Iterable[Decision]) -> str:
    """A TOML document that varies a scenario of the library by what somebody decides.

    Args:
        scenario: its name.
        title: what to call it.
        numbers: further keys at the top, such as ``seed``.
        decisions: what is decided.
    """
    made = [decision.model_dump(exclude_defaults=True, exclude_none=True) for decision in decisions]
    decided = {"decisions": made} if made else {}
    return to_toml({"title": title, "extends": scenario, **numbers, **decided})

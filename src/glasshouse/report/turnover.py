"""Who came, aged and went, where the people of a page do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasshouse.report.data import World
from glasshouse.report.wording import count


def sentence(world: World) -> str:
    """How the people changed over the run; empty where nobody ages, or before the first birthday."""
    said = _said(world)
    if not said:
        return ""
    return (
        f"Among them {_people(said['died'])} died, {_people(said['left'])} left otherwise, and as many newcomers, "
        f"{count(said['came'])}, took their places."
    )


def row(world: World) -> tuple[str, str] | None:
    """A row for the facts of a run: who came, who grew older, who went; None where nobody ages."""
    said = world.document.get("turnover")
    if said is None:
        return None
    parts = [f"{count(said['came'])} came, {count(said['died'])} died, {count(said['left'])} left otherwise"]
    aged = said.get("aged")
    if aged is not None:
        parts.append(f"those who stayed grew a year older {count(aged)} times")
    return "People who came, aged and went", "; ".join(parts)


def _said(world: World) -> Mapping[str, Any]:
    said: Mapping[str, Any] = world.document.get("turnover") or {}
    return said if said.get("came") else {}


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{count(number)} people"

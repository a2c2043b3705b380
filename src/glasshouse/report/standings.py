"""How people, or firms, stand with a system: mean, spread and moves of scores, or the length of a list, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasshouse.report.data import World
from glasshouse.report.wording import count, number, share


def scores_sentence(world: World, name: str) -> str:
    """Mean, spread and moves of one system's scores, or the length of its list."""
    system = world.systems[name]
    if "listed" in system:
        return _list_sentence(world, name)
    if system.get("mean") is None:
        return "Nobody has an account."
    mean, spread, members = number(system["mean"], 4), number(system.get("sd") or 0), int(system.get("members") or 0)
    who = holders(system)
    text = f"{count(members)} {who} {'has' if members == 1 else 'have'} an account. "
    text += f"Mean score {mean} points, standard deviation {spread}."
    rises, falls = (world.value(f"band_{way}_per_1000_years_{name}") for way in ("rises", "falls"))
    if rises is None or falls is None or not members:
        return text
    # The observables count for 1,000 people, with an account or without.
    scale = world.citizens / members
    return f"{text} {_moves_sentence(rises * scale, falls * scale, who)}"


def holders(system: Mapping[str, Any]) -> str:
    """Whose accounts a system's are: ``people`` or ``firms``."""
    return "firms" if system.get("account_holders") == "firms" else "people"


def _moves_sentence(rises: float, falls: float, who: str) -> str:
    if not rises and not falls:
        return "None moved from one band to another."
    more = "Falls outnumber rises" if falls > rises else "Rises outnumber falls"
    more = "There are as many rises as falls" if falls == rises else more
    members = f"1,000 {who} with an account"
    return f"{more}: for {members} there are {number(rises)} moves up a band in a year, and {number(falls)} down."


def _list_sentence(world: World, name: str) -> str:
    system = world.systems[name]
    listed = system.get("listed") or {}
    people, members = count(listed.get("count") or 0), count(system.get("members") or 0)
    text = f"{people} of {members} people ({share(float(listed.get('share') or 0))}) are on the list at the end."
    added = world.value(f"listings_per_1000_years_{name}")
    return text if added is None else f"{text} In a year {number(added)} in 1,000 are newly listed."

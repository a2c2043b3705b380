"""What the panel notes in the evening, after publishing: accounts, profiles, files and cases of the watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.tables import FIRMS, LANES, NOTED

if TYPE_CHECKING:
    from glasshouse.engine.world import World

_CASE = ("system", "kind", "channel", "status", "flags", "opened", "next", "review", "points", "holders", "stale")


def note_evening(world: World, day: int | None) -> None:
    """Note what a day's end left of each watched citizen; of firms' accounts, that of the firm where they work.

    Args:
        world: the world.
        day: the day that ends; None at the start, when every system has just published for the first time.
    """
    for m, citizen in enumerate(world.watched):
        c, i = divmod(int(citizen), LANES)
        row = world.panel[m]
        for s in range(len(world.numbers.system_names)):
            lane = int(world.society["workplace"][c, i]) if world.systems["of_firms"][s] else i
            nowhere = bool(world.systems["of_firms"][s]) and lane >= FIRMS
            row["published"][s] = 0 if nowhere else world.ledgers["published"][s, c, lane]
            row["kept"][s] = 0 if nowhere else world.ledgers["dimensions"][s, c, :, lane]
            if _publishes(world, s, day):
                row["profile"][s] = _profile(world, s, c, i)
        row["files"] = world.dossier["recent"][c, :, :, i]
        _note_cases(row, world.cases[c], world.provenance[c], i)


def _publishes(world: World, s: int, day: int | None) -> bool:
    """Whether a system has read profiles today: at the start, when it opened, and whenever it publishes."""
    system = world.systems[s]
    if not system["profiled"]:
        return False
    return day is None or s in world.opened or world.is_due(s)


def _profile(world: World, s: int, c: int, i: int) -> Any:
    sheet = world.chunks[0].sheet
    days.read_profile(sheet, world.rules, world.systems[s], world.society, np.uint32(c))
    return sheet["profile"][:, i].copy()


def _note_cases(row: Any, book: Any, truth: Any, i: int) -> None:
    """The citizen's cases, oldest first; a citizen with more than the panel notes loses the oldest from view."""
    mine = [m for m in range(int(book["count"])) if int(book["citizen"][m]) == i][-NOTED:]
    row["cases"] = len(mine)
    for field in _CASE:
        row[f"case_{field}"] = 0
        row[f"case_{field}"][: len(mine)] = book[field][mine]
    row["case_false"] = 0
    row["case_false"][: len(mine)] = truth["false"][mine]

"""What the panel notes in the evening, after publishing: accounts, profiles, files and cases of the watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.schema.tables import ATTRIBUTES, CASE_ROOM, FIRMS, LANES, NOTED

if TYPE_CHECKING:
    from glasshouse.engine.world import World

_CASE = ("system", "kind", "channel", "status", "flags", "opened", "next", "review", "points", "holders", "stale")


def note_evening(world: World, day: int | None) -> None:
    """Note what a day's end left of each watched citizen; of firms' accounts, that of the firm where they work.

    Args:
        world: the world.
        day: the day that ends; None at the start, when every system has just published for the first time.
    """
    if not len(world.watched):
        return
    c, i = np.divmod(world.watched.astype("i8"), LANES)
    rows = world.panel[: len(c)]
    for s in range(len(world.numbers.system_names)):
        lane, nowhere = i, np.zeros(len(c), bool)
        if world.systems["of_firms"][s]:
            nowhere = world.society["workplace"][c, i] >= FIRMS
            lane = np.where(nowhere, 0, world.society["workplace"][c, i])
        rows["published"][:, s] = np.where(nowhere, 0, world.ledgers["published"][s, c, lane])
        rows["kept"][:, s] = np.where(nowhere[:, None], 0, world.ledgers["dimensions"][s, c, :, lane])
        if _publishes(world, s, day):
            rows["profile"][:, s] = profiles(world, s, c, i)
    rows["files"] = world.dossier["recent"][c, :, :, i]
    _note_cases(rows, world.cases[c], world.provenance[c], i)


def profiles(world: World, s: int, c: Any, i: Any) -> Any:
    """What a system has on file of citizens, one row each.

    Args:
        world: the world.
        s: number of the system.
        c: the citizens' communities.
        i: their lanes.
    """
    shown = np.zeros((len(c), len(ATTRIBUTES)), "f4")
    for community in np.unique(c):
        mine = c == community
        shown[mine] = world.profile(s, community)[:, i[mine]].T
    return shown


def _publishes(world: World, s: int, day: int | None) -> bool:
    """Whether a system has read profiles today: at the start, when it opened, and whenever it publishes."""
    system = world.systems[s]
    if not system["profiled"]:
        return False
    return day is None or s in world.opened or world.is_due(s)


def _note_cases(rows: Any, books: Any, truth: Any, i: Any) -> None:
    """The citizens' cases, oldest first; of somebody with more than the panel notes the oldest are lost from view."""
    mine = (books["citizen"] == i[:, None]) & (np.arange(CASE_ROOM) < books["count"][:, None])
    from_here_on = mine[:, ::-1].cumsum(1)[:, ::-1]
    noted = mine & (from_here_on <= NOTED)
    who, at = np.nonzero(noted)
    place = noted.cumsum(1)[who, at] - 1
    rows["cases"] = noted.sum(1)
    for field in _CASE:
        rows[f"case_{field}"] = 0
        rows[f"case_{field}"][who, place] = books[field][who, at]
    rows["case_false"] = 0
    rows["case_false"][who, place] = truth["false"][who, at]

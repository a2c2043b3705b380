"""What the panel notes in the evening, after publishing: accounts, profiles, files and cases of the watched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from glasshouse.engine.state import State
from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.schema.limits import CASE_ROOM, DECLARED, FIRMS, LANES, NOTED

ReadProfile = Callable[[int, int], Any]
"""What a system, by number, has on file of the people of the community in a row (attributes × people)."""
_CASE = ("system", "kind", "channel", "status", "flags", "opened", "next", "review", "points", "holders", "stale")

_BITS = 1 << np.arange(DECLARED)


def note_day_end(
    rows: np.ndarray,
    watched: np.ndarray,
    state: State,
    of_firms: np.ndarray,
    dockets: np.ndarray,
    fresh: Mapping[int, np.ndarray],
    profile: ReadProfile,
) -> None:
    """Note what a day's end left of each watched citizen; of firms' accounts, that of the firm where they work.

    Args:
        rows: `PANEL` records of the watched citizens, to write into.
        watched: their places in the tables, row × 256 + lane, ascending.
        state: the tables.
        of_firms: for each system, whether its accounts are those of firms.
        dockets: for each system, the row of its dockets from 1; 0 without human review.
        fresh: by number, systems that have read profiles today, and of which of the watched citizens.
        profile: reads a profile.
    """
    if not len(watched):
        return
    c, i = np.divmod(watched.astype("i8"), LANES)
    for s, is_of_firms in enumerate(of_firms):
        lane, nowhere = i, np.zeros(len(c), bool)
        if is_of_firms:
            nowhere = state.society["workplace"][c, i] >= FIRMS
            lane = np.where(nowhere, 0, state.society["workplace"][c, i])
        rows["published"][:, s] = np.where(nowhere, 0, state.ledgers["published"][s, c, lane])
        rows["kept"][:, s] = np.where(nowhere[:, None], 0, state.ledgers["dimensions"][s, c, :, lane])
        if s in fresh:
            seen = fresh[s]
            shown = profiles(profile, s, c[seen], i[seen])
            rows["profile"][seen, s] = shown[:, : len(ATTRIBUTES)]
            rows["disclosed"][seen, s] = (shown[:, len(ATTRIBUTES) :] > 0) @ _BITS
    if len(state.attributes):
        rows["has"] = state.attributes["has"][c, i]
    for name, field in (("places", "state"), ("owed", "owed"), ("late", "late")):
        table = state.goods if name == "places" else state.debts
        rows[name][:, : len(table)] = table[field][:, c, i].T
    rows["files"] = state.dossier["recent"][c, :, :, i]
    for origin, name in enumerate(("own", "copied")):
        # Of holders × communities × headings × lanes, the watched come first, then holders, then headings.
        rows["held"][:, : len(state.holdings), origin] = state.holdings[name][:, c, :, i]
    for s, docket in enumerate(dockets):
        for name in ("band", "asked", "finding") if docket else ():
            rows[f"review_{name}"][:, s] = state.dockets[name][docket - 1, c, i]
    _note_cases(rows, state.cases[c], state.provenance[c], i)


def profiles(profile: ReadProfile, s: int, c: np.ndarray, i: np.ndarray) -> np.ndarray:
    """What a system has on file of citizens, one row each: `ATTRIBUTES`, then those that the scenario declares.

    Args:
        profile: reads a profile.
        s: number of the system.
        c: rows of the citizens' communities.
        i: their lanes.
    """
    shown = np.zeros((len(c), len(ATTRIBUTES) + DECLARED), "f4")
    for row in np.unique(c):
        mine = c == row
        shown[mine] = profile(s, int(row))[:, i[mine]].T
    return shown


def _note_cases(rows: np.ndarray, cases: np.ndarray, provenance: np.ndarray, i: np.ndarray) -> None:
    """The citizens' cases, oldest first; of somebody with more than the panel notes the oldest are lost from view."""
    mine = (cases["citizen"] == i[:, None]) & (np.arange(CASE_ROOM) < cases["count"][:, None])
    from_here_on = mine[:, ::-1].cumsum(1)[:, ::-1]
    noted = mine & (from_here_on <= NOTED)
    who, at = np.nonzero(noted)
    place = noted.cumsum(1)[who, at] - 1
    rows["cases"] = noted.sum(1)
    for field in _CASE:
        rows[f"case_{field}"] = 0
        rows[f"case_{field}"][who, place] = cases[field][who, at]
    rows["case_false"] = 0
    rows["case_false"][who, place] = provenance["false"][who, at]

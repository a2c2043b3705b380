"""The tables of a range of communities, and of their far contacts who live elsewhere."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from glasshouse.engine.machine import check_room
from glasshouse.engine.memory import Shapes, lay_out, put_table, room, size_of
from glasshouse.schema.limits import LANES
from glasshouse.schema.state import (
    ATTRIBUTES_HELD,
    CASES,
    CONDUCT,
    DEBTS_OWED,
    DOCKETS,
    DOSSIER,
    GOODS_HELD,
    HOLDINGS,
    LEDGER,
    PROVENANCE,
    RESPONSE,
    SEATS,
    SIGNALS,
    SOCIETY,
    TALLIES,
    TRUST,
)

STATE = (
    "society",
    "conduct",
    "response",
    "signals",
    "dossier",
    "ledgers",
    "cases",
    "provenance",
    "holdings",
    "trust",
    "attributes",
    "goods",
    "debts",
    "tallies",
    "dockets",
    "seats",
)
"""Names of the tables that hold a world's state; a checkpoint holds these and nothing else."""
_SECOND = ("signals", "ledgers", "holdings", "goods", "debts", "tallies", "dockets")
"""Tables whose second axis is the communities; of all others it is the first."""


class Part(NamedTuple):
    """A range of a society's communities: the first, and one past the last."""

    first: int
    last: int


class Named(NamedTuple):
    """How much a scenario names and declares of what has tables of its own."""

    holders: int = 0
    attributes: int = 0
    goods: int = 0
    debts: int = 0
    trusts: bool = False
    tallies: int = 0
    reviews: int = 0
    turnover: bool = False


NOTHING_NAMED = Named()
"""A scenario that names and declares nothing."""


class State:
    """The state of a range of communities.

    A community is a row. The range's own communities come first, in order; after them come the halo rows: communities
    outside the range where far contacts live. Of these only what others may see is kept up to date: how many people they
    have, what they show (`signals`) and what was published of them (`ledgers`). In `society` far contacts are rows.

    Attributes:
        first: number of the first community.
        own: how many communities are the range's own.
        is_whole: whether the range is the whole society, so that a community's row is its number.
        encoded: number of the community in each row (uint32).
        place_of: number of the place of each row's community (uint16).
        society: `SOCIETY` records by row.
        conduct: `CONDUCT` records, own rows only.
        response: `RESPONSE` records, own rows only.
        signals: `SIGNALS` records (2 × rows), one for even days and one for odd ones.
        dossier: `DOSSIER` records, own rows only.
        ledgers: `LEDGER` records (systems × rows).
        cases: `CASES` records, own rows only.
        provenance: `PROVENANCE` records, own rows only.
        holdings: `HOLDINGS` records (holders × own rows); no rows where no holder of everyday records is named.
        trust: `TRUST` records, own rows only; no rows where people keep no trust.
        attributes: `ATTRIBUTES_HELD` records, own rows; no rows where the scenario declares no attribute.
        goods: `GOODS_HELD` records (goods × own rows).
        debts: `DEBTS_OWED` records (debts × own rows).
        tallies: `TALLIES` records (rules × own rows); no rows where no rule and no measure needs one.
        dockets: `DOCKETS` records (systems with human review × own rows).
        seats: `SEATS` records, own rows; no rows where nobody comes and goes.
    """

    society: np.ndarray
    conduct: np.ndarray
    response: np.ndarray
    signals: np.ndarray
    dossier: np.ndarray
    ledgers: np.ndarray
    cases: np.ndarray
    provenance: np.ndarray
    holdings: np.ndarray
    trust: np.ndarray
    attributes: np.ndarray
    goods: np.ndarray
    debts: np.ndarray
    tallies: np.ndarray
    dockets: np.ndarray
    seats: np.ndarray

    def __init__(self, layout: np.ndarray, part: Part, systems: int, named: Named = NOTHING_NAMED) -> None:
        """Make the tables, all 0 but for where communities lie and whom they are tied to.

        Args:
            layout: all communities of the society, `LAYOUT` records.
            part: the range.
            systems: how many systems keep a ledger.
            named: how much the scenario names and declares.
        """
        self.first, self.own = part.first, part.last - part.first
        self.is_whole = self.own == len(layout)
        far = layout["far"][part.first : part.last]
        elsewhere = far[(far < part.first) | (far >= part.last)]
        self.encoded = np.concatenate([np.arange(part.first, part.last, dtype="u4"), np.unique(elsewhere)])
        self.place_of = layout["place"][self.encoded]
        self._shapes = _shapes(self.own, len(self.encoded), max(1, systems), named)
        check_room(size_of(self._shapes), self.own * LANES)
        self._hold(room(size_of(self._shapes)))
        for name in ("region", "town", "people", "near"):
            self.society[name] = layout[name][self.encoded]
        self.society["far"][: self.own] = self._rows_of(far)

    def _hold(self, whole: np.ndarray) -> None:
        self._whole = whole
        for name, each in lay_out(whole, self._shapes).items():
            setattr(self, name, each)

    def copy(self) -> State:
        """The same state, in memory of its own."""
        other = object.__new__(State)
        other.__dict__.update(self.__dict__)
        other._hold(copy_room(self._whole))
        return other

    def tables(self) -> dict[str, Any]:
        """The range's own rows of all tables by name, with the numbers of the communities where far contacts live.

        Of a whole society these are the tables themselves, not copies.
        """
        if self.is_whole:
            return {name: getattr(self, name) for name in STATE}
        found = {name: rows_of(name, getattr(self, name), 0, self.own) for name in STATE}
        found["society"] = found["society"].copy()
        found["society"]["far"] = self.encoded[found["society"]["far"]]
        return found

    def put(self, tables: dict[str, Any]) -> None:
        """Put `tables` back in place. What halo rows hold is for an exchange to tell."""
        for name in STATE:
            put_table(rows_of(name, getattr(self, name), 0, self.own), tables[name])
        if not self.is_whole:
            self.society["far"][: self.own] = self._rows_of(tables["society"]["far"])

    def shown(self, day: int) -> list[Any]:
        """What others may see of each row before `day` is lived: faces of the day before, and published scores by system."""
        return [self.signals[(day + 1) & 1], *(ledger["published"] for ledger in self.ledgers)]

    def _rows_of(self, encoded: np.ndarray) -> np.ndarray:
        """The rows in which communities stand."""
        order = np.argsort(self.encoded, kind="stable")
        return order[np.searchsorted(self.encoded, encoded, sorter=order)]


def copy_room(whole: np.ndarray) -> np.ndarray:
    """A copy of a room, which begins at a cache line as well."""
    found = room(len(whole))
    np.copyto(found, whole)
    return found


def rows_of(name: str, table: np.ndarray, first: int, last: int) -> np.ndarray:
    """Rows `first` to `last` - 1 of the state table of that name."""
    return table[:, first:last] if name in _SECOND else table[first:last]


def _shapes(own: int, rows: int, systems: int, named: Named) -> Shapes:
    return {
        "society": ((rows,), SOCIETY.dtype),
        "conduct": ((own,), CONDUCT.dtype),
        "response": ((own,), RESPONSE.dtype),
        "signals": ((2, rows), SIGNALS.dtype),
        "dossier": ((own,), DOSSIER.dtype),
        "ledgers": ((systems, rows), LEDGER.dtype),
        "cases": ((own,), CASES.dtype),
        "provenance": ((own,), PROVENANCE.dtype),
        "holdings": ((named.holders, own), HOLDINGS.dtype),
        "trust": ((own if named.trusts else 0,), TRUST.dtype),
        "attributes": ((own if named.attributes else 0,), ATTRIBUTES_HELD.dtype),
        "goods": ((named.goods, own), GOODS_HELD.dtype),
        "debts": ((named.debts, own), DEBTS_OWED.dtype),
        "tallies": ((named.tallies, own), TALLIES.dtype),
        "dockets": ((named.reviews, own), DOCKETS.dtype),
        "seats": ((own if named.turnover else 0,), SEATS.dtype),
    }


def communities_for(citizens: int) -> int:
    """How many communities of 256 hold so many citizens."""
    return -(-citizens // LANES)

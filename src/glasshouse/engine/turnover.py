"""Once a year people age, go and come: what becomes of a range's tables on that morning, and of accounts and files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import inf
from typing import Any, Protocol

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.chunks import Chunk, Workers, cut
from glasshouse.engine.exchange import Exchange
from glasshouse.engine.memory import copy_table, table
from glasshouse.engine.plan import Plan
from glasshouse.engine.state import State
from glasshouse.schema.codes import PER_PERIOD
from glasshouse.schema.limits import CASE_ROOM, LANES
from glasshouse.schema.state import CASES, LEDGER

_FULL = 255
"""Records of an absence whose account was not there for all of the period (see `glasshouse.observation.tallies`)."""
_HALF = 4
"""Bits of each of the two counters in a byte of a dossier."""


class Town(Protocol):
    """Of a world what is needed here; `glasshouse.engine.phases.Phases` says what each is."""

    plan: Plan
    tables: State
    exchange: Exchange
    workers: Workers
    chunks: list[Chunk]
    parameters: Any
    systems: Any
    whole: Any
    day: int

    def publish_system(
        self,
        s: int,
        kernel: Any,
        chunks: Sequence[Chunk],
        history: int = 0,
        regions: Collection[int] | None = None,
        apart: tuple[Any, Any] | None = None,
    ) -> None:
        """Let one system publish, or begin."""

    def note_start(self) -> None:
        """Note in the panel how the watched stand."""


def is_birthday(plan: Plan, day: int) -> bool:
    """Whether everybody grows older on the morning of `day`, some go and others come."""
    turnover = plan.scenario.turnover
    return turnover.enabled and day > 0 and day % turnover.year == 0


def days_to_birthday(plan: Plan, day: int) -> float:
    """Days from the morning of `day` to that of the next birthday after it; endless where nobody ages."""
    turnover = plan.scenario.turnover
    return turnover.year - day % turnover.year if turnover.enabled else inf


def turn_over(town: Town) -> None:
    """Let everybody grow a year older; some go, and newcomers take their seats with accounts of their own."""
    gone = let_go(town)
    _give_attributes(town, gone)
    state, lanes = town.tables, gone != 0
    state.seats["records"] += _records_of(state.dossier["recent"], lanes)
    _clear(state.dossier, lanes)
    for each in (*state.holdings, *state.goods, *state.debts):
        _clear(each, lanes)
    if len(state.trust):
        _clear(state.trust, lanes)
    _forget_tallies(town, lanes)
    _forget_dockets(town, lanes)
    for s in range(len(town.plan.begins)):
        if not town.systems["of_firms"][s]:
            _clear(state.ledgers[s][: state.own], lanes)
            _enrol(town, s, lanes)
    town.note_start()


def let_go(town: Town) -> np.ndarray:
    """Let the year pass for the people themselves; by row and lane, how whoever sat there went (0: not at all)."""
    state, plan = town.tables, town.plan
    settlement = copy_table(plan.settlement)
    settlement["first"] = state.first
    gone = np.zeros((state.own, LANES), "u1")
    town.workers.each(
        town.chunks,
        lambda chunk: days.turn_over_seats(
            settlement[0],
            plan.place_records,
            plan.lives,
            state.place_of,
            town.systems,
            state.society,
            state.conduct,
            state.response,
            state.signals,
            state.seats,
            state.cases,
            state.provenance,
            gone,
            np.uint32(town.day),
            np.uint32(chunk.first),
            np.uint32(chunk.last),
        ),
    )
    return gone


def went(town: Town) -> dict[str, int] | None:
    """Over all ranges and years, who died, left and came, and what was on file of them; None where nobody ages.

    Returns:
        died, left, came: people; aged: how often somebody grew a year older and stayed; records: everyday records on file of
        people when they went; cases: cases of theirs that were not over.
    """
    if not town.plan.scenario.turnover.enabled:
        return None
    names = ("died", "left", "records", "cases")
    seats = town.tables.seats
    sums = town.exchange.sum(np.array([seats[name].sum(dtype="i8") for name in names], "i8"))
    died, left, records, cases = sums.tolist()
    scenario, came = town.plan.scenario, died + left
    birthdays = max(town.day - 1, 0) // scenario.turnover.year
    aged = scenario.citizens * birthdays - came
    return {"died": died, "left": left, "came": came, "aged": aged, "records": records, "cases": cases}


def draw_attributes(town: Town, attributes: np.ndarray) -> None:
    """Draw who has which of the attributes that the scenario declares, into a table that is all 0."""
    drawn, state = town.plan.attributes, town.tables
    town.workers.each(
        town.chunks,
        lambda chunk: days.draw_attributes(
            drawn, town.whole, state.society, state.seats, attributes, np.uint32(chunk.first), np.uint32(chunk.last)
        ),
    )


def _give_attributes(town: Town, gone: np.ndarray) -> None:
    """Draw the declared attributes of newcomers, and of everybody those that depend on age: with the same luck."""
    state, drawn = town.tables, town.plan.attributes
    if not len(drawn):
        return
    fresh = np.zeros_like(state.attributes)
    draw_attributes(town, fresh)
    by_age = sum(1 << a for a, each in enumerate(town.plan.scenario.attributes.values()) if each.depends_on_age)
    has, new = state.attributes["has"], fresh["has"]
    has[...] = np.where(gone != 0, new, (has & np.uint8(~by_age & 0xFF)) | (new & np.uint8(by_age)))


def _records_of(files: np.ndarray, lanes: np.ndarray) -> np.ndarray:
    """By community, how many records are on file of the people in `lanes`; counts stop at 15 each, recent and old."""
    counts = (files & np.uint8(15)).astype("u4") + (files >> np.uint8(_HALF))
    found: np.ndarray = (counts.sum((1, 2)) * lanes).sum(1, dtype="u4")
    return found


def _clear(rows: np.ndarray, lanes: np.ndarray) -> None:
    """Set every field of a table to 0 for the people in `lanes` (communities × people); lanes are each field's last axis."""
    for name in rows.dtype.names or ():
        field = rows[name]
        if field.shape[-1] == LANES and field.ndim > 1:
            field[np.broadcast_to(lanes.reshape(len(rows), *[1] * (field.ndim - 2), LANES), field.shape)] = 0


def _forget_tallies(town: Town, lanes: np.ndarray) -> None:
    """Begin newcomers' tallies; an absence is not held against them before a whole period has passed."""
    parameters, state = town.parameters, town.tables
    for r, row in enumerate(state.tallies):
        if not town.systems["of_firms"][parameters["tally_system"][r]]:
            _clear(row, lanes)
            if parameters["tally_type"][r] == PER_PERIOD:
                row["recorded"][lanes] = _FULL


def _forget_dockets(town: Town, lanes: np.ndarray) -> None:
    """Close what caseworkers have before them of those who went."""
    for s, docket in enumerate(town.systems["docket"][: len(town.plan.begins)].tolist()):
        if docket and not town.systems["of_firms"][s]:
            _clear(town.tables.dockets[docket - 1], lanes)


def _enrol(town: Town, s: int, lanes: np.ndarray) -> None:
    """Open newcomers' accounts with system `s` as on the day on which it began; the accounts of all others stay.

    The system begins apart, in a ledger and a book of its own, of which only newcomers' lanes are taken over.
    """
    state = town.tables
    apart = table(len(state.society), LEDGER.dtype), table(state.own, CASES.dtype)
    chunks = cut(state.own, len(town.chunks), town.workers.scratch, len(town.plan.begins), town.plan.regions)
    town.publish_system(s, town.plan.begins[s], chunks, town.plan.on_file, apart=apart)
    ledger, cases = apart
    for name in ("published", "dimensions"):
        mine, theirs = state.ledgers[s][name][: state.own], ledger[name][: state.own]
        where = np.broadcast_to(lanes if name == "published" else lanes[:, None], mine.shape)
        mine[where] = theirs[where]
    for c in np.flatnonzero(cases["count"]).tolist():
        _take_over(state.cases[c], state.provenance[c], cases[c], lanes[c])


def _take_over(book: Any, behind: Any, other: Any, lanes: np.ndarray) -> None:
    """Add newcomers' cases of another book to a community's own; those that find no room are counted."""
    for m in range(int(other["count"])):
        if not lanes[other["citizen"][m]]:
            continue
        n = int(book["count"])
        if n == CASE_ROOM:
            book["overflow"] += 1
            continue
        for name in book.dtype.names:
            if book[name].shape:
                book[name][n] = other[name][m]
        behind["false"][n], book["count"] = 0, n + 1

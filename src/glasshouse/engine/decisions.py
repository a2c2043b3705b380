"""Decisions in a living world: the rows that a day's kernels read, what was refused, and accounts that are granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import SupportsInt

import numpy as np

from glasshouse.engine.chunks import Chunk
from glasshouse.engine.encode import EncodedScenario
from glasshouse.engine.memory import table
from glasshouse.engine.state import State
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Decision, Scenario
from glasshouse.scenario.decisions import CaseChoice
from glasshouse.schema.codes import ASKED
from glasshouse.schema.decisions import ACCEPT, APPEAL, DECISION, EVADES, SHOWS, WAIT, WHY_NOT
from glasshouse.schema.limits import DIMENSIONS, LANES
from glasshouse.society.contacts import far_contacts, near_contacts

_CASES: Mapping[CaseChoice | None, int] = {None: 0, "appeal": int(APPEAL), "accept": int(ACCEPT), "wait": int(WAIT)}
_EVADE = {None: 0, True: int(EVADES), False: int(SHOWS)}
_MERGED = ("do", "leave", "dare", "evade", "cases", "join", "quit", "keep", "cut", "voluntary")
"""Fields that are put together where a citizen has several decisions for one day; they do not contradict each other."""


@dataclass(frozen=True)
class Refusal:
    """Something that was decided and did not come about.

    Attributes:
        citizen: the citizen's number.
        day: the day.
        what: ``do``, ``join``, ``quit``, ``keep``, ``cut`` or ``appeal``.
        name: the kind of conduct, the system, or the contact's number.
        why: why, in words.
    """

    citizen: int
    day: int
    what: str
    name: str | int
    why: str


class Schedule:
    """The decisions of a scenario by day, of those who live in a range of communities.

    Attributes:
        encoded: the scenario as numbers; its names give kinds and systems their bits.
    """

    def __init__(self, scenario: Scenario, encoded: EncodedScenario, tables: State) -> None:
        """Look up names and contacts.

        Args:
            scenario: whose decisions.
            encoded: the same as numbers.
            tables: the range's state, founded.

        Raises:
            InputError: somebody is to be kept or cut off who is no contact; lists every problem.
        """
        self.encoded, self._tables, self._start = encoded, tables, tables.first * LANES
        parameters, own = encoded.parameters[0], tables.own * LANES
        here = [(p, each) for p, each in enumerate(scenario.decisions) if 0 <= each.citizen - self._start < own]
        decisions = sorted((decision for _, decision in here), key=attrgetter("citizen"))
        self._ties = bool(parameters["near_ties"]), bool(parameters["far_ties"])
        self._check_contacts(here)
        self._voluntary = _bits(s for s, system in enumerate(scenario.systems.values()) if system.members.voluntary)
        self._first = np.array([decision.days[0] for decision in decisions], "i8")
        self._last = np.array([decision.days[1] for decision in decisions], "i8")
        self._rows = np.zeros(len(decisions), DECISION)
        done: dict[int, list[tuple[int, int]]] = {}
        for place, decision in enumerate(decisions):
            self._encode(self._rows[place], decision)
            for kind, days in decision.do.items():
                for day in days:
                    done.setdefault(day, []).append((place, 1 << encoded.names.kinds[kind]))
        self._do = {day: np.array(acts, "u8").T for day, acts in done.items()}
        self._none = table(0, DECISION)

    def today(self, day: int) -> np.ndarray:
        """`DECISION` records of those who decided something for a day; what became of it is empty.

        They are sorted by citizen. A citizen is known by the place in the range, row × 256 + lane.
        """
        active = np.flatnonzero((self._first <= day) & (day < self._last))
        if not len(active):
            return self._none
        chosen = self._rows[active]
        if day in self._do:
            places, kinds = self._do[day]
            np.bitwise_or.at(chosen["do"], np.searchsorted(active, places), kinds)
        starts = np.flatnonzero(np.r_[True, chosen["citizen"][1:] != chosen["citizen"][:-1]])
        rows = table(len(starts), DECISION)
        rows["citizen"] = chosen["citizen"][starts]
        for name in _MERGED:
            rows[name] = np.bitwise_or.reduceat(chosen[name], starts)
        return rows

    def refusals(self, rows: np.ndarray, day: int) -> tuple[Refusal, ...]:
        """What was decided for a day and did not come about.

        Args:
            rows: the day's rows, once it is lived.
            day: the day.
        """
        return tuple(
            Refusal(int(row["citizen"]) + self._start, day, what, name, why)
            for row in rows[_has_refused(rows)]
            for what, name, why in self._refused(row)
        )

    def _refused(self, row: np.void) -> Iterator[tuple[str, str | int, str]]:
        kinds, systems = self.encoded.kinds, self.encoded.system_names
        for k in _places(row["unable"]):
            yield "do", kinds[k], "its condition does not hold"
        for k in _places(row["full"]):
            yield "do", kinds[k], "the community's day has no room for more acts"
        for s in np.flatnonzero(row["account"]).tolist():
            what = "join" if int(row["join"]) >> s & 1 else "quit"
            yield what, systems[s], WHY_NOT[row["account"][s]]
        contacts = self.near(int(row["citizen"]) + self._start)
        for tie in _places(row["gone"]):
            what = "keep" if int(row["keep"]) >> tie & 1 else "cut"
            yield what, contacts[tie], "the tie does not stand any more"
        for s in _places(row["unheard"]):
            yield "appeal", systems[s], "the system hears no appeals"

    def near(self, citizen: int) -> list[int]:
        """Numbers of a citizen's near contacts, by tie."""
        return near_contacts(self._row_of(citizen), citizen)

    def _row_of(self, citizen: int) -> np.void:
        row: np.void = self._tables.society[(citizen - self._start) // LANES]
        return row

    def _encode(self, row: np.void, decision: Decision) -> None:
        names = self.encoded.names
        row["citizen"], row["voluntary"] = decision.citizen - self._start, self._voluntary
        row["evade"], row["cases"] = _EVADE[decision.evade], _CASES[decision.cases]
        for field in ("leave", "dare"):
            row[field] = _bits(names.kinds[kind] for kind in getattr(decision, field))
        for field in ("join", "quit"):
            row[field] = _bits(names.systems[system] for system in getattr(decision, field))
        for field in ("keep", "cut"):
            if named := getattr(decision, field):
                row[field] = _bits(tie for tie, contact in enumerate(self.near(decision.citizen)) if contact in named)

    def _check_contacts(self, decisions: Sequence[tuple[int, Decision]]) -> None:
        problems = [
            Problem(key=f"decisions.{place}.{name}.{m}", found=str(contact), expected=f"{whom} of citizen {decision.citizen}: "
                    f"{', '.join(map(str, valid)) or 'there are none'}")
            for place, decision in decisions
            for name, whom in (("keep", "a contact"), ("cut", "a near contact, to whom a tie can be cut,"))
            for valid in ([self._contacts(decision.citizen, far=name == "keep")] if getattr(decision, name) else ())
            for m, contact in enumerate(getattr(decision, name)) if contact not in valid
        ]  # fmt: skip
        if problems:
            raise InputError(problems)

    def _contacts(self, citizen: int, far: bool) -> list[int]:
        tables, row, (has_near, has_far) = self._tables, self._row_of(citizen), self._ties
        rows = [(number - self._start) // LANES for number in near_contacts(row, citizen)] if has_near else []
        lanes = [number % LANES for number in near_contacts(row, citizen)] if has_near else []
        for place in far_contacts(row, citizen) if far and has_far else ():
            rows.append(place // LANES)
            lanes.append(place % LANES)
        return sorted({
            int(tables.encoded[r]) * LANES + lane
            for r, lane in zip(rows, lanes, strict=True) if lane < tables.society[r]["people"]
        })  # fmt: skip


def grant(rows: np.ndarray, systems: np.ndarray, ledgers: np.ndarray, chunks: Sequence[Chunk]) -> None:
    """Open and close the accounts that were decided on in systems where nobody asks by habit.

    Where there is a market, or a way out for all, the day's admission does it.

    Args:
        rows: the day's decisions, once it is lived.
        systems: the systems' numbers.
        ledgers: accounts; wishes are marked there.
        chunks: whose counts of the day to count in.
    """
    wanted = rows["join"] | rows["quit"]
    if not wanted.any():
        return
    c, i = np.divmod(rows["citizen"].astype("i8"), LANES)
    for s in _places(np.bitwise_or.reduce(wanted)):
        if systems["market"][s] or systems["leaves"][s]:
            continue
        marks = ledgers["dimensions"][s, c, DIMENSIONS - 1, i]
        asked = ((wanted >> np.uint32(s)) & np.uint32(1) == 1) & (marks == ASKED)
        for place, lane in zip(c[asked].tolist(), i[asked].tolist(), strict=True):
            book = ledgers[s, place]
            joins = book["published"][lane] == 0
            book["dimensions"][:, lane] = 0
            book["published"][lane] = systems["entry"][s] if joins else 0
            system_counts = next(chunk.system_counts for chunk in chunks if chunk.first <= place < chunk.last)
            system_counts["joined" if joins else "left"][s] += 1


def _has_refused(rows: np.ndarray) -> np.ndarray:
    """Of the day's decisions, those of which something did not come about: few of many, so that the others cost nothing."""
    plain = rows["unable"] | rows["full"] | rows["unheard"] | rows["gone"]
    found: np.ndarray = (plain != 0) | rows["account"].any(axis=1)
    return found


def _bits(encoded: Iterator[int]) -> int:
    return sum(1 << number for number in encoded)


def _places(bits: SupportsInt) -> list[int]:
    return [place for place in range(64) if int(bits) >> place & 1]

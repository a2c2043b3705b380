"""The town in which nobody watches: lived once for all who have a seat among the same people with the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Final
from weakref import WeakValueDictionary

import numpy as np

from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario, variant
from glasshouse.scenario.digest import digest
from glasshouse.schema.codes import GUARD_NONE, SHARE_TOP
from glasshouse.schema.limits import LANES
from glasshouse.web.lives.rules import rules_of

WEEK: Final = 7
"""Days of a week."""
FEELINGS: Final = (
    "perceived_risk",
    "perceived_risk_money",
    "perceived_risk_life",
    "self_censorship",
    "self_censorship_money",
    "self_censorship_life",
)
"""Fields of the panel that say what is felt: perceived risk, then self-censorship, each by domain."""
_CALM: Final = np.array([0, 0, 0, GUARD_NONE, GUARD_NONE, GUARD_NONE], "i4")
"""Codes of somebody who feels nothing: most people of this town on most days."""
_SHARES: Final = np.array([1 / SHARE_TOP] * 3 + [1 / GUARD_NONE] * 3, "f4")


@dataclass(frozen=True)
class TwinStands:
    """How the twin stands: the same person, by habit, where nobody watches.

    Attributes:
        said: lawful acts that fear can hold back, and that happened.
        feelings: perceived risk and self-censorship, in the order of `FEELINGS`.
    """

    said: int
    feelings: tuple[float, ...]


@dataclass(frozen=True)
class _Week:
    """What a week left behind.

    Attributes:
        said: by citizen, lawful acts that fear can hold back, and that happened.
        who: numbers of those who feel anything in its last evening, ascending.
        felt: their codes, one row each, in the order of `FEELINGS`.
        held_back: of all that people had in mind to say, the share that fear held back; None where they had nothing.
    """

    said: np.ndarray
    who: np.ndarray
    felt: np.ndarray
    held_back: float | None


class Shares:
    """Lawful acts that fear can hold back: how many happened, and how many it held back."""

    def __init__(self) -> None:
        """Begin with none."""
        self._happened = self._withheld = 0

    def add(self, day_counts: np.void, guarded: int) -> None:
        """Add a day.

        Args:
            day_counts: its counts.
            guarded: kinds that count, a bit each.
        """
        kinds = [k for k in range(guarded.bit_length()) if guarded >> k & 1]
        self._happened += int(day_counts["happened"][kinds].sum())
        self._withheld += int(day_counts["withheld"][kinds].sum())

    @property
    def share(self) -> float | None:
        """Of all that people had in mind, the share that was held back; None where they had nothing in mind."""
        wanted = self._happened + self._withheld
        return self._withheld / wanted if wanted else None


class Twin:
    """The town in which nobody watches, week by week as far as somebody asks."""

    def __init__(self, scenario: Scenario) -> None:
        """Found it.

        Args:
            scenario: what is lived where people are watched.
        """
        empty = variant(scenario.model_copy(update={"panel": (), "decisions": ()}), "nothing")
        prepare(empty)
        self._world = World(empty, threads=1, traced=True)
        self._rules, self._weeks, self._lock = rules_of(self._world.plan), list[_Week](), Lock()

    def after(self, citizen: int, days: int) -> TwinStands:
        """How somebody's twin stands after some days; whoever asks first has them lived.

        Args:
            citizen: whose.
            days: how many, whole weeks.
        """
        weeks = self._until(days)
        said = sum(int(week.said[citizen]) for week in weeks)
        if not weeks:
            return TwinStands(said, (0.0,) * len(FEELINGS))
        last = weeks[-1]
        place = int(np.searchsorted(last.who, citizen))
        feels = place < len(last.who) and last.who[place] == citizen
        codes = last.felt[place] if feels else _CALM
        return TwinStands(said, tuple(((codes - _CALM).astype("f4") * _SHARES).tolist()))

    def held_back(self, week: int) -> float | None:
        """Of all that people had in mind to say in a week, the share that fear held back; None where they had nothing.

        Args:
            week: its number, from 0.
        """
        return self._until((week + 1) * WEEK)[week].held_back

    def _until(self, days: int) -> list[_Week]:
        weeks = days // WEEK
        with self._lock:
            while len(self._weeks) < weeks:
                self._weeks.append(self._live_week())
        return self._weeks[:weeks]

    def _live_week(self) -> _Week:
        world, shares = self._world, Shares()
        said = np.zeros(world.communities * LANES, "u1")
        for _ in range(WEEK):
            guarded = self._rules.on(world.day).guarded
            left = world.step()
            for chunk in world.chunks:
                acts = np.asarray(chunk.trace["acts"]).reshape(-1) & np.uint64(guarded)
                said[chunk.first * LANES : chunk.last * LANES] += np.bitwise_count(acts)
            shares.add(left.day_counts, guarded)
        return _Week(said, *self._felt(), shares.share)

    def _felt(self) -> tuple[np.ndarray, np.ndarray]:
        response = np.asarray(self._world.response)
        codes = np.stack([response[name].reshape(-1) for name in FEELINGS], 1)
        who = np.flatnonzero((codes != _CALM.astype(codes.dtype)).any(1))
        return who.astype("u4"), codes[who]


_KNOWN: Final[WeakValueDictionary[str, Twin]] = WeakValueDictionary()
_FOUNDING: Final = Lock()


def twin_of(scenario: Scenario) -> Twin:
    """The town in which nobody watches for the people and the luck of a scenario; the same one for all who ask meanwhile."""
    name = digest(scenario.model_copy(update={"panel": (), "decisions": ()}))
    with _FOUNDING:
        twin = _KNOWN.get(name)
        if twin is None:
            _KNOWN[name] = twin = Twin(scenario)
    return twin

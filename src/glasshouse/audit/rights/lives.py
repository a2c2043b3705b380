"""The lives of cases: each is followed from evening to evening, and only counts are kept of what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glasshouse.audit.rights.kept_up import Wrongs
from glasshouse.audit.rights.sources import judging
from glasshouse.engine.observers import Observer, View
from glasshouse.engine.plan import plan_of
from glasshouse.engine.state import communities_for
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import (
    APPEALED,
    CASE_CORRECTED,
    CASE_ENDED,
    CASE_LISTED,
    CASE_RECORDED,
    CASE_REPAIRED,
    CASE_REVOKED,
    DECIDED,
    MAN,
    MIGRANT,
    MINORITY,
    TOLD,
)
from glasshouse.schema.limits import CASE_ROOM, KINDS
from glasshouse.scoring.forms.registry import form_of

HOWS: Final = (
    "recorded",
    "listed",
    "told",
    "told before",
    "appealed",
    "overturned",
    "upheld",
    "carried over",
    "expired",
    "repaired",
    "corrected",
    "cleared",
    "open",
)
"""What came to a case, with days since its record. *Listed*: it took effect. *Told before*: so many days before that. *Carried
over*: an appeal elsewhere put it right. *Expired, repaired, corrected*: its end at the source. *Cleared*: so many days after
that, the last copy of it was gone. *Open*: so old it was in the last evening, still without an end at the source."""
OF_GROUPS: Final = ("recorded", "listed", "told before", "appealed", "overturned", "upheld", "corrected")
"""What is counted by group of people as well."""
INCOMES: Final = 3
CELLS: Final = 8 * INCOMES
"""Groups of people: man (1), migrant (2), minority (4), and 8 for each third of incomes from the lowest."""
_HOW: Final = {name: k for k, name in enumerate(HOWS)}
_OPEN: Final = np.dtype(
    [
        ("id", "u8"),
        ("system", "u1"),
        ("kind", "u1"),
        ("channel", "u1"),
        ("status", "u1"),
        ("flags", "u1"),
        ("next", "i8"),
        ("review", "i8"),
        ("stale", "u2"),
        ("holders", "u2"),
        ("row", "i8"),
        ("lane", "i8"),
        ("place", "i8"),
        ("opened", "i8"),
        ("false", "u1"),
        ("before", "u1"),
        ("listed", "i8"),
        ("told", "i8"),
        ("ended", "i8"),
    ]
)
"""A case that is followed. *Listed, told, ended*: the day, -1 for none yet. *Before*: it was there before the first day."""


@dataclass(frozen=True)
class Lives:
    """What became of the cases of a world; all counts are exact.

    Attributes:
        counts: cases by system, whether they were there before the first day, whether nothing happened behind their record, what
            came to them (`HOWS`), and after how many days.
        groups: cases recorded in the run, by community, group of people (`CELLS`), whether false, and what came (`OF_GROUPS`).
        stale: days on which a copy said what the source no longer said, by system and whether the case was false: each copy
            and day counts.
        false_records: false records of each kind of conduct behind which there is at least one case.
        wronged: person-days under a sanction that rests on nothing that the person did, by channel and kind of the oldest false
            case that speaks against them, and by what kept it up (`KEPT_UP`, then a holder each).
        caseless: such person-days behind which there is no false case: what took place and is on no record.
    """

    counts: np.ndarray
    groups: np.ndarray
    stale: np.ndarray
    false_records: np.ndarray
    wronged: np.ndarray
    caseless: np.ndarray

    def of(self, how: str, *, is_false: bool | None = None, before: bool = False) -> np.ndarray:
        """Cases to which something came, by system and days.

        Args:
            how: one of `HOWS`.
            is_false: only wrong or only right ones; by default both.
            before: those that were there before the first day in place of those recorded in the run.
        """
        found = self.counts[:, int(before), :, _HOW[how]]
        return np.asarray(found.sum(1) if is_false is None else found[:, int(is_false)])

    def number(self, how: str, *, is_false: bool | None = None) -> int:
        """How many cases recorded in the run something came to."""
        return int(self.of(how, is_false=is_false).sum())

    def by_community(self, how: str, *, is_false: bool | None = None, cells: np.ndarray | None = None) -> np.ndarray:
        """The same by community, for what is counted by group.

        Args:
            how: one of `OF_GROUPS`.
            is_false: only wrong or only right ones; by default both.
            cells: only of some groups.
        """
        found = self.groups[..., OF_GROUPS.index(how)]
        found = found if cells is None else found[:, cells]
        return np.asarray(found.sum((1, 2)) if is_false is None else found[:, :, int(is_false)].sum(1))


ARRAYS: Final = ("counts", "groups", "stale", "false_records", "wronged", "caseless")


def can_have_cases(scenario: Scenario) -> bool:
    """Whether any system of a scenario keeps cases of its own, which alone can be told, appealed and put right."""
    kept = [name for name, kind in scenario.conduct.items() if kind.kept]
    return any(system.reads and form_of(system).cases(system, kept) for _, system in judging(scenario))


class CaseWatch(Observer):
    """Follows every case from evening to evening by what does not change of it. It changes nothing."""

    name = "cases"

    def __init__(self, scenario: Scenario) -> None:
        """Prepare to watch.

        Args:
            scenario: what will be lived.
        """
        plan, rows, self._days = plan_of(scenario), communities_for(scenario.citizens), scenario.days
        systems = len(plan.encoded.system_names)
        is_list = [form_of(system).capabilities.is_list for system in scenario.systems.values()]
        self._is_list = np.array(is_list + [False] * (systems - len(is_list)), "?")
        self._at_once = plan.encoded.systems["lag"] == 0
        self._open: np.ndarray | None = None
        self.wrongs = Wrongs(plan)
        self.counts = np.zeros((systems, 2, 2, len(HOWS), scenario.days + 1), "i4")
        self.groups = np.zeros((rows, CELLS, 2, len(OF_GROUPS)), "i4")
        self.stale = np.zeros((systems, 2), "i8")
        self.false_records = np.zeros(KINDS, "i8")

    def evening(self, view: View) -> None:
        """Follow every case for a day."""
        self._society, day = view.table("society"), view.day
        now = _cases_of(view)
        past = self._matched(now, day)
        self._milestones(past, now, day)
        is_over = now["status"] >= CASE_ENDED
        np.add.at(self.stale, (now["system"][is_over], now["false"][is_over]), np.bitwise_count(now["stale"][is_over]))
        self.wrongs.note(view.traces["ends"], now)
        self._open = now
        if day == self._days - 1:
            left = now[now["ended"] < 0]
            self._count("open", left, day - left["opened"])

    def result(self) -> Lives:
        """What was counted."""
        wrongs = self.wrongs
        return Lives(self.counts, self.groups, self.stale, self.false_records, wrongs.by_case, wrongs.caseless)

    def _matched(self, now: np.ndarray, day: int) -> np.ndarray:
        """Match today's cases with yesterday's, and take over what was noted of each; those that are gone are counted.

        Returns:
            Each case as it stood yesterday; a new one as if it had only just been recorded.
        """
        past, old = now.copy(), self._open
        past["status"], past["flags"] = CASE_RECORDED, 0
        for field in ("listed", "told", "ended"):
            past[field] = -1
        is_new = np.ones(len(now), "?")
        if old is None:
            # Whatever the first evening shows listed was listed before the first day.
            now["before"] = past["before"] = (now["status"] != CASE_RECORDED) | (now["opened"] < day)
            there = now["before"] > 0
            past["opened"][there], past["listed"][there] = day, day
            past["status"][there] = now["status"][there]
        elif len(old):
            place = np.minimum(np.searchsorted(old["id"], now["id"]), len(old) - 1)
            is_new = old["id"][place] != now["id"]
            past[~is_new] = old[place[~is_new]]
            is_gone = np.ones(len(old), "?")
            is_gone[place[~is_new]] = False
            self._gone(old[is_gone], day)
        for field in ("opened", "before", "listed", "told", "ended"):
            now[field] = past[field]
        self._begun(now, is_new, day)
        return past

    def _begun(self, now: np.ndarray, is_new: np.ndarray, day: int) -> None:
        """Count new cases; of points the case counts from the day of its record."""
        self._count("recorded", now[is_new], 0)
        at_once = is_new & (now["before"] == 0) & ~self._is_list[now["system"]]
        now["listed"][at_once] = day
        self._count("listed", now[at_once], 0)
        false = now[is_new & (now["false"] > 0)]
        records = np.unique(np.stack([false["row"], false["lane"], false["kind"]]), axis=1)
        self.false_records += np.bincount(records[2], minlength=KINDS)

    def _milestones(self, past: np.ndarray, now: np.ndarray, day: int) -> None:
        """Count what came to the cases that are still kept."""
        age = day - now["opened"]
        flags = now["flags"] & ~past["flags"]
        status, was = now["status"], past["status"]
        told = (flags & TOLD) > 0
        now["told"][told] = day
        self._count("told", now[told], age[told])
        listed = (was == CASE_RECORDED) & ((status == CASE_LISTED) | (status == CASE_REPAIRED)) & (now["listed"] < 0)
        now["listed"][listed] = day
        self._count("listed", now[listed], age[listed])
        ahead = listed & (now["told"] >= 0) & (now["told"] < day)
        self._count("told before", now[ahead], day - now["told"][ahead])
        is_right = (status == CASE_CORRECTED) | (status == CASE_REVOKED)
        appealed, decided = (now["flags"] & APPEALED) > 0, (flags & DECIDED) > 0
        happened = {
            "appealed": (flags & APPEALED) > 0,
            "overturned": decided & is_right & appealed,
            "carried over": decided & is_right & ~appealed,
            "upheld": decided & ~is_right & appealed,
        }
        for how, came in happened.items():
            self._count(how, now[came], age[came])
        over = (status >= CASE_ENDED) & (now["ended"] < 0)
        now["ended"][over] = day
        self._end(past[over], status[over] == CASE_REVOKED, day)

    def _gone(self, old: np.ndarray, day: int) -> None:
        """Count what became of cases that are no longer kept; with no copies they leave no trace but how they stood.

        A system that puts right at once leaves no evening between a decision and its end: what was due then and had no other
        end was overturned.
        """
        cleared = old["ended"] >= 0
        self._count("cleared", old[cleared], day - old["ended"][cleared])
        old = old[~cleared]
        waits = (old["flags"] & (APPEALED | DECIDED)) == APPEALED
        is_open = (old["status"] == CASE_RECORDED) | (old["status"] == CASE_LISTED)
        due = waits & is_open & (old["review"] == day)
        overturned = due & self._at_once[old["system"]] & ~_has_expired(old, day)
        age = day - old["opened"]
        self._count("overturned", old[overturned], age[overturned])
        self._count("upheld", old[due & ~overturned], age[due & ~overturned])
        self._end(old, overturned | (old["status"] == CASE_CORRECTED), day)

    def _end(self, old: np.ndarray, is_corrected: np.ndarray, day: int) -> None:
        """Count ends at the source, from how cases stood the evening before."""
        expired = ~is_corrected & _has_expired(old, day)
        for how, came in {
            "corrected": is_corrected,
            "expired": expired,
            "repaired": ~is_corrected & ~expired,
        }.items():
            self._count(how, old[came], day - old["opened"][came])

    def _count(self, how: str, cases: np.ndarray, days: np.ndarray | int) -> None:
        """Add cases to which something came."""
        if not len(cases):
            return
        when = np.minimum(days, self._days)
        place: tuple[Any, ...] = (cases["system"], cases["before"], cases["false"], _HOW[how], when)
        np.add.at(self.counts, place, 1)
        if how in OF_GROUPS:
            own = cases[cases["before"] == 0]
            cells = cells_of(self._society, own["row"], own["lane"])
            group: tuple[Any, ...] = (own["row"], cells, own["false"], OF_GROUPS.index(how))
            np.add.at(self.groups, group, 1)


def cells_of(society: np.ndarray, rows: np.ndarray, lanes: np.ndarray) -> np.ndarray:
    """The group of each of some people; see `CELLS`."""
    status, income = society["status"][rows, lanes], society["income"][rows, lanes]
    third = income.astype("i8") * INCOMES // 256
    bits = [(status & bit) > 0 for bit in (MAN, MIGRANT, MINORITY)]
    return np.asarray(bits[0] + 2 * bits[1] + 4 * bits[2] + 8 * third)


def _has_expired(old: np.ndarray, day: int) -> np.ndarray:
    """Whether a case that is over has come to the end of its term."""
    return np.asarray((old["status"] == CASE_LISTED) & (old["next"] <= day))


def _cases_of(view: View) -> np.ndarray:
    """The cases of an evening, in the order of what tells them apart."""
    table = view.table("cases")
    is_kept = np.arange(CASE_ROOM) < table["count"][:, None]
    rows, places = np.nonzero(is_kept)
    found = np.zeros(len(rows), _OPEN)
    found["row"], found["place"], found["lane"] = rows, places, table["citizen"][rows, places]
    for field in ("system", "kind", "channel", "status", "flags", "next", "review", "stale", "holders", "opened"):
        found[field] = table[field][rows, places]
    found["false"] = view.table("provenance")["false"][rows, places]
    for field in ("listed", "told", "ended"):
        found[field] = -1
    found["id"] = _ids(found)
    return found[np.argsort(found["id"], kind="stable")]


def _ids(cases: np.ndarray) -> np.ndarray:
    """What tells cases apart: community, lane, system, kind, channel, day of record, and how many such came later.

    Cases alike in all of this share every draw, and so their fate; of those that differ all the same, since one was there before
    the first day, the older one ends first.
    """
    key = np.zeros(len(cases), "u8")
    for field, bits in (("row", 20), ("lane", 8), ("system", 5), ("kind", 6), ("channel", 5), ("opened", 16)):
        key = (key << np.uint64(bits)) | cases[field].astype("u8")
    order = np.lexsort((-cases["place"], key))
    ordered = key[order]
    first = np.searchsorted(ordered, ordered)
    later = np.empty(len(cases), "u8")
    later[order] = np.minimum(np.arange(len(cases)) - first, 15)
    return (key << np.uint64(4)) | later

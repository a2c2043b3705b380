"""Tallies, person by person: caps, steps, absences of records, days in a band before a measure begins."""

from __future__ import annotations

import numpy as np

from glasshouse.testing.plain.accounts import band_of, fades
from glasshouse.testing.plain.people import Citizen, Community, Diary, Tally, World, numbers

F = np.float32
_KINDS = ("nothing", "per record", "per period", "after another", "days in band")


def tally(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's day, for all rows."""
    rules = world.parameters
    for r in range(int(rules["tallies"])):
        what = _KINDS[int(rules["tally_type"][r])]
        for citizen in community.citizens:
            page = diary.pages[citizen.lane]
            page.tallied[r] = 0
            if what == "per record":
                page.tallied[r] = _charge(world, citizen, diary, r, day)
            elif what in ("per period", "after another"):
                page.tallied[r] = _miss(world, citizen, diary, r, day, what)
            elif what == "days in band" and not world.systems[int(rules["tally_system"][r])]["docket"]:
                _count_days(world, citizen, r)


def _records(world: World, citizen: Citizen, diary: Diary, system: np.void, kind: int) -> int:
    """How many records of a kind the system reads of a citizen today."""
    reads = numbers(system["reads"])
    if kind < world.parameters["frequent"]:
        return int(bool(diary.pages[citizen.lane].recorded.get(kind, set()) & reads))
    return sum(k == kind and lane == citizen.lane and bool(channels & reads) for k, lane, channels in diary.records)


def _acts(world: World, citizen: Citizen, diary: Diary, kind: int) -> int:
    if kind < world.parameters["frequent"]:
        return int(kind in diary.pages[citizen.lane].done)
    return sum((kind, citizen.lane) == each for each in diary.events)


def _of(world: World, citizen: Citizen, r: int) -> tuple[np.void, Tally, bool]:
    """The system that row `r` belongs to, the citizen's counts in it, and whether the citizen has an account there."""
    s = int(world.parameters["tally_system"][r])
    return world.systems[s], citizen.tallies[r], citizen.accounts[s].published > 0


def _charge(world: World, citizen: Citizen, diary: Diary, r: int, day: int) -> int:
    """One record after the other: each brings what the table says of its place in the period."""
    rules = world.parameters
    system, tally, has_account = _of(world, citizen, r)
    if day % rules["tally_days"][r] == 0 or not has_account:
        tally.recorded = 0
    worth, total = rules["tally_worth"][r], 0
    for _ in range(_records(world, citizen, diary, system, int(rules["tally_kind"][r])) if has_account else 0):
        place = min(tally.recorded, len(worth) - 2)
        total += int(worth[place + 1]) - int(worth[place])
        tally.recorded = min(tally.recorded + 1, len(worth) - 1)
    return total


def _miss(world: World, citizen: Citizen, diary: Diary, r: int, day: int, what: str) -> int:
    system, tally, has_account = _of(world, citizen, r)
    _note_published(system, tally, day)
    missed = (_in_period if what == "per period" else _after)(world, citizen, diary, r, day)
    unearned = missed if tally.excused else 0
    bucket = 0
    if system["window"]:
        quarter = int(system["window"]) // 4
        bucket = day // quarter % 4
        if day % quarter == 0:
            tally.unearned[bucket] = 0
    tally.unearned[bucket] = min(max(tally.unearned[bucket] + unearned, -32000), 32000)
    if not has_account:
        tally.unearned, tally.counted = [0, 0, 0, 0], 0
    return missed


def _note_published(system: np.void, tally: Tally, day: int) -> None:
    """On the day after a publication, what the published score holds of unearned points."""
    if day and (day - 1) % system["publish_every"] == system["publish_on"]:
        if fades(system, day - 1):
            tally.unearned[0] = int(F(tally.unearned[0]) * system["keep"])
        tally.counted = min(max(sum(tally.unearned), -32000), 32000)


def _in_period(world: World, citizen: Citizen, diary: Diary, r: int, day: int) -> int:
    rules = world.parameters
    system, tally, has_account = _of(world, citizen, r)
    days, least, kind = (int(rules[f"tally_{name}"][r]) for name in ("days", "least", "kind"))
    if day % days == 0:
        tally.recorded, tally.done = 0, 0
    if tally.recorded < 255:
        tally.recorded = min(tally.recorded + _records(world, citizen, diary, system, kind), 254)
    if not has_account or (day == 0 and system["market"]):
        tally.recorded = 255
    tally.done = min(tally.done + _acts(world, citizen, diary, kind), 255)
    tally.excused = tally.done >= least
    return int(rules["tally_points"][r]) if day % days == days - 1 and tally.recorded < least else 0


def _after(world: World, citizen: Citizen, diary: Diary, r: int, day: int) -> int:
    rules = world.parameters
    system, tally, has_account = _of(world, citizen, r)
    least, kind, other = (int(rules[f"tally_{name}"][r]) for name in ("least", "kind", "after"))
    missed = 0
    if not has_account:
        tally.left = tally.recorded = tally.done = 0
        return 0
    if tally.left:
        tally.recorded = min(tally.recorded + _records(world, citizen, diary, system, kind), 254)
        tally.done = min(tally.done + _acts(world, citizen, diary, kind), 255)
        tally.left -= 1
        if tally.recorded >= least:
            tally.left = 0
        elif not tally.left:
            missed = int(rules["tally_points"][r])
    tally.excused = tally.done >= least
    if not tally.left and _records(world, citizen, diary, system, other):
        tally.left, tally.recorded = int(rules["tally_days"][r]), 0
        tally.done = 0 if _acts(world, citizen, diary, other) else 255
    return missed


def _count_days(world: World, citizen: Citizen, r: int) -> None:
    system, tally, has_account = _of(world, citizen, r)
    code = citizen.accounts[int(world.parameters["tally_system"][r])].published
    named = has_account and band_of(system, code) in numbers(world.parameters["tally_bands"][r])
    tally.recorded = min(tally.recorded + 1, 255) if named else 0

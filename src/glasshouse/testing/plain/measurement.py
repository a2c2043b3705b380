"""The day's exact counts and digests of one community, counted person by person."""

from __future__ import annotations

from collections.abc import Iterable

from glasshouse.tables import DIMENSIONS
from glasshouse.testing.plain.copies import count_copies
from glasshouse.testing.plain.people import CODES, Community, Diary, Page, World, bits

_WORD, _LONG = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
_GOLD, _FIRST, _SECOND, _THIRD = 0x9E3779B1, 0x85EBCA77, 0x85EBCA6B, 0xC2B2AE3D


def measure(world: World, community: Community, diary: Diary, day: int) -> None:
    """Count one community's day into the diary."""
    _count_acts(diary)
    _count_people(community, diary)
    _count_listed(world, community, diary)
    _count_speech(world, community, diary)
    if world.rules["holders"]:
        count_copies(world, community, diary)
    _digest(world, community, diary, day)


def _count_acts(diary: Diary) -> None:
    for page in diary.pages:
        diary.count.update(("happened", kind) for kind in page.done)
        diary.count.update(("withheld", kind) for kind in page.withheld)
    diary.count.update(("happened", kind) for kind, _ in diary.events)
    diary.count.update(("withheld", kind) for kind, _ in diary.kept_back)


def _count_people(community: Community, diary: Diary) -> None:
    count = diary.count
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        if not citizen.here:
            continue
        for name in CODES:
            count[name] += citizen.codes[name]
        for name in ("effort", "guard"):
            count[f"{name}_square"] += (citizen.codes[name] // 32) ** 2
        count["sanctioned", page.group] += bool(page.felt["burden"] > 0)
        count["wronged", page.group] += page.wronged
        count["owing"] += citizen.owing
        count["active"] += citizen.active
        count["ties"] += len(page.contacts)
        count["place", "people"] += 1
        count["place", "guard"] += citizen.codes["guard"]
        count["place", "grievance"] += citizen.codes["grievance"]
        count["place", "sanctioned"] += bool(page.felt["burden"] > 0)
        count["place", "denied"] += "denied" in page.ends
        count["place", "active"] += citizen.active
    count["place", "withheld"] += sum(n for key, n in count.items() if key[0] == "withheld")
    if count["active"] >= 10:
        size = min((count["active"] // 16).bit_length(), 7)
        count["gatherings", size] += 1
        count["begun"] += diary.were_active < 10


def _count_listed(world: World, community: Community, diary: Diary) -> None:
    for s, form in enumerate(world.forms):
        if form == "list":
            diary.count["listed", s] += sum(citizen.accounts[s].published == 2 for citizen in community.citizens)


def _count_speech(world: World, community: Community, diary: Diary) -> None:
    """What was said, withheld, hindered and removed; arrests; who evades."""
    count, speech = diary.count, world.rules["speech"]
    for acts, word in ((diary.events, "spoken"), (diary.kept_back, "hushed")):
        for kind, lane in acts:
            count[f"{word}_group", diary.pages[lane].group] += int(speech[kind])
            count["place", word] += int(speech[kind])
    gone = [act for act in diary.events if act in diary.hidden]
    count.update(("removed", kind) for kind, _ in gone)
    count["place", "removed"] += len(gone)
    count.update(("hindered", kind) for kind, _ in diary.hindered)
    count["arrests"] += len(diary.arrested)
    count["evaders"] += sum(citizen.here and citizen.codes["evasion"] > 127 for citizen in community.citizens)


def trace(diary: Diary) -> list[tuple[int, int, int]]:
    """For comparing twins, each citizen's acts and treatment as bits, and what befell them."""
    found = []
    for lane, page in enumerate(diary.pages):
        acts = bits(page.done | {kind for kind, who in diary.events if who == lane})
        ends = ("denied" in page.ends) + 2 * ("eased" in page.ends) + 4 * page.wronged
        found.append((acts, page.treatment, ends + 8 * bool(page.felt["burden"] > 0)))
    return found


def _digest(world: World, community: Community, diary: Diary, day: int) -> None:
    rows = {"conduct": _fold_acts(diary), "records": _fold_records(diary), "scores": _fold_scores(world, community),
            "treatment": _fold_treatment(diary), "response": _fold_response(community)}  # fmt: skip
    for name, word in rows.items():
        diary.count[name] = _mixed(word & _WORD, community.number, day)


def _mixed(word: int, community: int, day: int) -> int:
    """A 64-bit hash of a word, a community and a day (the finaliser of splitmix64)."""
    x = word ^ community << 32 ^ day * 0x9E3779B97F4A7C15 & _LONG
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & _LONG
    x = (x ^ x >> 27) * 0x94D049BB133111EB & _LONG
    return x ^ x >> 31


def _fold(row: Iterable[int]) -> int:
    """A row of numbers as one word: each lane times an odd number of its own."""
    return sum(x * (2 * lane + 1) * _GOLD for lane, x in enumerate(row)) & _WORD


def _fold_events(codes: Iterable[int]) -> int:
    total = 0
    for code in codes:
        x = (code + 1) * _GOLD & _WORD
        total += (x ^ x >> 15) * _FIRST
    return total


def _fold_acts(diary: Diary) -> int:
    return _fold_events(kind * 256 + lane for kind, lane in diary.events) + _fold(bits(p.done) for p in diary.pages)


def _fold_records(diary: Diary) -> int:
    codes = [(kind * 256 + lane, bits(channels)) for kind, lane, channels in diary.records]
    rows = (sum(bits(channels) * (2 * kind + 3) * _SECOND for kind, channels in page.recorded.items())
            for page in diary.pages)  # fmt: skip
    of_firms = _fold_events(kind * 256 + firm for kind, firm, _ in diary.firm_records)
    return (
        of_firms
        + _fold_events(code for code, _ in codes)
        + _fold(rows)
        + sum(chs * (2 * code + 1) for code, chs in codes)
    )


def _fold_scores(world: World, community: Community) -> int:
    total = 0
    for s in range(len(world.forms)):
        turn = (2 * s + 1) * _THIRD & _WORD
        accounts = [citizen.accounts[s] for citizen in community.citizens]
        total += _fold(
            account.published * turn + sum((account.levels[d] & 0xFFFF) * (turn + 2 * d + 2) for d in range(DIMENSIONS))
            for account in accounts
        )
    return total


def _fold_treatment(diary: Diary) -> int:
    def word(page: Page) -> int:
        ends = ("denied" in page.ends) + 2 * ("eased" in page.ends)
        return (page.treatment & 0xFFFFFFFF ^ page.treatment >> 32) + ends * 0x01000193

    return _fold(word(page) for page in diary.pages)


def _fold_response(community: Community) -> int:
    def row(low: str, high: str) -> int:
        return _fold(citizen.codes[low] | citizen.codes[high] << 16 for citizen in community.citizens)

    last = _fold(c.codes["salience"] | c.codes["evasion"] << 8 | bits(c.cut) << 16 for c in community.citizens)
    return row("effort", "guard") + 3 * row("felt", "grievance") + 5 * last

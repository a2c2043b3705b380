"""The day's exact counts and digests of one community, counted person by person."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from glasshouse.schema.limits import DIMENSIONS
from glasshouse.testing.plain.copies import count_copies
from glasshouse.testing.plain.people import CODES, Community, Diary, Page, World, bits

_WORD, _LONG = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
_GOLD, _FIRST = 0x9E3779B1, 0x85EBCA77


def measure(world: World, community: Community, diary: Diary, day: int) -> None:
    """Count one community's day into the diary."""
    _count_acts(diary)
    _count_people(world.parameters, community, diary)
    _count_listed(world, community, diary)
    _count_speech(world, community, diary)
    if world.parameters["holders"]:
        count_copies(world, community, diary)
    _digest(world, community, diary, day)


def _count_acts(diary: Diary) -> None:
    for page in diary.pages:
        diary.count.update(("happened", kind) for kind in page.done)
        diary.count.update(("withheld", kind) for kind in page.withheld)
    diary.count.update(("happened", kind) for kind, _ in diary.events)
    diary.count.update(("withheld", kind) for kind, _ in diary.withheld_events)


def _count_people(rules: np.void, community: Community, diary: Diary) -> None:
    count = diary.count
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        if not citizen.here:
            continue
        for name in CODES:
            count[name] += citizen.codes[name]
        for name in ("effort", "self_censorship"):
            count[f"{name}_square"] += (citizen.codes[name] // 32) ** 2
        count["sanctioned", page.group] += bool(page.felt["burden"] > 0)
        count["wrongly_sanctioned", page.group] += page.wrongly_sanctioned
        for a in page.has:
            count["attribute_sanctioned", a] += bool(page.felt["burden"] > 0)
            count["attribute_wronged", a] += page.wrongly_sanctioned
            count["attribute_borne", a] += bool(page.treatment & int(rules["borne"][a]))
        count["in_default"] += citizen.in_default
        count["active"] += citizen.active
        count["ties"] += len(page.contacts)
        count["place", "people"] += 1
        count["place", "self_censorship"] += citizen.codes["self_censorship"]
        count["place", "grievance"] += citizen.codes["grievance"]
        count["place", "sanctioned"] += bool(page.felt["burden"] > 0)
        count["place", "denied"] += "denied" in page.ends
    count["place", "withheld"] += sum(n for key, n in count.items() if key[0] == "withheld")
    if count["active"] >= 10:
        size = min((count["active"] // 16).bit_length(), 7)
        count["gatherings", size] += 1
        count["begun"] += diary.were_active < 10


def _count_listed(world: World, community: Community, diary: Diary) -> None:
    for s, form in enumerate(world.forms):
        if form.is_list:
            diary.count["listed", s] += sum(citizen.accounts[s].published == 2 for citizen in community.citizens)


def _count_speech(world: World, community: Community, diary: Diary) -> None:
    """What was said, withheld, hindered and removed; arrests; who evades."""
    count, speech = diary.count, world.parameters["speech"]
    for acts, word in ((diary.events, "critical_speech"), (diary.withheld_events, "critical_withheld")):
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
        ends = _ends(page) + 4 * page.wrongly_sanctioned
        found.append((acts, page.treatment, ends + 8 * bool(page.felt["burden"] > 0)))
    return found


def _digest(world: World, community: Community, diary: Diary, day: int) -> None:
    rows = {"conduct": _fold_acts(world, diary), "records": _fold_records(world, diary),
            "scores": _fold_scores(world, community), "treatment": _fold_treatment(diary),
            "response": _fold_response(community)}  # fmt: skip
    for name, word in rows.items():
        diary.count[name] = _mixed(word & _WORD, community.number, day)


def _mixed(word: int, community: int, day: int) -> int:
    """A 64-bit hash of a word, a community and a day (the finaliser of splitmix64)."""
    x = word ^ community << 32 ^ day * 0x9E3779B97F4A7C15 & _LONG
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & _LONG
    x = (x ^ x >> 27) * 0x94D049BB133111EB & _LONG
    return x ^ x >> 31


def _fold(numbers: Iterable[int], size: int) -> int:
    """Numbers of so many bytes as one word: each four bytes, the high half crossed with the low, times an odd number."""
    data = b"".join((int(x) & (1 << 8 * size) - 1).to_bytes(size, "little") for x in numbers)
    words = (int.from_bytes(data[k : k + 4], "little") for k in range(0, len(data), 4))
    return sum((x ^ x >> 16) * (2 * n + 1) * _GOLD for n, x in enumerate(words)) & _WORD


def _fold_events(codes: Iterable[int]) -> int:
    total = 0
    for code in codes:
        x = (code + 1) * _GOLD & _WORD
        total += (x ^ x >> 15) * _FIRST
    return total


def _fold_acts(world: World, diary: Diary) -> int:
    kinds = range(world.parameters["frequent"])
    return _fold_events(kind * 256 + lane for kind, lane in diary.events) + _fold(
        (kind in page.done for kind in kinds for page in diary.pages), 1
    )


def _fold_records(world: World, diary: Diary) -> int:
    codes = [(kind * 256 + lane, bits(channels)) for kind, lane, channels in diary.records]
    kinds = range(world.parameters["frequent"])
    of_firms = _fold_events(kind * 256 + firm for kind, firm, _ in diary.firm_records)
    return (
        of_firms
        + _fold_events(code for code, _ in codes)
        + _fold((bits(page.recorded[kind]) for kind in kinds for page in diary.pages), 4)
        + sum(chs * (2 * code + 1) for code, chs in codes)
    )


def _fold_scores(world: World, community: Community) -> int:
    total = 0
    for s in range(len(world.forms)):
        accounts = [citizen.accounts[s] for citizen in community.citizens]
        total += (4 * s + 1) * _fold((account.levels[d] for d in range(DIMENSIONS) for account in accounts), 2)
        total += (4 * s + 3) * _fold((account.published for account in accounts), 2)
    return total


def _fold_treatment(diary: Diary) -> int:
    ends = (_ends(page) for page in diary.pages)
    return _fold((page.treatment for page in diary.pages), 8) + 3 * _fold(ends, 4)


def _ends(page: Page) -> int:
    """How attempts ended today, as bits."""
    return ("denied" in page.ends) + 2 * ("eased" in page.ends) + 16 * ("worsened" in page.ends)


def _fold_response(community: Community) -> int:
    def row(name: str, size: int) -> int:
        return _fold((citizen.codes[name] for citizen in community.citizens), size)

    small = row("salience", 1) + 3 * row("evasion", 1) + 5 * _fold((bits(c.cut) for c in community.citizens), 1)
    return (
        row("effort", 2)
        + 3 * row("self_censorship", 2)
        + 7 * (row("perceived_risk", 2) + 3 * row("grievance", 2))
        + 11 * small
        + 13 * (row("self_censorship_money", 2) + 3 * row("self_censorship_life", 2))
        + 17 * (row("perceived_risk_money", 2) + 3 * row("perceived_risk_life", 2))
    )

"""What the plain forms share: membership, the day's gains, friends' standing, publishing, the book of cases."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.schema.limits import CASE_ROOM, DIMENSIONS, FIRMS, LANES
from glasshouse.testing.plain.people import (
    STATUS,
    Account,
    Case,
    Citizen,
    Community,
    Diary,
    Page,
    World,
    numbers,
    words,
)  # fmt: skip
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32
FAR = 65000
"""The last day that the book of cases can write."""


def open_account(world: World, citizen: Citizen, s: int) -> Account:
    """A new account, or an empty place in the ledger for those who are no members.

    Of firms, every one where somebody works has one, in the lane of its number.
    """
    system = world.systems[s]
    if system["of_firms"]:
        people = world.communities[citizen.number // LANES].citizens
        works = citizen.lane < FIRMS and citizen.here and any(c.here and c.workplace == citizen.lane for c in people)
        citizen.accounts[s] = Account([0] * DIMENSIONS, int(works))
        return citizen.accounts[s]
    online = F(citizen.ranks["online"]) * F(2 / 255) - F(1)
    lean = F(1) + system["member_online"] * online
    word = draw(world.parameters["seed"], citizen.person, 0, "membership", int(system["key"]))[0]
    joins = (
        citizen.here and is_meant(system, citizen) and unit(word) < min(system["member_share"] * max(lean, F(0)), F(1))
    )
    citizen.accounts[s] = Account([0] * DIMENSIONS, int(joins))
    return citizen.accounts[s]


def is_meant(system: np.void, citizen: Citizen) -> bool:
    """Whether a system is for somebody of that status in the register who has the attribute that it asks for, if any."""
    matters, wanted = (words(system[field], STATUS) for field in ("member_mask", "member_status"))
    return citizen.status & matters == wanted and numbers(system["member_attribute"]) <= citizen.attributes


def gains(
    system: np.void, citizen: Citizen, page: Page, diary: Diary, account: Account, count: Counter[Any]
) -> list[int]:
    """What today's records add to each dimension of an account; each record that counts is a reward or a deduction."""
    total = [0] * DIMENSIONS
    if not account.published:
        return total
    reads = numbers(system["reads"])
    for m in range(int(system["frequent_points"])):
        kind, d, value = system["frequent"][m], system["frequent_dimension"][m], system["frequent_value"][m]
        if page.recorded[int(kind)] & reads:
            total[int(d)] += int(value)
            count["rewards" if value > 0 else "deductions"] += 1
    for kind, lane, channels in diary.records:
        if lane == citizen.lane and system["scored"][kind] and channels & reads:
            for d in range(DIMENSIONS):
                total[d] += int(system["points"][kind, d])
            count["rewards" if sum(system["points"][kind]) > 0 else "deductions"] += 1
    total[0] += _tallied(system, page, count)
    return total


def _tallied(system: np.void, page: Page, count: Counter[Any]) -> int:
    """What rules that need a tally bring today; what is not nothing is a reward or a deduction."""
    steps = [page.tallied[r] for r in range(int(system["tally_first"]), int(system["tally_end"]))]
    count["rewards"] += sum(each > 0 for each in steps)
    count["deductions"] += sum(each < 0 for each in steps)
    return sum(steps)


def added(level: int, gain: int) -> int:
    """A level with a gain, kept within the ledger's field."""
    return min(max(level + gain, -32000), 32000)


def add_gains(system: np.void, account: Account, gain: list[int]) -> None:
    """Add today's gains to each dimension of a system's own but the one that follows contacts, if there is any."""
    for d in range(int(system["dimensions"])):
        if d != system["contacts_dimension"]:
            account.levels[d] = added(account.levels[d], gain[d])


def with_profile(level: np.float32, system: np.void, d: int, profile: list[Any]) -> np.float32:
    """A level with what attributes on file bring to one dimension."""
    for a in range(len(ATTRIBUTES)):
        level = level + system["lean"][d, a] * profile[a]
    return with_attributes(level, system, d, profile)


def with_attributes(level: np.float32, system: np.void, d: int, profile: list[Any]) -> np.float32:
    """A level with what attributes declared by the scenario bring to one dimension, where they are on file."""
    for a, on_file in enumerate(profile[len(ATTRIBUTES) :]):
        level = level + system["attribute_lean"][d, a] * on_file
    return level


def friends_standing(world: World, page: Page, s: int) -> np.float32:
    """What the published scores of contacts who have one say, from -0.5 to 0.5.

    Their mean around the middle of the scale, or what their halves of the scale make likely.
    """
    codes = [world.citizen(*where).accounts[s].published for where in page.contacts.values()]
    codes = [code for code in codes if code]
    if not codes:
        return F(0)
    if world.systems[s]["believes"]:
        return _likely(world.systems[s], codes) - F(0.5)
    return F(sum(codes)) / F(len(codes)) * F(1 / 65534) - F(0.5)


def _likely(system: np.void, codes: list[int]) -> np.float32:
    """Bayes' rule: each contact in the upper half multiplies the odds, one in the lower half takes that back."""
    error, mixing = system["contacts_error"], system["contacts_mixing"]
    ratio = (F(1) - error + error * mixing) / (error + (F(1) - error) * mixing)
    odds = F(1)
    surplus = sum(1 if code > 32767 else -1 for code in codes)
    for _ in range(abs(surplus)):
        odds = odds * ratio if surplus > 0 else odds / ratio
    return odds / (F(1) + odds)


def fades(system: np.void, day: int) -> bool:
    """Whether old records fade at today's publication: each time, but a week apart at least."""
    every, rhythm = int(system["forget_every"]), int(system["publish_every"])
    return every > 0 and day > 0 and (day + rhythm) // every != day // every


def fade(system: np.void, account: Account, dimensions: int, day: int) -> None:
    """Let what records brought to the first dimensions fade, if it does with today's publication."""
    if fades(system, day):
        for d in range(dimensions):
            account.levels[d] = int(F(account.levels[d]) * system["keep"])


def publish(system: np.void, account: Account, share: np.float32, count: Counter[Any]) -> None:
    """Publish a place on the scale, 0 to 1, and count the move from band to band."""
    if not account.published:
        return
    before = band_of(system, account.published)
    account.published = 1 + int(min(max(share, F(0)), F(1)) * F(65533) + F(0.5))
    after = band_of(system, account.published)
    count["moves", before, after] += 1
    count["rose"] += after > before
    count["fell"] += after < before


def band_of(system: np.void, code: int) -> int:
    """The number of the band that a published code lies in."""
    return sum(code >= int(system["band_code"][b]) for b in range(1, int(system["bands"])))


def first_channel(system: np.void, channels: set[int]) -> int:
    """Of the channels that hold a record, the first that the system reads: its copy counts."""
    return min(channels & numbers(system["reads"]))


def set_aside(system: np.void, case: Case, count: Counter[Any]) -> bool:
    """Whether a case does not count until the appeal against it is decided."""
    contested = "appealed" in case.flags and "decided" not in case.flags
    if system["suspends"] and contested and case.status in ("recorded", "listed"):
        count["suspended"] += "suspended" not in case.flags
        case.flags.add("suspended")
        return True
    case.flags.discard("suspended")
    return False


def open_case(community: Community, system: np.void, count: Counter[Any], case: Case, day: int) -> bool:
    """Enter a case into the book, if there is room; it takes effect on the day written in `next`."""
    if len(community.cases) >= CASE_ROOM:
        count["overflow"] += 1
        community.overflow += 1
        return False
    case.holders = numbers(system["given"][case.channel])
    community.cases.append(case)
    count["opened"] += 1
    count["waiting_days"] += case.next - day
    case.next = min(case.next, FAR)
    return True


def tidy(community: Community) -> None:
    """Take closed cases out of the book at the end of the day."""
    community.cases = [case for case in community.cases if case.status != "closed"]


def is_in_force(case: Case) -> bool:
    """Whether a case weighs on a person: listed, or put right on paper but not yet in every copy."""
    return case.status in ("listed", "repaired", "corrected")

"""What follows for each citizen today: the treatment in force, and how attempts and deals end under it."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import DAYS_IN_BAND, DOMAINS, EFFECTS
from glasshouse.testing.plain.accounts import is_meant
from glasshouse.testing.plain.firms import hold_liable
from glasshouse.testing.plain.human_review import code_in_force
from glasshouse.testing.plain.people import Account, Citizen, Community, Diary, Page, World, numbers
from glasshouse.testing.plain.randomness import draw, unit
from glasshouse.testing.plain.trust import distrust

F = np.float32


def treat(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's treatment of the day, from what was published before it, and the end of each attempt."""
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        page.felt |= dict.fromkeys(("burden", "benefit", "named", "attraction", "standing", "counted"), F(0))
        page.burden_in = [F(0) for _ in DOMAINS]
        if world.parameters["treats"]:
            for s in _in_force(world):
                _apply(
                    world.parameters,
                    world.systems[s],
                    code_in_force(world.systems[s], citizen),
                    citizen.accounts[s],
                    page,
                )
                _refuse(world, world.systems[s], citizen, page, diary)
            _begin_late(world, citizen, page)
    if world.parameters["treats"]:
        hold_liable(world, community, diary)
        for citizen, page in zip(community.citizens, diary.pages, strict=True):
            _cap(world.parameters, citizen, page)
    _learn_of_bars(world, community, diary, day)
    attempts = [(kind, lane) for lane, page in enumerate(diary.pages) for kind in sorted(page.done)]
    for kind, lane in attempts + diary.events:
        if world.parameters["attempt"][kind]:
            _end_attempt(world.parameters, diary, community.citizens[lane], kind)
        if EFFECTS[world.parameters["effect"][kind]] == "offers trust":
            _deal(world, community, diary, lane, day)


def _learn_of_bars(world: World, community: Community, diary: Diary, day: int) -> None:
    """Whoever is barred on the first day was refused before; whoever is no longer barred knows it."""
    if world.parameters["bars"]:
        for citizen, page in zip(community.citizens, diary.pages, strict=True):
            barred = bool(page.treatment & int(world.parameters["bars"]))
            citizen.turned_away = barred and (day == 0 or citizen.turned_away)


def _in_force(world: World) -> list[int]:
    return [s for s in range(len(world.forms)) if world.systems[s]["active"] and not world.systems[s]["of_firms"]]


def _apply(rules: np.void, system: np.void, code: int, account: Account, page: Page) -> None:
    """What the code in force brings to a page; strangers go by the published one."""
    felt, bands = page.felt, int(system["bands"])
    if code:
        starts = [max(int(system["band_code"][b]), 1) for b in range(bands)] + [65535]
        b = max((b for b in range(bands) if starts[b] <= code), default=None)
        if b is not None and code < starts[b + 1]:
            page.treatment |= int(system["treatment"][b])
            if system["treatment"][b]:
                felt["burden"] = felt["burden"] + system["burden"][b]
                _add(page.burden_in, system["burden_in"][b])
                felt["benefit"] = felt["benefit"] + system["benefit"][b]
                if system["burden"][b] > 0:
                    felt["named"] = max(felt["named"], system["public"][b])
            if rules["responds"]:
                felt["attraction"] = felt["attraction"] + _pull(rules, system, b, code, starts)
    if bands > 2:
        felt["standing"] = felt["standing"] + F(account.published) * F(1 / 65534)
        felt["counted"] = felt["counted"] + F(account.published != 0)


def _refuse(world: World, system: np.void, citizen: Citizen, page: Page, diary: Diary) -> None:
    """What follows for somebody who could have an account and has none."""
    s, felt = int(system["number"]), page.felt
    if system["refusal"] and citizen.here and is_meant(system, citizen) and not citizen.accounts[s].published:
        page.treatment |= int(system["refusal_treatment"])
        felt["burden"] = felt["burden"] + system["refusal_burden"]
        felt["benefit"] = felt["benefit"] + system["refusal_benefit"]
        felt["named"] = max(felt["named"], system["refusal_public"])
        _add(page.burden_in, system["refusal_in"])
        diary.count["refusers", s] += 1


def _begin_late(world: World, citizen: Citizen, page: Page) -> None:
    """Measures that begin some days into a band."""
    rules, felt = world.parameters, page.felt
    for r, tally in enumerate(citizen.tallies):
        is_measure = int(rules["tally_type"][r]) == int(DAYS_IN_BAND)
        in_force = world.systems[int(rules["tally_system"][r])]["active"]
        if is_measure and in_force and tally.recorded > rules["tally_days"][r]:
            page.treatment |= int(rules["tally_bit"][r])
            felt["burden"] = felt["burden"] + rules["tally_burden"][r]
            felt["benefit"] = felt["benefit"] + rules["tally_benefit"][r]
            felt["named"] = max(felt["named"], rules["tally_public"][r])
            _add(page.burden_in, rules["tally_burden_in"][r])


def _add(burden_in: list[np.float32], more: np.ndarray) -> None:
    for domain, burden in enumerate(more):
        burden_in[domain] = burden_in[domain] + burden


def _cap(rules: np.void, citizen: Citizen, page: Page) -> None:
    """Of the sanctions in force, the heaviest stay, as many as the cap allows; none after too many days in a row."""
    most, days, felt = int(rules["most_sanctions"]), int(rules["most_days"]), page.felt
    page.held = bool((most or days) and felt["burden"] > 0)
    if not page.held:
        return
    left = most or int(rules["sanctions"])
    if days and citizen.spell >= days:
        left = 0
    felt["burden"] = felt["named"] = F(0)
    page.burden_in = [F(0) for _ in DOMAINS]
    for n in range(int(rules["sanctions"])):
        bit = 1 << int(rules["sanction"][n])
        if page.treatment & bit and left:
            left -= 1
            felt["burden"] = felt["burden"] + rules["sanction_worth"][n]
            _add(page.burden_in, rules["sanction_in"][n])
            felt["named"] = max(felt["named"], rules["sanction_public"][n])
        elif page.treatment & bit:
            page.treatment -= bit


def _pull(rules: np.void, system: np.void, b: int, code: int, starts: list[int]) -> np.float32:
    """The worth of the next band and the fear of falling, each stronger as its distance shrinks."""
    worth, bands = system["worth"], int(system["bands"])
    gain = max(worth[b + 1] - worth[b], F(0)) if b + 1 < bands else F(0)
    fall = max(worth[b] - worth[b - 1], F(0)) * rules["loss"] if b > 0 else F(0)
    near = (F(code) - F(starts[b])) * (F(1) / max(F(starts[b + 1]) - F(starts[b]), F(1)))
    return gain * near + fall * (F(1) - near)


def _end_attempt(rules: np.void, diary: Diary, citizen: Citizen, kind: int) -> None:
    page = diary.pages[citizen.lane]
    if page.treatment & int(rules["denies"][kind]):
        diary.count["denied", kind] += 1
        diary.count["denied_group", page.group] += 1
        diary.count.update(("attribute_denied", a) for a in page.has)
        page.ends.add("denied")
        citizen.denied |= {"anything", "a journey"} if rules["travels"][kind] else {"anything"}
        citizen.turned_away |= bool(rules["travels"][kind] and rules["bars"])
    elif worse := page.treatment & int(rules["worsens"][kind]):
        diary.count["worsened", kind] += 1
        diary.count["surcharges", kind] += sum(int(rules["surcharge"][m]) for m in numbers(worse))
        page.ends.add("worsened")
    elif page.treatment & int(rules["eases"][kind]):
        diary.count["eased", kind] += 1
        page.ends.add("eased")
        page.prized = True


def _deal(world: World, community: Community, diary: Diary, lane: int, day: int) -> None:
    """A deal with somebody of the same community: refused by name or standing, kept by reliability and effort."""
    words = draw(world.parameters["seed"], community.citizens[lane].person, day, "deals")
    rules, people = world.parameters, community.people
    if people < 2:
        return
    partner = diary.pages[(lane + 1 + int(unit(words[0]) * F(people - 1))) % people]
    felt = partner.felt
    doubt = rules["doubt_named"] * felt["named"]
    if felt["counted"] > 0:
        below = max(F(0), F(0.5) - felt["standing"] / felt["counted"])
        doubt = doubt + rules["doubt_standing"] * F(2) * below
    own = diary.pages[lane]
    if rules["trusts"]:
        doubt = doubt + distrust(rules, own)
    keeps = rules["keeps"] + rules["keeps_reliability"] * partner.traits["reliability"]
    keeps = keeps + rules["keeps_effort"] * partner.states["effort"]
    diary.count["offered"] += 1
    if unit(words[1]) < doubt:
        diary.count["refused"] += 1
    else:
        kept = bool(unit(words[2]) < keeps)
        diary.count["deals_kept" if kept else "deals_broken"] += 1
        own.dealt = own.dealt + rules["trust_kept" if kept else "trust_broken"]

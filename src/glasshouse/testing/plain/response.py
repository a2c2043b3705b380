"""How each citizen changes today, and what contacts will see of it tomorrow."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import ASKED, DOMAINS, EFFECTS, PUBLIC
from glasshouse.testing.plain import play, trust
from glasshouse.testing.plain.accounts import FAR, band_of
from glasshouse.testing.plain.decided import decide, mornings
from glasshouse.testing.plain.membership import consider_accounts
from glasshouse.testing.plain.people import SUFFIXES, Case, Citizen, Community, Diary, Face, Page, World
from glasshouse.testing.plain.randomness import derived, draw, unit

F = np.float32
_ROUNDING, _CUTTING, _SHOWING = 77, 78, 80


def respond(world: World, community: Community, diary: Diary, day: int) -> None:
    """How the people of one community change today."""
    if world.parameters["treats"] and world.parameters["most_days"]:
        for citizen, page in zip(community.citizens, diary.pages, strict=True):
            citizen.spell = min(citizen.spell + 1, FAR) if page.held else 0
    before = mornings(world, community)
    for case in community.cases:
        _consider_appeal(world, community, diary, case, day)
    if world.parameters["responds"]:
        _react(world, community, diary, day)
        if world.parameters["markets"]:
            consider_accounts(world, community, diary, day)
    decide(world, community, diary, before)
    _show(world, community, diary, day)


def _show(world: World, community: Community, diary: Diary, day: int) -> None:
    """What contacts will see tomorrow; who recruits is only of interest where there is something to join."""
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        citizen.faces[day % 2] = _face(citizen, page)
    for kind, lane in diary.events if world.parameters["markets"] else ():
        if EFFECTS[world.parameters["effect"][kind]] == "refers":
            community.citizens[lane].faces[day % 2].flags.add("refers")
    _rouse(world, community, diary, day)


def _react(world: World, community: Community, diary: Diary, day: int) -> None:
    """States, chances at work, ties, accounts closed."""
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        _change(world, citizen, page, citizen.lane in diary.arrested)
    if world.parameters["trusts"]:
        trust.change(world, community, diary)
    for kind, lane in diary.events:
        if kind == world.parameters["chances_kind"]:
            _change_chances(world.parameters, community.citizens[lane], diary.pages[lane], kind)
    _lose_wages(world.parameters, community, diary)
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        if world.parameters["tie_weight"] > 0:
            _cut_tie(world.parameters, community, diary, citizen, page)
        if world.parameters["leave"] > 0:
            _leave(world, citizen, page, day)


def _leave(world: World, citizen: Citizen, page: Page, day: int) -> None:
    """Close, with some luck, each account in which there is more to bear than to gain."""
    for s, account in enumerate(citizen.accounts):
        system = world.systems[s]
        if not (citizen.here and account.published and system["leaves"] and system["active"]):
            continue
        band = band_of(system, account.published)
        chance = world.parameters["leave"] * min(max(page.risk) + system["burden"][band], F(1))
        if system["benefit"][band] <= system["burden"][band] and chance > 0:
            luck = unit(draw(world.parameters["seed"], citizen.person, day, "leaving", int(system["key"]))[0])
            account.levels[-1] = int(ASKED) if luck < chance else account.levels[-1]


def _consider_appeal(world: World, community: Community, diary: Diary, case: Case, day: int) -> None:
    """Each case is considered once by habit: when the person is told, or at the latest when it takes effect.

    Who has decided appeals (also if habit had accepted), accepts or waits instead.
    """
    rules, system, citizen = world.parameters, world.systems[case.system], community.citizens[case.lane]
    decided = world.choices.get(citizen.number)
    choice = decided.cases if decided else None
    if not _is_to_consider(case, choice, bool(rules["responds"])):
        return
    item = (int(system["key"]) + int(rules["kind_key"][case.kind])) & 0xFFFFFFFF
    words = draw(rules["seed"], citizen.person, case.opened, "reaction", item)
    told = unit(words[0]) < system["told"]
    if not told and case.status != "listed":
        return
    if told:
        case.flags.add("told")
    if decided and choice == "appeal" and not system["appeals"]:
        decided.unheard.add(case.system)
    if choice == "wait":
        return
    by_habit = unit(words[1]) < _appeal_chance(rules, case, diary.pages[case.lane])
    if system["appeals"] and (choice == "appeal" if choice else by_habit):
        case.flags.add("appealed")
        case.flags.discard("accepted")
        case.review = min(day + int(system["review_days"]), FAR)
        diary.count["appeals"] += 1
    else:
        case.flags.add("accepted")


def _is_to_consider(case: Case, choice: str | None, responds: bool) -> bool:
    """Whether a case is open and not yet dealt with; who decided to appeal may do so after having accepted."""
    done = case.flags & {"appealed", "accepted"}
    late = choice == "appeal" and done == {"accepted"}
    return case.status in ("recorded", "listed") and (not done or late) and bool(choice or responds)


def _appeal_chance(rules: np.void, case: Case, page: Page) -> np.float32:
    chance: np.float32 = rules["appeal"] * (F(1) + rules["appeal_means"] * page.traits["income"])
    return chance if case.false else chance * rules["appeal_right"]


def _change(world: World, citizen: Citizen, page: Page, arrested: bool) -> None:
    """Perceived risk, self-censorship, effort, grievance, salience, evasion; the equations stand in ``docs/model.md``."""
    rules, states, felt, near = world.parameters, page.states, page.felt, page.near
    conforms = F(0.5) * (F(1) + page.traits["conformity"])
    burden = felt["burden"]

    risk = page.risk = _risk(rules, page, arrested)
    guards = [_guard(rules, page, domain) for domain in range(len(SUFFIXES))]

    minded = states["salience"] + rules["reward_lasting"] * (F(1) - states["salience"])
    drawn = rules["reward"] * minded * felt["attraction"] * rules["awareness"] - rules["cost"] * states["effort"]
    drawn = max(drawn - rules["licensing"] * burden, F(0))
    target = drawn + rules["conformity"] * conforms * (near["effort"] - drawn)
    effort = _within(states["effort"] + rules["effort_speed"] * (target - states["effort"]))
    if rules["trusts"]:
        effort = trust.complying(rules, page, effort)

    wrong = F(page.wrongly_sanctioned)
    heavier = burden * (rules["grievance_injustice"] * wrong + rules["grievance_sanction"] * (F(1) - wrong))
    lighter = rules["grievance_relief"] * states["salience"] * felt["benefit"]
    grievance = _within(states["grievance"] + heavier - lighter)

    salience = states["salience"] * rules["salience_keep"] + rules["salience_prize"] * F(page.prized)
    if rules["games"]:
        salience = max(salience + play.felt(world, citizen, page), F(0))
    online = F(0.5) * (F(1) + page.traits["online"])
    drawn_to = rules["evasion_speed"] * max(risk) + rules["evasion_contacts"] * near["evades"]
    evasion = states["evasion"] * rules["evasion_keep"] + drawn_to * online * (F(1) - states["evasion"])

    dither = F(derived(page.words[0], _ROUNDING)) * F(2.0**-16)
    citizen.codes = {
        **{f"perceived_risk{domain}": _code(felt, 65535) for domain, felt in zip(SUFFIXES, risk, strict=True)},
        **{f"self_censorship{domain}": int((guard + F(1)) * F(32767) + F(0.5))
           for domain, guard in zip(SUFFIXES, guards, strict=True)},
        "effort": _code(effort, 65535),
        "grievance": _code(grievance, 65535), "salience": int(min(salience, F(1)) * F(255) + dither),
        "evasion": int(min(evasion, F(1)) * F(255) + dither),
    }  # fmt: skip


def _risk(rules: np.void, page: Page, arrested: bool) -> list[np.float32]:
    """Perceived risk by domain: what arises in each today, and what spills over from the two others."""
    own, seen = (rules[name] * (F(1) + rules["opacity"]) for name in ("risk_sanction", "risk_exposure"))
    arises = [
        own * page.burden_in[d] + rules["risk_contacts"] * page.near["sanction"][d] + seen * page.exposed[d]
        for d in range(len(SUFFIXES))
    ]
    found = []
    for d, before in enumerate(page.risk):
        one, other = (more for e, more in enumerate(arises) if e != d)
        more = arises[d] + rules["risk_spill"] * (one + other)
        found.append(_within(before * rules["risk_keep"] + more * (F(1) - before)))
    if arrested:
        found[PUBLIC] = min(found[PUBLIC] + rules["risk_arrest"], F(1))
    return found


def _guard(rules: np.void, page: Page, domain: int) -> np.float32:
    """Self-censorship in a domain: drawn by risk there, and in public by the silence of contacts."""
    conforms = F(0.5) * (F(1) + page.traits["conformity"])
    aversion = F(0.5) * (F(1) + page.traits["risk aversion"])
    risk, states, now = page.risk[domain], page.states, page.states[f"self_censorship{SUFFIXES[domain]}"]
    drawn = risk * (rules["self_censorship_reach"] * aversion - rules["reactance"] * (F(1) - conforms))
    if domain == PUBLIC:
        if rules["weighing"] > 0:
            silent = (
                F(1) - _voiced(rules, page, risk, aversion) / states["grievance"] if states["grievance"] > 0 else F(0)
            )
            drawn = drawn + rules["weighing"] * (silent - drawn)
        drawn = drawn + rules["conformity"] * conforms * (page.near["self_censorship"] - drawn)
    return _within(now + rules["self_censorship_speed"] * (drawn - now), -1)


def _voiced(rules: np.void, page: Page, risk: np.float32, aversion: np.float32) -> np.float32:
    """How much of their grievance people voice: of the three levels that can be best, the one that is worth most."""
    dissent, pass_by, seen = page.states["grievance"], rules["tolerance"], page.exposed[PUBLIC]
    boldness, punishment = F(1.5) - aversion, rules["punishment"] * risk

    def worth(voiced: np.float32) -> np.float32:
        size = punishment * (voiced - pass_by) if rules["proportional"] else punishment
        expected = (seen + (F(1) - seen) * voiced) * size if voiced > pass_by else F(0)
        return -(boldness * (dissent - voiced)) - expected

    if dissent <= pass_by:
        return dissent
    levels = [pass_by]
    if rules["proportional"] and (F(1) - seen) * punishment > 0:
        middle = F(0.5) * (pass_by + (boldness - seen * punishment) / ((F(1) - seen) * punishment))
        levels.append(min(max(middle, pass_by), dissent))
    levels.append(dissent)
    return max(levels, key=worth)  # the first of equals


def _within(x: np.float32, low: int = 0) -> np.float32:
    return min(max(x, F(low)), F(1))


def _code(share: np.float32, most: int) -> int:
    return int(share * F(most) + F(0.5))


def _change_chances(rules: np.void, citizen: Citizen, page: Page, kind: int) -> None:
    """A post denied or eased moves income by a step of its scale."""
    steps, income = _steps(rules), citizen.ranks["income"]
    if page.treatment & int(rules["denies"][kind]):
        income = max(income - steps, 0)
    elif page.treatment & int(rules["eases"][kind]):
        income = min(income + steps, 255)
    citizen.ranks["income"] = income


def _steps(rules: np.void) -> int:
    return int(rules["chances"] * F(255) + F(0.5))


def _lose_wages(rules: np.void, community: Community, diary: Diary) -> None:
    for citizen in community.citizens:
        firm = diary.firms.get(citizen.workplace)
        if citizen.here and firm is not None and firm.unpaid:
            citizen.ranks["income"] = max(citizen.ranks["income"] - _steps(rules), 0)


def _standing(page: Page) -> np.float32:
    return page.felt["standing"] / max(page.felt["counted"], F(1))


def _cut_tie(rules: np.void, community: Community, diary: Diary, citizen: Citizen, page: Page) -> None:
    """Cut the tie to the near contact who stands lowest, by how much lower and by how much contacts count.

    Who has no account stands nowhere, so nobody gains by leaving them.
    """
    luck = F(derived(page.words[0], _CUTTING)) * F(2.0**-16)
    most = rules["ties_cut"] * rules["tie_weight"]
    near = [(_standing(diary.pages[lane]), tie) for tie, (_, lane) in page.contacts.items()
            if tie < 8 and diary.pages[lane].felt["counted"] > 0]  # fmt: skip
    if not page.felt["counted"] > 0 or not near:
        return
    lowest, worst = min(near)
    gap = _standing(page) - lowest
    if gap > 0 and luck < most * min(gap * F(2), F(1)):
        citizen.cut.add(worst)


def _rouse(world: World, community: Community, diary: Diary, day: int) -> None:
    """Who will be seen gathering, or calling for it, unless it was removed."""
    hidden = diary.hidden if world.parameters["responds"] else set()
    for kind, lane in diary.events:
        if (kind, lane) not in hidden and _is_noticed(world.parameters, community.citizens[lane], kind, day):
            community.citizens[lane].faces[day % 2].flags.add("active")


def _is_noticed(rules: np.void, citizen: Citizen, kind: int, day: int) -> bool:
    """Whether contacts take it for a sign that people act."""
    word = draw(rules["seed"], citizen.person, day, "rousing", int(rules["kind_key"][kind]))[0]
    return bool(unit(word) < rules["mobilises"][kind])


def _face(citizen: Citizen, page: Page) -> Face:
    guard = (F(citizen.codes["self_censorship"]) - F(32767)) * F(127 / 32767)
    shows = bool(F(derived(page.words[0], _SHOWING)) * F(2.0**-16) < page.felt["named"])
    seen = {f"sanction in {domain}": shows and bool(page.burden_in[d] > 0) for d, domain in enumerate(DOMAINS)}
    seen["sanction in public"] |= citizen.detained
    seen["evades"] = citizen.codes["evasion"] > 127
    effort = int(F(citizen.codes["effort"]) * F(255 / 65535) + F(0.5))
    return Face(effort, int(guard + F(127.5)), {word for word, true in seen.items() if true})

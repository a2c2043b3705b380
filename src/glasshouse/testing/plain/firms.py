"""What firms do today, firm by firm: who works there, what happens, who sees it, what their standing brings to whom."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import EFFECTS, STATES, TRAITS
from glasshouse.schema.limits import FIRMS
from glasshouse.testing.plain.accounts import band_of
from glasshouse.testing.plain.people import Community, Diary, Firm, Page, World
from glasshouse.testing.plain.randomness import derived, draw, unit

F = np.float32
_WORD = F(2**31)


def do_business(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's firms today: those where somebody works."""
    diary.firms, diary.firm_records = {}, []
    if not world.parameters["firms"]:
        return
    for citizen in community.citizens[: community.people]:
        if citizen.workplace < FIRMS and citizen.workplace not in diary.firms:
            diary.firms[citizen.workplace] = Firm(manager=citizen.lane)
    for number, firm in sorted(diary.firms.items()):
        diary.count["firms"] += 1
        if world.parameters["treats"]:
            for s in range(len(world.forms)):
                if world.systems[s]["active"] and world.systems[s]["of_firms"]:
                    _stand(world.parameters, world.systems[s], community.citizens[number].accounts[s].published, firm)
        _act(world.parameters, community, diary, number, day)
    _invent(world.parameters, community, diary, day)


def _stand(rules: np.void, system: np.void, code: int, firm: Firm) -> None:
    if not code:
        return
    b, worth = band_of(system, code), system["worth"]
    firm.treatment |= int(system["treatment"][b])
    for whom in ("workers", "managers"):
        firm.liability[whom] |= int(system[whom][b])
        firm.shares[whom] = [a + c for a, c in zip(firm.shares[whom], system[f"{whom}_share"][b], strict=True)]
    if rules["responds"]:
        gain = max(worth[b + 1] - worth[b], F(0)) if b + 1 < system["bands"] else F(0)
        fall = max(worth[b] - worth[b - 1], F(0)) * rules["loss"] if b > 0 else F(0)
        firm.effort = min(firm.effort + rules["reward"] * (gain + fall), F(1))


def _rate(rules: np.void, firm: Firm, number: int, kind: int) -> np.float32:
    words = draw(rules["seed"], number, 0, "firms", 1)
    traits = {"reliability": F(2) * unit(words[0]) - F(1), "income": F(2) * unit(words[1]) - F(1)}
    factor, opened = F(1), F(1)
    for m in range(4):
        factor = factor + rules["trait_weight"][kind, m] * traits.get(TRAITS[rules["trait_index"][kind, m]], F(0))
        is_effort = STATES[rules["state_index"][kind, m]] == "effort"
        opened = opened + rules["state_weight"][kind, m] * (firm.effort if is_effort else F(0))
    return min(max(factor, F(0)) * rules["rate"][kind] * max(opened, F(0)), rules["ceiling"][kind])


def _act(rules: np.void, community: Community, diary: Diary, number: int, day: int) -> None:
    """What a firm does today, each kind by a draw of its own."""
    firm, who = diary.firms[number], community.citizens[number].number
    for kind in map(int, rules["firm_kind"][: int(rules["firm_kinds"])]):
        words = draw(rules["seed"], who, day, "firm_acts", int(rules["kind_key"][kind]))
        if words[0] >> 1 >= int(_rate(rules, firm, who, kind) * _WORD):
            continue
        firm.did.add(kind)
        firm.unpaid |= EFFECTS[rules["effect"][kind]] == "costs workers"
        diary.count["happened", kind] += 1
        _see(rules, diary, kind, number, words[1])
        if rules["attempt"][kind]:
            for ending, part in (("denied", "denies"), ("eased", "eases")):
                if firm.treatment & int(rules[part][kind]):
                    diary.count[ending, kind] += 1
                    break


def _invent(rules: np.void, community: Community, diary: Diary, day: int) -> None:
    """False records of what firms did not do, by the first word of each pair of a kind and a channel."""
    first = int(rules["false_pairs"])
    for pair in range(first, first + int(rules["false_of_firms"])):
        kind, channel = int(rules["false_kind"][pair]), int(rules["false_channel"][pair])
        number = community.citizens[0].number
        luck, at = divmod(draw(rules["seed"], number, day, "false_records", int(rules["false_key"][pair]))[0], 64)
        firm = diary.firms.get(at)
        if firm is not None and kind not in firm.did and luck < int(rules["false_records"][kind, channel] * F(2**32)):
            diary.count["invented", kind] += 1
            diary.firm_records.append((kind, at, {channel}))


def _see(rules: np.void, diary: Diary, kind: int, number: int, word: int) -> None:
    seen = {
        channel
        for channel in range(int(rules["channels"]))
        if F(derived(word, int(rules["channel_key"][channel]))) < rules["sensitivity"][kind, channel] * F(65536)
    }
    diary.count["recorded" if seen else "missed", kind] += 1
    if seen:
        diary.firm_records.append((kind, number, seen))


def records_of_firms(world: World, diary: Diary) -> Diary:
    """The day as a form that judges firms sees it: their records in place of citizens', lane by work unit."""
    pages = [Page(recorded={kind: set() for kind in range(int(world.parameters["frequent"]))}) for _ in diary.pages]
    return Diary(pages=pages, records=diary.firm_records, count=diary.count, systems=diary.systems)


def hold_liable(world: World, community: Community, diary: Diary) -> None:
    """What the standing of firms brings to those who work there, and more to those who manage them."""
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        firm = diary.firms.get(citizen.workplace)
        if firm is None or not citizen.here:
            continue
        page.treatment |= firm.liability["workers"]
        burden, benefit, public, *felt = firm.shares["workers"]
        page.burden_in = [here + there for here, there in zip(page.burden_in, felt, strict=True)]
        if firm.manager == citizen.lane:
            page.treatment |= firm.liability["managers"]
            more = firm.shares["managers"]
            page.burden_in = [here + there for here, there in zip(page.burden_in, more[3:], strict=True)]
            burden, benefit, public = burden + more[0], benefit + more[1], max(public, more[2])
        page.felt["burden"], page.felt["benefit"] = page.felt["burden"] + burden, page.felt["benefit"] + benefit
        page.felt["named"] = max(page.felt["named"], public)
        diary.count["liable"] += bool(burden > 0)

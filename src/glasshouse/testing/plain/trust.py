"""Trust, person by person: where it stands in the morning, what the day did to it, what it does to effort and deals."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import LIFE, MONEY, PUBLIC, TRUSTED
from glasshouse.testing.plain.people import Citizen, Community, Diary, Page, World, numbers
from glasshouse.testing.plain.randomness import derived

F = np.float32
_ROUNDING = 81
_TRAITS = {"government": "conformity", "institutions": "conformity", "people": "sociability"}
"""The trait that says who trusts more than others, by whom they trust."""


def usual(rules: np.void, page: Page, whom: str) -> np.float32:
    """Where somebody's trust stands as long as nothing happens."""
    mean = rules["trust_usual"][TRUSTED.index(whom)]
    return min(max(mean + rules["trust_spread"] * page.traits[_TRAITS[whom]], F(0)), F(1))


def wake(rules: np.void, citizen: Citizen, page: Page) -> None:
    """This morning's trust; who has none yet begins where theirs usually stands."""
    page.dealt = F(0)
    page.persuaded = False
    for whom in TRUSTED if rules["trusts"] else ():
        code = citizen.trust[whom]
        page.trust[whom] = (F(code) - F(1)) * F(1 / 254) if code else usual(rules, page, whom)


def distrust(rules: np.void, page: Page) -> np.float32:
    """The chance that a deal is refused out of less trust in people than usual."""
    less: np.float32 = rules["trust_deals"] * max(F(0), usual(rules, page, "people") - page.trust["people"])
    return less


def complying(rules: np.void, page: Page, effort: np.float32) -> np.float32:
    """Effort as trust in government beyond the usual draws it."""
    pull = rules["effort_speed"] * rules["trust_complies"]
    drawn = effort + pull * (page.trust["government"] - usual(rules, page, "government"))
    return min(max(drawn, F(0)), F(1))


def change(world: World, community: Community, diary: Diary) -> None:
    """Everybody's trust in the evening, with the counts."""
    rules = world.parameters
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        luck = F(derived(page.words[0], _ROUNDING)) * F(2.0**-16)
        for whom, move in _moves(rules, community, citizen, page).items():
            before = page.trust[whom]
            room = F(1) - before if move > 0 else before
            after = before + rules["trust_returns"] * (usual(rules, page, whom) - before) + move * room
            code = int(min(max(after, F(0)), F(1)) * F(254) + luck) + 1
            citizen.trust[whom] = code if citizen.here else 0
            if citizen.here:
                diary.count[f"trust_{whom}"] += code - 1
                diary.count[f"low_trust_{whom}"] += code <= 64


def _moves(rules: np.void, community: Community, citizen: Citizen, page: Page) -> dict[str, np.float32]:
    felt, wrong = page.felt, F(page.wrongly_sanctioned)
    blame = rules["trust_wronged"] * wrong + rules["trust_sanctioned"] * (F(1) - wrong)
    thanks = rules["trust_rewarded"] * felt["benefit"]
    government = blame * (page.burden_in[PUBLIC] + page.burden_in[LIFE]) + thanks
    government = government + rules["trust_watched"] * page.exposed[PUBLIC]
    government = government + rules["trust_persuaded"] * F(page.persuaded)
    institutions = blame * page.burden_in[MONEY] + thanks
    out_of_reach = numbers(rules["outside"])
    for case in community.cases:
        if case.lane == citizen.lane and case.holders & out_of_reach:
            institutions = institutions + rules["trust_leaked"]
    people = rules["trust_named"] * max(page.near["sanction"]) + rules["trust_scored"] * F(felt["counted"] > 0)
    return {"government": government, "institutions": institutions, "people": people + page.dealt}

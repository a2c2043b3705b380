"""Who lives there, and what their contacts showed yesterday: one citizen at a time."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import DOMAINS
from glasshouse.schema.limits import LANES, QUARTER
from glasshouse.testing.plain.age_waves import age_luck
from glasshouse.testing.plain.people import SUFFIXES, Citizen, Community, Diary, Face, Page, World
from glasshouse.testing.plain.randomness import draw, unit
from glasshouse.testing.plain.tables import look_up
from glasshouse.testing.plain.trust import wake

F = np.float32


def generate_population(plan: np.void, place: np.void, community: Community, citizen: Citizen) -> None:
    """Make one citizen from the seed.

    Args:
        plan: the society's `POPULATION` record.
        place: the `PLACE` record of the community's place.
        community: where the citizen lives.
        citizen: to be filled in.
    """
    words = [word for item in range(4) for word in draw(plan["seed"], citizen.person, 0, "traits", item)]
    luck = age_luck(plan, community, citizen, words[0])
    age = age_at(place, luck)
    chances = {"man": (1, "men"), "migrant": (2, "migrant"), "minority": (3, "minority")}
    citizen.status = {word for word, (n, share) in chances.items() if unit(words[n]) < place[share]}
    before = _adults_before(community, citizen)
    if before == 0 or unit(words[4]) < place["household"][min(before, len(place["household"])) - 1]:
        citizen.status.add("first")
    if unit(words[5]) < place["employed"] and age < F(65):
        citizen.status.add("employed")
    citizen.age = int(age)
    citizen.workplace = words[6] % int(plan["units"]) if "employed" in citizen.status else 255
    begin(plan, place, community, citizen, words, look_up(plan["normal"], luck))


def begin(
    plan: np.void, place: np.void, community: Community, citizen: Citizen, words: list[int], age: np.float32
) -> None:
    """All else that somebody of an age, a sex and a work unit begins with; `age` is the normal score of the age."""
    grievance = _form(plan, place, community, citizen, words, age)
    citizen.reach = reach(plan, community, citizen)
    start = draw(plan["seed"], citizen.person, 0, "start")
    citizen.in_default, citizen.active = _owes(plan, community, citizen, start), False
    citizen.denied = set()
    citizen.resting, citizen.detained, citizen.turned_away = False, False, False
    minds = unit(start[1]) < plan["known"]
    citizen.codes = {"effort": 0, "evasion": 0,
                     **{f"self_censorship{domain}": 32767 for domain in SUFFIXES},
                     **{f"perceived_risk{domain}": 0 for domain in SUFFIXES},
                     "grievance": int(grievance * F(65535) + F(0.5)),
                     "salience": _code(plan["salience"]) if minds else 0}  # fmt: skip
    citizen.faces = [Face(), Face()]


def _owes(plan: np.void, community: Community, citizen: Citizen, start: list[int]) -> bool:
    """Whether somebody owes on the first day: the poor more often, managers for their firms as well."""
    poor = F(1) - F(citizen.ranks["income"]) * F(1 / 255)
    own = unit(start[0]) < plan["in_default"] * F(2) * poor
    return bool(own or (_manages(community, citizen) and unit(start[2]) < plan["managers_in_default"]))


def _manages(community: Community, citizen: Citizen) -> bool:
    """Whether a work unit has nobody before this citizen."""
    before = [other.workplace for other in community.citizens[: citizen.lane]]
    return citizen.workplace != 255 and citizen.workplace not in before


def _adults_before(community: Community, citizen: Citizen) -> int:
    """How many adults the household of the citizen before has; 0 for the first of a community."""
    before = 0
    for other in reversed(community.citizens[: citizen.lane]):
        before += 1
        if "first" in other.status:
            break
    return before


def age_at(place: np.void, u: np.float32) -> np.float32:
    """An age. Adults under 60 with a density that rises or falls in a straight line; the old thin out towards 95."""
    sixty: np.float32 = place["sixty"]
    tilt: np.float32 = place["tilt"]
    young = F(1) - sixty
    if u < young:
        x = u / max(young, F(1e-6))
        if abs(tilt) > F(1e-3):
            x = (F(np.sqrt((F(1) - tilt) * (F(1) - tilt) + F(4) * tilt * x)) - (F(1) - tilt)) / (F(2) * tilt)
        return F(18) + F(41.99) * x
    x = (F(1) - u) / max(sixty, F(1e-6))
    return F(60) + F(35) * (F(1) - F(np.sqrt(min(max(x, F(0)), F(1)))))


def _form(
    plan: np.void, place: np.void, community: Community, citizen: Citizen, words: list[int], age: np.float32
) -> np.float32:
    """Income and dispositions, each a normal score made of what it leans on and of luck; returns the grievance."""
    scores = leaning_on_age(plan, place, community, words, age)
    conformity = _luck(plan, words, 11)
    scores["conformity"] = conformity
    scores["risk_aversion"] = _lean(_luck(plan, words, 12), (plan["conformity_risk"], conformity))
    grievance = _lean(_luck(plan, words, 13), (plan["grievance_income"], scores["income"]))
    citizen.ranks = {name: _code(_rank(plan, score)) for name, score in scores.items()}
    citizen.ranks["sociability"] = _code(unit(words[14]))
    deprived = plan["deprived"][citizen.ranks["income"]]
    return min(plan["grievance"] * F(2) * _rank(plan, grievance) * deprived, F(1))


def leaning_on_age(
    plan: np.void, place: np.void, community: Community, words: list[int], age: np.float32
) -> dict[str, np.float32]:
    """Reliability and online life, which lean on age and first income, and that income; normal scores."""
    share = min(max(place["town"], F(0.02)), F(0.98))
    town = (F(community.town) - share) / np.sqrt(share * (F(1) - share))
    income = place["income"] + place["spread"] * _lean(_luck(plan, words, 8), (plan["urban_income"], town))
    leans = {
        name: _lean(_luck(plan, words, n), (plan[f"age_{name}"], age), (plan[f"income_{name}"], income))
        for n, name in ((9, "reliability"), (10, "online"))
    }
    return {"income": income, **leans}


def rank_code(plan: np.void, score: np.float32) -> int:
    """A normal score as a rank, as the tables hold it."""
    return _code(_rank(plan, score))


def _luck(plan: np.void, words: list[int], n: int) -> np.float32:
    return look_up(plan["normal"], unit(words[n]))


def _lean(luck: np.float32, *loads: tuple[np.float32, np.float32]) -> np.float32:
    """A normal score that leans on others by its loads; what is left of a unit variance is luck."""
    total, rest = loads[0][0] * loads[0][1], F(1)
    for load, score in loads[1:]:
        total = total + load * score
    for load, _ in loads:
        rest = rest - load * load
    return total + F(np.sqrt(max(rest, F(0)))) * luck


def reach(plan: np.void, community: Community, citizen: Citizen) -> set[int]:
    """Bits of the channels of partial reach that have a citizen within it."""
    online = F(citizen.ranks["online"]) * F(2 / 255) - F(1)
    cover = plan["cover_town"] if community.town else plan["cover_country"]
    found = set()
    for bit in range(int(plan["reaches"])):
        here = cover[bit] * plan["cover_region"][bit, community.region]
        share = min(max(here * (F(1) + plan["cover_online"][bit] * online), F(0)), F(1))
        word = draw(plan["seed"], citizen.person, 0, "reach", int(plan["channel_key"][bit]))[0]
        if unit(word) < share:
            found.add(bit)
    return found


def _rank(plan: np.void, score: np.float32) -> np.float32:
    return look_up(plan["rank"], (score + F(4)) * F(0.125))


def _code(share: np.float32) -> int:
    return int(min(max(share, F(0)), F(1)) * F(255) + F(0.5))


def meet(world: World, community: Community, diary: Diary, day: int) -> None:
    """Everybody's day begins: who they are in natural units, and what their contacts showed yesterday."""
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        _decode(community, citizen, page)
        wake(world.parameters, citizen, page)
        page.has = citizen.attributes
        managing = world.parameters["managing"] and _manages(community, citizen)
        page.needs["manages a firm"] = F(citizen.here and managing)
        parent = citizen.here and citizen.opens_household and 28 <= citizen.age <= 50
        page.needs["parent"] = F(world.parameters["parenting"] and parent)
        page.knows_bars = bool(world.parameters["bars"]) and citizen.turned_away
        page.contacts = contacts(world, community, citizen)
        _look_around(world, page, 1 - day % 2)


def _decode(community: Community, citizen: Citizen, page: Page) -> None:
    def rank(name: str) -> np.float32:
        return F(citizen.ranks[name]) * F(2 / 255) - F(1)

    page.traits = {
        "reliability": rank("reliability"), "income": rank("income"), "age": (F(citizen.age) - F(58)) * F(0.025),
        "conformity": rank("conformity"), "risk aversion": rank("risk_aversion"), "sociability": rank("sociability"),
        "online": rank("online"), "town": F(1) if community.town else F(-1),
        "migrant": F("migrant" in citizen.status), "man": F("man" in citizen.status),
    }  # fmt: skip
    codes = citizen.codes
    page.states = {
        "effort": F(codes["effort"]) * F(1 / 65535),
        **{name: (F(codes[name]) - F(32767)) * F(1 / 32767) for name in (f"self_censorship{domain}" for domain in SUFFIXES)},
        "salience": F(codes["salience"]) * F(1 / 255), "evasion": F(codes["evasion"]) * F(1 / 255),
        "grievance": F(codes["grievance"]) * F(1 / 65535),
    }  # fmt: skip
    page.risk = [F(codes[f"perceived_risk{domain}"]) * F(1 / 65535) for domain in SUFFIXES]
    here = citizen.here
    page.needs = {"nothing": F(here), "in default": F(here and citizen.in_default),
                  "not in default": F(here and not citizen.in_default),
                  "employed": F(here and "employed" in citizen.status), "firm": F(0)}  # fmt: skip
    page.group = 2 * ("minority" in citizen.status) + ("migrant" in citizen.status)


def contacts(world: World, community: Community, citizen: Citizen) -> dict[int, tuple[int, int]]:
    """Whom a citizen is tied to: by the tie's number, the contact's community and lane.

    Ties 0 to 7 are near ones: at four distances, forwards (even) and backwards (odd). Ties 8 and 9 lead to two other
    communities, the same two for a quarter of a community, to whoever lives in the same lane there. A near tie
    stands while neither side has cut it. Nobody is tied to nobody.
    """
    if not citizen.here:
        return {}
    found = {}
    for tie in range(8) if world.parameters["near_ties"] else ():
        distance = community.near[tie // 2]
        lane = (citizen.lane + (distance if tie % 2 == 0 else -distance)) % LANES
        other = community.citizens[lane]
        if other.here and tie not in citizen.cut and tie ^ 1 not in other.cut:
            found[tie] = (community.number, lane)
    for m in range(2) if world.parameters["far_ties"] else ():
        there = community.far[m][citizen.lane // QUARTER]
        if world.citizen(there, citizen.lane).here:
            found[8 + m] = (there, citizen.lane)
    return found


def _look_around(world: World, page: Page, yesterday: int) -> None:
    faces = [world.citizen(*where).faces[yesterday] for where in page.contacts.values()]
    n = F(len(faces))
    each = F(1) / max(n, F(1))

    def share(word: str) -> np.float32:
        return F(sum(word in face.flags for face in faces)) * each

    page.states["crowd"] = share("active") * world.parameters["visible"]
    page.near = {
        "effort": F(sum(face.effort for face in faces)) * (F(1 / 255) * each),
        "self_censorship": (F(sum(face.self_censorship for face in faces)) - F(127) * n) * (F(1 / 127) * each),
        "sanction": [share(f"sanction in {domain}") for domain in DOMAINS], "evades": share("evades"),
    }  # fmt: skip

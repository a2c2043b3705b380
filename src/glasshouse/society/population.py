"""Who lives there: citizens made by rule from the seed, community by community."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import EMPLOYED, FIRST, GUARD_NONE, IN_DEFAULT, MAN, MIGRANT, MINORITY, SHARE_TOP
from glasshouse.schema.limits import FIRMS, HOUSEHOLDS, LANES, REACHES, REGIONS
from glasshouse.society.age_waves import age_luck, wave_of
from glasshouse.society.normal_scores import look_up, rank_of

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        U1,
        U2,
        U4,
        U8,
        Conduct,
        Flag,
        Index,
        Place,
        Population,
        Response,
        Row,
        Rows,
        Signals,
        Society,
    )
    from glasshouse.society.age_waves import Wave

PLACE = np.dtype([
    ("town", "f4"), ("men", "f4"), ("sixty", "f4"), ("minority", "f4"), ("migrant", "f4"), ("employed", "f4"),
    ("tilt", "f4"), ("income", "f4"), ("spread", "f4"),
    ("household", "f4", (HOUSEHOLDS,)),
])  # fmt: skip
"""A place as numbers: shares of town dwellers, men, over sixty, minority, registered elsewhere, employed under 65; tilt of the
ages under sixty; by how much incomes lie above the middle, and how much variety is left of them (standard deviations of log
income); the chance to open a household, by how many adults the one before has."""

POPULATION = np.dtype([
    ("seed", "u4", (2,)), ("units", "u4"), ("urban_income", "f4"), ("age_reliability", "f4"),
    ("income_reliability", "f4"), ("age_online", "f4"), ("income_online", "f4"), ("conformity_risk", "f4"),
    ("grievance_income", "f4"), ("grievance", "f4"), ("deprived", "f4", (256,)),
    ("in_default", "f4"), ("managers_in_default", "f4"), ("salience", "f4"),
    ("known", "f4"),
    ("normal", "f4", (1025,)), ("rank", "f4", (1025,)), ("reaches", "u4"), ("channel_key", "u4", (REACHES,)),
    ("cover_town", "f4", (REACHES,)), ("cover_country", "f4", (REACHES,)), ("cover_online", "f4", (REACHES,)),
    ("cover_region", "f4", (REACHES, REGIONS)),
    ("age_likeness", "f4"), ("wave", "f4", (LANES,)), ("in_step", "f4", (LANES,)),
    ("first", "u4"),  # number of the community in row 0 of the tables
])  # fmt: skip
"""What a settlement needs to know: correlations, starting values, tables of the normal distribution, channels' reach, and how
alike near contacts are in age (see `glasshouse.society.age_waves`)."""

YOUNGEST, OLDEST, PENSION_AGE = 18, 95, 65
"""Ages of the youngest and of the oldest adults, and the age at which nobody works any more, in years."""

_ONE, _ZERO, _HALF = np.float32(1.0), np.float32(0.0), np.float32(0.5)


@kernel_function
def _code(share: F4) -> U1:
    # + 0.5 rounds, since the cast cuts off.
    return np.uint8(np.int32(min(max(share, _ZERO), _ONE) * np.float32(255.0) + _HALF))


@kernel_function
def _rest(a: F4, b: F4) -> F4:
    """What is left of a unit variance beside two loads."""
    rest: F4 = np.sqrt(max(_ONE - a * a - b * b, _ZERO))
    return rest


@kernel_function
def age_at(place: Place, u: F4) -> F4:
    """An age from a uniform draw: 18 to 59 with a tilt that gives the mean, 60 to 95 thinning out."""
    if u < _ONE - place.sixty:
        x = u / max(_ONE - place.sixty, np.float32(1e-6))
        t = place.tilt
        if abs(t) > np.float32(1e-3):
            x = (np.sqrt((_ONE - t) * (_ONE - t) + np.float32(4.0) * t * x) - (_ONE - t)) / (np.float32(2.0) * t)
        return np.float32(18.0) + np.float32(41.99) * x
    x = (_ONE - u) / max(place.sixty, np.float32(1e-6))
    root: F4 = np.sqrt(min(max(x, _ZERO), _ONE))
    return np.float32(60.0) + np.float32(35.0) * (_ONE - root)


@kernel_function
def age_score(plan: Population, place: Place, age: F4) -> F4:
    """The normal score of an age among the ages of a place: what `age_at` makes of a uniform draw, turned round."""
    if age < np.float32(60.0):
        x = min((age - np.float32(18.0)) / np.float32(41.99), _ONE)
        return look_up(plan.normal, (_ONE - place.sixty) * (place.tilt * x * x + (_ONE - place.tilt) * x))
    left = max(_ONE - (age - np.float32(60.0)) / np.float32(35.0), _ZERO)
    return look_up(plan.normal, _ONE - place.sixty * left * left)


@kernel_function
def give_work(plan: Population, place: Place, row: Society, i: Index, chance: U4, where: U4) -> None:
    """Whether somebody under 65 belongs to a work unit, and to which, by two words."""
    if randomness.unit(chance) < place.employed and row.age[i] < np.uint8(PENSION_AGE):
        row.status[i] |= EMPLOYED
        row.workplace[i] = np.uint8(where % plan.units)
    else:
        row.status[i] &= np.uint8(~np.uint32(EMPLOYED) & np.uint32(255))
        row.workplace[i] = np.uint8(255)


@kernel_function
def _place_person(plan: Population, place: Place, row: Society, wave: Wave, citizen: U8, i: Index, before: U4) -> F4:
    """Age, sex, registration, minority, household, work unit; returns the age's normal score.

    `before` is how many adults the household of the citizen before has so far; 0 for the first of a community.
    """
    none = np.uint32(0)
    w0, w1, w2, w3 = randomness.draw(plan.seed, citizen, none, randomness.TRAITS, np.uint32(0))
    w4, w5, w6, _ = randomness.draw(plan.seed, citizen, none, randomness.TRAITS, np.uint32(1))
    luck = age_luck(plan, wave, i, w0)
    age = age_at(place, luck)
    status = np.uint8(0)
    if randomness.unit(w1) < place.men:
        status |= MAN
    if randomness.unit(w2) < place.migrant:
        status |= MIGRANT
    if randomness.unit(w3) < place.minority:
        status |= MINORITY
    if (
        before == np.uint32(0)
        or randomness.unit(w4) < place.household[min(before, np.uint32(HOUSEHOLDS)) - np.uint32(1)]
    ):
        status |= FIRST
    row.age[i] = np.uint8(np.int32(age))
    row.status[i] = status
    give_work(plan, place, row, i, w5, w6)
    return look_up(plan.normal, luck)


@kernel_function
def lean_on_age(
    plan: Population, row: Society, i: Index, z_age: F4, income: F4, of_reliability: U4, of_online: U4
) -> None:
    """What leans on age: reliability and online life, by a person's age, first income and luck."""
    reliability = plan.age_reliability * z_age + plan.income_reliability * income
    reliability += _rest(plan.age_reliability, plan.income_reliability) * look_up(
        plan.normal, randomness.unit(of_reliability)
    )
    online = plan.age_online * z_age + plan.income_online * income
    online += _rest(plan.age_online, plan.income_online) * look_up(plan.normal, randomness.unit(of_online))
    row.reliability[i] = _code(rank_of(plan, reliability))
    row.online[i] = _code(rank_of(plan, online))


@kernel_function
def first_income(plan: Population, place: Place, row: Society, word: U4) -> F4:
    """Income as a normal score, as somebody begins with it."""
    p = min(max(place.town, np.float32(0.02)), np.float32(0.98))
    z_town = (np.float32(row.town) - p) / np.sqrt(p * (_ONE - p))
    income = plan.urban_income * z_town + _rest(plan.urban_income, _ZERO) * look_up(plan.normal, randomness.unit(word))
    shifted: F4 = place.income + place.spread * income
    return shifted


@kernel_function
def form_person(plan: Population, place: Place, row: Society, citizen: U8, i: Index, z_age: F4) -> F4:
    """Income and the latent traits, with their correlations; returns the starting grievance."""
    none = np.uint32(0)
    w0, w1, w2, w3 = randomness.draw(plan.seed, citizen, none, randomness.TRAITS, np.uint32(2))
    w4, w5, w6, _ = randomness.draw(plan.seed, citizen, none, randomness.TRAITS, np.uint32(3))
    income = first_income(plan, place, row, w0)
    lean_on_age(plan, row, i, z_age, income, w1, w2)
    conformity = look_up(plan.normal, randomness.unit(w3))
    risk = plan.conformity_risk * conformity
    risk += _rest(plan.conformity_risk, _ZERO) * look_up(plan.normal, randomness.unit(w4))
    grievance = plan.grievance_income * income
    grievance += _rest(plan.grievance_income, _ZERO) * look_up(plan.normal, randomness.unit(w5))
    row.income[i] = _code(rank_of(plan, income))
    row.conformity[i] = _code(rank_of(plan, conformity))
    row.risk_aversion[i] = _code(rank_of(plan, risk))
    row.sociability[i] = _code(randomness.unit(w6))
    deprived = plan.deprived[row.income[i]]
    return min(plan.grievance * np.float32(2.0) * rank_of(plan, grievance) * deprived, _ONE)


@kernel_function
def find_reach(plan: Population, row: Society, citizen: U8, i: Index) -> None:
    """Which channels of partial reach have this citizen within it, each by a draw of its own."""
    bits = np.uint16(0)
    online = np.float32(row.online[i]) * np.float32(2.0 / 255.0) - _ONE
    for m in range(plan.reaches):
        word = randomness.draw(plan.seed, citizen, np.uint32(0), randomness.REACH, plan.channel_key[m])[0]
        share = plan.cover_town[m] if row.town else plan.cover_country[m]
        share *= plan.cover_region[m, row.region]
        share = min(max(share * (_ONE + plan.cover_online[m] * online), _ZERO), _ONE)
        if randomness.unit(word) < share:
            bits |= np.uint16(np.uint16(1) << np.uint16(m))
    row.reach[i] = bits


@kernel_function
def manages_firm(row: Society, seen: U4, i: Index) -> Flag:
    """Whether somebody manages a work unit: nobody before belongs to it; `seen` has a bit for each unit met so far."""
    work = np.uint32(row.workplace[i])
    return work < np.uint32(FIRMS) and not (seen >> work) & np.uint32(1)


@kernel_function
def with_firm(row: Society, seen: U4, i: Index) -> U4:
    """`seen` with the work unit of somebody, if there is one."""
    work = np.uint32(row.workplace[i])
    return np.uint32(seen | np.uint32(np.uint32(1) << work)) if work < np.uint32(FIRMS) else seen


@kernel_function
def begin_life(
    plan: Population,
    row: Society,
    conduct: Conduct,
    response: Response,
    citizen: U8,
    i: Index,
    grievance: F4,
    manages: Flag,
) -> None:
    """What somebody begins with: whether they owe, how much they resent and mind; nothing else has happened yet."""
    word, other, third, _ = randomness.draw(plan.seed, citizen, np.uint32(0), randomness.START, np.uint32(0))
    poor = _ONE - np.float32(row.income[i]) * np.float32(1.0 / 255.0)
    owes = randomness.unit(word) < plan.in_default * np.float32(2.0) * poor
    if manages:
        owes = owes or randomness.unit(third) < plan.managers_in_default
    conduct.situation[i] = IN_DEFAULT if owes else np.uint8(0)
    response.grievance[i] = np.uint16(np.int32(grievance * np.float32(SHARE_TOP) + _HALF))
    # Whoever does not know of a score cannot mind it.
    minds = randomness.unit(other) < plan.known
    response.salience[i] = _code(plan.salience) if minds else np.uint8(0)


def generate_population(
    plan: Population,
    places: Row[Place],
    place_of: Row[U2],
    society: Row[Society],
    conduct: Row[Conduct],
    response: Row[Response],
    signals: Rows[Signals],
    first: U4,
    last: U4,
) -> None:
    """Fill the communities in rows `first` to `last` - 1 with people.

    Args:
        plan: a `POPULATION` record.
        places: `PLACE` records.
        place_of: number of the place of the community in each row.
        society: table; people, region, town and ties of each community are set already.
        conduct: table.
        response: table.
        signals: yesterday's and today's faces.
        first: first row; community `plan.first` stands in row 0.
        last: one past the last.
    """
    for c in range(first, last):
        row, place = society[c], places[place_of[c]]
        wave = wave_of(plan, row, np.uint32(plan.first + np.uint32(c)))
        household = np.uint32(0)  # adults of the household that is being filled
        seen = np.uint32(0)  # work units whose manager, the first of their people, has been made: a bit each
        for i in range(np.uint32(row.people)):
            citizen = (np.uint64(plan.first) + np.uint64(c)) * np.uint64(LANES) + np.uint64(i)
            z_age = _place_person(plan, place, row, wave, citizen, np.uint32(i), household)
            household = np.uint32(1) if row.status[i] & FIRST else np.uint32(household + np.uint32(1))
            grievance = form_person(plan, place, row, citizen, i, z_age)
            find_reach(plan, row, citizen, i)
            manages = manages_firm(row, seen, i)
            seen = with_firm(row, seen, i)
            begin_life(plan, row, conduct[c], response[c], citizen, i, grievance, manages)
        for i in range(LANES):
            response[c].self_censorship[i] = np.uint16(GUARD_NONE)
            response[c].self_censorship_money[i] = np.uint16(GUARD_NONE)
            response[c].self_censorship_life[i] = np.uint16(GUARD_NONE)
            signals[0, c].self_censorship[i] = np.uint8(127)
            signals[1, c].self_censorship[i] = np.uint8(127)

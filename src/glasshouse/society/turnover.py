"""A year passes: people grow older, some die or leave, and newcomers take their seats, community by community.

A seat keeps its place, its ties, its household, and of whoever sits there the sex, the minority and the registration, so that
the society's make-up stays as it was founded. All else a newcomer brings: age, income, dispositions, work. So contacts who were
alike in age when the society was founded are so less with every newcomer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import GUARD_NONE, MAN
from glasshouse.schema.limits import LANES
from glasshouse.society.age_waves import age_luck, wave_of
from glasshouse.society.lives import AGES
from glasshouse.society.population import (
    YOUNGEST,
    age_at,
    age_score,
    begin_life,
    find_reach,
    first_income,
    form_person,
    give_work,
    lean_on_age,
    manages_firm,
    with_firm,
)
from glasshouse.society.seats import GENERATION

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
        Life,
        Place,
        Population,
        Response,
        Row,
        Rows,
        Seats,
        Signals,
        Society,
    )
    from glasshouse.society.age_waves import Wave

STAYED, DIED, LEFT = 0, 1, 2
_STAYED, _DIED, _LEFT = np.uint8(STAYED), np.uint8(DIED), np.uint8(LEFT)
_NONE = np.uint32(0)
_FIRST_AGE, _LAST_ROW = np.uint32(YOUNGEST), np.uint32(AGES - 1)
_HALF = np.float32(0.5)


@kernel_function
def _person(plan: Population, row: Seats, c: U4, i: Index) -> U8:
    """Whom the draws about a seat are keyed by: the citizen's number and generation."""
    citizen = (np.uint64(plan.first) + np.uint64(c)) * np.uint64(LANES) + np.uint64(i)
    return citizen + (np.uint64(row.generation[i]) << np.uint64(GENERATION))


@kernel_function
def _sex(row: Society, i: Index) -> U4:
    """The row of a life table that somebody's seat goes by: 0 for women, 1 for men."""
    return np.uint32((row.status[i] & MAN) != np.uint8(0))


@kernel_function
def _ending(plan: Population, life: Life, person: U8, sex: U4, age: U4, day: U4) -> U1:
    """Whether somebody of a sex and an age stays, dies or leaves, by a draw keyed by the person and the day."""
    luck = randomness.unit(randomness.draw(plan.seed, person, day, randomness.TURNOVER, _NONE)[0])
    at = min(np.uint32(max(age, _FIRST_AGE) - _FIRST_AGE), _LAST_ROW)
    if luck < life.dies[sex, at]:
        return _DIED
    return _LEFT if luck < life.goes[sex, at] else _STAYED


@kernel_function
def _grow_older(plan: Population, place: Place, row: Society, wave: Wave, person: U8, i: Index, is_first: Flag) -> None:
    """A year more, and what follows from it: work ends at 65, reliability and online life go with age.

    The same words are used as when the person came, so that nothing but age moves anything.
    """
    w0 = randomness.draw(plan.seed, person, _NONE, randomness.TRAITS, np.uint32(0))[0]
    _, w5, w6, _ = randomness.draw(plan.seed, person, _NONE, randomness.TRAITS, np.uint32(1))
    w8, w9, w10, _ = randomness.draw(plan.seed, person, _NONE, randomness.TRAITS, np.uint32(2))
    row.age[i] = np.uint8(row.age[i] + np.uint8(1))
    give_work(plan, place, row, i, w5, w6)
    # Those who were there first have an exact age; a newcomer is taken to be in the middle of a year.
    exact = age_at(place, age_luck(plan, wave, i, w0))
    part = exact - np.float32(np.int32(exact)) if is_first else _HALF
    z_age = age_score(plan, place, np.float32(row.age[i]) + part)
    lean_on_age(plan, row, i, z_age, first_income(plan, place, row, w8), w9, w10)
    find_reach(plan, row, person, i)


@kernel_function
def _come(plan: Population, place: Place, life: Life, row: Society, person: U8, i: Index) -> F4:
    """Make whoever comes into a seat, by the rules of the founding; returns the starting grievance."""
    luck = randomness.unit(randomness.draw(plan.seed, person, _NONE, randomness.TRAITS, np.uint32(0))[0])
    _, w5, w6, _ = randomness.draw(plan.seed, person, _NONE, randomness.TRAITS, np.uint32(1))
    at, sex = _NONE, _sex(row, i)
    while at < _LAST_ROW and luck >= life.comes[sex, at]:
        at = np.uint32(at + np.uint32(1))
    row.age[i] = np.uint8(_FIRST_AGE + at)
    give_work(plan, place, row, i, w5, w6)
    grievance = form_person(plan, place, row, person, i, age_score(plan, place, np.float32(row.age[i]) + _HALF))
    find_reach(plan, row, person, i)
    return grievance


@kernel_function
def _forget_states(row: Society, response: Response, one: Signals, other: Signals, i: Index) -> None:
    """What the one before had become is gone: states, what contacts saw of them, ties that they or others had cut."""
    response.effort[i] = response.perceived_risk[i] = np.uint16(0)
    response.perceived_risk_money[i] = response.perceived_risk_life[i] = np.uint16(0)
    response.self_censorship[i] = response.self_censorship_money[i] = np.uint16(GUARD_NONE)
    response.self_censorship_life[i] = np.uint16(GUARD_NONE)
    response.evasion[i] = response.cut[i] = np.uint8(0)
    response.spell[i] = np.uint16(0)
    one.effort[i] = other.effort[i] = one.flags[i] = other.flags[i] = np.uint8(0)
    one.self_censorship[i] = other.self_censorship[i] = np.uint8(127)
    for m in range(4):
        # Ties 2m and 2m + 1 lead forwards and backwards; at the other end each is the other one.
        after = (np.uint32(i) + row.near[m]) % np.uint32(LANES)
        before = (np.uint32(i) + np.uint32(LANES) - row.near[m]) % np.uint32(LANES)
        response.cut[after] &= np.uint8(~(np.uint32(1) << np.uint32(2 * m + 1)) & np.uint32(255))
        response.cut[before] &= np.uint8(~(np.uint32(1) << np.uint32(2 * m)) & np.uint32(255))


def turn_over(
    plan: Population,
    places: Row[Place],
    lives: Row[Life],
    place_of: Row[U2],
    society: Row[Society],
    conduct: Row[Conduct],
    response: Row[Response],
    signals: Rows[Signals],
    seats: Row[Seats],
    gone: Rows[U1],
    day: U4,
    first: U4,
    last: U4,
) -> None:
    """Let a year pass for the communities in rows `first` to `last` - 1, on the morning of `day`.

    Args:
        plan: a `POPULATION` record.
        places: `PLACE` records.
        lives: `LIFE` records, of the same places.
        place_of: number of the place of the community in each row.
        society: table.
        conduct: table.
        response: table.
        signals: yesterday's and today's faces.
        seats: table.
        gone: to be filled in by row and lane: `STAYED`, `DIED` or `LEFT` of whoever sat there.
        day: the day.
        first: first row; community `plan.first` stands in row 0.
        last: one past the last.
    """
    for c in range(first, last):
        row, here, place, life = society[c], seats[c], places[place_of[c]], lives[place_of[c]]
        wave = wave_of(plan, row, np.uint32(plan.first + np.uint32(c)))
        seen = np.uint32(0)  # work units whose manager, the first of their people, has been met: a bit each
        for i in range(np.uint32(row.people)):
            person = _person(plan, here, np.uint32(c), np.uint32(i))
            ending = _ending(plan, life, person, _sex(row, np.uint32(i)), np.uint32(row.age[i]), day)
            gone[c, i] = ending
            if ending == _STAYED:
                _grow_older(plan, place, row, wave, person, np.uint32(i), here.generation[i] == np.uint8(0))
                seen = with_firm(row, seen, np.uint32(i))
                continue
            here.died += np.uint32(ending == _DIED)
            here.left += np.uint32(ending == _LEFT)
            here.generation[i] = np.uint8(here.generation[i] + np.uint8(1))
            here.came[i] = np.uint16(day)
            person = _person(plan, here, np.uint32(c), np.uint32(i))
            grievance = _come(plan, place, life, row, person, np.uint32(i))
            _forget_states(row, response[c], signals[0, c], signals[1, c], np.uint32(i))
            manages = manages_firm(row, seen, np.uint32(i))
            seen = with_firm(row, seen, np.uint32(i))
            begin_life(plan, row, conduct[c], response[c], person, np.uint32(i), grievance, manages)

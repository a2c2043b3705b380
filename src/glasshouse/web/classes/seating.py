"""Seats for a class: citizens of one community, chosen so that many of each other's contacts are among them."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from glasshouse.schema.limits import LANES
from glasshouse.society.contacts import near_contacts


def seats_for(society: Any, seed: int, number: int) -> tuple[int, ...]:
    """Numbers of the citizens in whose seats a class sits, those to be taken first first.

    A community is drawn by lot. Its first seat is drawn too; each further one is the person with most contacts among those
    who have a seat already, so that a class that does not fill all seats sits close together as well.

    Args:
        society: the `SOCIETY` table.
        seed: the luck.
        number: how many seats, at most as many as people in a community.
    """
    full = [c for c in range(len(society)) if int(society["people"][c]) >= number]
    drawn = blake2b(f"class:{seed}".encode(), digest_size=8).digest()
    c = full[int.from_bytes(drawn[:4]) % len(full)]
    row, first = society[c], c * LANES
    free = dict.fromkeys(range(first, first + int(row["people"])), 0)
    taken = [first + int.from_bytes(drawn[4:]) % len(free)]
    while True:
        del free[taken[-1]]
        if len(taken) == number:
            return tuple(taken)
        for contact in near_contacts(row, taken[-1]):
            if contact in free:
                free[contact] += 1
        taken.append(max(free, key=lambda each: (free[each], -each)))


def classmates(society: Any, seats: tuple[int, ...]) -> dict[int, int]:
    """By seat, how many of the near contacts have a seat too."""
    sits = set(seats)
    return {seat: len(sits & set(near_contacts(society[seat // LANES], seat))) for seat in seats}

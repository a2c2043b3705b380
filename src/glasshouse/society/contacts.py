"""Who is whose contact: the ties that were laid when the society was founded, whether or not they still stand.

A citizen has near contacts within the community, on both sides at each of its distances, and far contacts: the same lane
in the communities to which their quarter of the lanes is tied.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.schema.limits import LANES, QUARTER


def near_contacts(row: np.void, citizen: int) -> list[int]:
    """Numbers of a citizen's near contacts, in the order of the bits in ``RESPONSE.cut``. The last lanes may be empty.

    Args:
        row: the ``SOCIETY`` record of the citizen's community.
        citizen: the citizen's number.
    """
    first, lane = citizen // LANES * LANES, citizen % LANES
    shifts = [shift for near in row["near"].tolist() for shift in (near, LANES - near)]
    return [first + (lane + shift) % LANES for shift in shifts]


def far_contacts(row: np.void, citizen: int) -> list[int]:
    """Numbers of a citizen's far contacts, in the order of their ties.

    Args:
        row: the ``SOCIETY`` record of the citizen's community.
        citizen: the citizen's number.
    """
    lane = citizen % LANES
    return [int(community) * LANES + lane for community in row["far"][:, lane // QUARTER]]


@dataclass(frozen=True)
class Contact:
    """A tie between two citizens, seen from one of them.

    Attributes:
        citizen: the contact's number.
        place: ``near`` for a neighbour in the same community, ``far`` for somebody elsewhere.
        stands: whether the two still meet.
        cut_by: who cut the tie: numbers of one of them, or both; empty where nobody did.
    """

    citizen: int
    place: str
    stands: bool
    cut_by: tuple[int, ...] = ()


def contacts_of(society: np.ndarray, response: np.ndarray, citizen: int, parameters: np.void) -> list[Contact]:
    """A citizen's contacts, near ones first; places where nobody lives are left out.

    Args:
        society: the ``SOCIETY`` table of the whole society.
        response: its ``RESPONSE`` table.
        citizen: the citizen's number.
        parameters: the ``PARAMETERS`` record, which says what sorts of ties there are.
    """
    c, lane = divmod(citizen, LANES)
    row, cut, people = society[c], np.asarray(response[c]["cut"]), int(society[c]["people"])
    found = []
    for tie, contact in enumerate(near_contacts(row, citizen) if parameters["near_ties"] else ()):
        there = contact % LANES
        if there < people:
            # Seen from the other side, the tie ahead is the tie behind: the bits of a pair change places.
            sides = ((citizen, int(cut[lane]) >> tie & 1), (contact, int(cut[there]) >> (tie ^ 1) & 1))
            cut_by = tuple(number for number, has_cut in sides if has_cut)
            found.append(Contact(contact, "near", not cut_by, cut_by))
    for contact in far_contacts(row, citizen) if parameters["far_ties"] else ():
        if contact % LANES < int(society[contact // LANES]["people"]):
            found.append(Contact(contact, "far", True))
    return found

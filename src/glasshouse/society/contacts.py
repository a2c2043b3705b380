"""Who is whose contact: the ties that were laid when the society was founded, whether or not they still stand.

A citizen has near contacts within the community, on both sides at each of its distances, and far contacts: the same lane
in the communities to which their quarter of the lanes is tied.
"""

from __future__ import annotations

from typing import Any

from glasshouse.schema.limits import LANES, QUARTER


def near_contacts(row: Any, citizen: int) -> list[int]:
    """Numbers of a citizen's near contacts, in the order of the bits in ``RESPONSE.cut``. The last lanes may be empty.

    Args:
        row: the ``SOCIETY`` record of the citizen's community.
        citizen: the citizen's number.
    """
    first, lane = citizen // LANES * LANES, citizen % LANES
    shifts = [shift for near in row["near"].tolist() for shift in (near, LANES - near)]
    return [first + (lane + shift) % LANES for shift in shifts]


def far_contacts(row: Any, citizen: int) -> list[int]:
    """Numbers of a citizen's far contacts, in the order of their ties.

    Args:
        row: the ``SOCIETY`` record of the citizen's community.
        citizen: the citizen's number.
    """
    lane = citizen % LANES
    return [int(community) * LANES + lane for community in row["far"][:, lane // QUARTER]]

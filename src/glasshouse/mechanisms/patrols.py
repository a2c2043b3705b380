"""Where enforcement goes, and what it enters in the records that send it there.

Ensign, Friedler, Neville, Scheidegger, Venkatasubramanian, "Runaway feedback loops in predictive policing", FAT* (2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.kernels.compilation import inlined

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Flag, Number, Real


@inlined
def is_sent(records: Real, others: Real, luck: Real) -> Flag:
    """Whether the day's patrol goes to a place rather than to the others: in proportion to records; `luck` is a draw.

    Args:
        records: records that count for the place.
        others: records that count for all other places.
        luck: a draw from 0 to below 1.
    """
    return luck * (records + others) < records


@inlined
def entered(incidents: Number, is_there: Number, discovered: Number, reported: Number) -> Number:
    """What a day's incidents in a place add to its records.

    Args:
        incidents: what happened there today.
        is_there: whether a patrol is there: 1 or 0, or the chance of it.
        discovered: weight of an incident that the patrol discovers.
        reported: weight of an incident that people report, patrol or not.
    """
    return incidents * (is_there * discovered + reported)


@inlined
def corrected(entry: Number, weight: Number) -> Number:
    """What is kept of a discovery so that it does not feed itself.

    Args:
        entry: a discovery, or an expected number of them.
        weight: how much of it is kept, in inverse proportion to how often patrols come: of two places, the share of the
            other; of many, an even share over the place's own.
    """
    return entry * weight

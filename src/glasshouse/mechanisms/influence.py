"""Being drawn towards contacts: conformity, and the spread of scores on ties.

Friedkin and Johnsen, "Social influence and opinions", Journal of Mathematical Sociology 15 (1990). With weight 1 and no
standpoint of one's own left it is DeGroot's averaging (1974); with the same standpoint for all, and each contact's value
shared out among its own contacts, PageRank (Brin and Page 1998).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.kernels.compilation import inlined

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Number


@inlined
def pulled(own: Number, contacts: Number, weight: Number) -> Number:
    """Where a person is drawn to: from one's own standpoint towards what contacts show, by `weight` (0 not, 1 fully).

    Args:
        own: where one would stand alone.
        contacts: mean of what contacts show, or what they hand on.
        weight: susceptibility, 0 to 1.
    """
    return own + weight * (contacts - own)

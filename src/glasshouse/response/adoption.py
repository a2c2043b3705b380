"""The parameters of joining: how people take up, change and leave providers that court them.

The equations stand in ``docs/model.md``; the kernel is `glasshouse.response.membership`.
"""

from __future__ import annotations

from pydantic import Field

from glasshouse.documents.quantity import Ratio, Share, Yearly, assumed
from glasshouse.documents.strict import Document

EVERY = 7
"""Days after which a citizen thinks again of what providers offer; each community has its own day of the week."""


class Joining(Document):
    """How people join, change and leave providers of a market.

    A provider's worth is one's own taste for it, plus what contacts who have an account there add, plus what its data
    add. All three are in units of `taste`.

    Attributes:
        taste: how far tastes differ: each citizen's taste for each provider lies between 0 and this, evenly.
        network: worth added by all contacts having an account there (the network effect).
        several: how readily somebody with one account opens another (0 never, 1 as readily as the first).
        most: most accounts in one market.
        looks: how often somebody with an account looks for a better provider.
        switching: how much better it must be, in units of taste: the cost of switching.
        quits: how often somebody closes an account without opening another.
        referral: chance that somebody whom a contact refers joins that contact's provider.
    """

    taste: Ratio = assumed(1.0, "The unit; 0 leaves everybody to the crowd.", 0, 1)
    network: Ratio = assumed(0.5, "What friends can see and do with a score; size unknown.", 0, 3)
    several: Share = assumed(0.1, "Two scores are kept by some; no published figure.", 0, 1, Share)
    most: int = Field(default=2, ge=1, le=24)
    looks: Yearly = assumed(1.0, "Once a year; no published figure.", 0, 12, Yearly)
    switching: Ratio = assumed(0.2, "Records stay behind; no published figure.", 0, 3)
    quits: Yearly = assumed(0.05, "One in twenty a year; no published figure.", 0, 0.5, Yearly)
    referral: Share = assumed(0.05, "Most referrals lead to nothing; no published figure.", 0, 0.5, Share)

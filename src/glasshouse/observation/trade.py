"""Trade in records: who holds copies of cases, to whom they are passed on, and how news of an end or an error gets there."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Days, Rate, Share, assumed
from glasshouse.documents.strict import Document
from glasshouse.schema.limits import HOLDERS


class Holder(Document):
    """Somebody who keeps copies of cases that others recorded.

    Attributes:
        title: what to call it.
        partners: holders to whom it passes copies on; ``*`` stands for all others.
        passes: chance per day that it passes a copy on to one partner.
        hears: share of copies that news from the source ever reaches, when a case ends there or proves an error.
        lag: mean days until a copy that such news reaches is put right.
        retention: days after the record for which it keeps a copy; 0 means for ever.
        answers: chance that it puts a copy right when the person concerned complains.
        outside: whether it lies outside of what people and laws can reach; a copy that gets there is a leak.
    """

    title: str
    partners: tuple[str, ...] = ()
    passes: Rate
    hears: Share
    lag: Days
    retention: Days
    answers: Share
    outside: bool = False


class Trade(Document):
    """Trade in records. Off, a case is known only to the system that keeps it.

    A channel names its `holders`: the first keeps the source; each other that is described here gets a copy of every case
    at once. A list that names a `holder` acts on that holder's copies.

    Attributes:
        enabled: whether copies exist at all.
        holders: who keeps copies, by name.
        complains: chance per day that a person complains about a copy that still counts against them.
        gives_up: chance, after each complaint, to give up although other copies still count.
    """

    enabled: bool = False
    holders: dict[str, Holder] = Field(default_factory=dict, max_length=HOLDERS)
    complains: Rate = assumed(
        0.02, "People find out when something is refused, every few weeks; no figure.", 0, 0.2, Rate
    )
    gives_up: Share = assumed(0.3, "Each further desk costs time and courage; no figure.", 0, 1, Share)

    @property
    def names(self) -> list[str]:
        """Names of the holders in the order of their numbers; none where there is no trade."""
        return sorted(self.holders) if self.enabled else []

    def given(self, holders: tuple[str, ...]) -> int:
        """Who gets a copy of a channel's cases at once, a bit each.

        Args:
            holders: the channel's holders, the source first.
        """
        names = self.names
        return sum(1 << names.index(name) for name in dict.fromkeys(holders[1:]) if name in names)


def encode_trade(parameters: np.void, trade: Trade, keys: list[int], acting: int) -> None:
    """Fill in who holds copies and what becomes of them.

    Args:
        parameters: the scenario's record.
        trade: the configuration.
        keys: a number that belongs to each holder's name, in the order of `Trade.names`.
        acting: holders on whose copies some list acts, a bit each.
    """
    names = trade.names
    parameters["holders"], parameters["acts_on_copies"] = len(names), acting
    parameters["complains"], parameters["gives_up"] = trade.complains.value, trade.gives_up.value
    for h, name in enumerate(names):
        holder = trade.holders[name]
        partners = names if "*" in holder.partners else holder.partners
        parameters["holder_key"][h] = keys[h]
        parameters["partners"][h] = sum(1 << names.index(each) for each in dict.fromkeys(partners) if each != name)
        parameters["passes"][h], parameters["hears"][h] = holder.passes.value, holder.hears.value
        parameters["puts_right"][h] = 1 / max(holder.lag.value, 1.0)
        parameters["holds_for"][h], parameters["answers"][h] = round(holder.retention.value), holder.answers.value
        parameters["outside"] |= holder.outside << h

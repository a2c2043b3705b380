"""Holders of everyday records by name: which channels feed each, what it passes on to whom, and what it is known to own.

Trade in copies of court cases is `glasshouse.observation.trade`. Here it is the everyday records that the dossiers count by
pool, now by holder. A stake in another company is told and moves no data: data move along `passes` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Days, Quantity, Share, defined
from glasshouse.documents.strict import Document
from glasshouse.kernels.randomness import key_of
from glasshouse.schema.codes import HEADINGS, Heading

HolderKind = Literal["company", "bureau", "broker", "service", "unknown"]
"""Who holds: a company with customers, an authority, a buyer and seller, an intelligence service, whoever got hold of a leak."""
HOLDER_KINDS: Final[tuple[HolderKind, ...]] = get_args(HolderKind)

Ground = Literal["contract", "consent", "law", "leak"]
"""Why copies are passed on. Purpose limits end what rests on a contract alone."""


class Millions(Quantity):
    """A number of people or accounts, in millions."""

    expected_unit = "million"
    at_least = 0.0


class Cents(Quantity):
    """A price in euro cents."""

    expected_unit = "euro cents"
    at_least = 0.0


class Stake(Document):
    """A part of another company that a holder is known to own; it moves no data.

    Attributes:
        part: the part of the shares.
        as_of: the date of the figure.
        votes: whether the shares carry votes.
        note: what the figure does not say.
    """

    part: Share
    as_of: str
    votes: bool = True
    note: str = ""


class Users(Document):
    """How many use a service, as published.

    Attributes:
        number: how many, in millions.
        as_of: the date of the figure.
        note: what is counted.
    """

    number: Millions
    as_of: str
    note: str = ""


class Passing(Document):
    """Copies of everyday records that one holder passes on to another.

    Attributes:
        headings: under which headings.
        every: days between two times; 0 means once, on the day `first`.
        first: the day of the first time, counted from 0.
        share: share of people whose files are passed on each time, drawn anew.
        consents: share of people who have agreed, drawn once for a life.
        ground: whether it rests on a ``contract``, on the people's ``consent``, on a ``law``, or is a ``leak``.
        price: what one person's file costs, where it is known; told, and moves nothing.
        note: what is known about it.
    """

    headings: tuple[Heading, ...] = Field(min_length=1)
    every: Days
    first: Days = defined(0, "From the first day unless it says otherwise.", Days)
    share: Share
    consents: Share = defined(1, "Nobody is asked unless it says so.", Share)
    ground: Ground
    price: Cents | None = None
    note: str = ""


class NamedHolder(Document):
    """Somebody who holds everyday records, by name.

    Attributes:
        title: what to call it.
        kind: what it is.
        channels: channels that feed it, each with the share of the people within reach whose records there it has.
        retention: days for which it keeps records and copies; 0 means for ever.
        follows: whether it deletes copies when none of those it has them from has the records any more.
        outside: whether it lies out of reach of the laws that bind the others.
        passes: to whom it passes copies on.
        stakes: parts that it owns of others; told only.
        users: how many use its services; told only.
        known: what is known about what it holds, in a sentence.
    """

    title: str
    kind: HolderKind
    channels: dict[str, Share] = Field(default_factory=dict)
    retention: Days
    follows: bool = False
    outside: bool = False
    passes: dict[str, Passing] = Field(default_factory=dict)
    stakes: dict[str, Stake] = Field(default_factory=dict)
    users: dict[str, Users] = Field(default_factory=dict)
    known: str = ""


def encode_holders(parameters: np.void, holders: Mapping[str, NamedHolder], channels: Mapping[str, int]) -> None:
    """Fill in who holds everyday records and what they pass on.

    Args:
        parameters: the scenario's record.
        holders: by name, in the order of their numbers.
        channels: numbers of the channels by name.
    """
    number = {name: h for h, name in enumerate(holders)}
    parameters["file_holders"] = len(holders)
    feeds = passings = 0
    for name, holder in holders.items():
        h, kept = number[name], holder.retention.value
        # As in the dossiers, half of the time in which records are kept they count as recent.
        parameters["file_every"][h] = max(1, round(kept / 2)) if kept > 0 else 0
        parameters["file_follows"][h] = holder.follows
        for channel, share in holder.channels.items():
            if channel not in channels:
                continue
            parameters["file_channels"][h] |= 1 << channels[channel]
            parameters["feed_holder"][feeds], parameters["feed_channel"][feeds] = h, channels[channel]
            parameters["feed_share"][feeds], parameters["feed_key"][feeds] = share.value, key_of(f"{name} on {channel}")
            feeds += 1
        for to, passing in holder.passes.items():
            _encode_passing(parameters, passings, passing)
            parameters["passing_from"][passings], parameters["passing_to"][passings] = h, number[to]
            parameters["passing_key"][passings] = key_of(f"{name} to {to}")
            passings += 1
    parameters["feeds"], parameters["passings"] = feeds, passings
    parameters["followers"] = sum(holder.follows for holder in holders.values())


def _encode_passing(parameters: np.void, p: int, passing: Passing) -> None:
    parameters["passing_headings"][p] = sum(1 << HEADINGS.index(heading) for heading in dict.fromkeys(passing.headings))
    parameters["passing_every"][p], parameters["passing_first"][p] = (
        round(passing.every.value),
        round(passing.first.value),
    )
    parameters["passing_share"][p], parameters["passing_consents"][p] = passing.share.value, passing.consents.value

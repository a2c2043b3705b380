"""Words that several stages share: contexts, pools; and the documents that one stage states and another acts on.

A system states its measures and its ways of redress; consequences, response and reviews carry them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from glasshouse.documents.quantity import Days, Share, Surcharge
from glasshouse.documents.strict import Document

Context = Literal[
    "credit", "commerce", "work", "justice", "traffic", "travel", "public order", "speech", "assembly",
    "civic", "family", "school", "welfare", "leisure", "game",
]  # fmt: skip
"""The closed list of contexts; every act, channel, record, entitlement and sanction names one."""

CONTEXTS: tuple[Context, ...] = get_args(Context)

CONTEXT_MEANINGS: Mapping[Context, str] = {
    "credit": "bills, loans, judgments and debts",
    "commerce": "buying, selling, hiring, dealing with strangers",
    "work": "jobs, posts, promotions, and what firms do",
    "justice": "courts, police and offences against the law",
    "traffic": "driving and walking in traffic",
    "travel": "trains, flights, visas, fares",
    "public order": "streets, neighbours and small offences",
    "speech": "what is said, searched for and passed on",
    "assembly": "calls to act, petitions and gatherings",
    "civic": "help, gifts, volunteering, dealings with offices",
    "family": "marriage, parents and children",
    "school": "schools and who gets into them",
    "welfare": "benefits, housing, help in need",
    "leisure": "sport, culture, pastimes",
    "game": "play, and what platforms make a game of",
}
"""What each context is about."""

Pool = Literal["state", "commercial"]
"""Whose files a record enters."""

POOLS: tuple[Pool, ...] = get_args(Pool)


class Measure(Document):
    """One entitlement or sanction that a system attaches to a band or to being listed.

    Attributes:
        title: what to call it.
        type: ``entitlement`` or ``sanction``.
        context: the area of life in which it bites.
        denies: attempts that fail while it is in force.
        eases: attempts that succeed more easily while it is in force.
        worsens: attempts that succeed at worse terms while it is in force, unless they are denied.
        surcharge: what such an attempt costs beyond the usual price; of several measures the surcharges add up.
        burden_weight: how much it weighs in a citizen's eyes, 0 to 1 (burden of a sanction, worth of an entitlement).
        falls_on: whom it falls on: the account's ``holder``; of a firm's account also its ``workers`` or its ``managers``.
        public: how much of it others come to know, 0 to 1 (1: the name is published).
    """

    title: str
    type: Literal["entitlement", "sanction"]
    context: Context
    denies: tuple[str, ...] = ()
    eases: tuple[str, ...] = ()
    worsens: tuple[str, ...] = ()
    surcharge: Surcharge | None = None
    burden_weight: Share
    public: Share
    falls_on: Literal["holder", "workers", "managers"] = "holder"


class Redress(Document):
    """How a person is told, may contest, and is put right.

    Attributes:
        notice: days between a decision and its effect, during which the person is told.
        told: share of people who learn of a case against them before it takes effect.
        appeals: whether an appeal exists at all.
        review_days: days until an appeal is decided.
        overturned_wrong: chance that an appeal against a wrong decision succeeds.
        overturned_right: chance that an appeal against a right decision succeeds.
        suspends: whether a case does not count while an appeal against it is not decided.
        lag: days from a correction or repair to its effect in every copy.
    """

    notice: Days
    told: Share
    appeals: bool = True
    review_days: Days
    overturned_wrong: Share
    overturned_right: Share
    suspends: bool = False
    lag: Days

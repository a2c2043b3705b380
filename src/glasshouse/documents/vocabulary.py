"""Words that several stages share: contexts, pools; and the documents that one stage states and another acts on.

A system states its measures and its ways of redress; consequences, response and reviews carry them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field, WithJsonSchema

from glasshouse.documents.quantity import Days, Share, Surcharge
from glasshouse.documents.strict import Document

CONTEXT_MEANINGS: Mapping[str, str] = {
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
    "insurance": "policies, premiums and claims",
    "housing": "flats, rents and neighbours who let them",
    "tax": "returns, audits and what is owed to the treasury",
    "health": "illness, treatment and who pays for it",
    "asylum": "claims for protection, residence and reception",
}
"""What each context of the library is about."""

CONTEXTS: tuple[str, ...] = tuple(CONTEXT_MEANINGS)
"""The library's contexts; a scenario may declare more of its own, and its list is closed."""

Context = Annotated[
    str, Field(min_length=1), WithJsonSchema({"anyOf": [{"enum": list(CONTEXTS)}, {"type": "string", "minLength": 1}]})
]
"""A context of the library, or one that the scenario declares; every act, channel, record and measure names one.

A document by itself cannot tell which contexts its scenario declares, so the scenario checks the names.
"""

Pool = Literal["state", "commercial"]
"""Whose files a record enters."""

POOLS: tuple[Pool, ...] = get_args(Pool)


class DeclaredContext(Document):
    """An area of life that a scenario declares beside the library's.

    Attributes:
        title: what it is about.
        domain: the domain of fear in which it lies: ``public``, ``money`` or ``life``.
    """

    title: str = Field(min_length=1)
    domain: Literal["public", "money", "life"]


class Measure(Document):
    """One entitlement or sanction that a system attaches to a band or to being listed.

    Attributes:
        title: what to call it.
        type: ``entitlement`` or ``sanction``.
        context: the area of life in which it bites, one of the library's or one that the scenario declares.
        denies: attempts that fail while it is in force.
        eases: attempts that succeed more easily while it is in force.
        worsens: attempts that succeed at worse terms while it is in force, unless they are denied.
        surcharge: what such an attempt costs beyond the usual price; of several measures the surcharges add up.
        burden_weight: how much it weighs in a citizen's eyes, 0 to 1 (burden of a sanction, worth of an entitlement).
        after: days in a row in a band that names it before it begins: in force from the next day on.
        falls_on: whom it falls on: the account's ``holder``; of a firm's account also its ``workers`` or its ``managers``.
        bears: the attribute, declared by the scenario, by which others bear it too: `children` of those who have any.
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
    after: Days | None = None
    falls_on: Literal["holder", "workers", "managers"] = "holder"
    bears: str | None = None


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

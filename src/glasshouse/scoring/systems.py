"""What every scoring system has in common, whatever its form."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.quantity import Days, Ratio, Score, Share, Yearly, assumed
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Context, Measure, Redress
from glasshouse.scoring.human_review import HumanReview
from glasshouse.scoring.rollout import Rollout

Register = Literal["everybody", "registered here", "registered elsewhere", "employed"]
"""Whom a system can be for, by the household register and the personnel office."""


RegisterGroup = Literal["migrant", "minority"]
"""Groups of people that the household register tells apart: registered elsewhere, and of the minority."""


class Band(Document):
    """A stretch of the scale with a name and what follows there.

    Attributes:
        name: the band's name.
        start: lowest score of the band; it reaches up to the next band's start. The lowest band starts at the scale's end.
        measures: names of the system's measures that are in force in this band (may be empty, must be stated).
    """

    name: str
    start: Score
    measures: tuple[str, ...]


class Forgetting(Document):
    """How old records lose their weight.

    Attributes:
        rule: ``never``; ``window``: records count for `days`, in four steps; ``half-life``: what records contributed
            halves every `days`.
        days: length of the window or the half-life; ignored if `rule` is ``never``.
    """

    rule: Literal["never", "window", "half-life"]
    days: Days


class Refusal(Document):
    """What follows for those who could have an account and have none.

    Attributes:
        band: the band of which they are treated as if they stood in it; empty for none.
        measures: measures that they are under beside those of the band.
    """

    band: str = ""
    measures: tuple[str, ...] = ()


class Members(Document):
    """Who has an account.

    Attributes:
        eligible: whom the system is for, by the household register and the personnel office.
        attribute: an attribute that the scenario declares: the system is only for those who truly have it.
        share: share of those who are members.
        online: how strongly membership leans on online life (0 not at all, 1 fully).
        voluntary: whether people can leave or refuse.
        refusal: what follows for those who do not join or leave, if anything does.
    """

    eligible: Register = "everybody"
    attribute: str | None = None
    share: Share
    online: Ratio
    voluntary: bool = False
    refusal: Refusal | None = None


class Adoption(Document):
    """How a provider that nobody has to join wins members: for what it offers, and through those who have joined.

    Attributes:
        market: name of the market; providers of one market compete for the same people.
        innovation: chance to join for what is offered, where no contact has joined (Bass's p).
        imitation: chance added when all contacts have joined some provider of the market (Bass's q).
        data_advantage: how much better its offers are if it holds all accounts of the market than if it holds none, in
            units of taste: who has more data judges better and can offer more.
    """

    market: str = Field(min_length=1)
    innovation: Yearly
    imitation: Yearly
    data_advantage: Ratio


class Game(Document):
    """A game around a score: its bands are the levels; rows of days, small prizes and comparison keep people at it.

    Attributes:
        plays: kinds of conduct whose records count as playing.
        prize_every: days in a row for which there is a small prize; 0 for no prizes.
        shows_friends: whether members see where their contacts stand.
    """

    plays: tuple[str, ...] = Field(min_length=1)
    prize_every: Days
    shows_friends: bool


class Contacts(Document):
    """How far contacts' published scores enter one's own.

    Attributes:
        weight: points (or share of the scale, for weighted systems) that a full difference between contacts' mean
            and the middle of the scale moves the score.
        rule: ``mean``: contacts' mean place on the scale counts. ``belief``: what contacts in the upper and the lower
            half of the scale make likely about oneself (Wei et al. 2016).
        error: for ``belief``: the chance that a contact stands in the wrong half of the scale.
        mixing: for ``belief``: how often people of different sorts tie, for each time that people of the same sort do.
    """

    weight: Ratio
    rule: Literal["mean", "belief"] = "mean"
    error: Share = assumed(0.2, "As in the example of Wei et al. 2016.", 0.01, 0.5, Share)
    mixing: Share = assumed(0.5, "As in the example of Wei et al. 2016; 1 says that ties tell nothing.", 0, 1, Share)


class System(Document):
    """What every scoring system has, whatever its form.

    Attributes:
        title: what to call it.
        account_holders: whose accounts they are: ``citizens``, or ``firms`` (work units).
        active: whether it is in force; a change on a later day can open or end it.
        form: name of the form; the forms that ship are ``points``, ``weighted``, ``list``, ``joint``, ``learned``
            and ``none``.
        reads: names of the channels whose records it reads.
        publish_every: days between publications.
        publish_on: which day of that rhythm (0 is the first).
        purpose: contexts that it is meant for; where purposes are limited, it may use and do nothing outside them.
        members: who has an account.
        measures: entitlements and sanctions, by name.
        redress: notice, appeal, correction.
        contacts: the contacts term, if the system has one.
        known: share of people who know that the system exists and roughly what it looks at.
        opaque: how hidden the rules are: 0 published in full, 1 secret.
        adoption: how it wins members, where joining is free; without it accounts are settled on the first day.
        game: the game that is made of it, if any.
        successor: the system that takes over members and records when this one ends.
        human_review: caseworkers who look at a worse band before it takes effect, if any do.
        rollout: the days on which it comes to the regions of the society; without it, it is in force everywhere at once.
    """

    title: str
    account_holders: Literal["citizens", "firms"] = "citizens"
    active: bool = True
    form: str
    reads: tuple[str, ...]
    publish_every: int = Field(default=1, ge=1, le=3660)
    publish_on: int = Field(default=0, ge=0, le=3659)
    purpose: tuple[Context, ...] = ()
    members: Members
    measures: dict[str, Measure] = Field(default_factory=dict, max_length=32)
    redress: Redress
    contacts: Contacts | None = None
    known: Share
    opaque: Share
    adoption: Adoption | None = None
    game: Game | None = None
    successor: str | None = None
    human_review: HumanReview | None = None
    rollout: Rollout | None = None

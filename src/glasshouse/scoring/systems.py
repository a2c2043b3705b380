"""What every scoring system has in common, whatever its form."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.quantity import Days, Ratio, Score, Share, Yearly, assumed
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Attribute, Context, Heading, Measure, Pool, Redress
from glasshouse.scoring.censorship import Flooding, Friction, Target


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


class Members(Document):
    """Who has an account.

    Attributes:
        who: whom the system is for, by the household register and the personnel office.
        share: share of those who are members.
        online: how strongly membership leans on online life (0 not at all, 1 fully).
        voluntary: whether people can leave or refuse.
    """

    who: Literal["everybody", "registered here", "registered elsewhere", "employed"] = "everybody"
    share: Share
    online: Ratio
    voluntary: bool = False


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
        accounts: whose accounts they are: ``citizens``, or ``firms`` (work units).
        active: whether it is in force; a change on a later day can open or end it.
        form: name of the form; the forms that ship are ``points``, ``weighted``, ``list``, ``joint``
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
    """

    title: str
    accounts: Literal["citizens", "firms"] = "citizens"
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


class Collective(Document):
    """What a person's points bring to others: to the household in the register, and to the whole village.

    Attributes:
        household: part of a person's points that each other member of the household gets, or loses, as well.
        village: part of the community's mean points that each of its members gets, or loses.
    """

    household: Ratio
    village: Ratio


class Opening(Document):
    """What a system makes of files that others kept, when it opens: records of what may have been lawful then.

    Attributes:
        files: whose files it gets to read.
        points: points for each record on file, by heading.
        old: how much an old record counts, beside a recent one.
    """

    files: tuple[Pool, ...] = Field(min_length=1)
    points: dict[Heading, Score] = Field(min_length=1)
    old: Share


class PointRule(Document):
    """Points for each record of a kind; negative points are deductions."""

    points: Score


class PointsSystem(System):
    """Form ``points``: a start value, plus and minus points for records, bands.

    Attributes:
        start: points at the start.
        low: lowest possible score.
        high: highest possible score.
        rules: points per record, by kind of conduct.
        bands: from the lowest to the highest.
        forgetting: how old points fade.
        collective: what others' points bring, if the system counts them.
        at_opening: what it makes of files when it opens, if it reads any.
    """

    form: Literal["points"]
    start: Score
    low: Score
    high: Score
    rules: dict[str, PointRule]
    bands: tuple[Band, ...] = Field(min_length=1, max_length=8)
    forgetting: Forgetting
    collective: Collective | None = None
    at_opening: Opening | None = None


class Dimension(Document):
    """One of a weighted score's areas.

    Attributes:
        title: what it is called.
        weight: share of the scale that it decides.
        base: its level (0 to 1) for an average citizen without records.
        profile: how much the level leans on attributes on file (-1 to 1 scale each).
        rules: change of level per record, by kind of conduct.
        contacts: true if the level follows contacts' published scores.
    """

    title: str
    weight: Share
    base: Share
    profile: dict[Attribute, Ratio] = Field(default_factory=dict)
    rules: dict[str, Ratio] = Field(default_factory=dict)
    contacts: bool = False


class Own(Document):
    """The provider's own products.

    Attributes:
        kinds: conduct that is use of them.
        weight: how often a record of it counts: 1 as the rules say, 0 not at all.
    """

    kinds: tuple[str, ...]
    weight: Ratio


class WeightedSystem(System):
    """Form ``weighted``: up to five dimensions, each a level from 0 to 1, weighted onto a scale.

    Attributes:
        low: score when every level is 0.
        high: score when every level is 1.
        dimensions: the areas; their weights add up to 1.
        own: how much more the use of the provider's own products counts.
        bands: from the lowest to the highest.
        forgetting: ``half-life`` or ``never``.
    """

    form: Literal["weighted"]
    low: Score
    high: Score
    dimensions: dict[str, Dimension] = Field(min_length=1, max_length=5)
    own: Own | None = None
    bands: tuple[Band, ...] = Field(min_length=1, max_length=8)
    forgetting: Forgetting


class Vague(Document):
    """An offence whose words can be stretched, such as "spreading false information".

    Attributes:
        kinds: conduct that can be brought under it, from what the words plainly mean to what they can be made to mean.
        width: how far it is stretched: 0 no record of these kinds counts, 1 every record of all of them does. Between, the
            kinds are taken in one after the other, each by an equal part of the width.
    """

    kinds: tuple[str, ...] = Field(min_length=1)
    width: Share

    def reach(self) -> dict[str, float]:
        """The share of each kind's records that counts."""
        return {
            kind: min(max(self.width.value * len(self.kinds) - place, 0.0), 1.0)
            for place, kind in enumerate(self.kinds)
        }


class ListSystem(System):
    """Form ``list``: on or off. Records of some kinds list a person for a term; others repair it.

    Attributes:
        enters: kinds of conduct whose record lists a person.
        vague: an offence beside them whose width is open.
        chance: share of such records that lead to a listing.
        term: days on the list.
        repairs: kinds of conduct whose record takes a person off early.
        at_start: share of people who owe on the first day and are on the list already.
        listed: names of the measures in force while listed.
        holder: the holder whose copies of other systems' cases it acts upon as if they were its own, if any.
    """

    form: Literal["list"]
    enters: tuple[str, ...]
    vague: Vague | None = None
    chance: Share
    term: Days
    repairs: tuple[str, ...] = ()
    at_start: Share
    listed: tuple[str, ...]
    holder: str | None = None


class OtherSystem(Document):
    """What a joint system makes of a person's standing with another system. Without an account there it adds nothing.

    Attributes:
        points: points by name of the other's band (a list has ``off`` and ``on``); bands that are not named add nothing.
        weight: points between the low and the high end of the other's scale, for a score that counts as a whole.
    """

    points: dict[str, Score] = Field(default_factory=dict)
    weight: Score | None = None


class JointSystem(System):
    """Form ``joint``: reads other systems' published scores and lists; each counts towards one account.

    Attributes:
        reads: channels; a joint system reads none.
        start: points of somebody with whom no system is concerned.
        low: lowest possible score.
        high: highest possible score.
        reads_systems: what standing with other systems of the scenario is worth, by their names.
        bands: from the lowest to the highest.
    """

    form: Literal["joint"]
    reads: tuple[str, ...] = ()
    start: Score
    low: Score
    high: Score
    reads_systems: dict[str, OtherSystem] = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1, max_length=8)


class WatchSystem(System):
    """Form ``none``: reads and keeps records, judges nobody.

    Attributes:
        removal: what it removes, by the name of the target.
        flooding: paid commentators, if it has any.
        friction: obstacles, if it puts up any.
        retention: days for which it keeps a file of its own on everybody, whatever the source deletes; 0 means for ever.
            Without it, nothing is kept.
    """

    form: Literal["none"]
    removal: dict[str, Target] = Field(default_factory=dict)
    flooding: Flooding | None = None
    friction: Friction | None = None
    retention: Days | None = None


def band_names(system: System) -> tuple[str, ...]:
    """Names of a system's bands, from the lowest to the highest; a list has ``off`` and ``on``, a silent reader none."""
    if isinstance(system, ListSystem):
        return ("off", "on")
    return tuple(band.name for band in getattr(system, "bands", ()))

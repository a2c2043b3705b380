"""What a channel is: who is in its reach, what it sees, what it invents, and where its records go."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.quantity import Days, Rate, Ratio, Records, Share, assumed, defined
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Context, Pool
from glasshouse.observation.attributes import Disclosure
from glasshouse.schema.codes import Attribute


class Coverage(Document):
    """Share of people who are within a channel's reach for good, by place.

    Attributes:
        town: share of town dwellers in reach.
        country: share of country dwellers in reach.
        online: how strongly being in reach leans on a citizen's online life (0: not at all, 1: fully).
        regions: factor of both shares in single regions, by name; 1 where none is named.
    """

    town: Share
    country: Share
    online: Ratio = defined(0.0, "Reach does not depend on online life unless a channel says so.", Ratio)
    regions: dict[str, Ratio] = Field(default_factory=dict)


class Groups(Document):
    """Factors by group: 1 is the same as for everybody else."""

    minority: Ratio = defined(1.0, "No difference unless a channel says so.", Ratio)
    migrant: Ratio = defined(1.0, "No difference unless a channel says so.", Ratio)


class Patrols(Document):
    """Somebody must be there for a channel to see: communities are patrolled, each day some of them.

    Attributes:
        share: part of all communities that can be patrolled on a day.
        rule: where patrols go: where the channel's own ``records`` are, or by lot, ``even``.
        reported: part of what the channel sees that people report, patrol or not.
        start: records that each community is credited with from the first day.
        fade: days after which half of what a record counts is forgotten; 0 means that nothing is.
        corrected: whether what a patrol finds counts for the less, the more often patrols come.
    """

    share: Share
    rule: Literal["records", "even"] = "records"
    reported: Share
    start: Records
    fade: Days
    corrected: bool = False


class Channel(Document):
    """A source of records: a platform, an authority, a camera network, an informant.

    Channels are modelled, never built: a channel is a set of chances.

    Attributes:
        title: what to call it.
        always_on: whether it keeps records whatever system is in force; others come with the systems that read them.
        pool: whose dossier its records enter.
        context: the area of life in which its records arise.
        coverage: who is within reach.
        sensitivity: chance that conduct of a kind by a person in reach is recorded (sensitivity).
        false_records: false records per person in reach and day, by kind.
        sensitivity_by_group: factors of `sensitivity` by group.
        false_records_by_group: factors of `false_records` by group.
        evasion_as_suspicion: how much more often those who evade fully are wrongly recorded (0: as often as anybody).
        arrests: whether it records everybody who is arrested in a gathering.
        delay: days from conduct to a record that can be acted upon (kept cases only).
        retention: days for which everyday records stay on file; 0 means for ever.
        loss_to_evasion: share of its sight that full evasion (encryption, anonymity) takes away.
        profile: attributes that it discloses or infers, with the width of its error (0 exact, 1 a guess).
        discloses: attributes declared by the scenario that it discloses or infers, by name.
        known: share of what it sees with which people reckon in what they do; fear of being watched goes by that. 1 if
            they take it to see all that it sees.
        holders: who keeps a copy of its records, the channel itself first.
        patrols: where somebody must be sent for it to see, who is sent where; else it sees everywhere alike.
    """

    title: str
    always_on: bool = True
    pool: Pool
    context: Context
    coverage: Coverage
    sensitivity: dict[str, Share] = Field(default_factory=dict)
    false_records: dict[str, Rate] = Field(default_factory=dict)
    sensitivity_by_group: Groups = Groups()
    false_records_by_group: Groups = Groups()
    evasion_as_suspicion: Ratio = defined(0.0, "Evasion arouses no suspicion unless a channel says so.", Ratio)
    arrests: bool = False
    delay: Days
    retention: Days
    loss_to_evasion: Share
    profile: dict[Attribute, Share] = Field(default_factory=dict)
    discloses: dict[str, Disclosure] | None = None
    known: Share = assumed(
        1.0, "People take a channel to see what it sees, unless a scenario says that it is secret.", 0, 1, Share
    )
    holders: tuple[str, ...]
    patrols: Patrols | None = None

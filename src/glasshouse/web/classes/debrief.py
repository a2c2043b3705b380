"""What a class talks about afterwards: its year as sums, the town's weeks, and facts with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glasshouse import facts
from glasshouse.web.classes.documents import FEWEST_SHOWN, Debrief, FactShown, Total
from glasshouse.web.classes.pupil import Pupil
from glasshouse.web.classes.room import Room

FACTS: Final = (
    "no_single_score",
    "blacklist_no_score",
    "rongcheng_2021_consent",
    "rongcheng_minor_relevance",
    "roberts_no_chill_from_experience",
    "toeslagen_families",
    "cjeu_schufa",
)
"""Facts that say what is so in the world, beside what was so in the model."""


def debrief_of(room: Room) -> Debrief:
    """The class's year. Sums over all pupils only, and not even those where they are few."""
    pupils = room.pupils
    return Debrief(
        title=room.founded.title,
        seed=room.opening.seed,
        people=room.opening.people,
        day=room.crowd.day,
        weeks=room.week,
        town=room.town,
        total=_total(pupils) if len(pupils) >= FEWEST_SHOWN else None,
        joined=len(pupils),
        facts=list(_facts()),
    )


def _total(pupils: list[Pupil]) -> Total:
    ledgers = [pupil.shown.ledgers for pupil in pupils]
    known, unrecorded, met = ([getattr(each, name) for each in ledgers] for name in ("known", "unrecorded", "met"))
    return Total(
        pupils=len(pupils),
        records=sum(each.records for each in known),
        false=sum(each.false for each in known),
        unseen=sum(each.acts for each in unrecorded),
        held_back=sum(each.held_back for each in unrecorded),
        lawful_held_back=sum(each.lawful_held_back for each in unrecorded),
        friends_lost=sum(each.friends_lost for each in unrecorded),
        denied=sum(each.denied for each in met),
        eased=sum(each.eased for each in met),
        sanctioned_days=sum(each.sanctioned_days for each in met),
        wrongly_sanctioned_days=sum(each.wrongly_sanctioned_days for each in met),
        fear=round(sum(each.you.fear["public"] for each in unrecorded) / len(pupils)),
        twin_fear=round(sum(each.twin.fear["public"] for each in unrecorded) / len(pupils)),
    )


def _facts() -> Iterator[FactShown]:
    for name in FACTS:
        fact = facts.get(name)
        yield FactShown(id=name, text=fact.statement, source=fact.source, as_of=fact.as_of)

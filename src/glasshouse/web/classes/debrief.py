"""What a class talks about afterwards: its year as sums, the town's weeks, and facts with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import mean
from typing import Final

from glasshouse import facts
from glasshouse.web.classes.documents import FEWEST_SHOWN, Debrief, FactShown, Total
from glasshouse.web.classes.pupil import Pupil
from glasshouse.web.classes.room import Room
from glasshouse.web.lives.documents import Shown

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
    """The class's year. Sums over all pupils only, and not even those where they are few; or the one life of all."""
    pupils, plenary = room.pupils, room.opening.plenary
    told = pupils[:1] if plenary else pupils if len(pupils) >= FEWEST_SHOWN else []
    return Debrief(
        title=room.founded.title,
        plenary=plenary,
        seed=room.opening.seed,
        people=room.opening.people,
        day=room.crowd.day,
        weeks=room.week,
        town=room.town,
        total=_total(told) if told else None,
        joined=len(pupils),
        bets=[poll.shown(None) for poll in room.counted.values()],
        facts=list(_facts()),
    )


_KNOWN: Final = ("records", "false")
_UNRECORDED: Final = ("left_out", "held_back", "lawful_held_back", "friends_lost")
_MET: Final = ("denied", "eased", "sanctioned_days", "wrongly_sanctioned_days")


def _total(pupils: list[Pupil]) -> Total:
    ledgers = [pupil.shown.ledgers for pupil in pupils]
    unrecorded = [each.unrecorded for each in ledgers]
    return Total(
        pupils=len(pupils),
        unseen=sum(each.acts for each in unrecorded),
        fear=round(mean(each.you.fear["public"] for each in unrecorded)),
        twin_fear=round(mean(each.twin.fear["public"] for each in unrecorded)),
        **_sums([each.known for each in ledgers], _KNOWN),
        **_sums(unrecorded, _UNRECORDED),
        **_sums([each.met for each in ledgers], _MET),
    )


def _sums(documents: Sequence[Shown], names: Iterable[str]) -> dict[str, int]:
    return {name: sum(getattr(each, name) for each in documents) for name in names}


def _facts() -> Iterator[FactShown]:
    for name in FACTS:
        fact = facts.get(name)
        yield FactShown(id=name, text=fact.statement, source=fact.source, as_of=fact.as_of)

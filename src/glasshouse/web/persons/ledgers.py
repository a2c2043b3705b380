"""Two ledgers of one citizen: what others know, and what nobody records."""

from __future__ import annotations

from collections import Counter

import numpy as np
from pydantic import Field

from glasshouse.audit.data_held import data_held_of
from glasshouse.audit.history import CitizenHistory
from glasshouse.web.interface.telling import Told


class Known(Told):
    """What others know of a citizen."""

    acts: int = Field(description="Acts of which some channel made a record.")
    false: int = Field(description="Records of what never happened.")
    by_channel: dict[str, int] = Field(description="Records by the channel that made them.")
    on_file: int = Field(description="Records and copies that are still kept at the end.")
    keepers: list[str] = Field(description="Who keeps them.")


class Unrecorded(Told):
    """What nobody records of a citizen."""

    acts: int = Field(description="Acts that nobody saw.")
    held_back: int = Field(description="Words and acts that were held back.")
    hindered: int = Field(description="Words and searches that an obstacle prevented.")
    friends: int = Field(description="Ties to friends that stood at the start.")
    friends_lost: int = Field(description="Ties fewer at the end.")
    fear: float = Field(description="Risk felt in public at the end, from 0 to 1: a state of the model.")


class Ledgers(Told):
    """Both ledgers over the whole run."""

    known: Known
    unrecorded: Unrecorded


class MeasureTold(Told):
    """Something that followed from a score or a list."""

    title: str
    type: str = Field(description="sanction or entitlement")
    days: int
    first: int = Field(description="The first day on which it was in force.")


def ledgers_of(history: CitizenHistory) -> Ledgers:
    """Both ledgers of a history."""
    rows = history.rows
    seen, false = (np.bitwise_or.reduce(rows[name], axis=1) for name in ("seen", "false"))
    mine = np.uint64(sum(1 << k for k, kind in enumerate(history.labels.kinds) if not kind.by_firms))
    held = data_held_of(history, len(rows) - 1).document
    ties = [int(bits).bit_count() for bits in (rows["ties"][0], rows["ties"][-1])]
    return Ledgers(
        known=Known(
            acts=_bits(rows["acts"] & seen & mine),
            false=_bits(false & mine),
            by_channel=_by_channel(history, mine),
            on_file=held["dose"]["records"],
            keepers=list(held["keepers"]),
        ),
        unrecorded=Unrecorded(
            acts=_bits(rows["acts"] & ~seen & mine),
            held_back=_bits(rows["withheld"]),
            hindered=_bits(rows["hindered"]),
            friends=ties[0],
            friends_lost=max(0, ties[0] - ties[1]),
            fear=round(float(rows["perceived_risk"][-1]), 3),
        ),
    )


def measures_of(history: CitizenHistory) -> list[MeasureTold]:
    """What followed, with the days on which it was in force."""
    found = []
    for bit, (system, name) in enumerate(history.encoded.measures):
        days = np.flatnonzero(history.rows["treatment"] >> np.uint64(bit) & np.uint64(1))
        if len(days):
            measure = history.scenario.systems[system].measures[name]
            found.append(MeasureTold(title=measure.title, type=measure.type, days=len(days), first=int(days[0])))
    return found


def _by_channel(history: CitizenHistory, mine: np.uint64) -> dict[str, int]:
    """Records by channel, of kinds whose bits are set."""
    found: Counter[str] = Counter()
    for channel, title in enumerate(history.labels.channel_titles):
        count = sum(_bits(history.rows[name][:, channel] & mine) for name in ("seen", "false"))
        if count:
            found[title] += count
    return dict(found.most_common())


def _bits(words: np.ndarray) -> int:
    return sum(int(word).bit_count() for word in words)

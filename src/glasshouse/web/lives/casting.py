"""Casting: whose seat to take.

Nobody is written for a part: the year is lived once, and people are offered to whom it happens.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from pydantic import Field

from glasshouse.measurement.totals import SystemLabel
from glasshouse.scenario import Scenario
from glasshouse.web.lives.abreast import DENIED, EASED, WRONGED, Towns, kinds_that, unwatched
from glasshouse.web.lives.documents import Person, Shown
from glasshouse.web.lives.measures import Standing, standings
from glasshouse.web.lives.names import drawn_by_lot
from glasshouse.web.lives.people import people_of
from glasshouse.worlds.individual_differences import masks_of

Way = Literal["refused", "silenced", "misrecorded", "wronged", "left", "rewarded", "unseen"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)
"""What can happen to somebody who lives by habit."""
OFFERED: Final = 3
"""People who are offered for each way."""
UNSEEN: Final = 0.1
"""Of the acts of somebody unseen, at most this share is recorded."""
_WATCHED, _FREE = "watched", "unwatched"


class Candidate(Shown):
    """Somebody whose seat can be taken, and what happens to them if habit goes on."""

    person: Person
    times: dict[Way, int] = Field(
        description="How often each happens to them; of `wronged` days under a sanction that was not earned, of `left` "
        "friends, of `unseen` acts that nobody recorded."
    )
    acts: int = Field(description="What they do in the year.")
    records: int = Field(description="How much of it, or of what never happened, is recorded.")


class CastWay(Shown):
    """Those to whom one thing happens."""

    people: int = Field(description="How many of all.")
    some: list[Candidate] = Field(description="One to whom it happens most, then others by lot.")


class Cast(Shown):
    """Who can be played. Everybody has lived the year by habit, beside a twin whom nobody watches."""

    scenario: str
    seed: int
    of: int = Field(description="People in the town.")
    days: int
    lot: Candidate = Field(description="Somebody drawn by lot.")
    ways: dict[Way, CastWay]


@dataclass(frozen=True)
class Fates:
    """What happened to everybody by habit, citizen by citizen.

    Attributes:
        times: by way, how often: what happened to the watched and not to their twins.
        concerns: by way, whether somebody is one of those to whom it happens.
        acts: acts, without attempts.
        records: records, right and wrong ones.
        opened: cases that were opened in the town.
        appeals: appeals in it.
        overturned: appeals that were won.
        systems: what the systems' codes mean.
        active: whether each is in force at the end.
        codes: published codes at the end, by system.
    """

    times: dict[Way, np.ndarray]
    concerns: dict[Way, np.ndarray]
    acts: np.ndarray
    records: np.ndarray
    opened: int
    appeals: int
    overturned: int
    systems: tuple[SystemLabel, ...]
    active: np.ndarray
    codes: np.ndarray

    def standings_of(self, citizen: int) -> list[Standing]:
        """How the days leave somebody with the systems in force."""
        return standings(self.systems, self.active, self.codes[:, citizen].tolist())

    def people(self, way: Way) -> int:
        """To how many people something happens."""
        return int(self.concerns[way].sum())


def fates(scenario: Scenario) -> Fates:
    """Live a scenario by habit, beside the twin town where nobody watches, and note what happens to each citizen."""
    towns = _beside_twin(scenario)
    with towns.closing:
        return _lived(towns, scenario)


def cast(scenario: Scenario, name: str) -> tuple[Cast, Fates]:
    """Offer people to whom it happens.

    Args:
        scenario: the year, by habit.
        name: what it is called in the library.

    Returns:
        Who is offered, and what happened to everybody.
    """
    towns = _beside_twin(scenario)
    with towns.closing:
        found = _lived(towns, scenario)
        lot = drawn_by_lot(scenario.seed, scenario.citizens)
        chosen = {way: _chosen(scenario, found, way) for way in WAYS}
        numbers = sorted({lot, *(citizen for citizens in chosen.values() for citizen in citizens)})
        people = {each.citizen: _candidate(each, found) for each in people_of(towns.towns[_WATCHED], numbers)}
    ways = {way: CastWay(people=found.people(way), some=[people[each] for each in chosen[way]]) for way in WAYS}
    return Cast(
        scenario=name, seed=scenario.seed, of=scenario.citizens, days=scenario.days, lot=people[lot], ways=ways
    ), found


def _beside_twin(scenario: Scenario) -> Towns:
    worlds = {_WATCHED: scenario, _FREE: unwatched(scenario)}
    return Towns(worlds, traced=(_WATCHED, _FREE), counts_records=(_WATCHED,))


def _lived(towns: Towns, scenario: Scenario) -> Fates:
    """Live the days, and note what happens to the watched and not to their twins."""
    kinds = towns.towns[_WATCHED].recording.labels.kinds
    quiet, is_act = np.uint64(masks_of(kinds).quiet), kinds_that(kinds, lambda kind: not kind.is_attempt)
    refused, silenced, wronged, rewarded, acts = (np.zeros(scenario.citizens, "i4") for _ in range(5))
    for _ in towns.days(scenario.days):
        ends, free = towns.trace(_WATCHED, "ends"), towns.trace(_FREE, "ends")
        done, would = towns.trace(_WATCHED, "acts"), towns.trace(_FREE, "acts")
        refused += (ends & ~free & DENIED) > 0
        wronged += (ends & WRONGED) > 0
        rewarded += (ends & ~free & EASED) > 0
        silenced += np.bitwise_count(would & ~done & quiet)
        acts += np.bitwise_count(done & is_act)
    records, false = towns.records(_WATCHED)
    true, left = records - false, _left(towns, _WATCHED) - _left(towns, _FREE)
    times: dict[Way, np.ndarray] = {
        "refused": refused,
        "silenced": silenced,
        "misrecorded": false,
        "wronged": wronged,
        "left": left.clip(0),
        "rewarded": rewarded,
        "unseen": (acts - true).clip(0),
    }
    concerns = {way: often > 0 for way, often in times.items()}
    concerns["unseen"] = (acts >= np.median(acts)) & (true <= UNSEEN * acts)
    town = towns.towns[_WATCHED]
    sums = town.recording.sums
    return Fates(
        times,
        concerns,
        acts,
        records,
        int(sums.system_counts["opened"].sum()),
        int(sums.day_counts["appeals"]),
        int(sums.day_counts["overturned"]),
        town.recording.labels.systems,
        np.array(town.world.systems["active"], bool),
        np.array(towns.table(_WATCHED, "ledgers", "published")),
    )


def _candidate(person: Person, found: Fates) -> Candidate:
    citizen = person.citizen
    return Candidate(
        person=person,
        times={way: int(found.times[way][citizen]) for way in WAYS},
        acts=int(found.acts[citizen]),
        records=int(found.records[citizen]),
    )


def _chosen(scenario: Scenario, found: Fates, way: Way) -> list[int]:
    """The one to whom something happens most, then others by lot; of several with the same, the lot decides."""
    order = by_lot(scenario, way)
    concerned = order[found.concerns[way][order]]
    if not len(concerned):
        return []
    most = int(concerned[np.argmax(found.times[way][concerned])])
    return [most, *concerned[concerned != most][: OFFERED - 1].tolist()]


def by_lot(scenario: Scenario, what: str) -> np.ndarray:
    """All citizens in the order of a lot: the same for the same seed and number of people, another for anything else."""
    named = hashlib.sha256(f"{what} {scenario.seed} {scenario.citizens}".encode()).digest()
    lots = np.arange(scenario.citizens, dtype="u8") + np.uint64(int.from_bytes(named[:8], "little"))
    # The finishing steps of SplitMix64: neighbouring numbers come out far apart.
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        lots = (lots ^ (lots >> np.uint64(shift))) * np.uint64(factor)
    return np.argsort(lots ^ (lots >> np.uint64(31)), kind="stable")


def _left(towns: Towns, name: str) -> np.ndarray:
    """How many near contacts have cut the tie to each citizen, from their side."""
    town = towns.towns[name]
    society = np.asarray(town.world.society[: town.world.communities])
    cut = np.asarray(town.world.response["cut"][: town.world.communities])
    lanes, lost = np.arange(cut.shape[1]), np.zeros(cut.shape, "i4")
    for tie in range(2 * society["near"].shape[1]):
        near = society["near"][:, tie // 2].astype("i8")
        ahead = near if tie % 2 == 0 else cut.shape[1] - near
        contact = (lanes[None, :] + ahead[:, None]) % cut.shape[1]
        # Seen from the other side, the tie ahead is the tie behind.
        lost += (np.take_along_axis(cut, contact, axis=1) >> np.uint8(tie ^ 1)) & 1
    return lost.reshape(-1)[: town.citizens]

"""Who lived otherwise than their twin: counts of people by what befell them, and examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

import numpy as np

from glasshouse.engine.recorder import Recorder
from glasshouse.engine.world import World
from glasshouse.measurement.snapshots import GROUPS, people_groups
from glasshouse.measurement.totals import NO_CASES, KindLabel, can_tell_unearned
from glasshouse.schema.limits import LANES
from glasshouse.worlds.intervals import over_seeds

OUTCOMES = {
    "conduct_differs": "did something else on some day",
    "silenced": "left out a lawful word, a search, a plea for help or a risk",
    "denied": "was denied something",
    "wrongly_sanctioned": "was under a sanction not earned",
    "encouraged": "did one more civic or family act",
    "deterred": "left out an offence",
    "sanctioned": "was under a sanction",
    "louder": "spoke, searched, asked or took a risk where the twin did not",
}
"""How a citizen's life can go otherwise than the twin's, in the order of the bits."""
EXAMPLES = 3
"""Examples of each way."""
_NORMAL = 1.959964
_ENDS = {"denied": 1, "wrongly_sanctioned": 4, "sanctioned": 8}


@dataclass(frozen=True)
class Masks:
    """Kinds of conduct by what they mean when twins differ, a bit each.

    Attributes:
        quiet: lawful acts that people hold back: words, searches, petitions, pleas, risks at work.
        good: civic and family acts.
        bad: offences.
    """

    quiet: int
    good: int
    bad: int


def masks_of(kinds: tuple[KindLabel, ...]) -> Masks:
    """The masks of a scenario's kinds."""
    acts = [(1 << k, kind) for k, kind in enumerate(kinds) if not kind.is_attempt]
    withheld = ("speech", "assembly", "welfare", "work")
    return Masks(
        quiet=sum(b for b, kind in acts if kind.is_self_censored and kind.law == "lawful" and kind.context in withheld),
        good=sum(b for b, kind in acts if kind.context in ("civic", "family")),
        bad=sum(b for b, kind in acts if kind.law != "lawful"),
    )


class DifferenceCounts:
    """What befell each citizen of a world and not the twin, over the days; eight bits each.

    Attributes:
        bits: by community and lane, bits in the order of `OUTCOMES`, of whoever lives there.
        departed: where people come and go, by way, community and lane, how many of those before it befell; else no rows.
        days: person-days on which each way showed.
        examples: citizen, day and kinds or measures concerned, for each way.
    """

    def __init__(self, world: World, twin: World, kinds: tuple[KindLabel, ...]) -> None:
        self.world, self.twin, self.kinds = world, twin, kinds
        self.bits = np.zeros((world.communities, LANES), "u1")
        self.departed = np.zeros((len(OUTCOMES), len(world.seats), LANES), "u1")
        self.days = np.zeros(len(OUTCOMES), "i8")
        self.examples: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {way: [] for way in OUTCOMES}
        self.masks = masks_of(kinds)

    def begin_lives(self, day: int) -> None:
        """Begin anew for those who came on the morning of a day; what befell those before them stays counted.

        In twins the same people go and come on the same days, since all that decides it is keyed by the person and the day.
        """
        if not self.departed.size:
            return
        seats = self.world.seats
        new = (seats["came"] == day) & (seats["generation"] > 0)
        for k, departed in enumerate(self.departed):
            departed[new] += (self.bits[new] >> np.uint8(k)) & np.uint8(1)
        self.bits[new] = 0

    def _shows(self, k: int) -> np.ndarray:
        """By community and lane, how many people a way befell, the departed among them."""
        shows: np.ndarray = (self.bits >> np.uint8(k)) & np.uint8(1)
        if self.departed.size:
            shows = np.asarray(shows + self.departed[k])
        return shows

    def _lived(self) -> np.ndarray:
        """By community and lane, how many people have lived there; 0 where nobody does."""
        society, seats = self.world.society, self.world.seats
        people = np.arange(LANES)[None, :] < society["people"][: self.world.communities, None]
        lived: np.ndarray = people.astype("i8")
        return lived + people * seats["generation"] if len(seats) else lived

    def find_examples(self, day: int) -> None:
        """Take the first citizens to whom something befell, lowest number first, until there are enough."""
        wanted = [way for way in OUTCOMES if len(self.examples[way]) < EXAMPLES]
        if not wanted:
            return
        for k, way in enumerate(OUTCOMES):
            if way in wanted:
                known = {citizen for citizen, _, _ in self.examples[way]}
                found = np.flatnonzero(self.bits.reshape(-1) & np.uint8(1 << k))[: EXAMPLES + len(known)]
                new = [int(citizen) for citizen in found if int(citizen) not in known]
                for citizen in new[: EXAMPLES - len(known)]:
                    self.examples[way].append((citizen, day, self._what(way, citizen)))

    def _what(self, way: str, citizen: int) -> tuple[str, ...]:
        """Titles of the kinds or measures concerned, from today's traces."""
        ours, theirs = (self._trace(world, citizen) for world in (self.world, self.twin))
        less, more = theirs["acts"] & ~ours["acts"], ours["acts"] & ~theirs["acts"]
        masks = self.masks
        bits = {
            "conduct_differs": less | more, "silenced": less & masks.quiet, "encouraged": more & masks.good,
            "deterred": less & masks.bad, "louder": more & masks.quiet,
        }  # fmt: skip
        if way in bits:
            return tuple(kind.title for k, kind in enumerate(self.kinds) if bits[way] >> k & 1)
        return self._denied(**ours) if way == "denied" else self._sanctions(ours["treatment"])

    def _denied(self, acts: int, treatment: int, **_: int) -> tuple[str, ...]:
        """Titles of attempts that a treatment denies."""
        denies = self.world.parameters["denies"]
        return tuple(
            kind.title
            for k, kind in enumerate(self.kinds)
            if kind.is_attempt and acts >> k & 1 and treatment & int(denies[k])
        )

    def _sanctions(self, treatment: int) -> tuple[str, ...]:
        """Titles of the sanctions in a treatment."""
        systems = self.world.scenario.systems
        measures = (systems[s].measures[m] for s, m in self.world.encoded.measures)
        return tuple(each.title for k, each in enumerate(measures) if treatment >> k & 1 and each.type == "sanction")

    def _trace(self, world: World, citizen: int) -> dict[str, int]:
        c, i = divmod(citizen, LANES)
        chunk = next(chunk for chunk in world.chunks if chunk.first <= c < chunk.last)
        row = chunk.trace[c - chunk.first]
        return {name: int(row[name][i]) for name in ("acts", "treatment", "ends")}

    def communities(self) -> dict[str, int]:
        """In how many communities each way befell somebody."""
        return {way: int(self._shows(k).any(axis=1).sum()) for k, way in enumerate(OUTCOMES)}

    def document(self, recorder: Recorder, twin: Recorder) -> dict[str, Any]:
        """People and shares by way, group and region, as in a results document; nothing, and why, of what nobody can tell.

        Args:
            recorder: what the world's days left behind.
            twin: what the twin's did.
        """
        society = recorder.world.society
        people = np.arange(LANES)[None, :] < society["people"][:, None]
        group = people_groups(society["status"])[people]
        region = np.broadcast_to(society["region"][:, None], people.shape)[people]
        names, lived = list(recorder.labels.regions), self._lived()
        found = {
            way: _counts(self._shows(k)[people], lived[people], group, region, names)
            | _luck(self._shows(k) * people, lived.sum(1))
            | {"title": title, "person_days": int(self.days[k])}
            for k, (way, title) in enumerate(OUTCOMES.items())
        }
        if not all(map(_tells_unearned, (recorder, twin))):
            found["wrongly_sanctioned"] = _untold(OUTCOMES["wrongly_sanctioned"], NO_CASES)
        return found

    def example_document(self, name: str) -> list[dict[str, Any]]:
        """The examples, as in a results document."""
        return [
            {
                "outcome": way,
                "twin": name,
                "citizen": citizen,
                "day": day,
                "concerns": list(what),
                "reason": f"{OUTCOMES[way]}, first on day {day}" + (f": {', '.join(what)}" if what else ""),
            }
            for way, found in self.examples.items()
            for citizen, day, what in found
        ]


def _tells_unearned(recorder: Recorder) -> bool:
    return can_tell_unearned(recorder.labels.systems, int(recorder.sums.day_counts["sanctioned"].sum()))


def _untold(title: str, reason: str) -> dict[str, Any]:
    """What a results document says of a way of which nobody can tell whom it befell."""
    nothing = dict.fromkeys(("people", "share", "low", "high", "person_days"))
    return {**nothing, "by_group": {}, "by_region": {}, "title": title, "reason": reason}


def average_people(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Means over seeds of what `DifferenceCounts.document` says: counts to the nearest whole number, shares exactly.

    Intervals are Student's t over the seeds, or the mean ends of the seeds' own where all shares are the same.

    Args:
        found: what it says, for each seed.
    """
    if len(found) == 1:
        return dict(found[0])
    return {way: _of_all([each[way] for each in found]) for way in found[0]}


def _of_all(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    untold = next((each for each in found if each["share"] is None), None)
    return dict(untold) if untold else _average(found) | {"title": found[0]["title"]}


def _average(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = {by: list(dict.fromkeys(name for each in found for name in each[by])) for by in ("by_group", "by_region")}
    nobody = {"people": 0, "of": 0}
    return {
        "people": round(mean(each["people"] for each in found)),
        "share": mean(each["share"] for each in found),
        **_ends(found),
        **{
            by: {name: _average_part([each[by].get(name, nobody) for each in found]) for name in names[by]}
            for by in names
        },
        "person_days": round(mean(each["person_days"] for each in found)),
    }


def _ends(found: Sequence[Mapping[str, Any]]) -> dict[str, float | None]:
    span = over_seeds([each["share"] for each in found])
    if span.low is not None and span.high is not None:
        return {"low": max(0.0, span.low), "high": min(1.0, span.high)}
    known = [(each["low"], each["high"]) for each in found if each["low"] is not None]
    low, high = (mean(ends) for ends in zip(*known, strict=True)) if known else (None, None)
    return {"low": low, "high": high}


def _average_part(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    people, of = (sum(each[name] for each in found) for name in ("people", "of"))
    seeds = len(found)
    return {"people": round(people / seeds), "of": round(of / seeds), "share": people / of if of else None}


def _counts(
    shows: np.ndarray, lived: np.ndarray, group: np.ndarray, region: np.ndarray, names: list[str]
) -> dict[str, Any]:
    by_group = zip(GROUPS, np.bincount(group, shows, 4), np.bincount(group, lived, 4), strict=True)
    here = np.bincount(region, lived, len(names))
    by_region = zip(names, np.bincount(region, shows, len(names)), here, strict=False)
    return {
        "people": int(shows.sum()),
        "share": float(shows.sum() / lived.sum()),
        "by_group": {name: _part(n, of) for name, n, of in by_group},
        "by_region": {name: _part(n, of) for name, n, of in by_region if of},
    }


def _luck(shows: np.ndarray, people: np.ndarray) -> dict[str, float | None]:
    """The 95 % interval of a share of people over luck; None with one community.

    Wilson's interval, for as many people as communities are worth: what happens to one is not independent of what happens to
    the neighbours, so that the spread between communities says how many independent people there are.
    """
    happened, of = shows.sum(1).astype("f8"), people.astype("f8")
    communities, everyone = len(of), of.sum()
    if communities < 2:
        return {"low": None, "high": None}
    share = happened.sum() / everyone
    variance = communities / (communities - 1) * float(((happened - share * of) ** 2).sum()) / everyone**2
    worth = min(everyone, share * (1 - share) / variance) if variance else everyone
    middle, half = share + _NORMAL**2 / (2 * worth), (share * (1 - share) / worth + (_NORMAL / (2 * worth)) ** 2) ** 0.5
    low, high = ((middle + side * _NORMAL * half) / (1 + _NORMAL**2 / worth) for side in (-1, 1))
    return {"low": float(max(0.0, low)) if share else 0.0, "high": float(min(1.0, high))}


def _part(people: float, of: float) -> dict[str, Any]:
    return {"people": int(people), "of": int(of), "share": float(people / of) if of else None}

"""The micro-model as plain arrays: the same people and the same numbers for those who write the model again by hand.

Eight everyday kinds of conduct, each seen by one channel; one score of five areas, one of them contacts' scores; bands
with a sanction and an entitlement; perceived risk, self-censorship, effort, grievance, evasion. Library scenario ``micro``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine.world import World
from glasshouse.library.domains import domain_of
from glasshouse.scenario import Scenario, load
from glasshouse.schema.codes import (
    ATTRIBUTES,
    DOMAINS,
    EVERYBODY,
    GUARD_NONE,
    GUARDS,
    MAN,
    MIGRANT,
    SCORE_SPAN,
    SHARE_TOP,
    TRAITS,
)
from glasshouse.schema.limits import DIMENSIONS, LANES, QUARTER

STATES = ("effort", "self_censorship", "salience", "evasion", "grievance")


def micro(citizens: int) -> Scenario:
    """The micro-model with so many citizens."""
    return load("micro", citizens=citizens, panel=())


@dataclass(frozen=True)
class People:
    """The people of a world on its first day, as float32 arrays.

    Attributes:
        traits: ranks from -1 to 1, by name.
        within: for each channel, 1 where it has a person within reach.
        exposed: how much of each domain of a life the channels within reach see.
        profile: the five attributes on file, with their errors.
        grievance: grievance at the start.
        salience: the score's salience at the start.
    """

    traits: dict[str, Any]
    within: Any
    exposed: Any
    profile: Any
    grievance: Any
    salience: Any

    @property
    def number(self) -> int:
        """How many."""
        return len(self.grievance)


def people_of(world: World) -> People:
    """The people of a world that has just been founded, without the empty lanes of its last community."""
    n = world.scenario.citizens
    row = world.society

    def rank(name: str) -> np.ndarray:
        return np.ascontiguousarray(row[name]).ravel()[:n].astype("f4") * np.float32(2 / 255) - np.float32(1)

    status = np.ascontiguousarray(row["status"]).ravel()[:n]
    names = ("reliability", "income", "conformity", "risk_aversion", "sociability", "online")
    traits = {name.replace("_", " "): rank(name) for name in names}
    traits["age"] = (np.ascontiguousarray(row["age"]).ravel()[:n].astype("f4") - np.float32(58)) * np.float32(0.025)
    traits["town"] = np.repeat(row["town"], LANES)[:n].astype("f4") * np.float32(2) - np.float32(1)
    traits["migrant"] = ((status & MIGRANT) > 0).astype("f4")
    traits["man"] = ((status & MAN) > 0).astype("f4")
    reach = np.ascontiguousarray(row["reach"]).ravel()[:n]
    bits = world.parameters["reach_bit"][: int(world.parameters["channels"])]
    within = np.stack([(reach >> bit & 1 if bit < EVERYBODY else np.ones_like(reach)).astype("f4") for bit in bits])
    grievance = np.ascontiguousarray(world.response["grievance"]).ravel()[:n].astype("f4") / np.float32(SHARE_TOP)
    salience = np.ascontiguousarray(world.response["salience"]).ravel()[:n].astype("f4") / np.float32(255)
    exposed = (weights_of_channels(world.scenario) @ within).astype("f4")
    return People(traits, within, exposed, _profile(world)[:, :n], grievance, salience)


def contacts_of(world: World) -> np.ndarray:
    """Numbers of everybody's ten contacts (10 × people, int32), for societies of whole communities."""
    row, lanes = world.society, np.arange(LANES)
    own = np.arange(world.communities)[:, None] * LANES
    near = [own + (lanes + side * row["near"][:, m, None].astype(int)) % LANES for m in range(4) for side in (1, -1)]
    far = [row["far"][:, m, lanes // QUARTER].astype(int) * LANES + lanes for m in range(2)]
    return np.stack([each.ravel()[: world.scenario.citizens] for each in (*near, *far)]).astype("i4")


def weights_of_channels(scenario: Scenario) -> np.ndarray:
    """How much of each domain of conduct each channel sees of a person within reach (domains × channels)."""
    rates = {name: kind.rate.value for name, kind in scenario.conduct.items()}
    domain = {name: domain_of(kind.context, scenario.contexts) for name, kind in scenario.conduct.items()}
    all_in = np.bincount([*domain.values()], [*rates.values()], len(DOMAINS))
    seen = [
        np.bincount(
            [domain[k] for k in ch.sensitivity], [rates[k] * s.value for k, s in ch.sensitivity.items()], len(DOMAINS)
        )
        for ch in scenario.channels.values()
    ]
    return np.array(seen).T / np.where(all_in > 0, all_in, 1)[:, None]


def _profile(world: World) -> np.ndarray:
    found = np.empty((5, world.communities * LANES), "f4")
    for c in range(world.communities):
        found[:, c * LANES : (c + 1) * LANES] = world.profile(0, c)[: len(ATTRIBUTES)]
    return found


@dataclass(frozen=True)
class Kind:
    """One kind of conduct as numbers.

    Attributes:
        factor: what traits make of the base rate, for each person.
        ceiling: greatest daily rate.
        leans: weight of each state but self-censorship, by number in `STATES`.
        self_censorship: weight of self-censorship in the kind's domain of fear.
        domain: that domain's number.
        channel: the one channel that sees it.
        sensitivity: its chance to see.
        dimension: the area of the score that its records enter.
        gain: change of level per record.
    """

    factor: Any
    ceiling: float
    leans: tuple[tuple[int, float], ...]
    self_censorship: float
    domain: int
    channel: int
    sensitivity: float
    dimension: int
    gain: float


def kinds_of(world: World, people: People) -> list[Kind]:
    """The eight kinds as numbers, from the same record that the kernels read."""
    r, system = world.parameters, world.systems[0]
    watcher = {int(r["pair_kind"][p]): p for p in range(int(r["pairs"]))}
    scored = {int(system["frequent"][m]): m for m in range(int(system["frequent_points"]))}
    assert int(r["kinds"]) == int(r["frequent"]) == int(r["pairs"]) == len(scored) == 8
    assert not any(r["need"][:8])
    found = []
    for k in range(8):
        factor = np.ones(people.number, "f4")
        for m in range(int(r["trait_count"][k])):
            factor += r["trait_weight"][k, m] * people.traits[TRAITS[int(r["trait_index"][k, m])]]
        np.maximum(factor, 0, out=factor)
        factor *= r["rate"][k]
        leans = tuple(
            (int(r["state_index"][k, m]), float(r["state_weight"][k, m])) for m in range(int(r["state_count"][k]))
        )
        p, m = watcher[k], scored[k]
        found.append(Kind(
            factor, float(r["ceiling"][k]), leans, float(r["self_censorship_weight"][k]), GUARDS.index(r["guard"][k]),
            int(r["pair_channel"][p]),
            float(r["pair_sensitivity"][p]), int(system["frequent_dimension"][m]),
            float(system["frequent_value"][m] * system["level_step"]),
        ))  # fmt: skip
    return found


def base_levels(world: World, people: People) -> np.ndarray:
    """Level of each area for each person without any record: base and profile."""
    system = world.systems[0]
    levels = np.empty((DIMENSIONS, people.number), "f4")
    for d in range(DIMENSIONS):
        levels[d] = system["base"][d]
        for a in range(len(ATTRIBUTES)):
            if system["lean"][d, a]:
                levels[d] += system["lean"][d, a] * people.profile[a]
    return levels


def band_starts(world: World) -> np.ndarray:
    """Where each band starts, as a share of the scale."""
    system = world.systems[0]
    starts: np.ndarray = system["band_code"][: int(system["bands"])].astype("f4")
    return (starts - np.float32(1)) / np.float32(SCORE_SPAN)


@dataclass(frozen=True)
class Means:
    """What both are compared by, over a stretch of days.

    Attributes:
        events: events per citizen and day.
        records: records per citizen and day.
        score: mean score at the end, as a share of the scale.
        spread: its standard deviation.
        self_censorship: mean self-censorship in public at the end.
        effort: mean effort at the end.
        perceived_risk: mean perceived risk in public at the end.
    """

    events: float
    records: float
    score: float
    spread: float
    self_censorship: float
    effort: float
    perceived_risk: float


def means_of(world: World, lived: int) -> Means:
    """Live so many days and say what came of it."""
    events = records = 0
    for _ in range(lived):
        day_counts = world.step().day_counts
        events += int(day_counts["happened"].sum())
        records += int(day_counts["recorded"].sum())
    n = world.scenario.citizens
    codes = np.ascontiguousarray(world.ledgers["published"][0]).ravel()[:n].astype("f8")
    shares = (codes - 1) / SCORE_SPAN
    return Means(
        events / n / lived, records / n / lived, float(shares.mean()), float(shares.std()),
        float(day_counts["self_censorship"]) / n / GUARD_NONE - 1, float(day_counts["effort"]) / n / SHARE_TOP,
        float(day_counts["perceived_risk"]) / n / SHARE_TOP,
    )  # fmt: skip

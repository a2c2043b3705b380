"""What holders of records have of a sample of citizens, and beside it the truth that they never asked: for attacks.

Measurement and audit may see both. A run is lived again with the sample watched, which changes nothing for anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from glasshouse.documents.vocabulary import POOLS
from glasshouse.engine.loop import Progress, each_day
from glasshouse.engine.panel import profiles
from glasshouse.engine.run import threads_for
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.errors import DamagedRunError, InputError, Problem
from glasshouse.measurement.uniqueness import unique_share
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import ATTRIBUTES, HEADINGS, MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES
from glasshouse.store.result import Result

SAMPLE = 2000
"""Citizens in a sample, unless told otherwise."""
LEAST = 200
"""Fewest citizens with whom an attack can be tried."""
_STRIDE = 104_729
"""A prime: so many citizens lie between one of the sample and the next, counted in a circle."""


@dataclass(frozen=True)
class Population:
    """How many of all people are alone of their kind, whether they are in a sample or not.

    Attributes:
        people: all people.
        registered: share of them who share their register entry with nobody.
        on_file: share of them who share with nobody what is on file about them at the end: files by heading, published
            scores, profiles.
    """

    people: int
    registered: float
    on_file: float


@dataclass(frozen=True)
class Export:
    """A sample of citizens as holders of records have them, and as they are.

    Attributes:
        citizens: numbers of the citizens.
        names: names of the columns of `records`.
        records: what holders have: one row a citizen.
        registered: what every register has: age, sex, town, registration, region.
        traits: what people are, by name; no holder is given it.
        traces: for each citizen, the points that holders recorded: numbers of a day and a kind of conduct.
        days: days lived.
        population: how many of all people are alone of their kind; None if only the sample is known.
        by_holder: by title of a holder by name, what it alone has: records by heading, one row a citizen.
    """

    citizens: Any
    names: tuple[str, ...]
    records: Any
    registered: Any
    traits: dict[str, Any]
    traces: tuple[frozenset[int], ...]
    days: int
    population: Population | None = None
    by_holder: Mapping[str, Any] = field(default_factory=dict)


def sample_of(scenario: Scenario, size: int) -> tuple[int, ...]:
    """The citizens of a sample, spread over all communities.

    Args:
        scenario: whose citizens.
        size: how many.

    Raises:
        InputError: too few for an attack.
    """
    size = min(size, scenario.citizens)
    if size < LEAST:
        raise InputError(Problem(key="sample", expected=f"at least {LEAST} citizens", found=str(size)))
    step = _STRIDE % scenario.citizens or 1
    while np.gcd(step, scenario.citizens) != 1:
        step += 1
    return tuple(sorted(k * step % scenario.citizens for k in range(size)))


def export(
    source: Result | Scenario, size: int = SAMPLE, *, threads: int | None = None, progress: Progress | None = None
) -> Export:
    """Live a scenario, or a run again, and export what is kept of a sample.

    Args:
        source: a run, or a scenario to be lived.
        size: citizens in the sample.
        threads: threads to use; by default one for each core.
        progress: told after each day.

    Raises:
        InputError: the sample is too small.
        DamagedRunError: the run does not come out the same when it is lived again.
        InterruptedRunError: stopped before the last day.
    """
    scenario = source.scenario if isinstance(source, Result) else source
    chosen = sample_of(scenario, size)
    prepare(scenario)
    world = World(scenario, threads=threads_for(scenario.citizens, threads), watch=chosen)
    counts = np.zeros((len(chosen), len(world.encoded.kinds)), "u4")
    points: list[tuple[np.ndarray, np.ndarray]] = []
    scores = np.zeros(1, "u8")
    try:
        for t, left in enumerate(each_day(world.step, scenario.days, progress)):
            scores += left.day_counts["scores"]
            points.append(_note(left.panel, t, counts))
        if isinstance(source, Result) and f"{int(scores[0]):016x}" != source.document["digests"]["scores"]:
            raise DamagedRunError(f"{source.path} comes out otherwise when it is lived again; `--fresh` makes it again")
        found = _export(world, chosen, counts)
    finally:
        world.close()
    return replace(found, traces=_traces_of(points, len(chosen)))


def _note(panel: np.ndarray, day: int, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Add a day's records of each watched citizen to the counts by kind; who has which points of a trace by them."""
    held = np.bitwise_or.reduce(panel["seen"] | panel["false"], axis=1)
    kinds = counts.shape[1]
    recorded = (held[:, None] >> np.arange(kinds, dtype="u8")[None, :]) & np.uint64(1) != 0
    counts += recorded
    who, kind = np.nonzero(recorded)
    return who, day * kinds + kind


def _traces_of(points: Sequence[tuple[np.ndarray, np.ndarray]], people: int) -> tuple[frozenset[int], ...]:
    """Everybody's points of all days."""
    who, point = (np.concatenate([each[k] for each in points]) for k in (0, 1))
    ends = np.cumsum(np.bincount(who, minlength=people))
    of_each = np.split(point[np.argsort(who, kind="stable")], ends[:-1])
    return tuple(frozenset(each.tolist()) for each in of_each)


def _export(world: World, chosen: tuple[int, ...], counts: np.ndarray) -> Export:
    c, i = np.divmod(np.array(chosen), LANES)
    columns = _on_file(world, c, i)
    for k, kind in enumerate(world.encoded.kinds):
        columns[f"records of {kind}"] = counts[:, k]
    return Export(
        np.array(chosen), tuple(columns), np.stack(list(columns.values()), 1).astype("f8"),
        _registered(world, c, i).astype("f8"), _traits(world, c, i, world.society["status"][c, i]), (), world.day,
        _population(world), _by_holder(world, c, i),
    )  # fmt: skip


def _by_holder(world: World, c: np.ndarray, i: np.ndarray) -> dict[str, Any]:
    """What each holder that has anything has of citizens: its own records and its copies, by heading."""
    found = {}
    for h, holder in enumerate(world.scenario.holders.values()):
        parts = [world.holdings[name][h, c, :, i] for name in ("own", "copied")]
        columns = np.hstack([(held & 15) + (held >> 4) for held in parts]).astype("f8")
        if columns.any():
            found[holder.title] = columns
    return found


def _on_file(world: World, c: np.ndarray, i: np.ndarray) -> dict[str, Any]:
    """What is on file about citizens at the end, by community and lane: files by heading, published scores, profiles."""
    columns: dict[str, Any] = {}
    for p, pool in enumerate(POOLS):
        for h, heading in enumerate(HEADINGS):
            held = world.dossier["recent"][c, p, h, i]
            columns[f"on file, {pool}: {heading}"] = (held & 15) + (held >> 4)
    for s, name in enumerate(world.encoded.system_names):
        if world.ledgers["published"][s].any():
            columns[f"published score: {name}"] = world.ledgers["published"][s, c, i]
        if world.systems["profiled"][s]:
            shown = profiles(world.profile, s, c, i)
            columns |= {f"profile of {name}: {a}": shown[:, n] for n, a in enumerate(ATTRIBUTES)}
        columns |= _attributes_on_file(world, s, c, i)
    return columns


def _attributes_on_file(world: World, s: int, c: np.ndarray, i: np.ndarray) -> dict[str, Any]:
    """What a system has on file of attributes that the scenario declares, by the citizens' communities and lanes."""
    reads = int(world.systems["attributes"][s])
    if not reads:
        return {}
    name, shown = world.encoded.system_names[s], profiles(world.profile, s, c, i)
    return {
        f"attribute on file, {name}: {attribute}": shown[:, len(ATTRIBUTES) + a]
        for a, attribute in enumerate(world.scenario.attributes)
        if reads >> a & 1
    }


def _registered(world: World, c: np.ndarray, i: np.ndarray) -> np.ndarray:
    """What every register has: age, sex, town, registration, region."""
    row, status = world.society, world.society["status"][c, i]
    return np.stack([row["age"][c, i], status & MAN, row["town"][c], status & MIGRANT, row["region"][c]], 1)


def _population(world: World) -> Population:
    """How many of all people are alone of their kind."""
    there = np.arange(LANES)[None, :] < np.asarray(world.society["people"])[: world.communities, None]
    c, i = np.nonzero(there)
    on_file = np.stack([np.asarray(column, "f4") for column in _on_file(world, c, i).values()], 1)
    return Population(len(c), unique_share(_registered(world, c, i)), unique_share(on_file))


def _traits(world: World, c: np.ndarray, i: np.ndarray, status: np.ndarray) -> dict[str, Any]:
    """Traits that nobody disclosed, each true of part of the people."""
    row, state = world.society, world.response
    grievance, evasion = state["grievance"][c, i], state["evasion"][c, i]
    return {
        "of the minority": (status & MINORITY) != 0,
        "full of grievance": top_quarter(grievance),
        "poor": row["income"][c, i] < 64,
        "unreliable": row["reliability"][c, i] < 64,
        "afraid of risk": row["risk_aversion"][c, i] >= 192,
        "hiding from view": top_quarter(evasion),
    }


def top_quarter(values: np.ndarray) -> np.ndarray:
    """Who has the highest values: as near to a quarter of the people as ties allow, since equals stand together."""
    found = np.sort(values)
    at = found[len(found) - max(1, round(len(found) / 4))]
    with_ties, without = values >= at, values > at
    is_nearer = abs(without.mean() - 0.25) < abs(with_ties.mean() - 0.25)
    return np.asarray(without if is_nearer else with_ties)

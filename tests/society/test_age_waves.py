"""Near contacts of one age: as alike as asked for, nobody's share moved, nothing changed where it is off."""

from __future__ import annotations

import math
import re
import statistics
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario.digest import canonical
from glasshouse.schema.limits import LANES, QUARTER
from glasshouse.society.age_waves import wave_tables
from glasshouse.society.encoding import places_of
from glasshouse.testing.lockstep import differing

PAGE = Path(__file__).parents[2] / "docs" / "society.md"
SIGMAS = 5.0
"""Standard errors that a share or a correlation of the people asked may be off."""
N = 51_200


def found(*settings: str, society: str = "germany", citizens: int = N, scene: str = "nothing") -> World:
    """A society on its first day."""
    return World(scenario.load(scene, [f'society="{society}"', *settings], citizens=citizens, days=1, seed=1, panel=()))


def scores(ages: Any) -> Any:
    """Normal scores of the ages of whole communities, by their ranks; people of one age share the middle one."""
    every, counts = np.unique(ages, return_counts=True)
    middles = (np.cumsum(counts) - counts / 2) / counts.sum()
    law = statistics.NormalDist()
    by_age = np.array([law.inv_cdf(middle) for middle in middles])
    z = by_age[np.searchsorted(every, ages)]
    return (z - z.mean()) / z.std()


def likeness(world: World) -> tuple[float, float, float]:
    """Correlations of the ages of near contacts, of far ones and of those who live next to each other."""
    row, lanes = world.society, np.arange(LANES)
    z = scores(np.asarray(row["age"]))
    near = [z * np.take_along_axis(z, (lanes + row["near"][:, m, None].astype(int)) % LANES, 1) for m in range(4)]
    far = [z * z[row["far"][:, m, lanes // QUARTER].astype(int), lanes] for m in range(2)]
    return float(np.mean(near)), float(np.mean(far)), float((z[:, 1:] * z[:, :-1]).mean())


@pytest.mark.parametrize("mixing", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("asked", [0.0, 0.2, 0.5])
def test_near_contacts_are_as_alike_as_asked_and_far_ones_are_not(mixing: float, asked: float) -> None:
    near, far, _ = likeness(found(f"society.ties.mixing={mixing}", f"society.ties.age_likeness={asked}"))
    assert abs(near - asked) < 0.02
    assert abs(far) < SIGMAS / math.sqrt(N)


def test_a_ring_of_neighbours_is_as_alike_as_asked() -> None:
    assert abs(likeness(found('society.ties.rule="ring"', "society.ties.age_likeness=0.4"))[0] - 0.4) < 0.02


@pytest.mark.parametrize("society", ["germany", "united-states", "china"])
@pytest.mark.parametrize("asked", [0.0, 0.5])
def test_every_region_keeps_its_ages(society: str, asked: float) -> None:
    world = found(f"society.ties.age_likeness={asked}", society=society, citizens=4 * N)
    ages, place_of = np.asarray(world.society["age"]), np.asarray(world.tables.place_of)
    for k, place in enumerate(places_of(world.scenario.society)):
        there = ages[place_of == k].ravel().astype(float)
        if len(there) == 0:
            continue
        error = math.sqrt(place["sixty"] * (1 - place["sixty"]) / len(there))
        assert abs((there >= 60).mean() - place["sixty"]) < SIGMAS * error, place["region"]
        young = there[there < 60]
        # The tilt of ages gives their mean; ages are whole years, half a year below the exact ones.
        mean = 18 + 41.99 * (0.5 + place["tilt"] / 6) - 0.5
        assert abs(young.mean() - mean) < SIGMAS * young.std() / math.sqrt(len(young)), place["region"]


def test_no_lane_is_older_than_another_over_the_whole_society() -> None:
    z = scores(np.asarray(found("society.ties.age_likeness=0.5", citizens=4 * N).society["age"]))
    assert np.abs(z.mean(axis=0)).max() < SIGMAS / math.sqrt(len(z))


def test_left_out_and_none_at_all_are_the_same_to_the_bit() -> None:
    plain, none = found(citizens=600), found("society.ties.age_likeness=0", citizens=600)
    for name, table in plain.state().items():
        assert np.array_equal(table, none.state()[name]), name
    assert "age_likeness" not in canonical(plain.scenario)


def test_likeness_moves_nothing_but_what_leans_on_age_and_no_tie() -> None:
    plain, alike = found(citizens=600).society, found("society.ties.age_likeness=0.5", citizens=600).society
    moved = {name for name in plain.dtype.names or () if not np.array_equal(plain[name], alike[name])}
    assert moved <= {"age", "reliability", "online", "status", "workplace", "reach"}
    assert "age" in moved


def test_a_community_with_empty_lanes_is_left_as_it_is() -> None:
    plain, alike = (
        found(citizens=600).society["age"],
        found("society.ties.age_likeness=0.5", citizens=600).society["age"],
    )
    assert not np.array_equal(plain[1], alike[1])
    assert np.array_equal(plain[2], alike[2])


def test_the_waves_and_their_plain_twin_give_the_same_ages() -> None:
    assert differing("founding", "everything happens") == {}
    assert differing("turnover", "everything happens") == {}


def test_newcomers_wash_the_likeness_out() -> None:
    settings = ("society.ties.age_likeness=0.5", "turnover.enabled=true", "turnover.year=1")
    world = World(scenario.load("nothing", settings, citizens=2_560, days=41, seed=1, panel=()))
    before = likeness(world)[0]
    for _ in range(41):
        world.step()
    assert likeness(world)[0] < before - 0.2


def test_a_wave_has_the_mean_and_the_spread_of_a_normal_score() -> None:
    wave, in_step = wave_tables()
    assert abs(wave.mean()) < 1e-6
    assert wave.std() == pytest.approx(1, abs=1e-6)
    assert in_step[0] == pytest.approx(1, abs=1e-6)
    assert in_step[LANES // 2] < -0.95


def test_likeness_without_near_ties_or_beyond_a_half_is_refused() -> None:
    with pytest.raises(InputError, match="far ties only"):
        found('society.ties.rule="random"', "society.ties.age_likeness=0.3")
    with pytest.raises(InputError, match="age_likeness"):
        found("society.ties.age_likeness=0.7")


def test_the_page_says_what_each_country_comes_to() -> None:
    """The table of `docs/society.md`: contacts, clustering, and how alike all ten are with the likeness that it names."""
    rows = re.findall(
        r"^\| `([\w-]+)` \| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$",
        PAGE.read_text(encoding="utf-8"),
        re.M,
    )
    assert {row[0] for row in rows} == {"china", "germany", "netherlands", "united-states"}
    for name, degree, clustered, published, asked, ours in rows:
        world = found(f"society.ties.age_likeness={asked}", society=name)
        near, far, _ = likeness(world)
        assert int(degree) == 2 * world.society["near"].shape[1] + world.society["far"].shape[1]
        assert abs((8 * near + 2 * far) / 10 - float(ours)) < 0.015, name
        assert abs(float(ours) - float(published)) < 0.02, name
        assert abs(clustering(world) - float(clustered)) < 0.006, name


def clustering(world: World, sample: int = 1_000) -> float:
    """Of all pairs of a citizen's contacts, the share who are contacts of each other; mean over a sample."""
    row, lanes = world.society, np.arange(LANES)
    first = np.arange(world.communities)[:, None] * LANES
    columns = [first + (lanes + way * row["near"][:, m, None].astype(int)) % LANES for m in range(4) for way in (1, -1)]
    columns += [row["far"][:, m, lanes // QUARTER].astype(int) * LANES + lanes for m in range(2)]
    table = np.stack([column.ravel() for column in columns], axis=1)
    chosen = range(0, len(table), len(table) // sample)
    links = [np.isin(table[table[i]], table[i]).sum() for i in chosen]
    return float(np.mean(links)) / (table.shape[1] * (table.shape[1] - 1))

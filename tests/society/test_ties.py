"""Ties by rule: ten contacts, each tie with two ends; how clustered they are and how far apart people stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.schema.limits import LANES, QUARTER

PAGE = Path(__file__).parents[2] / "docs" / "society.md"
PARAMETERS = {"community": 10, "ring": 8, "random": 2}


def contacts(rule: str, citizens: int, mixing: float = 0.5) -> Any:
    """Numbers of everybody's contacts, one row for each citizen (whole communities only)."""
    world = World(scenario.load("nothing", [f'society.ties.rule="{rule}"', f"society.ties.mixing={mixing}"],
                                citizens=citizens, days=1, panel=()))  # fmt: skip
    row, lanes, first = world.society, np.arange(LANES), np.arange(world.communities)[:, None] * LANES
    columns = []
    for m in range(4) if world.parameters["near_ties"] else ():
        distance = row["near"][:, m, None].astype(int)
        columns += [first + (lanes + distance) % LANES, first + (lanes - distance) % LANES]
    for m in range(2) if world.parameters["far_ties"] else ():
        columns.append(row["far"][:, m, lanes // QUARTER].astype(int) * LANES + lanes)
    return np.stack([column.ravel() for column in columns], axis=1)


def clustering(table: Any, sample: int = 2_000) -> float:
    """Of all pairs of a citizen's contacts, the share who are contacts of each other; mean over a sample."""
    chosen = range(0, len(table), max(1, len(table) // sample))
    links = [np.isin(table[table[i]], table[i]).sum() for i in chosen]
    k = table.shape[1]
    return float(np.mean(links)) / (k * (k - 1))


def path_length(table: Any, sources: int = 10) -> tuple[float, float]:
    """Mean number of steps from a sample of citizens to everybody they can reach, and the share they reach."""
    steps = reached = 0
    for source in range(0, len(table), len(table) // sources):
        distance = np.full(len(table), -1)
        distance[source], frontier, k = 0, np.array([source]), 0
        while len(frontier):
            k += 1
            frontier = np.unique(table[frontier])
            frontier = frontier[distance[frontier] < 0]
            distance[frontier] = k
        steps += int(distance[distance > 0].sum())
        reached += int((distance > 0).sum())
    return steps / reached, reached / (len(range(0, len(table), len(table) // sources)) * (len(table) - 1))


@pytest.mark.parametrize("rule", PARAMETERS)
@pytest.mark.parametrize("citizens", [256, 512, 768, 25_600])
def test_a_tie_has_two_ends(rule: str, citizens: int) -> None:
    table = contacts(rule, citizens)
    assert table.shape == (citizens, PARAMETERS[rule])
    assert table.min() >= 0
    assert table.max() < citizens
    mine = np.sort(
        np.repeat(np.arange(citizens), PARAMETERS[rule]).astype("u8") << np.uint64(32) | table.ravel().astype("u8")
    )
    theirs = np.sort(
        table.ravel().astype("u8") << np.uint64(32) | np.repeat(np.arange(citizens), PARAMETERS[rule]).astype("u8")
    )
    assert np.array_equal(mine, theirs)


@pytest.mark.parametrize("rule", PARAMETERS)
def test_contacts_are_different_people_and_never_oneself(rule: str) -> None:
    table = contacts(rule, 25_600)
    assert (table != np.arange(len(table))[:, None]).all()
    ordered = np.sort(table, axis=1)
    assert (np.diff(ordered, axis=1) > 0).all()


def test_near_contacts_live_in_the_community_and_far_ones_elsewhere() -> None:
    table = contacts("community", 25_600)
    home = np.arange(len(table))[:, None] // LANES
    assert (table[:, :8] // LANES == home).all()
    assert (table[:, 8:] // LANES != home).all()


def test_less_mixing_makes_neighbours_of_contacts_and_contacts_of_contacts() -> None:
    found = [clustering(contacts("community", 25_600, mixing)) for mixing in (0.0, 0.5, 1.0)]
    assert found == sorted(found, reverse=True)
    assert found[0] > 5 * found[2]


def test_the_page_reports_what_the_ties_are_like() -> None:
    """The table of `docs/society.md`: rule, mixing, citizens, degree, clustering, path length, share reached."""
    rows = re.findall(r"^\| (\w+) \| ([\d.]+) \| ([\d,]+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) % \|$",
                      PAGE.read_text(encoding="utf-8"), re.MULTILINE)  # fmt: skip
    assert {row[0] for row in rows} == set(PARAMETERS)
    for rule, mixing, citizens, degree, clustered, steps, share in rows:
        table = contacts(rule, int(citizens.replace(",", "")), float(mixing))
        length, reached = path_length(table)
        assert table.shape[1] == int(degree)
        assert abs(clustering(table) - float(clustered)) < 0.006, (rule, mixing, citizens, clustering(table))
        assert abs(length / float(steps) - 1) < 0.02, (rule, mixing, citizens, length)
        assert abs(100 * reached - float(share)) < 0.6, (rule, mixing, citizens, reached)

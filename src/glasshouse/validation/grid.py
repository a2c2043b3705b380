"""Epstein's grid: citizens and officers who move about, look around, rebel and arrest.

The published world in which outbursts were found; the rule to act and the chance of arrest are the laboratory's.
"""

from __future__ import annotations

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.thresholds import arrest_chance, joins, least_threshold
from glasshouse.validation.luck import luck

SIDE = 40
CITIZENS = 1_120
OFFICERS = 64
SIGHT = 7
LONGEST = 30
THRESHOLD = 0.1
ESCAPE = 0.10025884372280375
"""exp(-2.3): one officer to one rebel arrests with chance 0.9."""

_AGENTS = CITIZENS + OFFICERS
_IN_SIGHT = 149
_NOBODY = -1
_PLACE, _MOVE, _ARREST, _TERM, _ORDER = 1, 2, 3, 4, 5


@kernel_function
def _settle(seed: int, grid: np.ndarray, at: np.ndarray) -> None:
    """Give everybody a place of their own."""
    for agent in range(_AGENTS):
        _put(seed, 0, grid, at, agent)


@kernel_function
def _put(seed: int, day: int, grid: np.ndarray, at: np.ndarray, agent: int) -> None:
    attempt = 0
    while True:
        cell = int(luck(seed, _PLACE, day * 1_000 + attempt, agent)[0] * (SIDE * SIDE))
        if grid[cell] == _NOBODY:
            grid[cell] = agent
            at[agent] = cell
            return
        attempt += 1


@kernel_function
def _sights() -> np.ndarray:
    """The cells in sight of each cell, on a grid whose edges meet; the cell itself comes first."""
    cells = np.zeros((SIDE * SIDE, _IN_SIGHT), np.int64)
    for cell in range(SIDE * SIDE):
        cells[cell, 0] = cell
        n = 1
        for dy in range(-SIGHT, SIGHT + 1):
            for dx in range(-SIGHT, SIGHT + 1):
                if 0 < dx * dx + dy * dy <= SIGHT * SIGHT:
                    cells[cell, n] = (cell // SIDE + dy) % SIDE * SIDE + (cell % SIDE + dx) % SIDE
                    n += 1
    return cells


@kernel_function
def _move(seed: int, day: int, grid: np.ndarray, at: np.ndarray, sights: np.ndarray, agent: int) -> None:
    """Move to a free cell in sight, if one is found."""
    for attempt in range(8):
        cell = sights[at[agent], int(luck(seed, _MOVE, day * 8 + attempt, agent)[0] * _IN_SIGHT)]
        if grid[cell] == _NOBODY:
            grid[at[agent]], grid[cell] = _NOBODY, agent
            at[agent] = cell
            return


@kernel_function
def _decide(
    people: np.ndarray, grid: np.ndarray, at: np.ndarray, sights: np.ndarray, agent: int, legitimacy: float, whole: bool
) -> None:
    """A citizen looks around and acts if grievance less net risk exceeds the threshold."""
    officers, active = 0, 1
    for cell in sights[at[agent], 1:]:
        other = grid[cell]
        if other >= CITIZENS:
            officers += 1
        elif other != _NOBODY and people[other, 2] > 0:
            active += 1
    risk = people[agent, 1] * arrest_chance(np.float64(officers), np.float64(active), ESCAPE, whole)
    grievance = people[agent, 0] * (1.0 - legitimacy)
    acts = joins(0.0, least_threshold(THRESHOLD, 1.0, risk, 1.0, grievance))
    people[agent, 2] = 1.0 if acts else 0.0


@kernel_function
def _arrest(
    seed: int, day: int, people: np.ndarray, grid: np.ndarray, at: np.ndarray, sights: np.ndarray, officer: int
) -> None:
    """An officer arrests one of the active citizens in sight, each with the same chance."""
    found, count = _NOBODY, 0
    for cell in sights[at[officer], 1:]:
        other = grid[cell]
        if other != _NOBODY and other < CITIZENS and people[other, 2] > 0:
            count += 1
            if luck(seed, _ARREST, day * 200 + count, officer)[0] * count < 1.0:
                found = other
    if found != _NOBODY:
        people[found, 2] = 0.0
        people[found, 3] = np.floor(luck(seed, _TERM, day, found)[0] * LONGEST) + 1
        grid[at[found]] = _NOBODY


@kernel_function
def simulate_grid(seed: int, legitimacy: float, whole: bool, active: np.ndarray) -> None:
    """So many days; `active` is filled with how many citizens act at the end of each.

    Args:
        seed: the luck.
        legitimacy: of the government, 0 to 1.
        whole: whether officers per rebel are rounded down (see `thresholds.arrest_chance`).
        active: one place for each day.
    """
    grid, at = np.full(SIDE * SIDE, _NOBODY), np.zeros(_AGENTS, np.int64)
    people = np.zeros((CITIZENS, 4))  # hardship, risk aversion, whether active, days in jail
    for agent in range(CITIZENS):
        people[agent, 0], people[agent, 1], _, _ = luck(seed, 0, 0, agent)
    _settle(seed, grid, at)
    sights = _sights()
    order = np.arange(_AGENTS)
    for day in range(len(active)):
        for n in range(_AGENTS - 1, 0, -1):
            other = int(luck(seed, _ORDER, day, n)[0] * (n + 1))
            order[n], order[other] = order[other], order[n]
        for turn in order:
            agent = int(turn)
            if agent >= CITIZENS:
                _move(seed, day, grid, at, sights, agent)
                _arrest(seed, day, people, grid, at, sights, agent)
            elif people[agent, 3] > 0:
                people[agent, 3] -= 1
                if people[agent, 3] == 0:
                    _put(seed, day + 1, grid, at, agent)
            else:
                _move(seed, day, grid, at, sights, agent)
                _decide(people, grid, at, sights, agent, legitimacy, whole)
        active[day] = int(people[:, 2].sum())

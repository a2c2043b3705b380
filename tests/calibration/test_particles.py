"""Particles: the posterior that can be worked out, and nothing learnt where there is nothing to learn."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.calibration import particles
from glasshouse.calibration.particles import Particles, keep_nearest, propose
from glasshouse.sweeps.latin_hypercube import shares

COUNT = 300


def _rounds(distance, rounds: int, values: int = 2, seed: int = 3) -> Particles:
    places = np.stack([shares(seed, f"k{j}", COUNT) for j in range(values)], 1)
    kept = keep_nearest(places, distance(places), None)
    for r in range(1, rounds):
        places = propose(kept, COUNT, seed, r)
        assert ((places >= 0) & (places <= 1)).all()
        kept = keep_nearest(places, distance(places), kept)
    return kept


def test_particles_draw_near_to_what_fits() -> None:
    kept = _rounds(lambda places: np.hypot(places[:, 0] - 0.3, places[:, 1] - 0.9), 6)
    assert kept.quantile(0.5) == pytest.approx([0.3, 0.9], abs=0.02)
    assert (kept.quantile(0.975) - kept.quantile(0.025) < 0.1).all()


def test_a_value_that_changes_nothing_keeps_its_even_spread() -> None:
    kept = _rounds(lambda places: np.abs(places[:, 0] - 0.5), 5)
    assert [float(kept.quantile(share)[1]) for share in (0.25, 0.5, 0.75)] == pytest.approx([0.25, 0.5, 0.75], abs=0.1)
    assert float(kept.quantile(0.75)[0] - kept.quantile(0.25)[0]) < 0.05


def test_what_fits_at_an_end_is_found_there() -> None:
    kept = _rounds(lambda places: 1 - places[:, 0], 5)
    assert kept.quantile(0.5)[0] > 0.95


def test_where_two_values_fit_only_together_both_stay_wide() -> None:
    kept = _rounds(lambda places: np.abs(places.sum(1) - 1), 5)
    assert (kept.quantile(0.9) - kept.quantile(0.1) > 0.4).all()
    assert np.abs(kept.places.sum(1) - 1).max() < 0.1


def test_kernels_lead_somewhere_in_the_cube_for_certain() -> None:
    before = Particles(np.array([[0.02, 0.5], [0.9, 0.99], [0.5, 0.1]]), np.array([0.5, 0.3, 0.2]), np.zeros(3))
    grid = (np.arange(200) + 0.5) / 200
    places = np.stack(np.meshgrid(grid, grid), -1).reshape(-1, 2)
    density = particles._density(places, before)
    assert density.mean() == pytest.approx(1, abs=1e-3)


def test_proposals_follow_the_density_that_weights_assume() -> None:
    before = Particles(np.array([[0.05], [0.6]]), np.array([0.7, 0.3]), np.zeros(2))
    found = propose(before, 4000, 1, 1)[:, 0]
    edges = np.linspace(0, 1, 11)
    grid = ((np.arange(1000) + 0.5) / 1000)[:, None]
    expected = particles._density(grid, before).reshape(10, 100).mean(1) / 10
    assert np.histogram(found, edges)[0] / 4000 == pytest.approx(expected, abs=0.02)


def test_the_same_seed_gives_the_same_particles() -> None:
    a, b = (_rounds(lambda places: places[:, 0], 3) for _ in range(2))
    assert (a.places == b.places).all()
    assert (a.weights == b.weights).all()
    assert a.shares.sum() == pytest.approx(1)
    assert 1 <= a.effective <= len(a) == COUNT // 2

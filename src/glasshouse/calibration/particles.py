"""Approximate Bayesian computation by population Monte Carlo: particles that draw nearer to the targets round by round.

Source: Lenormand, Jabot, Deffuant, "Adaptive approximate Bayesian computation for complex models" (2013): the nearest
particles of all rounds are kept with the weights that they came with, so that no run is wasted. Kernels are cut off at the
ends of the ranges. Particles live in the unit cube, where the prior is even; all draws are keyed, so that the same seed
gives the same particles.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.sweeps.latin_hypercube import draws

_LEAST_WIDTH = 1e-3
"""Least width of a kernel, as a share of the range."""


@dataclass(frozen=True)
class Particles:
    """A weighted sample.

    Attributes:
        places: where they are in the unit cube, an array of particles × values.
        weights: their weights; an even one of the first round weighs 1.
        distances: how far they are from the targets.
    """

    places: np.ndarray
    weights: np.ndarray
    distances: np.ndarray

    def __len__(self) -> int:
        return len(self.weights)

    @property
    def effective(self) -> float:
        """How many even-weighted particles they are worth (Kish)."""
        return float(self.weights.sum() ** 2 / (self.weights**2).sum())

    @property
    def shares(self) -> np.ndarray:
        """Each particle's part of all weight."""
        return np.asarray(self.weights / self.weights.sum())

    def quantile(self, share: float) -> np.ndarray:
        """The weighted quantile of each value."""
        found = []
        for column in self.places.T:
            order = np.argsort(column, kind="stable")
            # Each particle stands in the middle of its weight.
            steps = np.cumsum(self.shares[order]) - self.shares[order] / 2
            found.append(np.interp(share, steps, column[order]))
        return np.array(found)

    @property
    def widths(self) -> np.ndarray:
        """Widths of the kernels for the next round: twice the weighted variance, value by value."""
        mean = (self.shares[:, None] * self.places).sum(0)
        variance = (self.shares[:, None] * (self.places - mean) ** 2).sum(0)
        return np.asarray(np.maximum(np.sqrt(2 * variance), _LEAST_WIDTH))


def keep_nearest(places: np.ndarray, distances: np.ndarray, before: Particles | None) -> Particles:
    """The nearest of a round's particles and of those kept before, half as many as a round has.

    Args:
        places: where a round's particles are.
        distances: how far they are from the targets.
        before: the particles that they were drawn from; None in the first round, whose particles fill the cube evenly.
    """
    weights = np.ones(len(places)) if before is None else 1 / _density(places, before)
    count = (len(places) + 1) // 2
    if before is not None:
        places, weights = np.concatenate([before.places, places]), np.concatenate([before.weights, weights])
        distances = np.concatenate([before.distances, distances])
    chosen = np.sort(np.argsort(distances, kind="stable")[:count])
    return Particles(places[chosen], weights[chosen], distances[chosen])


def propose(before: Particles, count: int, seed: int, round_: int) -> np.ndarray:
    """Places for the next round: particles chosen by weight and moved by a kernel that stays within the cube.

    Args:
        before: the particles to draw from.
        count: how many places.
        seed: seed of the draws.
        round_: number of the round.
    """
    from scipy.special import ndtr, ndtri

    chance = draws(seed, "calibration: which", count, round_)[:, 0] / 2.0**32
    chosen = np.searchsorted(np.cumsum(before.shares), chance).clip(0, len(before) - 1)
    centres, widths = before.places[chosen], before.widths
    found = np.empty_like(centres)
    for j in range(centres.shape[1]):
        luck = (draws(seed, f"calibration: value {j}", count, round_)[:, 0] + 0.5) / 2.0**32
        low, high = ndtr(-centres[:, j] / widths[j]), ndtr((1 - centres[:, j]) / widths[j])
        found[:, j] = centres[:, j] + widths[j] * ndtri(low + luck * (high - low))
    return np.asarray(np.clip(found, 0, 1))


def _density(places: np.ndarray, before: Particles) -> np.ndarray:
    """Density with which the kernels of `before` lead to places."""
    from scipy.special import ndtr

    widths = before.widths
    z = (places[:, None, :] - before.places[None, :, :]) / widths
    inside = ndtr((1 - before.places) / widths) - ndtr(-before.places / widths)
    kernels = np.exp(-0.5 * z**2) / (np.sqrt(2 * np.pi) * widths * inside)
    return np.array((before.shares * kernels.prod(-1)).sum(1), "f8")

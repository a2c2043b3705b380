"""How many people are the only ones of their kind, by what is known of them."""

from __future__ import annotations

import numpy as np


def unique_share(cells: np.ndarray) -> float:
    """The share of people who are alone in their cell.

    Args:
        cells: for each person, what is known of them: a number, or a row of numbers.
    """
    known = np.asarray(cells)
    if known.ndim > 1:
        known = np.ascontiguousarray(known).view([("", known.dtype)] * known.shape[1]).ravel()
    _, sizes = np.unique(known, return_counts=True)
    return float((sizes == 1).sum() / len(known))

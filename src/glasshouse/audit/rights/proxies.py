"""Whether a score stands in for a group: how far it goes with belonging to one, over the members of a system."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from glasshouse.audit.figures.bootstrap import DRAWS, estimated, resampled
from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.rights.answers import SEED, criterion, judged_either_way, size_of, turned, worst_of
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.crossings import REGISTER
from glasshouse.audit.rights.document import CriterionFound
from glasshouse.audit.rights.standings import MOMENTS
from glasshouse.audit.rights.strata import Conduct
from glasshouse.audit.undefined import Reason

_TITLES: Final = {"minority": "of the minority", "registration": "registered elsewhere"}


def proxies(case: Case, conduct: Conduct) -> CriterionFound:
    """How far scores go with the groups of the register, on the last day: the correlation that decides the answer."""
    tried = list(_correlations(case, conduct))
    if not tried:
        said = "No score differs between people, or nobody belongs to one of the groups."
        return criterion(case.norms, "proxies", undefined(Reason.ONE_SCORE), said)
    size = size_of(case.norms, "proxies")
    (system, group), found = worst_of(tried, size, either_way=True)
    shown = found if (found.value or 0) >= 0 else turned(found)
    title = case.scheme.systems[system].title
    way = "lower" if (found.value or 0) < 0 else "higher"
    said = f"Scores of {title} are {way} for people {_TITLES[group]} (correlation {abs(found.value or 0):.2f}, from 0 to 1)."
    if found.low is not None and found.high is not None and found.low <= 0 <= found.high:
        said = f"Scores of {title} cannot be told to go with being {_TITLES[group]} (correlation {found.value:.2f})."
    return criterion(case.norms, "proxies", shown, said, answer=judged_either_way(found, size))


def _correlations(case: Case, conduct: Conduct) -> Iterator[tuple[tuple[str, str], Estimate]]:
    names = list(case.scheme.systems)
    for s, name in enumerate(names):
        if name not in case.judges:
            continue
        sums = conduct.lived.moments[:, s].astype("f8")
        drawn = resampled(sums, DRAWS, SEED)
        for group in REGISTER:
            value = correlation(sums.sum(0), group)
            if np.isfinite(value):
                yield (name, group), estimated(float(value), None if drawn is None else correlation(drawn, group))


def correlation(sums: np.ndarray, group: str) -> np.ndarray:
    """Pearson's coefficient of score and membership; NaN where either is the same for all.

    Args:
        sums: sums in the order of `MOMENTS`, in the last axis.
        group: which group.
    """
    at = {name: sums[..., k] for k, name in enumerate(MOMENTS)}
    n, scores, squares = at["members"], at["scores"], at["squares"]
    inside, theirs = at[f"members of {group}"], at[f"scores of {group}"]
    # A member of the group counts 1, so that the sum of squares of membership is the sum.
    spread = (n * squares - scores**2) * (n * inside - inside**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(spread > 0, (n * theirs - scores * inside) / np.sqrt(spread), np.nan))

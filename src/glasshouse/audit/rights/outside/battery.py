"""The figures that every auditor works out, from what they see and from the truth alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.figures.groups import FEWEST_PEOPLE, impact_ratio, standardised
from glasshouse.audit.figures.separation import gini
from glasshouse.audit.rights.answers import SEED, share_of
from glasshouse.audit.rights.groups import FEWEST_MET, Group
from glasshouse.audit.rights.outside.auditors import Sight
from glasshouse.audit.rights.strata import strata
from glasshouse.audit.undefined import Reason

TENTHS: Final = 10
MOST_LEFT_OUT: Final = 0.1
"""Most people who may be left out of a comparison at the same conduct or score, for want of anybody to compare them with."""
Conclusion = Literal["more", "alike", "less", "cannot be told"]


@dataclass(frozen=True)
class Met:
    """What met people, which every auditor sees in the files.

    Attributes:
        there: in which lanes somebody lives.
        days: days under a sanction, by community and lane.
        score: the published score, likewise, higher ones being better; 0 for no account, and everywhere where there is no score.
    """

    there: np.ndarray
    days: np.ndarray
    score: np.ndarray

    @property
    def ever(self) -> np.ndarray:
        """Who was ever under a sanction."""
        return np.asarray(self.days > 0)

    @property
    def tenth(self) -> np.ndarray:
        """The tenth in which each person's score lies, the lowest first; of equal scores all stand in one."""
        codes = self.score[self.score > 0]
        cuts = np.quantile(codes, np.arange(1, TENTHS) / TENTHS, method="higher") if len(codes) else np.zeros(0)
        return np.searchsorted(np.unique(cuts), self.score, side="right")


@dataclass(frozen=True)
class Compared:
    """A group beside everybody else whose group is on file.

    Attributes:
        group: the group.
        known: of whom it is on file, by community and lane.
    """

    group: Group
    known: np.ndarray

    def summed(self, what: np.ndarray, of: np.ndarray, stratum: np.ndarray | None = None) -> np.ndarray:
        """Sums over everybody else and over the group: communities × 2 × strata.

        Args:
            what: what is added up, by community and lane.
            of: of whom.
            stratum: the number of each person's stratum; without it there is one.
        """
        kept = of & self.known
        place = np.zeros(kept.shape, "i8") if stratum is None else stratum
        number = int(place.max(initial=0)) + 1
        rows = np.broadcast_to(np.arange(len(kept))[:, None], kept.shape)
        cells = ((rows * 2 + self.group.members) * number + place)[kept]
        sums = np.bincount(cells, what[kept].astype("f8"), minlength=len(kept) * 2 * number)
        return sums.reshape(len(kept), 2, number)

    def ratio(self, what: np.ndarray, of: np.ndarray) -> Estimate:
        """How many times as often something is so of the group as of everybody else."""
        hits, people = self.summed(what, of)[..., 0], self.summed(np.ones(of.shape), of)[..., 0]
        return self._enough(impact_ratio(hits, people, 1, 0, SEED), what, of)

    def at_same(self, stratum: np.ndarray, what: np.ndarray, of: np.ndarray) -> Estimate:
        """The same among people of the same stratum."""
        hits, people = self.summed(what, of, stratum), self.summed(np.ones(of.shape), of, stratum)
        found = standardised(hits, people, 1, 0, seed=SEED)
        if found.value is not None and found.left_out > MOST_LEFT_OUT:
            return undefined(Reason.LITTLE_OVERLAP)
        return self._enough(found, what, of)

    def _enough(self, found: Estimate, what: np.ndarray, of: np.ndarray) -> Estimate:
        """A ratio, unless too few people stand behind it."""
        met = (what > 0) & of & self.known
        fewest = min(np.count_nonzero(met & side) for side in (self.group.members, ~self.group.members))
        return undefined(Reason.TOO_FEW_MET) if found.value is not None and fewest < FEWEST_MET else found


Between = Callable[[Met, Sight, Compared], Estimate]
Overall = Callable[[Met, Sight], Estimate]


def _days(met: Met, sight: Sight, pair: Compared) -> Estimate:
    # Days under a sanction stand in everybody's files: no check and no label is needed.
    return pair.ratio(met.days, met.there)


def _same_conduct(met: Met, sight: Sight, pair: Compared) -> Estimate:
    return pair.at_same(np.where(sight.known, strata(sight.cost, sight.known), 0), met.days, sight.known)


def _false_positives(met: Met, sight: Sight, pair: Compared) -> Estimate:
    return pair.ratio(met.ever, sight.did_nothing)


def _true_positives(met: Met, sight: Sight, pair: Compared) -> Estimate:
    return pair.ratio(met.ever, sight.did)


def _false_discoveries(met: Met, sight: Sight, pair: Compared) -> Estimate:
    return pair.ratio(sight.did_nothing, sight.known & met.ever)


def _calibration(met: Met, sight: Sight, pair: Compared) -> Estimate:
    return pair.at_same(met.tenth, sight.did, sight.known & (met.score > 0))


BETWEEN: Final[Mapping[str, tuple[str, Between]]] = {
    "impact_ratio": ("days under a sanction", _days),
    "same_conduct": ("days under a sanction at the same conduct", _same_conduct),
    "false_positives": ("ever under a sanction, of those who did nothing that costs", _false_positives),
    "true_positives": ("ever under a sanction, of those who did something that costs", _true_positives),
    "false_discoveries": ("did nothing that costs, of those under a sanction", _false_discoveries),
    "calibration": ("did something that costs, at the same score", _calibration),
}
"""Figures of a group as times those of everybody else."""
_OF_SCORES: Final = ("calibration", "separation")


def _parted(met: Met, sight: Sight) -> Estimate:
    of = sight.known & (met.score > 0)
    if not of.any():
        return undefined(Reason.NO_MEMBER)
    found = gini(-met.score[of].astype("f8"), sight.did[of])
    return Estimate(
        value=found.value, low=found.low, high=found.high, undefined=found.undefined, no_interval=found.no_interval
    )


def _rate(part: np.ndarray, whole: np.ndarray) -> Estimate:
    """A share of people, by community; undefined where too few are known."""
    people = int(whole.sum())
    if people < FEWEST_PEOPLE:
        return undefined(Reason.TOO_FEW_PEOPLE if people else Reason.NOBODY)
    return share_of((part & whole).sum(1), whole.sum(1))


OVERALL: Final[Mapping[str, tuple[str, Overall]]] = {
    "separation": (
        "how well scores part those who did something that costs from those who did not (0 not at all, 1 wholly)",
        _parted,
    ),
    "false_positives": (
        "of those who did nothing that costs, share ever under a sanction",
        lambda met, sight: _rate(met.ever, sight.did_nothing),
    ),
    "true_positives": (
        "of those who did something that costs, share ever under a sanction",
        lambda met, sight: _rate(met.ever, sight.did),
    ),
    "false_discoveries": (
        "of those ever under a sanction, share who did nothing that costs",
        lambda met, sight: _rate(sight.did_nothing, sight.known & met.ever),
    ),
}
"""Figures of everybody."""


def figures_between(met: Met) -> dict[str, tuple[str, Between]]:
    """The figures between groups that a scheme has: without a score there is none of it."""
    return {name: each for name, each in BETWEEN.items() if met.score.any() or name not in _OF_SCORES}


def figures_overall(met: Met) -> dict[str, tuple[str, Overall]]:
    """The figures of everybody that a scheme has."""
    return {name: each for name, each in OVERALL.items() if met.score.any() or name not in _OF_SCORES}


def concludes(found: Estimate, size: float) -> Conclusion:
    """What follows from a ratio: it lies above the smallest size that matters, below its reciprocal, between, or neither.

    Args:
        found: the ratio with its interval.
        size: the smallest ratio that matters, above 1.
    """
    if found.value is None:
        return "cannot be told"
    if found.low is None or found.high is None:
        exact = found.no_interval in (None, Reason.NO_SPREAD)
        return side(found.value, size) if exact else "cannot be told"
    if found.low > size:
        return "more"
    if found.high < 1 / size:
        return "less"
    return "alike" if found.low >= 1 / size and found.high <= size else "cannot be told"


def side(value: float, size: float) -> Conclusion:
    """On which side of the sizes that matter a ratio lies that is known exactly."""
    if value > size:
        return "more"
    return "less" if value < 1 / size else "alike"

"""The fitting institution: finds the weights of a learned score from a sample of records, again and again on its own effects.

Features are taken from the accounts of the sample on one evening; whoever has a record of the outcome in the window after
it is bad. Whoever left in between is not fitted with: the outcomes on file are those of the newcomer in the same seat. A
logistic regression (scikit-learn, 64-bit, one thread) tells the log odds; its coefficients are rounded to 1/4096, so that they
are the same wherever it runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any, Protocol

import numpy as np

from glasshouse.institutions.institution import DayEnd
from glasshouse.mechanisms.refitting import refitted
from glasshouse.mechanisms.scales import OddsScale
from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.schema.limits import DECLARED, DIMENSIONS

STEP = 4096
"""Steps of a coefficient for each unit of log odds."""
FEWEST = 20
"""Fewest good and fewest bad people to fit with; below, the old weights stay."""
_FITTING = Lock()
_NO_AREA, _NOT_FITTED = -1, -2
"""In place of an area under the curve: it cannot be told; no fit took place."""
_OUTCOME = DIMENSIONS - 1
_INPUTS = DIMENSIONS - 1 + len(ATTRIBUTES) + DECLARED
_DAY, _PEOPLE, _BAD, _AREA, _GONE, _CONSTANT = range(6)
"""Columns of a fit; the coefficients stand behind the constant."""
_COEFFICIENTS = _CONSTANT + 1


class Sample(Protocol):
    """What a system has on file about the people of its sample."""

    def accounts(self) -> tuple[np.ndarray, np.ndarray]:
        """Who has an account, and the ledger's dimensions (people × dimensions)."""

    def profiles(self) -> np.ndarray:
        """Attributes on file (people × attributes), -1 to 1, then those that the scenario declares, 0 or 1."""

    def generations(self) -> np.ndarray:
        """How many people have left each seat of the sample; 0 is who was there first."""

    def groups(self) -> np.ndarray:
        """Minority 2 and registered elsewhere 1, added up."""

    def is_kept_back(self, share: float) -> np.ndarray:
        """Who is kept back to test a fit."""


def times_fitted(fits: np.ndarray) -> int:
    """How many of the fits that were due took place; `fits` as `FittingInstitution` keeps them."""
    return int(np.count_nonzero(fits[:, _AREA] != _NOT_FITTED))


class FittingInstitution:
    """One learned system's fitter.

    Attributes:
        name: ``learned`` and the system's name.
        fits: what each fit found: day, people, bad ones, area under the curve in 1/10,000 (-1 if it cannot be told, -2 if
            there were too few to fit with), people who left since their features were taken and are not fitted with, then
            constant and coefficients in 1/4096 of log odds, those of the fit before where none took place; one row for each
            fit that was due.
    """

    def __init__(self, number: int, name: str, system: Any, sample: Sample, declared: Sequence[str] = ()) -> None:
        """Make the institution.

        Args:
            number: the system's number.
            name: its name.
            system: its configuration, a `glasshouse.scoring.forms.learned.configuration.LearnedSystem`.
            sample: the people whom it learns from.
            declared: names of the attributes that the scenario declares, in the order of their numbers.
        """
        self._known = (*ATTRIBUTES, *declared)
        self.name, self._number, self._key, self._sample = f"learned {name}", number, name, sample
        self.follow({name: system})
        people = len(sample.groups())
        self.fits = np.zeros((0, _COEFFICIENTS + _INPUTS), "i8")
        self._taken = np.zeros(1, "i8")
        self._features = np.zeros((people, _INPUTS), "f4")
        self._before = np.full(people, -1, "i4")
        self._generations = np.zeros(people, "u1")

    @property
    def system(self) -> str:
        """The system's name."""
        return self._key

    def follow(self, systems: Mapping[str, Any]) -> None:
        """Go by the system as its rules stand now: rhythm, window, attributes that may enter, how odds become points."""
        self._system = systems[self._key]
        learning = self._system.learning
        self._window, self._every = round(learning.window.value), learning.every
        self._attributes = [self._known.index(name) for name in (*learning.proxies, *(learning.attributes or ()))]

    def decide(self, day_end: DayEnd) -> None:
        """Fit when a sample has matured, and take features for the next fit."""
        past = (day_end.day + 1) % self._every
        if past == 0 and self._taken[0]:
            self._fit(day_end.day)
        if past == (self._every - self._window) % self._every:
            self._take(float(day_end.systems["level_step"][self._number]))

    def _take(self, step: float) -> None:
        """Note the features of everybody in the sample, in records, and the outcomes that are on file already."""
        members, ledger = self._sample.accounts()
        features = len(self._system.features)
        self._features[:] = 0
        self._features[:, :features] = ledger[:, :features] * np.float32(step)
        if self._attributes:
            inputs = [DIMENSIONS - 1 + a for a in self._attributes]
            self._features[:, inputs] = self._sample.profiles()[:, self._attributes]
        self._before[:] = np.where(members, ledger[:, _OUTCOME], -1)
        self._generations[:] = self._seated()
        self._taken[0] = 1

    def _fit(self, day: int) -> None:
        members, ledger = self._sample.accounts()
        stayed = self._seated() == self._generations
        ripe = members & (self._before >= 0) & stayed
        bad = (ledger[:, _OUTCOME] > self._before)[ripe]
        held = self._sample.is_kept_back(self._system.learning.holdout.value)[ripe]
        used = [*range(len(self._system.features)), *(DIMENSIONS - 1 + a for a in self._attributes)]
        inputs = self._features[ripe][:, used].astype("f8")
        row = np.zeros(_COEFFICIENTS + _INPUTS, "i8")
        gone = int(((self._before >= 0) & ~stayed).sum())
        row[:_CONSTANT] = day, len(bad), int(bad.sum()), _NOT_FITTED, gone
        if min(bad[~held].sum(), (~bad[~held]).sum()) >= FEWEST:
            found = fit(inputs[~held], bad[~held], self._weights(bad, ripe)[~held])
            columns = [_CONSTANT, *(_COEFFICIENTS + u for u in used)]
            row[columns] = self._moved(found, columns)
            row[_AREA] = area_under_curve((inputs[held] * row[columns][1:]).sum(1), bad[held])
        elif len(self.fits):
            row[_CONSTANT:] = self.fits[-1, _CONSTANT:]
        self.fits = np.vstack([self.fits, row])

    def _seated(self) -> np.ndarray:
        """Which generation sits in each seat of the sample; of firms, which outlast people, always the first."""
        seated = self._sample.generations()
        return np.zeros_like(seated) if self._system.account_holders == "firms" else seated

    def _moved(self, found: np.ndarray, columns: list[int]) -> np.ndarray:
        """The weights that take effect: those just found, or part of the way there from the old ones."""
        old = self.fits[-1, columns] if len(self.fits) else np.zeros(len(columns))
        if not old.any():
            return found
        moved = refitted(old.astype("f8"), found.astype("f8"), self._system.learning.speed.value)
        whole: np.ndarray = np.rint(moved).astype("i8")
        return whole

    def _weights(self, bad: np.ndarray, ripe: np.ndarray) -> np.ndarray:
        """How often each label counts."""
        learning, weights = self._system.learning, np.ones(len(bad))
        if learning.labels == "biased":
            groups = self._sample.groups()[ripe]
            weights[bad & (groups & 2 > 0)] *= learning.biased.minority.value
            weights[bad & (groups & 1 > 0)] *= learning.biased.migrant.value
        return weights

    def apply(self, parameters: np.void, systems: np.ndarray) -> None:
        """Turn the last fit into what a step of the ledger, and an attribute, is worth as a share of the scale."""
        if not self.fits[-1:, _CONSTANT:].any():
            return
        system, row = systems[self._number], self.fits[-1, _CONSTANT:] / STEP
        ends, low = self._system.high.value - self._system.low.value, self._system.low.value
        odds = self._system.scale
        scale = OddsScale.through(odds.points.value, odds.odds.value, odds.doubling.value)
        system["base"][0] = np.float32((scale.offset - scale.factor * row[0] - low) / ends)
        for d in range(len(self._system.features)):
            system["weight"][d] = np.float32(-scale.factor * row[1 + d] * float(system["level_step"]) / ends)
        for a in self._attributes:
            lean = np.float32(-scale.factor * row[DIMENSIONS + a] / ends)
            if a < len(ATTRIBUTES):
                system["lean"][0, a] = lean
            else:
                system["attribute_lean"][0, a - len(ATTRIBUTES)] = lean

    def state(self) -> dict[str, Any]:
        """Fits so far, and the sample that matures."""
        own = {"features": self._features, "before": self._before, "generations": self._generations}
        return {"fits": self.fits, "taken": self._taken, **own}

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Put saved fits and a saved sample in place of the present ones."""
        self.fits = np.array(memory["fits"])
        for name in ("taken", "features", "before", "generations"):
            self.state()[name][...] = memory[name]

    def report(self) -> list[dict[str, Any]]:
        """The fits in words: day, sample, coefficients for each record and attribute (log odds of a bad outcome).

        ``fitted`` says whether a fit took place; where none did, the coefficients are those of the fit before. ``gone`` counts
        people who left while the sample matured, and who are not in it.
        """
        found = []
        for row in self.fits:
            names = {name: int(row[_COEFFICIENTS + d]) for d, name in enumerate(self._system.features)}
            leans = {a: int(row[_COEFFICIENTS + DIMENSIONS - 1 + a]) for a in range(len(self._known))}
            names |= {self._known[a]: lean for a, lean in leans.items() if lean or a in self._attributes}
            found.append({
                "day": int(row[_DAY]), "sample": int(row[_PEOPLE]), "bad": int(row[_BAD]), "gone": int(row[_GONE]),
                "auc": int(row[_AREA]) / 10_000 if row[_AREA] >= 0 else None, "fitted": bool(row[_AREA] != _NOT_FITTED),
                "constant": int(row[_CONSTANT]) / STEP,
                "coefficients": {name: steps / STEP for name, steps in names.items()},
            })  # fmt: skip
        return found


class HeldFits(FittingInstitution):
    """A fitter that finds nothing itself: it takes over what another world's fitter found, on the same days.

    So a learned score can be lived without some of its records, and nothing else in it moves.
    """

    def __init__(self, fitter: FittingInstitution, fits: np.ndarray) -> None:
        """Put it in a fitter's place.

        Args:
            fitter: the fitter of the same system.
            fits: what the other world's fitter found (see `FittingInstitution`), with the weights of the same features.
        """
        self.__dict__.update(fitter.__dict__)
        self._coming = fits

    def decide(self, day_end: DayEnd) -> None:
        """Take over the fit of the day, if there was one."""
        # The columns are those of the same features: what is left out of a feature leaves it in its place.
        found = self._coming[self._coming[:, _DAY] == day_end.day]
        if len(found):
            self.fits = np.vstack([self.fits, found])


def fit(inputs: np.ndarray, bad: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Constant and coefficients of a logistic regression, in whole steps of 1/4096.

    Args:
        inputs: people × features.
        bad: who had the outcome.
        weights: how often each person counts.
    """
    from sklearn.linear_model import LogisticRegression

    spread = inputs.std(0)
    spread[spread == 0] = 1.0
    with in_one_thread():
        model = LogisticRegression(C=1.0, tol=1e-8, max_iter=1000).fit(inputs / spread, bad, sample_weight=weights)
    steps: np.ndarray = np.rint(np.concatenate([model.intercept_, model.coef_[0] / spread]) * STEP).astype("i8")
    return steps


@contextmanager
def in_one_thread() -> Iterator[None]:
    """Let scikit-learn compute in one thread. One fit after the other: the limit is the whole program's."""
    with _FITTING, _thread_pools().limit(limits=1):
        yield


@cache
def _thread_pools() -> Any:
    """What would compute in several threads; looked for once, when scikit-learn is loaded."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def area_under_curve(risk: np.ndarray, bad: np.ndarray) -> int:
    """How often somebody bad has a higher risk than somebody good, in 1/10,000; ties count half. -1 if one sort is missing."""
    n_bad, n_good = int(bad.sum()), int((~bad).sum())
    if not n_bad or not n_good:
        return _NO_AREA
    _, place, number = np.unique(risk, return_inverse=True, return_counts=True)
    below = np.cumsum(number) - number
    ranks = 2 * below[place] + number[place] + 1
    wins = int(ranks[bad].sum()) - n_bad * (n_bad + 1)
    return wins * 10_000 // (2 * n_bad * n_good)


def fitting_institutions(
    systems: Mapping[str, Any],
    samples: Mapping[str, Sample],
    declared: Sequence[str] = (),
    held: Mapping[str, np.ndarray] | None = None,
) -> list[FittingInstitution]:
    """The institutions of a scenario's learned systems.

    Args:
        systems: all systems by name, in the order of their numbers, as safeguards leave them.
        samples: the sample of each learned system.
        declared: names of the attributes that the scenario declares, in the order of their numbers.
        held: fits of another world to take over, by the system's name; systems that are not named find their own.
    """
    found = [
        FittingInstitution(number, name, system, samples[name], declared)
        for number, (name, system) in enumerate(systems.items())
        if name in samples
    ]
    fits = held or {}
    return [HeldFits(each, fits[each.system]) if each.system in fits else each for each in found]

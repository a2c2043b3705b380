"""What holders of records can guess of traits that nobody disclosed, beside what anybody could guess from a register.

An attacker learns from four fifths of the sample, whose traits somebody asked or sold, and guesses those of the others;
five times, so that everybody is guessed once. The control attacker has nothing but the register. How well they do is
the chance that of two people, one with the trait and one without, the first is ranked higher (AUC): 0.5 is a coin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from glasshouse.audit.exports import Export
from glasshouse.audit.figures.separation import error_of_area
from glasshouse.institutions.fitting import in_one_thread

FOLDS = 5
_LEARNERS = 1.4
"""How much wider an area's error is than with one fixed guesser, since other people would have been learned from.

The guessers of any two folds share most of these, so that the folds' errors do not average out: Nadeau and Bengio (Machine
Learning 52, 2003) say 1.5 for five folds, which is what it takes where nearly nothing can be learned and too much where much can;
this is measured (``python benchmarks/coverage.py --only infer``).
"""
FEWEST = 25
"""Fewest people with a trait, and without, among whom it can be guessed."""


class Area(NamedTuple):
    """How well something is guessed, and the standard error of that."""

    value: float
    error: float


@dataclass(frozen=True)
class Attack:
    """How well one trait is guessed.

    Attributes:
        trait: what is guessed.
        share: share of people with the trait.
        auc: how well holders of records guess it; None where it cannot be told.
        control: how well an attacker with nothing but the register does.
        error: standard error of `auc`, over other people and other learners.
        control_error: standard error of `control`.
        reason: why it cannot be told; None where it can.
    """

    trait: str
    share: float
    auc: float | None
    control: float | None
    error: float | None
    control_error: float | None
    reason: str | None = None

    @property
    def gain(self) -> float | None:
        """What records add to the register."""
        return None if self.auc is None or self.control is None else self.auc - self.control

    @property
    def document(self) -> dict[str, Any]:
        """As plain data."""
        said = {**vars(self), "gain": self.gain}
        if self.reason:
            said["reason"] = f"undefined, because {self.reason}"
        return said


def attack_all(export: Export, controls: dict[str, Area] | None = None) -> tuple[Attack, ...]:
    """Attack every trait of a sample; `controls` as for `attack`."""
    return tuple(attack(export, trait, controls) for trait in export.traits)


def attack_by_holder(export: Export, controls: dict[str, Area] | None = None) -> dict[str, tuple[Attack, ...]]:
    """Attack every trait with what each holder by name alone has, beside the register; by the holders' titles.

    Args:
        export: the sample.
        controls: as for `attack`; the register is the same whoever attacks.
    """
    shared = {} if controls is None else controls
    return {title: attack_all(replace(export, records=records), shared) for title, records in export.by_holder.items()}


def attack(export: Export, trait: str, controls: dict[str, Area] | None = None) -> Attack:
    """Guess one trait from the records, and from the register alone.

    Args:
        export: the sample.
        trait: name of one of its traits.
        controls: how well the register alone tells each trait of these people, as far as it was tried; added to.
    """
    truth = np.asarray(export.traits[trait], bool)
    n = int(truth.sum())
    if min(n, len(truth) - n) < FEWEST:
        reason = f"fewer than {FEWEST} of {len(truth)} people have the trait, or lack it"
        return Attack(trait, n / len(truth), None, None, None, None, reason)
    controls = {} if controls is None else controls
    if trait not in controls:
        controls[trait] = _tried(export.registered, truth)
    found, control = _tried(np.hstack([export.registered, export.records]), truth), controls[trait]
    return Attack(trait, n / len(truth), found.value, control.value, found.error, control.error)


def guess(columns: np.ndarray, truth: np.ndarray, seed: int = 0) -> np.ndarray:
    """For each person, the chance to have a trait, as an attacker sees it who learned from other people.

    Args:
        columns: what the attacker has: one row a person.
        truth: who has the trait; of each person only the attackers of the other folds get to know.
        seed: which people are learned from together.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    # So few people are learned from that threads wait for one another longer than they work.
    with in_one_thread():
        guessed = cross_val_predict(model, columns, truth, cv=folds, method="predict_proba")
    return np.asarray(guessed)[:, 1]


def area(truth: np.ndarray, guessed: np.ndarray) -> float:
    """The chance that somebody with the trait is ranked above somebody without; ties count half."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truth, guessed))


def _tried(columns: np.ndarray, truth: np.ndarray) -> Area:
    """How well a trait is guessed, with DeLong's standard error of a fixed guesser times `_LEARNERS`.

    Where nobody is guessed wrong DeLong's error is 0, however few were guessed. It is never less than what one of the
    rarer side would move the area by who stood among half of the others.
    """
    guessed = guess(columns, truth)
    error = error_of_area(guessed, truth)
    assert error is not None, "FEWEST people stand on each side"
    fewer = min(int(truth.sum()), int((~truth).sum()))
    return Area(area(truth, guessed), max(_LEARNERS * error, 0.5 / fewer))

"""A score that counts friends, and what people do about their friends."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.belief import judged_by_ties
from glasshouse.mechanisms.ties import drops
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.luck import luck

CHANCE = "chance to be of the high type"
CUT = "ties cut to the low type, for each as many to the high type"

_PEOPLE, _TIES, _DAYS, _MOST = 4_096, 8, 365, 0.01
_CHOICES = 1_000_000


@kernel_function
def _settle(seed: int, error: float, mixing: float, high: np.ndarray, signal: np.ndarray, tie: np.ndarray) -> None:
    """Draw people's types and signals, and ties: people of different types tie less often."""
    for i in range(_PEOPLE):
        a, b, _, _ = luck(seed, 0, 0, i)
        high[i] = a < 0.5
        signal[i] = 1 if (b >= error) == high[i] else -1
    for i in range(_PEOPLE):
        for t in range(_TIES):
            tie[i, t] = i
            attempt = 0
            while tie[i, t] == i:
                attempt += 1
                a, b, _, _ = luck(seed, attempt, t, i)
                other = int(a * _PEOPLE)
                if high[other] == high[i] or b < mixing:
                    tie[i, t] = other


@kernel_function
def _judge(
    error: float, mixing: float, signal: np.ndarray, tie: np.ndarray, stands: np.ndarray, standing: np.ndarray
) -> None:
    """Everybody's standing: how likely they are of the high type, by own signal and contacts' signals."""
    for i in range(_PEOPLE):
        good, bad = 0, 0
        for t in range(_TIES):
            good += stands[i, t] and signal[tie[i, t]] > 0
            bad += stands[i, t] and signal[tie[i, t]] < 0
        standing[i] = judged_by_ties(error, mixing, signal[i], good, bad)


@kernel_function
def _year(seed: int, error: float, mixing: float, high: np.ndarray, cut: np.ndarray) -> None:
    """A year in which everybody looks at one tie a day; `cut` gets the shares of ties cut, to the low and the high type."""
    signal, standing = np.zeros(_PEOPLE, np.int64), np.empty(_PEOPLE)
    tie, stands = np.empty((_PEOPLE, _TIES), np.int64), np.ones((_PEOPLE, _TIES), np.bool_)
    _settle(seed, error, mixing, high, signal, tie)
    for day in range(_DAYS):
        _judge(error, mixing, signal, tie, stands, standing)
        t = day % _TIES
        for i in range(_PEOPLE):
            gap = standing[i] - standing[tie[i, t]]
            if drops(gap, _MOST, luck(seed, _CHOICES, day, i)[0]):
                stands[i, t] = False
    ties = np.zeros(2)
    for i in range(_PEOPLE):
        for t in range(_TIES):
            kind = 1 if high[tie[i, t]] else 0
            ties[kind] += 1.0
            cut[kind] += 0.0 if stands[i, t] else 1.0
    cut[0] /= ties[0]
    cut[1] /= ties[1]


def _chance(values: Values) -> Measured:
    error, mixing = np.float64(values["epsilon"]), np.float64(values["p"])
    return Measured(float(judged_by_ties(error, mixing, int(values["y"]), int(values["high"]), int(values["low"]))))


def _cut(values: Values) -> Measured:
    seed, cut = int(values["seed"]), np.zeros(2)
    _year(seed, np.float64(values["epsilon"]), np.float64(values["p"]), np.zeros(_PEOPLE, np.bool_), cut)
    low, high = (float(share) for share in cut)
    ties = _PEOPLE * _TIES / 2
    ratio = low / high if high else math.inf
    error = ratio * math.sqrt((1 - low) / (low * ties) + (1 - high) / (high * ties)) if low and high else None
    note = f"cut within a year: {low:.1%} of ties to the low type, {high:.1%} of ties to the high type"
    return Measured(ratio, error, _PEOPLE * _TIES, seed, note)


def _closed(values: Values) -> dict[str, float]:
    error, p = values["epsilon"], values["p"]
    ratio = (error + (1 - error) * p) / (1 - error + error * p)
    own = (error / (1 - error)) ** values["y"]
    return {CHANCE: 1 / (1 + own * ratio ** (values["high"] - values["low"]))}


CASE = Case(
    name="friends-score",
    title="a credit score from ties, and ties to low types that are cut for it",
    text="Somebody's type is judged from a signal of their own and from contacts' signals, because people tie more often to "
    "their like. Then a year in which 4,096 people may drop one contact a day who stands lower: ties to the low type go.",
    source="Wei, Yildirim, Van den Bulte, Dellarocas, Credit scoring with social network data, Marketing Science 35 (2016)",
    mechanisms=("belief.judged_by_ties", "ties.drops"),
    parameters={
        "epsilon": Parameter("chance that a signal is wrong", 0.2, 0, 1, open=True),
        "p": Parameter("how often different types tie, for each time that equals do", 0.5, 0, 1),
        "y": Parameter("own signal: 1 high, -1 low, 0 none", 1, -1, 1, whole=True),
        "high": Parameter("contacts whose signal is high", 0, 0, 1_000, whole=True),
        "low": Parameter("contacts whose signal is low", 0, 0, 1_000, whole=True),
        "seed": Parameter("luck of the year with ties", 1, 0, 2**32 - 1, whole=True),
    },
    points=(
        Point({}, {CHANCE: Target(0.8, 1e-9), CUT: Target(1.5, 0, "at least", "pattern")}),
        Point({"high": 3}, {CHANCE: Target(0.931034, 5e-7)}),
        Point({"y": -1, "high": 3}, {CHANCE: Target(0.457627, 5e-7)}),
    ),
    figures={CHANCE: _chance, CUT: _cut},
    closed_form=_closed,
    tolerance=1e-9,
)  # fmt: skip

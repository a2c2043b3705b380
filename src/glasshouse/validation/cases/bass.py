"""How a novelty spreads: by what it offers and by those who have it."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.adoption import adoption_chance, adopts
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.luck import luck

PEAK = "time of the peak, years"
HEIGHT = "adoption at the peak, share of all a year"
FIVE = "share that has adopted after five years"
CROWDS = "share that has adopted after five years, mean of drawn crowds"

_STEP = 1e-3
_PEOPLE = 4_000
_YEAR = 365


@kernel_function
def _rate(share: float, innovation: float, imitation: float) -> float:
    """Adoption a year in an infinite crowd of which that share has adopted."""
    return (1.0 - share) * adoption_chance(share, innovation, imitation)


@kernel_function
def _shares(innovation: float, imitation: float, count: int) -> np.ndarray:
    """The share that has adopted after each step, by the classic rule of Runge and Kutta."""
    shares = np.zeros(count + 1)
    for n in range(count):
        x = shares[n]
        a = _rate(x, innovation, imitation)
        b = _rate(x + a * _STEP / 2, innovation, imitation)
        c = _rate(x + b * _STEP / 2, innovation, imitation)
        d = _rate(x + c * _STEP, innovation, imitation)
        shares[n + 1] = x + (a + 2 * b + 2 * c + d) * _STEP / 6
    return shares


@kernel_function
def _drawn(seed: int, innovation: float, imitation: float, crowds: np.ndarray) -> None:
    """Crowds that see all of themselves, five years of days: the share that has adopted at the end."""
    for crowd in range(len(crowds)):
        has = np.zeros(_PEOPLE, np.bool_)
        total = 0
        for day in range(5 * _YEAR):
            share = total / _PEOPLE
            for four in range(_PEOPLE // 4):
                if not (has[4 * four] and has[4 * four + 1] and has[4 * four + 2] and has[4 * four + 3]):
                    draws = luck(seed, crowd, day, four)
                    for place in range(4):
                        i = 4 * four + place
                        if not has[i] and adopts(share, innovation / _YEAR, imitation / _YEAR, draws[place]):
                            has[i] = True
                            total += 1
        crowds[crowd] = total / _PEOPLE


def _course(values: Values) -> np.ndarray:
    p, q = np.float64(values["p"]), np.float64(values["q"])
    years = max(8.0, 2 * math.log(q / p) / (p + q)) if q > p else 8.0
    return np.asarray(_shares(p, q, int(years / _STEP)))


def _peak(values: Values) -> tuple[float, float]:
    """Time and height of the greatest rate, by the parabola through the greatest and its neighbours."""
    p, q, shares = np.float64(values["p"]), np.float64(values["q"]), _course(values)
    rates = [float(_rate(share, p, q)) for share in shares]
    top = int(np.argmax(rates))
    if top in (0, len(rates) - 1):
        return top * _STEP, rates[top]
    left, middle, right = rates[top - 1 : top + 2]
    bend = left - 2 * middle + right
    shift = (left - right) / (2 * bend)
    return (top + shift) * _STEP, middle - bend * shift * shift / 2


def _crowds(values: Values) -> Measured:
    seed, crowds = int(values["seed"]), np.empty(int(values["crowds"]))
    _drawn(seed, np.float64(values["p"]), np.float64(values["q"]), crowds)
    error = float(crowds.std(ddof=1)) / math.sqrt(len(crowds))
    return Measured(float(crowds.mean()), error, len(crowds), seed, f"crowds of {_PEOPLE:,} people")


def _closed(values: Values) -> dict[str, float]:
    p, q = values["p"], values["q"]
    gone = math.exp(-5 * (p + q))
    after_five = (1 - gone) / (1 + q / p * gone)
    if q <= p:
        return {PEAK: 0.0, HEIGHT: p, FIVE: after_five, CROWDS: after_five}
    peak, height = math.log(q / p) / (p + q), (p + q) ** 2 / (4 * q)
    return {PEAK: peak, HEIGHT: height, FIVE: after_five, CROWDS: after_five}


CASE = Case(
    name="bass",
    title="adoption by innovation 0.03 and imitation 0.38: peak after 6.19 years at 0.1106 of all a year",
    text="The chance to join is p plus q times the share of those around who have joined. An infinite crowd is followed in small "
    "steps; besides, crowds of 4,000 are drawn day by day.",
    source="Bass, A new product growth for model consumer durables, Management Science 15 (1969)",
    mechanisms=("adoption.adoption_chance", "adoption.adopts"),
    parameters={
        "p": Parameter("innovation, a year", 0.03, 1e-4, 1),
        "q": Parameter("imitation, a year", 0.38, 0, 10),
        "crowds": Parameter("crowds drawn", 20, 2, 10_000, whole=True),
        "seed": Parameter("their luck", 1, 0, 2**32 - 1, whole=True),
    },
    points=(
        Point({}, {
            PEAK: Target(6.192619, 5e-7), HEIGHT: Target(0.110592, 5e-7), FIVE: Target(0.331198, 1e-6),
            CROWDS: Target(0.331198, 1e-3),
        }),
    ),
    figures={
        PEAK: lambda values: Measured(_peak(values)[0]),
        HEIGHT: lambda values: Measured(_peak(values)[1]),
        FIVE: lambda values: Measured(float(_course(values)[int(5 / _STEP)])),
        CROWDS: _crowds,
    },
    closed_form=_closed,
)  # fmt: skip

"""Two providers, of which one ends with everybody."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.adoption import picked_by_size, prefers, worth_of_joining
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.luck import luck

FIRST = "chance that the first provider locks in"
TIME = "newcomers until one provider locks in"
HHI = "mean concentration (HHI) where newcomers follow the crowd"

_NEWCOMERS = 2_000


def _to_first(lead: int, taste_first: float, taste_second: float, fans: float) -> float:
    """The chance that the next newcomer takes the first provider, which leads by so many users."""
    users, others, one, none = np.float64(lead), np.float64(0), np.float64(1), np.float64(0)
    chance = 0.0
    for share, tastes in ((fans, (taste_first, none)), (1 - fans, (none, taste_second))):
        first = worth_of_joining(np.float64(tastes[0]), one, users)
        second = worth_of_joining(np.float64(tastes[1]), one, others)
        chance += share * bool(prefers(first, second))
    return chance


def _race(down: int, up: int, fans: float) -> tuple[float, float]:
    """Chance that the first provider wins, and expected newcomers until then, from a lead of none."""
    # A fan leaves the own provider as soon as the other leads by the bound.
    chances = {lead: _to_first(lead, down - 0.5, up - 0.5, fans) for lead in range(-down - 1, up + 2)}
    open_ = [lead for lead, chance in chances.items() if 0 < chance < 1]
    place = {lead: n for n, lead in enumerate(open_)}
    steps, wins = np.eye(len(open_)), np.zeros(len(open_))
    for lead in open_:
        for after, chance in ((lead + 1, chances[lead]), (lead - 1, 1 - chances[lead])):
            if after in place:
                steps[place[lead], place[after]] -= chance
            elif chances.get(after) == 1:
                wins[place[lead]] += chance
    solved = np.linalg.solve(steps, np.column_stack([wins, np.ones(len(open_))]))
    return float(solved[place[0], 0]), float(solved[place[0], 1])


@kernel_function
def _concentrations(seed: int, found: np.ndarray) -> None:
    sizes = np.empty(2)
    for urn in range(len(found)):
        sizes[0], sizes[1] = 1.0, 1.0
        for newcomer in range(_NEWCOMERS):
            sizes[picked_by_size(sizes, 2, luck(seed, urn, newcomer, 0)[0])] += 1.0
        total = sizes[0] + sizes[1]
        found[urn] = (sizes[0] / total) ** 2 + (sizes[1] / total) ** 2


def _raced(values: Values) -> tuple[float, float]:
    return _race(int(values["j"]), int(values["k"]), values["p"])


def _concentration(values: Values) -> Measured:
    seed, found = int(values["seed"]), np.empty(int(values["urns"]))
    _concentrations(seed, found)
    error = float(found.std(ddof=1)) / math.sqrt(len(found))
    return Measured(float(found.mean()), error, len(found), seed, f"after {_NEWCOMERS:,} newcomers")


def _closed(values: Values) -> dict[str, float]:
    j, k, p = values["j"], values["k"], values["p"]
    if p == 0.5:
        return {FIRST: j / (j + k), TIME: j * k, HHI: 2 / 3}
    ratio = (1 - p) / p
    chance = (
        (1 - ratio**j) / (1 - ratio ** (j + k))
        if ratio < 1
        else (ratio**-k - ratio ** -(j + k)) / (1 - ratio ** -(j + k))
    )
    return {FIRST: chance, TIME: (k * chance - j * (1 - chance)) / (2 * p - 1), HHI: 2 / 3}


CASE = Case(
    name="lock-in",
    title="two providers and fans of each: one locks in, by chance and by the network",
    text="Each newcomer likes one provider better, but takes the other if that leads by j (fans of the first) or k (fans of the "
    "second) users. The chain of leads is made by asking the mechanism, and solved. Besides, Pólya's urn from one "
    "user each, where newcomers take a provider in proportion to its size.",
    source="Arthur, Competing technologies, increasing returns, and lock-in by historical events, Economic Journal 99 (1989); "
    "gambler's ruin; Pólya's urn",
    mechanisms=("adoption.worth_of_joining", "adoption.prefers", "adoption.picked_by_size"),
    parameters={
        "j": Parameter("lead of the second provider at which all take it", 6, 1, 500, whole=True),
        "k": Parameter("lead of the first provider at which all take it", 11, 1, 500, whole=True),
        "p": Parameter("share of newcomers who like the first provider better", 0.5, 0, 1, open=True),
        "urns": Parameter("urns drawn", 4_000, 2, 1_000_000, whole=True),
        "seed": Parameter("their luck", 1, 0, 2**32 - 1, whole=True),
    },
    points=(Point({}, {FIRST: Target(0.352941, 5e-7), TIME: Target(66, 1e-6), HHI: Target(2 / 3, 2e-4)}),),
    figures={
        FIRST: lambda values: Measured(_raced(values)[0]),
        TIME: lambda values: Measured(_raced(values)[1]),
        HHI: _concentration,
    },
    closed_form=_closed,
    tolerance=2e-4,
)  # fmt: skip

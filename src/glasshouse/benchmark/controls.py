"""Two controls of the interval that a verdict rests on: what it finds where nothing is, and how often it finds what is planted.

**Null.** The same people under the same rules, with other luck in some regions (the key `other_luck` of a scenario), so that a
tenth of them live otherwise. One trial is eight seeds; an interval that leaves out 0 is a false positive, of which one in twenty
is to be expected.

**Planted.** In the world that keeps its luck a rate is raised so that the observable moves by s, 2s or 4s. The smallest effect s
is chosen from the null so that the standard error over eight seeds is 0.3 s, as a verdict's size is chosen. The share of trials
that find it is held against the power of Student's t with that error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, stdev
from typing import Any, Final

from glasshouse.benchmark import coverage
from glasshouse.benchmark.coverage import live_pair
from glasshouse.kernels.sources import hash_of, read_sources
from glasshouse.results.identity import identity_of
from glasshouse.scenario import Scenario, changed, digest, load
from glasshouse.store.folder import write_text
from glasshouse.worlds.intervals import Events, over_seeds, t_quantile, too_few
from glasshouse.worlds.twins import BLOCKS

SEEDS: Final = 8
"""Seeds of one trial."""
SMALLEST_IN_ERRORS: Final = 0.3
"""Standard error of a trial, in smallest effects."""
TIMES: Final = (1, 2, 4)
"""Planted effects, in smallest effects."""
REGIONS: Final = ("Guangdong",)
"""Regions that have other luck: about a tenth of China's adults."""


@dataclass(frozen=True)
class Kind:
    """A kind of observable.

    Attributes:
        name: what kind it is.
        observable: the observable that stands for it.
        rate: the kind of conduct whose rate is raised to plant an effect; None where none moves it alone.
    """

    name: str
    observable: str
    rate: str | None


KINDS: Final = (
    Kind("rate", "criticism_per_1000_days", "criticise"),
    Kind("share", "bills_missed_share", "miss-bill"),
    Kind("rare count", "defaults_per_1000_years", "default-judgment"),
    Kind("network", "mean_self_censorship", None),
    Kind("network of gatherings", "active_share", None),
)
"""The kinds of observables that verdicts are about."""


@dataclass(frozen=True)
class Null:
    """How the interval did where there is nothing to find.

    Attributes:
        kind: the kind of observable.
        observable: the observable.
        trials: how many trials.
        given: how many gave an interval.
        found: how many of these leave out 0.
    """

    kind: str
    observable: str
    trials: int
    given: int
    found: int

    @property
    def document(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "false_positives": self.found / self.given if self.given else None}


@dataclass(frozen=True)
class Planted:
    """How the interval did where an effect is planted.

    Attributes:
        kind: the kind of observable.
        observable: the observable.
        times: the planted effect, in smallest effects.
        moved: by how much the observable moved in the mean, in smallest effects.
        trials: how many trials.
        found: how many gave an interval that leaves out 0 on the right side.
        power: the share to be expected of an effect of that mean size; a trial with too few differing events finds nothing.
    """

    kind: str
    observable: str
    times: float
    moved: float
    trials: int
    found: int
    power: float

    @property
    def document(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "share": self.found / self.trials if self.trials else None}


Differences = Mapping[str, Mapping[str, Any]]
"""Differences of one pair of worlds by observable, as `glasshouse.worlds.replicates.differences_within` gives them."""
Tell = Callable[[int, int], None]


def worlds(scenario: str, citizens: int, days: int, seed: int, factors: Mapping[str, float]) -> dict[str, Scenario]:
    """A world in which some rates are raised, and the same people with other luck and rates as they were.

    Args:
        scenario: name of the scenario, of a country with regions.
        citizens: people.
        days: days.
        seed: the luck.
        factors: how many times as often people do something, by kind of conduct.
    """
    plain = changed(load(scenario), [f"citizens={citizens}", f"days={days}"])
    plain = plain.model_copy(update={"seed": seed, "panel": ()})
    raised = [f"conduct.{kind}.rate={plain.conduct[kind].rate.value * factor!r}" for kind, factor in factors.items()]
    return {"base": changed(plain, raised), "twin": plain.model_copy(update={"other_luck": REGIONS})}


def differences(
    scenario: str, citizens: int, days: int, trials: int, factors: Mapping[str, float], told: Tell, kept: Path
) -> list[Differences]:
    """The pairs of all trials, eight seeds each, counting up; those that a stopped run has kept are not lived again.

    Args:
        scenario: see `worlds`.
        citizens: see `worlds`.
        days: see `worlds`.
        trials: how many trials.
        factors: see `worlds`.
        told: told after each pair: pairs done, pairs in all.
        kept: a file that gets a line after each pair. What code or rules of other numbers have left there is replaced.
    """
    first = worlds(scenario, citizens, days, 1, factors)
    measuring = hash_of(read_sources(Path(__file__)) | read_sources(Path(coverage.__file__)))
    rules = [digest(each) for each in first.values()]
    head = json.dumps({"identity": identity_of(first.values()), "measuring": measuring, "worlds": rules})
    found = _read(kept, head)[: trials * SEEDS]
    with kept.open("a", encoding="utf-8") as file:
        for seed in range(len(found) + 1, trials * SEEDS + 1):
            found.append(live_pair(worlds(scenario, citizens, days, seed, factors), BLOCKS))
            print(json.dumps(found[-1]), file=file, flush=True)
            told(seed, trials * SEEDS)
    return found


def _read(kept: Path, head: str) -> list[Differences]:
    """The pairs in a file with this first line, which is made anew where it is another or was cut in mid-line."""
    lines = kept.read_text(encoding="utf-8").splitlines(keepends=True) if kept.exists() else []
    whole = [line for line in lines if line.endswith("\n")]
    if whole[:1] != [head + "\n"]:
        whole = [head + "\n"]
    if whole != lines:
        write_text(kept, "".join(whole))
    return [json.loads(line) for line in whole[1:]]


def null(kind: Kind, found: Sequence[Differences]) -> Null:
    """How often the interval of eight seeds finds something where nothing is.

    Args:
        kind: the kind of observable.
        found: pairs without a planted effect.
    """
    spans = [span for span in trial_spans(kind.observable, found) if span is not None]
    wrong = sum(low > 0 or high < 0 for low, high in spans)
    return Null(kind.name, kind.observable, len(found) // SEEDS, len(spans), wrong)


def smallest_effect(observable: str, found: Sequence[Differences]) -> float:
    """The smallest effect at which eight seeds have a standard error of 0.3 of it, from pairs without any effect."""
    spread: float = stdev(float(each[observable]["value"]) for each in found)
    return spread / SEEDS**0.5 / SMALLEST_IN_ERRORS


def planted(kind: Kind, times: float, smallest: float, found: Sequence[Differences]) -> Planted:
    """How often the interval of eight seeds finds what was planted.

    Args:
        kind: the kind of observable.
        times: the planted effect, in smallest effects.
        smallest: the smallest effect, in the observable's unit.
        found: pairs in which it is planted.
    """
    values = [each[kind.observable]["value"] for each in found]
    spans = trial_spans(kind.observable, found)
    right = sum(span is not None and span[0] > 0 for span in spans)
    enough = sum(too_few(events) is None for _, events in _trials(kind.observable, found))
    power = enough / len(spans) * power_of(mean(values), stdev(values))
    return Planted(kind.name, kind.observable, times, mean(values) / smallest, len(spans), right, power)


def power_of(effect: float, spread: float) -> float:
    """The chance that Student's interval over eight seeds lies above 0, where there is one: none without any spread.

    Args:
        effect: the true effect.
        spread: standard deviation of one seed's difference.
    """
    from scipy.stats import nct

    if not spread:
        return 0.0
    return float(nct.sf(t_quantile(SEEDS - 1), SEEDS - 1, effect / (spread / SEEDS**0.5)))


def trial_spans(observable: str, found: Sequence[Differences]) -> list[tuple[float, float] | None]:
    """The interval of each trial, None where there is none.

    Args:
        observable: its name.
        found: the pairs, eight for each trial.
    """
    spans = [over_seeds(values, events) for values, events in _trials(observable, found)]
    return [None if span.low is None or span.high is None else (span.low, span.high) for span in spans]


def _trials(observable: str, found: Sequence[Differences]) -> Iterator[tuple[list[float], list[Events]]]:
    """Differences and differing events of each trial."""
    for k in range(0, len(found) - SEEDS + 1, SEEDS):
        said = [each[observable] for each in found[k : k + SEEDS]]
        yield [each["value"] for each in said], [Events(each["events"], each["counts_once"]) for each in said]


def factor_for(effect: float, level: float) -> float:
    """How many times as often people must do something for an observable at this level to move by so much."""
    return 1 + effect / level
